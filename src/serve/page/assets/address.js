// The address restores the view: `#date=2026-01-27&map=7.2/36.1/40.2&lang=ar`, and is kept up with it.

import { isDate } from './dates.js';
import { within } from './panels/figures.js';

const MODES = ['none', 'swipe', 'gains'];
// Browsers refuse to be told more often than some hundred times in half a minute.
const SETTLED_MS = 300;

/** What the address says, beside what the reader's system prefers. `panels` are the names of those there are. */
function initial(data, panels) {
  const told = read(location.hash, data, panels);
  const embed = new URLSearchParams(location.search).has('embed');
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const spoken = navigator.languages.map((it) => it.split('-')[0]);
  const known = spoken.map((it) => (it === 'kmr' ? 'ku' : it)).find((it) => data.languages.includes(it));
  return {
    date: data.latest, since: null, mode: 'none', lang: known ?? data.languages[0] ?? 'en', theme: dark ? 'dark' : 'light',
    view: null, point: null, panel: null, playing: false, speed: 1, embed, ...told,
  };
}

function read(hash, data, panels) {
  const said = new URLSearchParams(hash.slice(1));
  const told = {};
  for (const name of ['date', 'since']) {
    if (isDate(said.get(name) ?? '')) told[name] = within(data, said.get(name));
  }
  if (MODES.includes(said.get('mode')) && told.since) told.mode = said.get('mode');
  if (data.languages.includes(said.get('lang'))) told.lang = said.get('lang');
  if (['light', 'dark'].includes(said.get('theme'))) told.theme = said.get('theme');
  if (panels.includes(said.get('panel'))) told.panel = said.get('panel');
  const map = numbers(said.get('map'), 3);
  if (map && Math.abs(map[1]) <= 85 && Math.abs(map[2]) <= 180) told.view = { zoom: map[0], lat: map[1], lon: map[2] };
  const at = numbers(said.get('at'), 2);
  if (at && Math.abs(at[0]) <= 180 && Math.abs(at[1]) <= 90) told.point = { lon: at[0], lat: at[1] };
  return told;
}

function numbers(text, count) {
  const parts = (text ?? '').split('/').map((part) => (part === '' ? NaN : Number(part)));
  return parts.length === count && parts.every(Number.isFinite) ? parts : null;
}

/** What stands behind the `#` for a state. */
function hashOf({ date, since, mode, lang, theme, view, point, panel }, told = {}) {
  const parts = [`date=${date}`];
  if (view) parts.push(`map=${view.zoom.toFixed(2)}/${view.lat.toFixed(4)}/${view.lon.toFixed(4)}`);
  parts.push(`lang=${lang}`);
  if (told.theme) parts.push(`theme=${theme}`);
  if (since) parts.push(`since=${since}`);
  if (mode !== 'none') parts.push(`mode=${mode}`);
  if (point) parts.push(`at=${point.lon.toFixed(5)}/${point.lat.toFixed(5)}`);
  if (panel) parts.push(`panel=${panel}`);
  return `#${parts.join('&')}`;
}

/** The address of a state, whatever the reader's own says by now. */
export const linkTo = (state) => new URL(hashOf(state), location.href);

/**
 * Keeps the address up with the state. What is opened can be left by going back: it has an entry of its own in the
 * browser's history, as has where `visit` leads; all else replaces the entry that is there.
 */
function mount(window, { store, data, map, panels }) {
  let timer = 0;
  let isVisit = false;
  let isReturn = false;
  // The theme is the reader's own until somebody chooses one.
  const told = { theme: new URLSearchParams(location.hash.slice(1)).has('theme') };
  const write = () => {
    const hash = hashOf(store.get(), told);
    if (hash !== location.hash) history.replaceState(history.state, '', hash);
  };
  // Two dates may have been told in either order.
  if (store.get().since) write();
  let bySystem = false;
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', ({ matches }) => {
    if (told.theme) return;
    bySystem = true;
    store.set({ theme: matches ? 'dark' : 'light' });
    bySystem = false;
  });
  const enter = (now, before) => {
    // Who goes back in the page round an embedded one means that page.
    if (now.embed) return;
    history.replaceState(history.state, '', hashOf(before, told));
    history.pushState(null, '', hashOf(now, told));
  };
  const opens = (now, before) => (now.point && !before.point) || (now.panel && now.panel !== before.panel);
  store.on(['date', 'since', 'mode', 'lang', 'theme', 'view', 'point', 'panel'], (now, before) => {
    if (now.theme !== before.theme && !bySystem) told.theme = true;
    clearTimeout(timer);
    if (!isReturn && !isVisit && opens(now, before)) enter(now, before);
    timer = setTimeout(write, SETTLED_MS);
  });
  // What was not yet written belongs to the entry that is left.
  window.addEventListener('popstate', () => clearTimeout(timer));
  window.addEventListener('hashchange', () => {
    const { view, ...rest } = read(location.hash, data, panels);
    isReturn = true;
    store.set({ since: null, mode: 'none', point: null, panel: null, playing: false, ...rest });
    isReturn = false;
    if (view) map.jumpTo(view);
  });
  return {
    /** Changes the state, and moves the map where `move()` does, as a step of its own in the browser's history. */
    visit: (change, move = null) => {
      const before = store.get();
      isVisit = true;
      store.set({ playing: false, ...change });
      isVisit = false;
      const now = store.get();
      if (move || hashOf(now, told) !== hashOf(before, told)) enter(now, before);
      move?.();
    },
  };
}

export const address = { initial, mount };
