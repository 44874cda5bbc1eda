// Where the map looks. One rule holds: what the reader looked at stays in sight beside what opens over it, and
// what closes gives the view back as it was, unless the reader has moved the map in between.

import { WORLD_SIDE } from './style.js';
import { MercatorCoordinate } from './vendor/maplibre-gl/maplibre-gl.mjs';

/** Pixels at the sides of the map: of the card and the legend, of a panel with the tools at its edge, and at a phone's top. */
const SIDE = 340;
const PANEL = 468;
const HEAD = 120;
/** How wide a page must be to have a panel beside the legend. */
const WIDE = 1200;
/** The share of a phone's window that a panel or a card covers at most, as page.css has it, above the bar. */
const SHEET = 0.56;
/** Pixels at which a point is seen beside what would cover it. */
const CLEAR = 24;
/** The part of the world where people live, for maps of all of it. */
const WORLD = [-180, -56, 180, 74];
/** So many times as much ground as the data's own view has may be shown at first, so that nothing is left out. */
const LITTLE_MORE = 2;
const EASE_MS = 300;
const HOME_MS = 600;

const isPhone = () => innerWidth <= 700;
const isMirrored = () => document.documentElement.dir === 'rtl';

/** Whether the reader wants nothing to move by itself. */
export const isStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The camera that a map begins with. */
export function opening({ view, panel }, data) {
  if (view) return { center: [view.lon, view.lat], zoom: view.zoom };
  return { bounds: first(data), fitBoundsOptions: { padding: room(panel !== null) } };
}

/** The box of all ground that anybody holds on any date. */
function all({ extent, view }) {
  const [west, south, east, north] = extent ?? view ?? WORLD;
  const isWorld = east - west >= 300;
  return isWorld ? [west, Math.max(south, WORLD[1]), east, Math.min(north, WORLD[3])] : [west, south, east, north];
}

/** The box to begin with: the data's own, unless that of all ground is hardly larger. */
function first(data) {
  const whole = all(data);
  if (!data.view) return whole;
  const [wide, high] = [0, 1].map((side) => (whole[side + 2] - whole[side]) / (data.view[side + 2] - data.view[side]));
  return Math.max(wide, high) <= LITTLE_MORE ? whole : data.view;
}

/**
 * Keeps the rule. `home()` shows all of the map, `seen()` is the view without what is open over it,
 * `meanwhile(draw)` gives the map that view while something is drawn, `middle()` the place in the middle of what
 * is in sight, `centred(place, zoom)` the camera with a place there, its card open, `around(box)` the one that
 * shows a box.
 */
export function createCamera(gl, { store, data }) {
  // The reader's own view, and whether a panel stood beside it when it was chosen; without one all is shown, or
  // at first what the data would have seen.
  let own = store.get().view ? chosen() : null;
  let box = first(data);
  // Where the map was last put, so that what moves it from there is known to be the reader.
  let target = here();

  function here() {
    return { center: gl.getCenter(), zoom: gl.getZoom() };
  }
  function chosen() {
    return { ...here(), isBeside: store.get().panel !== null };
  }
  const size = () => ({ width: gl.getCanvas().clientWidth, height: gl.getCanvas().clientHeight });
  const fitted = (box, isOpen) => {
    const { center, zoom } = gl.cameraForBounds(box, { padding: room(isOpen) }) ?? here();
    return { center, zoom: Math.max(gl.getMinZoom(), zoom) };
  };

  /** What is to be seen with a panel or without. */
  function wanted({ panel }) {
    const isOpen = panel !== null;
    if (!own) return fitted(box, isOpen);
    return isOpen && !own.isBeside ? narrowed(own, free(false, size()), free(true, size()), gl.getMinZoom()) : own;
  }
  /** A camera from which the point of the card is seen beside the card, where it is seen at all. */
  function beside(camera, { point, panel }) {
    if (!point) return camera;
    const { width, height } = size();
    const at = toPixels(camera, point);
    if (Math.abs(at.x) > width / 2 || Math.abs(at.y) > height / 2) return camera;
    const { top, bottom, left, right } = hidden(panel);
    const x = between(at.x, left - width / 2, width / 2 - right);
    const y = between(at.y, top - height / 2, height / 2 - bottom);
    return moved(camera, at.x - x, at.y - y);
  }

  const put = (duration, camera = wanted(store.get())) => {
    target = beside(camera, store.get());
    gl.easeTo({ center: target.center, zoom: target.zoom, duration: isStill() ? 0 : duration }, { isArranged: true });
  };
  gl.on('move', ({ isArranged }) => {
    if (isArranged || isSame(here(), target)) return;
    own = chosen();
    target = here();
  });
  // The map keeps to the world, so it may not go quite where it is sent.
  gl.on('moveend', ({ isArranged }) => {
    if (isArranged) target = here();
  });
  put(0);
  store.on(['panel', 'point', 'lang'], (now, before) => {
    if (own && now.panel === null && before.panel !== null) own = { ...own, isBeside: false };
    // From point to point the map moves no more than it must.
    const isNext = now.point && before.point && now.panel === before.panel;
    put(EASE_MS, isNext ? target : wanted(now));
  });
  gl.on('resize', () => put(0));

  async function drawnUnder(draw) {
    const now = here();
    gl.jumpTo(own ?? fitted(box, false), { isArranged: true });
    try {
      return await draw();
    } finally {
      gl.jumpTo(now, { isArranged: true });
    }
  }
  // One after the other: each gives back the view that it found.
  let last = Promise.resolve();

  return {
    home: () => {
      own = null;
      box = all(data);
      put(HOME_MS);
    },
    seen: () => {
      const camera = own ?? fitted(box, false);
      const { lng: lon, lat } = camera.center;
      return { zoom: camera.zoom, lat, lon, bounds: boundsOf(camera, size()) };
    },
    meanwhile: (draw) => (last = last.catch(() => {}).then(() => drawnUnder(draw))),
    around: (box) => fitted(box, store.get().panel !== null),
    middle: () => {
      const { x, y } = free(store.get().panel !== null, size()).middle;
      return moved(here(), x, y).center;
    },
    centred: ({ lon, lat }, zoom) => {
      const { x, y } = free(store.get().panel !== null || isPhone(), size()).middle;
      return moved({ center: { lng: lon, lat }, zoom }, -x, -y);
    },
  };
}

