// Who holds ground on the date, or on both dates that are seen side by side, how and how much: the key to the
// map's colours.

import { element, icon, shape } from '../dom.js';
import { areasOn } from './figures.js';
import { swatch } from './paint.js';

/** Ground that would be told as 0.0 km². */
const LEAST_KM2 = 0.05;

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

  /** The kinds of ground on any of some dates, with the area on each: largest first on the last. */
  const heldOn = (dates) => {
    const held = new Map();
    dates.forEach((date, place) => {
      for (const { control, km2 } of areasOn(data, date)) {
        if (km2 < LEAST_KM2) continue;
        if (!held.has(control)) held.set(control, dates.map(() => 0));
        held.get(control)[place] = km2;
      }
    });
    const rows = [...held].map(([control, km2]) => ({ control, km2 }));
    // Ground that is given to nobody comes last.
    return rows.sort((one, other) => (other.control !== null) - (one.control !== null) || other.km2.at(-1) - one.km2.at(-1));
  };

  const figures = (km2) => {
    if (km2.length === 1) return km2.map((area) => words.area(area));
    return km2.map((area) => (area > 0 ? words.number(area, area < 10 ? 1 : 0) : '–'));
  };

  const show = () => {
    const { date, theme, mode, since } = store.get();
    heading.textContent = words.t('legend');
    fold.setAttribute('aria-expanded', String(!isFolded));
    place.toggleAttribute('data-folded', isFolded);
    const dates = mode === 'swipe' && since ? [since, date] : [date];
    place.toggleAttribute('data-both', dates.length > 1);
    const held = heldOn(dates);
    rows.replaceChildren(
      ...(dates.length > 1 ? [line(null, words.areaUnit(), ...dates.map((it) => words.date(it, { short: true })))] : []),
      ...held.map(({ control, km2 }) => line(swatch(control, theme), control ? words.name(control.names) : words.t('unclaimed'), ...figures(km2))),
      line(stroke('front'), words.t('front')),
      ...(mode === 'gains' && since ? [line(gained(held[0]), words.t('changedHands'))] : []),
      ...(mode === 'gains' && since ? [line(stroke('former'), words.t('formerFront', { date: words.date(since, { short: true }) }))] : []),
    );
  };
  fold.addEventListener('click', () => {
    isFolded = !isFolded;
    show();
  });
  show();
  store.on(['date', 'lang', 'theme', 'mode', 'since'], show);
}

function line(sign, name, ...figures) {
  return element('li', {}, sign, element('span', { class: 'name' }, name), figures.map((figure) => element('span', { class: 'figure' }, figure)));
}

function stroke(kind) {
  return shape('svg', { class: `swatch ${kind}`, viewBox: '0 0 22 14', 'aria-hidden': 'true' },
    shape('path', { d: 'M1 9C6 2 9 12 14 7S19 5 21 4' }));
}
