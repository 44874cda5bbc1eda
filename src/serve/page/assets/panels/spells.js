// Since when and until when something was so, in words: what days between two snapshots of the data don't show
// is not said to be known.

import { dateOf, dayOf, lastUpTo } from '../dates.js';

/**
 * The date of the data before a change, where the change is first seen in a snapshot and that date is not of the
 * day before: it may have been on any day between. Else null.
 */
export function unseenSince(data, date) {
  if (data.snapshots[lastUpTo(data.snapshots, date)] !== date) return null;
  const before = data.known[lastUpTo(data.known, date) - 1];
  return before !== undefined && dayOf(date) - dayOf(before) > 1 ? before : null;
}

/** The last day on which a span that ends was seen. */
export const lastSeen = (until, data) => unseenSince(data, until) ?? dateOf(dayOf(until) - 1);

/** `Since 27 January 2026`, of a span and the one before it. */
export function sinceText({ from }, before, { data, words }) {
  const date = words.date(from ?? data.first);
  if (!before || before.control === null) return words.t('sinceOrEarlier', { date });
  const unseen = unseenSince(data, from);
  if (!unseen) return words.t('since', { date });
  return `${words.t('sinceOrEarlier', { date })} (${words.t('dataBefore', { date: words.date(unseen) })})`;
}

/** `Until 26 January 2026`, of a span and the one after it. */
export function untilText({ until }, after, { data, words }) {
  if (!until || !after || after.control === null) return words.t('stillSo', { date: words.date(data.last) });
  const unseen = unseenSince(data, until);
  if (!unseen) return words.t('until', { date: words.date(lastSeen(until, data)) });
  return `${words.t('untilOrLater', { date: words.date(unseen) })} (${words.t('nextData', { date: words.date(until) })})`;
}