const between = (value, least, most) => (least > most ? (least + most) / 2 : Math.min(most, Math.max(least, value)));

/** Whether two cameras show the same: to less than a pixel. */
function isSame(one, other) {
  const { x, y } = toPixels(one, { lon: other.center.lng, lat: other.center.lat });
  return Math.abs(one.zoom - other.zoom) < 1e-3 && Math.hypot(x, y) < 1;
}

/** Pixels from the middle of the map to a place. */
function toPixels({ center, zoom }, { lon, lat }) {
  const [from, to] = [MercatorCoordinate.fromLngLat(center), MercatorCoordinate.fromLngLat({ lng: lon, lat })];
  const side = WORLD_SIDE * 2 ** zoom;
  return { x: (to.x - from.x) * side, y: (to.y - from.y) * side };
}

/** A camera moved by so many pixels. */
function moved({ center, zoom }, x, y) {
  if (x === 0 && y === 0) return { center, zoom };
  const from = MercatorCoordinate.fromLngLat(center);
  const side = WORLD_SIDE * 2 ** zoom;
  return { center: new MercatorCoordinate(from.x + x / side, from.y + y / side).toLngLat(), zoom };
}

/** What a map of some size shows, `[west, south, east, north]`. */
function boundsOf(camera, { width, height }) {
  const [corner, other] = [moved(camera, -width / 2, height / 2), moved(camera, width / 2, -height / 2)];
  return [corner.center.lng, corner.center.lat, other.center.lng, other.center.lat];
}

/** The camera that shows in one part of the map what another camera shows in another; on a phone, where that would be tiny, its middle. */
function narrowed(camera, from, to, minZoom) {
  const scale = isPhone() ? 1 : Math.min(1, to.width / from.width, to.height / from.height);
  const middle = moved(camera, from.middle.x, from.middle.y);
  const zoom = Math.max(minZoom, camera.zoom + Math.log2(scale));
  return moved({ center: middle.center, zoom }, -to.middle.x, -to.middle.y);
}

/** The part of the map over which nothing stands: its size, and its middle from the middle of the map. */
function free(isOpen, { width, height }) {
  const { top, bottom, left, right } = room(isOpen);
  return {
    width: Math.max(1, width - left - right),
    height: Math.max(1, height - top - bottom),
    middle: { x: (left - right) / 2, y: (top - bottom) / 2 },
  };
}

/** What stands over the map at its sides, with something open or not. A name may run on beyond the ground to which it belongs. */
function room(isOpen) {
  if (isPhone() && isOpen) return { top: HEAD, bottom: innerHeight * SHEET + 8, left: 12, right: 12 };
  if (document.documentElement.hasAttribute('data-embed')) return { top: 52, bottom: 28, left: 20, right: 20 };
  if (isPhone()) return { top: 90, bottom: 150, left: 12, right: 12 };
  if (!isOpen) return mirrored({ top: 30, bottom: 100, left: SIDE, right: 110 });
  // Where there is little room the panel has the legend's.
  return mirrored(innerWidth < WIDE ? { top: 150, bottom: 40, left: CLEAR, right: PANEL + CLEAR } : { top: 30, bottom: 100, left: SIDE, right: PANEL + 70 });
}

/** What may lie over a point whose card is open. */
function hidden(panel) {
  if (isPhone()) return { top: HEAD + CLEAR, bottom: innerHeight * SHEET + CLEAR, left: CLEAR, right: CLEAR };
  return mirrored({ top: 0, bottom: 0, left: SIDE + CLEAR, right: panel !== null ? PANEL + CLEAR : 0 });
}

const mirrored = ({ left, right, ...others }) => (isMirrored() ? { ...others, left: right, right: left } : { ...others, left, right });
