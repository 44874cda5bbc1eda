// Dates as text, `2026-01-27` or `-000499-01-01` for 500 BC, and as days since 1970-01-01, which is how tiles have them.

const DAY_MS = 86_400_000;

/** The day of a date. */
export const dayOf = (date) => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);

/** The date of a day. */
export const dateOf = (day) => new Date(day * DAY_MS).toISOString().split('T')[0];

/** The first day of a month, which is counted from 0 on through the years. */
export function startOfMonth(year, month) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 1);
  return date;
}

/** Whether a text is a date of the calendar. */
export function isDate(text) {
  return /^(\d{4}|-\d{6})-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && dateOf(dayOf(text)) === text;
}

/** The index of the last of ascending dates that is not after a date; -1 where all are. */
export function lastUpTo(dates, date) {
  let [low, high] = [0, dates.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (dates[middle] <= date) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export const isAfter = (one, other) => dayOf(one) > dayOf(other);
