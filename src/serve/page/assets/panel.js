// What opens beside the map, one at a time: which, the store's `panel` says. Each is mounted when it is first opened.
// This is the one list of them: the tools and the address have their names from here.

import { element, icon } from './dom.js';
import * as chart from './panels/chart.js';
import * as compare from './panels/compare.js';
import * as download from './panels/download.js';
import * as sources from './panels/sources.js';

const PANELS = { chart, compare, download, sources };

/** The names of all of them, in the order of their buttons. */
export const names = Object.keys(PANELS);

export function mount(place, context) {
  const { store, words } = context;
  const rooms = new Map();
  let opener = null;

  const title = element('h2', { id: 'panel-title', tabindex: '-1' });
  const close = element('button', { type: 'button', class: 'quiet', onclick: () => store.set({ panel: null }) }, icon('close'));
  place.append(element('div', { class: 'panel-head' }, title, close));
  place.setAttribute('aria-labelledby', 'panel-title');
  place.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    // A card that is open, too, stays.
    event.stopPropagation();
    store.set({ panel: null });
  });

  const show = () => {
    const { panel } = store.get();
    const known = PANELS[panel] ? panel : null;
    place.hidden = known === null;
    for (const [name, room] of rooms) room.hidden = name !== known;
    if (!known) return;
    title.textContent = words.t(known);
    close.setAttribute('aria-label', words.t('close'));
    if (rooms.has(known)) return;
    const room = element('div', { class: `panel-room ${known}` });
    rooms.set(known, room);
    place.append(room);
    PANELS[known].mount(room, context);
  };
  show();
  store.on('lang', show);
  store.on('panel', ({ panel }, before) => {
    if (before.panel === null) opener = document.activeElement;
    show();
    if (panel !== null) title.focus({ preventScroll: true });
    else opener?.focus?.({ preventScroll: true });
  });
}
