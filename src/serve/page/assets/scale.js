// How long a distance is on the map, in its middle.

import { element } from './dom.js';
import { WORLD_SIDE } from './style.js';

/** Pixels that the bar takes at most. */
const MOST_PX = 96;
const EARTH_KM = 40075.017;

export function mount(place, { store, map, words }) {
  const bar = element('i');
  const length = element('span');
  place.append(bar, length);

  const put = () => {
    const { km, pixels } = barAt(map.gl.getZoom(), map.gl.getCenter().lat);
    bar.style.inlineSize = `${pixels.toFixed(1)}px`;
    length.textContent = words.distance(km);
  };
  put();
  map.gl.on('move', put);
  store.on('lang', put);
}

/** The longest bar of a round length, 1, 2 or 5 of some power of ten: `{ km, pixels }`. */
export function barAt(zoom, lat, most = MOST_PX) {
  const kmPerPixel = (EARTH_KM * Math.cos((lat * Math.PI) / 180)) / (WORLD_SIDE * 2 ** zoom);
  const room = most * kmPerPixel;
  const power = 10 ** Math.floor(Math.log10(room));
  const km = [5, 2, 1].map((times) => times * power).find((it) => it <= room) ?? power;
  return { km, pixels: km / kmPerPixel };
}
