// How much ground there is of each kind on a date, from what the page tells of all dates.

import { dayOf, isAfter, lastUpTo } from '../dates.js';

/**
 * The kinds of ground on a date, largest first: `{ control, km2, share }`, the control nothing for
 * ground that nobody is given, the share in percent. Empty where there is no data for the date.
 */
export function areasOn(data, date) {
  const day = dayIndex(data, date);
  const km2 = data.areas?.km2[day];
  if (!km2) return [];
  const total = data.areas.total[day];
  const row = (control, area) => ({ control, km2: area, share: total > 0 ? (100 * area) / total : 0 });
  const rows = km2.map((area, place) => row(data.controls[data.areas.controls[place]], area));
  return [...rows.filter((it) => it.km2 > 0).sort((one, other) => other.km2 - one.km2), row(null, data.areas.unclaimed[day] ?? 0)]
    .filter((it) => it.km2 > 0);
}

/** The date of the slider that a date has its state from: its index. */
export function dayIndex(data, date) {
  return lastUpTo(data.dates, date);
}

/** Whether the data says which ground there is in all, so that what is left over is known to be nobody's. */
export const isFramed = (data) => (data.areas?.unclaimed ?? []).some((km2) => km2 >= 1);

/** The date of the data that tells of a date, where it is an earlier one. */
export function olderData(data, date) {
  const known = data.known[lastUpTo(data.known, date)];
  return known && known !== date ? known : null;
}

/** How a place of the page is held on a date: the index of a control, -1 for nobody, null without data. */
export function heldOn(place, date) {
  const since = place.held.filter(([from]) => from === null || from <= date);
  return since.length > 0 ? since[since.length - 1][1] : null;
}

/** The spans of a place of the page: `{ from, until, control }`, the first and last open where the data is. */
export function spansOf(place) {
  return place.held.map(([from, control], index) => ({ from, until: place.held[index + 1]?.[0] ?? null, control }));
}

/** Whether there is data for a date, or some that may be carried on to it. */
export function hasData(data, date) {
  if (date < data.first || date > (data.carried ?? data.last)) return false;
  return !data.areas || data.areas.km2[dayIndex(data, date)] !== null;
}

/** The date of the data nearest to one without. */
export function nearestData(data, date) {
  const away = (known) => Math.abs(dayOf(known) - dayOf(date));
  return data.known.reduce((best, known) => (away(known) < away(best) ? known : best), data.first);
}

/** A date, moved to the nearest for which the data answers. */
export function within(data, date) {
  const last = data.carried ?? data.last;
  return isAfter(data.first, date) ? data.first : isAfter(date, last) ? last : date;
}
