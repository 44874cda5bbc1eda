// Who stands at a point through time, and where the front line is: asked of the server, or found in the tiles.

import { dateOf, dayOf, isAfter } from '../dates.js';
import { controlOf } from './paint.js';
import { KM_A_DEGREE } from './point.js';

/** The spans of a point: `{ from, until, control }`, the control an index, -1 for nobody, null without data. */
export async function spansAt(point, { data, map, api, store }, signal) {
  if (!api.live) {
    await map.settled();
    return spansOfTiles(point, map, data);
  }
  const { lon, lat } = point;
  const { places } = await api.get('history', { lon, lat, lang: store.get().lang }, { signal });
  return places[0].spans.map((span) => ({
    from: span.from,
    until: span.until,
    control: span.status === 'no-data' ? null : controlOf(data, span),
  }));
}

/** The pieces of ground that the map's tiles have at a point, by their dates. */
function spansOfTiles({ lon, lat }, map, data) {
  const spans = new Map();
  for (const { geometry, properties } of map.gl.querySourceFeatures('control', { sourceLayer: 'control' })) {
    if (!contains(geometry, [lon, lat])) continue;
    const { actors, status, from_day: from, until_day: until } = properties;
    const control = data.controls.findIndex((it) => it.key === `${actors}|${status}`);
    spans.set(from ?? -Infinity, { from: day(from), until: day(until), control });
  }
  const known = [...spans].sort(([one], [other]) => one - other).map(([, span]) => span);
  return joined(withGaps(known));
}

const day = (number) => (number === undefined ? null : dateOf(number));

/** Times between spans belong to nobody. */
function withGaps(spans) {
  return spans.flatMap((span, index) => {
    const next = spans[index + 1];
    const isGap = next && span.until && next.from && isAfter(next.from, span.until);
    return isGap ? [span, { from: span.until, until: next.from, control: -1 }] : [span];
  });
}

/** Spans of the same holder that follow each other are one. */
function joined(spans) {
  return spans.reduce((all, span) => {
    const last = all.at(-1);
    if (last?.control === span.control && last.until === span.from) last.until = span.until;
    else all.push({ ...span });
    return all;
  }, []);
}

function contains({ type, coordinates }, position) {
  const polygons = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : [];
  return polygons.some((rings) => rings.reduce((isIn, ring) => isIn !== crosses(ring, position), false));
}

/** Whether a ray from a position crosses a ring an odd number of times. */
function crosses(ring, [lon, lat]) {
  let isOdd = false;
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index++) {
    const [[x1, y1], [x2, y2]] = [ring[index], ring[before]];
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) isOdd = !isOdd;
  }
  return isOdd;
}

/** The nearest point of the front lines that the tiles have on a date, as `/at` tells it; nothing where none is near. */
export function frontOfTiles({ lon, lat }, date, map) {
  const today = dayOf(date);
  const scale = Math.cos((lat * Math.PI) / 180);
  let best = null;
  for (const { geometry, properties } of map.gl.querySourceFeatures('control', { sourceLayer: 'fronts' })) {
    const { from_day: from = -Infinity, until_day: until = Infinity } = properties;
    if (today < from || today >= until) continue;
    const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
    for (const line of lines) {
      for (let index = 1; index < line.length; index += 1) {
        const found = nearest(line[index - 1], line[index], [lon, lat], scale);
        if (!best || found.squared < best.squared) best = found;
      }
    }
  }
  if (!best) return null;
  const [east, north] = [(best.at[0] - lon) * scale, best.at[1] - lat];
  return {
    lon: best.at[0],
    lat: best.at[1],
    distance_km: Math.hypot(east, north) * KM_A_DEGREE,
    bearing_degrees: ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360,
  };
}

/** The point of an edge nearest to a position, on a plane where a degree of longitude is so much shorter. */
function nearest([x1, y1], [x2, y2], [lon, lat], scale) {
  const [dx, dy] = [(x2 - x1) * scale, y2 - y1];
  const length = dx * dx + dy * dy;
  const along = length > 0 ? ((lon - x1) * scale * dx + (lat - y1) * dy) / length : 0;
  const share = Math.min(1, Math.max(0, along));
  const at = [x1 + share * (x2 - x1), y1 + share * (y2 - y1)];
  return { at, squared: ((at[0] - lon) * scale) ** 2 + (at[1] - lat) ** 2 };
}

/** The span of a date, and those before and after it. */
export function spanOn(spans, date) {
  const now = spans.findLastIndex(({ from, until }) => (from === null || !isAfter(from, date)) && (until === null || isAfter(until, date)));
  return { now: spans[now], before: spans[now - 1], after: now < 0 ? undefined : spans[now + 1] };
}
