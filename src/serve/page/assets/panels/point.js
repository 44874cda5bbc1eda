// Points and the places near them, and the line that leads from a point to the front.

// So near to a town's dot a click means the town.
const TOUCH_PX = 12;
// So far away a point is still said to be near a town.
const NEAR_KM = 40;
/** Kilometres of a degree of latitude. */
export const KM_A_DEGREE = 111.2;
const DEGREES = 1e-4;

/** The place of the page that stands where a point is. */
export function samePlace(data, { lon, lat }) {
  return data.places.find(({ at }) => Math.abs(at[0] - lon) < DEGREES && Math.abs(at[1] - lat) < DEGREES);
}

/** The nearest place that is not too far away to name a point by. */
export function nearestPlace(data, { lon, lat }) {
  const scale = Math.cos((lat * Math.PI) / 180);
  const away = ({ at }) => Math.hypot((at[0] - lon) * scale, at[1] - lat) * KM_A_DEGREE;
  const near = data.places.map((place) => ({ place, km: away(place) })).filter(({ km }) => km <= NEAR_KM);
  return near.sort((one, other) => one.km - other.km)[0]?.place;
}

/** The town that a click on a point of the map means, as the map is seen now: the most important of those it touches. */
export function touchedPlace(data, { lon, lat }, gl) {
  const at = gl.project([lon, lat]);
  const touches = (place) => {
    const dot = gl.project(place.at);
    return Math.hypot(dot.x - at.x, dot.y - at.y) <= TOUCH_PX;
  };
  return data.places.filter(touches).sort((one, other) => one.rank - other.rank)[0];
}

/** Leads a line over the map from a point to the nearest of the front; without one it goes away. */
export function lead(map, point, front, color) {
  const line = point && front && {
    geojson: { type: 'LineString', coordinates: [[point.lon, point.lat], [front.lon, front.lat]] },
    above: [{ id: 'lead', type: 'line', paint: { 'line-color': color, 'line-width': 1.5, 'line-dasharray': [2, 2] } }],
  };
  map.overlay('lead', line || null);
}
