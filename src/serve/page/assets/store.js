// The one state of the page. Whatever shows something listens here; whatever changes something sets it here.
//
//   date     the date shown, `2026-01-27`: of two that are compared the later one, whichever was chosen first
//   since    the earlier date that it is compared with, or null
//   slider   the one of the two that the slider moves
//   mode     `none`, `swipe` or `gains`: how the two are compared
//   gained   what the map shows as gained between the two: [{ control, km2 }], the control nothing for ground
//            that nobody holds any more, the area nothing where it is not known; null while it shows no gains
//   lang     `en`, `ar`, `ku` or `ckb`
//   theme    `light` or `dark`
//   view     { zoom, lat, lon }: where the map looks
//   point    { lon, lat } whose card is open, or null
//   panel    the panel that is open beside the map, by its name in panel.js, or null
//   playing  whether the dates run by themselves
//   speed    how many times as fast as at first they do: 1, 2, 4 or 8
//   embed    whether the page stands in another one, without what surrounds the map

import { dayOf } from './dates.js';

/** A state that can be listened to. */
export function createStore(initial) {
  let state = inOrder({ gained: null, ...initial, slider: initial.date }, initial);
  const listeners = new Set();

  return {
    /** The state as it is. It is never changed in place. */
    get: () => state,

    /** Changes some of it; those who listen to what did change are told once. */
    set(partial) {
      const next = inOrder(state, partial);
      const changed = Object.keys(next).filter((key) => !same(state[key], next[key]));
      if (changed.length === 0) return;
      const before = state;
      state = next;
      for (const { keys, tell } of [...listeners]) {
        if (changed.some((key) => keys.includes(key))) tell(state, before);
      }
    },

    /** Calls `tell(state, before)` whenever one of the keys changes; what is returned ends that. */
    on(keys, tell) {
      const listener = { keys: [keys].flat(), tell };
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * A state with some of it changed. Two dates that are compared change places where the slider is moved
 * before the other one, so that the map, its legend and all figures are of the same two, the later one shown.
 * The slider stays on the earlier one where it stood there and one of the two, or how they are compared, is chosen anew.
 */
function inOrder(state, partial) {
  const next = { ...state, ...partial };
  if (!['date', 'since', 'mode'].some((key) => key in partial)) return next;
  const isMoved = 'date' in partial && !('since' in partial);
  if (isMoved && state.slider !== state.date) next.since = state.date;
  if (next.mode !== 'none' && next.since && dayOf(next.since) > dayOf(next.date)) {
    [next.date, next.since] = [next.since, next.date];
  }
  const staysEarlier = state.slider !== state.date && next.mode !== 'none' && next.since !== null
    && (next.date === state.date || next.since === state.since);
  next.slider = isMoved ? partial.date : staysEarlier ? next.since : next.date;
  return next;
}

// Positions are small flat objects: equal where their parts are.
function same(one, other) {
  if (Object.is(one, other)) return true;
  if (!one || !other || typeof one !== 'object' || typeof other !== 'object') return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => Object.is(one[key], other[key]));
}
