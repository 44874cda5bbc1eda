// The one state of the page. Whatever shows something listens here; whatever changes something sets it here.
//
//   date     the date shown, `2026-01-27`
//   since    the date B that it is compared with, or null
//   mode     `none`, `swipe` or `gains`: how the two are compared
//   lang     `en`, `ar`, `ku` or `ckb`
//   theme    `light` or `dark`
//   view     { zoom, lat, lon }: where the map looks
//   point    { lon, lat, name? } whose card is open, or null
//   panel    the panel that is open beside the map (`chart`, `compare`, `download`, `sources`), or null
//   playing  whether the dates run by themselves
//   speed    how many times as fast as at first they do: 1, 2, 4 or 8
//   embed    whether the page stands in another one, without what surrounds the map

/** A state that can be listened to. */
export function createStore(initial) {
  let state = { ...initial };
  const listeners = new Set();

  return {
    /** The state as it is. It is never changed in place. */
    get: () => state,

    /** Changes some of it; those who listen to what did change are told once. */
    set(partial) {
      const changed = Object.keys(partial).filter((key) => !same(state[key], partial[key]));
      if (changed.length === 0) return;
      const before = state;
      state = { ...state, ...partial };
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

// Positions are small flat objects: equal where their parts are.
function same(one, other) {
  if (Object.is(one, other)) return true;
  if (!one || !other || typeof one !== 'object' || typeof other !== 'object') return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => Object.is(one[key], other[key]));
}
