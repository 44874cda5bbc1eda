// What changed hands between the two dates of a comparison.

import { areasOn, heldOn } from './figures.js';

/** The two dates, the earlier first. */
export const inOrder = ({ since, date }) => (since < date ? [since, date] : [date, since]);

/** The ground that changed hands, as GeoJSON that the server makes; nothing without one. */
export async function changedGround({ api, store }, signal) {
  if (!api.live) return null;
  const [from, to] = inOrder(store.get());
  return api.get('compare', { from, to, f: 'geojson' }, { signal });
}

/**
 * Whose ground became whose, `{ from, to, km2 }`, largest first. Without a server only what each side
 * has more or less is known: `{ control, km2 }`.
 */
export async function changedAreas({ api, data, store }, signal) {
  const [from, to] = inOrder(store.get());
  if (!api.live) return netChanges(data, from, to);
  const { matrix } = await api.get('compare', { from, to }, { signal });
  const key = ({ status, holders }) => `${holders.map(({ id }) => id).join(';')}|${status}`;
  const control = (side) => data.controls.find((it) => it.key === key(side)) ?? null;
  const rows = matrix.map((row) => ({ from: control(row.from), to: control(row.to), km2: row.km2 }));
  return rows.filter((row) => row.from !== row.to && row.km2 >= 0.05).sort((one, other) => other.km2 - one.km2);
}

function netChanges(data, from, to) {
  const [before, after] = [from, to].map((date) => new Map(areasOn(data, date).map((row) => [row.control, row.km2])));
  const controls = [...new Set([...before.keys(), ...after.keys()])];
  const rows = controls.map((control) => ({ control, km2: (after.get(control) ?? 0) - (before.get(control) ?? 0) }));
  return rows.filter(({ km2 }) => Math.abs(km2) >= 0.05).sort((one, other) => other.km2 - one.km2);
}

/** The places that somebody else holds than before, `{ place, from, to }` with indices of controls, the most important first. */
export function changedPlaces(data, state) {
  const [before, after] = inOrder(state);
  const rows = data.places.map((place) => ({ place, from: heldOn(place, before), to: heldOn(place, after) }));
  const changed = rows.filter(({ from, to }) => from !== to && from !== null && to !== null);
  return changed.sort((one, other) => one.place.rank - other.place.rank || (other.place.population ?? 0) - (one.place.population ?? 0));
}
