// Who holds ground on the date, how and how much: the key to the map's colours.

import { element, icon, shape } from '../dom.js';
import { areasOn } from './figures.js';
import { swatch } from './paint.js';

export function mount(place, { store, data, words }) {
  const heading = element('h2', { id: 'legend-title' });
  const fold = element('button', { type: 'button', class: 'legend-fold', 'aria-controls': 'legend-rows' }, heading, icon('next'));
  const rows = element('ul', { id: 'legend-rows', class: 'legend-rows' });
  let isFolded = matchMedia('(max-width: 700px)').matches || store.get().embed;
  place.append(fold, rows);

  // Ground that changed hands has the full colour of who holds it: that of the largest stands for all.
  const gained = (row) => {
    const actor = data.actors.find(({ id }) => id === row?.control?.actors[0]);
    return shape('svg', { class: 'swatch', viewBox: '0 0 22 14', 'aria-hidden': 'true' },
      shape('rect', { x: 0.5, y: 0.5, width: 21, height: 13, rx: 2, fill: actor?.color ?? data.colors[store.get().theme].unknown }));
  };

  const show = () => {
    const { date, theme, mode, since } = store.get();
    heading.textContent = words.t('legend');
    fold.setAttribute('aria-expanded', String(!isFolded));
    place.toggleAttribute('data-folded', isFolded);
    const now = areasOn(data, date).filter((row) => row.km2 >= 0.05);
    rows.replaceChildren(
      ...now.map((row) => line(swatch(row.control, theme), row.control ? words.name(row.control.names) : words.t('unclaimed'), words.area(row.km2))),
      line(stroke('front'), words.t('front'), ''),
      ...(mode === 'gains' && since ? [line(gained(now[0]), words.t('changedHands'), '')] : []),
      ...(mode === 'gains' && since ? [line(stroke('former'), words.t('formerFront', { date: words.date(since, { short: true }) }), '')] : []),
    );
  };
  fold.addEventListener('click', () => {
    isFolded = !isFolded;
    show();
  });
  show();
  store.on(['date', 'lang', 'theme', 'mode', 'since'], show);
}

function line(sign, name, figure) {
  return element('li', {}, sign, element('span', { class: 'name' }, name), element('span', { class: 'figure' }, figure));
}

function stroke(kind) {
  return shape('svg', { class: `swatch ${kind}`, viewBox: '0 0 22 14', 'aria-hidden': 'true' },
    shape('path', { d: 'M1 9C6 2 9 12 14 7S19 5 21 4' }));
}
