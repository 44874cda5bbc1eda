// Who holds ground on the date, or on both dates that are seen side by side, how and how much: the key to the
// map's colours.

import { element, icon, shape } from '../dom.js';
import { nobodysName } from './band.js';
import { LEAST_KM2 } from './changes.js';
import { areasOn } from './figures.js';
import { gainSwatch, swatch } from './paint.js';

/** The kinds of gains that have a row of their own. */
const MOST_GAINS = 6;

export function mount(place, { store, data, words }) {
  const heading = element('h2', { id: 'legend-title' });
  const fold = element('button', { type: 'button', class: 'legend-fold', 'aria-controls': 'legend-rows' }, heading, icon('next'));
  const rows = element('ul', { id: 'legend-rows', class: 'legend-rows' });
  let isFolded = matchMedia('(max-width: 700px)').matches || store.get().embed;
  place.append(fold, rows);

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

  /** Everything that the map shows of gains since a date. */
  const gains = (gained, since) => {
    const { theme } = store.get();
    const row = ({ control, km2 }) => line(gainSwatch(control, data, theme), control ? words.name(control.names) : words.t('noLonger'), ...(km2 === null ? [] : [words.area(km2)]));
    const more = gained.length - MOST_GAINS;
    const date = words.date(since, { short: true });
    return [
      group(words.t('gainsSince', { date })),
      ...gained.slice(0, MOST_GAINS).map(row),
      ...(more > 0 ? [line(swatch(null, theme), words.t('moreSources', { count: words.number(more) }))] : []),
      line(stroke('former'), words.t('formerFront', { date })),
      group(words.t('asOf', { date: words.date(store.get().date, { short: true }) })),
    ];
  };

  const show = () => {
    const { date, theme, mode, since, gained } = store.get();
    heading.textContent = words.t('legend');
    fold.setAttribute('aria-expanded', String(!isFolded));
    place.toggleAttribute('data-folded', isFolded);
    const dates = mode === 'swipe' && since ? [since, date] : [date];
    place.toggleAttribute('data-both', dates.length > 1);
    const hasGains = mode === 'gains' && since !== null && gained !== null && gained.length > 0;
    place.toggleAttribute('data-gains', hasGains);
    const held = heldOn(dates);
    rows.replaceChildren(
      ...(dates.length > 1 ? [line(null, words.areaUnit(), ...dates.map((it) => words.date(it, { short: true })))] : []),
      ...(hasGains ? gains(gained, since) : []),
      ...held.map(({ control, km2 }) => line(swatch(control, theme), control ? words.name(control.names) : nobodysName('unclaimed', data, words), ...figures(km2))),
      line(stroke('front'), words.t('front')),
    );
  };
  fold.addEventListener('click', () => {
    isFolded = !isFolded;
    show();
  });
  show();
  store.on(['date', 'lang', 'theme', 'mode', 'since', 'gained'], show);
}

function line(sign, name, ...figures) {
  return element('li', {}, sign, element('span', { class: 'name' }, name), figures.map((figure) => element('span', { class: 'figure' }, figure)));
}

const group = (name) => element('li', { class: 'group' }, element('span', { class: 'name' }, name));

function stroke(kind) {
  return shape('svg', { class: `swatch ${kind}`, viewBox: '0 0 22 14', 'aria-hidden': 'true' },
    shape('path', { d: 'M1 9C6 2 9 12 14 7S19 5 21 4' }));
}
