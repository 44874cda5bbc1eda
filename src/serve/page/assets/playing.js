// Runs through the dates by themselves, at the pace of time within reason: longer gaps take longer, but none much
// longer than the usual, and the whole run about a minute at most.

import { dayOf, lastUpTo } from './dates.js';

/** Milliseconds for which a date stands at a speed of one, where there are few. */
const BEAT_MS = 900;
const WHOLE_RUN_MS = 60_000;
/** Eyes and maps follow no faster; dates between are passed over. */
const LEAST_BEAT_MS = 80;
/** How many times as long as the usual gap the longest stands. */
const LONGEST = 3;

/** Goes from change to change while the store says so, up to the last date of the data. */
export function run(store, data) {
  const { dates } = data;
  const waits = waitsAfter(dates);
  let timer = 0;

  /** Lets the date of an index stand for its time, then goes on. */
  function wait(index) {
    const { speed } = store.get();
    let [next, left] = [index + 1, waits[Math.max(0, index)] / speed];
    for (; left < LEAST_BEAT_MS && next < dates.length - 1; next += 1) left += waits[next] / speed;
    timer = setTimeout(() => go(next), left);
  }
  function go(index) {
    if (!store.get().playing) return;
    store.set({ date: dates[index] });
    if (index >= dates.length - 1) store.set({ playing: false });
    else wait(index);
  }
  store.on('playing', ({ playing, slider }) => {
    clearTimeout(timer);
    if (!playing) return;
    if (dates.length < 2) {
      store.set({ playing: false });
      return;
    }
    const index = lastUpTo(dates, slider);
    if (index < dates.length - 1) {
      wait(index);
      return;
    }
    store.set({ date: dates[0] });
    wait(0);
  });
}

/** Milliseconds for which each of some dates but the last stands before the next. */
function waitsAfter(dates) {
  const gaps = dates.slice(1).map((date, index) => dayOf(date) - dayOf(dates[index]));
  const usual = [...gaps].sort((one, other) => one - other)[gaps.length >> 1] || 1;
  const weights = gaps.map((days) => Math.min(LONGEST, Math.max(1, 1 + Math.log2(days / usual))));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight * Math.min(BEAT_MS, WHOLE_RUN_MS / sum));
}
