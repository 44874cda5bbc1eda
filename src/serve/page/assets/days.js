// How days lie along the slider: those of the data evenly, and at the end a little room for days on which only
// the last of it is carried on.

import { dateOf, dayOf } from './dates.js';

/** The share of the slider that days after the data take at most. */
const MOST_CARRIED = 0.05;

/** `share(date)` from 0 to 1 and `dateAt(share)`; `dataEnd` is the share at which the data ends. */
export function dayScale(data) {
  const [first, last] = [dayOf(data.first), dayOf(data.last)];
  const length = Math.max(1, last - first);
  const carried = data.carried ? dayOf(data.carried) - last : 0;
  const dataEnd = 1 - (carried > 0 ? Math.min(MOST_CARRIED, carried / (length + carried)) : 0);
  return {
    first, last, dataEnd,
    reach: last + carried,
    share: (date) => {
      const day = dayOf(date);
      return day <= last ? (dataEnd * (day - first)) / length : dataEnd + ((1 - dataEnd) * (day - last)) / carried;
    },
    dateAt: (share) => dateOf(share <= dataEnd
      ? first + Math.round((share / dataEnd) * length)
      : last + Math.round(((share - dataEnd) / (1 - dataEnd)) * carried)),
  };
}
