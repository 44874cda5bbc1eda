// The band of who held a point through time: spans in the colours of the map, a mark at the date.

import { dateOf, dayOf, isAfter } from '../dates.js';
import { element, shape } from '../dom.js';
import { painter } from './paint.js';
import { lastSeen, unseenSince } from './spells.js';

// What the side is called of data that names none.
const UNNAMED = 'area';
const WIDTH = 320;
const HEIGHT = 24;
// The mark rises above and below the spans.
const INSET = 4;

/**
 * Draws spans, `{ from, until, control }`, on the axis of all dates in the direction of reading, paler where
 * the data does not show up to when one lasted. A click tells `onDate` the day that it stands for.
 */
export function band(spans, { data, store, words }, onDate) {
  const { date, theme } = store.get();
  const [first, last] = [dayOf(data.first), dayOf(data.last)];
  const days = Math.max(1, last - first + 1);
  const along = (day) => {
    const share = Math.min(1, Math.max(0, (day - first) / days));
    return WIDTH * (words.isRightToLeft() ? 1 - share : share);
  };
  const drawing = shape('svg', { class: 'band', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': words.t('history') });
  const fill = painter(drawing);
  for (const { from, until, control } of spans) {
    const sides = [along(from ? dayOf(from) : first), along(until ? dayOf(until) : last + 1)];
    const paint = data.controls[control]?.[theme];
    const title = () => shape('title', {}, spanText({ from, until, control }, data, words));
    drawing.append(shape('rect', { ...field(sides), fill: paint ? fill(paint) : undefined, class: paint ? 'span' : 'span none' }, title()));
    const unseen = until && !isAfter(until, data.last) ? unseenSince(data, until) : null;
    if (unseen) drawing.append(shape('rect', { ...field([along(dayOf(unseen) + 1), sides[1]]), class: 'unseen-days' }, title()));
  }
  const now = along(dayOf(date) + 0.5);
  drawing.append(shape('path', { class: 'mark', d: `M${now} 0V${HEIGHT}` }));
  drawing.addEventListener('click', (event) => {
    const box = drawing.getBoundingClientRect();
    const seen = (event.clientX - box.left) / box.width;
    const share = words.isRightToLeft() ? 1 - seen : seen;
    onDate(dateOf(Math.min(last, Math.max(first, Math.floor(first + share * days)))));
  });
  const end = (day) => element('span', {}, words.date(day, { short: true }));
  return element('div', { class: 'band-frame' }, drawing, element('div', { class: 'band-ends' }, end(data.first), end(data.last)));
}

/** The field between two places of the band. */
const field = (sides) => ({ x: Math.min(...sides), y: INSET, width: Math.abs(sides[1] - sides[0]), height: HEIGHT - 2 * INSET });

/** A span in words: who, from when to when. */
function spanText({ from, until, control }, data, words) {
  const holder = holderName(control, data, words);
  const first = words.date(from ?? data.first, { short: true });
  if (!until || isAfter(until, data.last)) return words.t('spanOpen', { holder, from: first });
  return words.t('span', { holder, from: first, until: words.date(lastSeen(until, data), { short: true }) });
}

/** What a control is called; -1 is nobody's ground, null a time without data. */
export function holderName(control, data, words) {
  if (control === null) return words.t('no-data');
  return control < 0 ? nobodysName('unmapped', data, words) : words.name(data.controls[control].names);
}

/** What ground is called that nobody is given: where the data is of one side only, it is just not that side's. */
export function nobodysName(key, { actors }, words) {
  const [only] = actors;
  if (actors.length !== 1 || only.id === UNNAMED) return words.t(key);
  return words.t('notHeldBy', { actor: words.name(only.names) });
}
