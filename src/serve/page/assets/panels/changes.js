// What changed between the two dates of a comparison: of the ground, of what each side has, of places.

import { areasOn, heldOn, isFramed } from './figures.js';

/** Ground that would be told as 0.0 km². */
export const LEAST_KM2 = 0.05;
/** A side's pockets are told of where it lost so much of its ground, in percent, or has more or fewer than before. */
const GREAT_LOSS = 10;

/**
 * The ground that others hold on the later date than on the earlier one, as GeoJSON that the server makes, each
 * piece with the `key` of its control now (empty where nobody holds it) and its `km2`.
 */
export async function changedGround({ api, store }, signal) {
  const { since, date } = store.get();
  const { features } = await api.get('compare', { from: since, to: date, f: 'geojson' }, { signal });
  const patches = features.filter(({ properties }) => !properties.is_sliver).map(({ type, geometry, properties: told }) => {
    const [before, key] = [drawnKey(told.from_status, told.from_actors), drawnKey(told.to_status, told.to_actors)];
    return { type, geometry, properties: { key, km2: told.km2, isSame: before === key } };
  });
  return { type: 'FeatureCollection', features: patches.filter(({ properties }) => !properties.isSame) };
}

/** The key of the control that the map shows on ground; of several ways in which it is given that is the first. */
function drawnKey(status, actors) {
  if (status === 'unclaimed') return '';
  if (status !== 'overlap') return `${actors}|${status}`;
  const [, shared, ids] = /^(?:(contested|claimed|joint|unknown) )?(.*)$/.exec(actors.split(';')[0]);
  return `${ids.replaceAll('+', ';')}|${shared ?? 'held'}`;
}

/**
 * What each side has more or less, and from whom to whom ground went, both largest first:
 * `sides` [{ ground, before, after, net, percent, gained, lost, pockets }], `turns` [{ from, to, km2 }], `breaks`
 * (dates on which the source may have changed) and `slivers` (square kilometres of changed ground so narrow
 * that the map leaves them out; the turns have them). A ground is `{ control, status }`. Without a server there are no
 * `turns`, and of a side neither what it gained and lost by itself nor its pockets is known.
 */
export async function changesBetween({ api, data, store }, signal) {
  const { since, date, lang } = store.get();
  if (!api.live) return { sides: netChanges(data, since, date), turns: null, breaks: [], slivers: 0 };
  const told = await api.get('compare', { from: since, to: date, lang }, { signal });
  return {
    sides: told.sides.map((side) => sideOf(side, told, data)).filter((side) => isTold(side, data)).sort(byNet),
    turns: turnsOf(told, data),
    breaks: told.breaks.map((it) => it.date),
    slivers: told.slivers.km2,
  };
}

function sideOf(side, { pockets_before: before, pockets_after: after }, data) {
  const ground = groundOf(side, data);
  const percent = side.net_percent;
  const own = (pockets) => (ground.status === 'held' ? pockets.filter(({ actor }) => actor.id === side.holders[0].id) : []);
  const pockets = { before: own(before), after: own(after) };
  const counts = Object.values(pockets).map(({ length }) => length);
  const isTorn = counts[0] !== counts[1] || (counts[0] > 1 && percent <= -GREAT_LOSS);
  return {
    ground, percent, before: side.before_km2, after: side.after_km2, net: side.net_km2,
    gained: side.gained_km2, lost: side.lost_km2, pockets: isTorn ? pockets : null,
  };
}

function turnsOf({ matrix }, data) {
  const key = ({ status, holders, claims = [] }) => JSON.stringify([status, holders, claims]);
  const changed = matrix.filter(({ from, to, km2 }) => km2 >= LEAST_KM2 && key(from) !== key(to));
  const turns = changed.map(({ from, to, km2 }) => ({ from: groundOf(from, data), to: groundOf(to, data), km2 }));
  return turns.sort((one, other) => other.km2 - one.km2);
}

function groundOf({ status, holders }, data) {
  const key = `${holders.map(({ id }) => id).join(';')}|${status}`;
  return { control: data.controls.find((it) => it.key === key) ?? null, status };
}

// Where the data does not say which ground there is in all, there is no telling how much nobody is given.
function isTold({ ground, gained, lost }, data) {
  return Math.max(gained, lost) >= LEAST_KM2 && (ground.status !== 'unclaimed' || isFramed(data));
}

const byNet = (one, other) => Math.abs(other.net) - Math.abs(one.net);

function netChanges(data, since, date) {
  const [before, after] = [since, date].map((it) => new Map(areasOn(data, it).map((row) => [row.control, row.km2])));
  const controls = [...new Set([...before.keys(), ...after.keys()])];
  const sides = controls.map((control) => {
    const [had, has] = [before.get(control) ?? 0, after.get(control) ?? 0];
    const ground = { control, status: control?.status ?? 'unclaimed' };
    return { ground, before: had, after: has, net: has - had, percent: had > 0 ? (100 * (has - had)) / had : null, gained: null, lost: null, pockets: null };
  });
  return sides.filter(({ net }) => Math.abs(net) >= LEAST_KM2).sort(byNet);
}

/** The places that somebody else holds than before, `{ place, from, to }` with indices of controls, the most important first. */
export function changedPlaces(data, { since, date }) {
  const rows = data.places.map((place) => ({ place, from: heldOn(place, since), to: heldOn(place, date) }));
  const changed = rows.filter(({ from, to }) => from !== to && from !== null && to !== null);
  return changed.sort((one, other) => one.place.rank - other.place.rank || (other.place.population ?? 0) - (one.place.population ?? 0));
}
