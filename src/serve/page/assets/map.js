// The map. What `createMap` returns is the `map` of the other modules:
//   gl                        MapLibre's own map
//   flyTo({ lon, lat, zoom }) goes there; jumpTo at once; fit([west, south, east, north]) to where a box is in sight;
//                             zoomBy(levels); panBy(x, y) in pixels; home() shows all of it
//   middle()                  the place in the middle of what is in sight beside panels
//   seen()                    the view, { zoom, lat, lon, bounds }, without the panel that is open over it
//   overlay(id, { geojson, below, beneathFront, above }) lays features over the ground: under all lines, right
//                             under the front line, or over both and under names; layers as MapLibre has
//                             them, without `source`; `null` takes them away
//   second(element, date)     another map that moves with this one: { gl, setDate(date), settled(), remove() }
//   meanwhile(draw)           draws while the map has the view that is not beside a panel
//   cover(boxes)              keeps names away from [{ at: [lon, lat], width, height }], sizes in pixels
//   settled()                 waits until the tiles of what is seen are there

import * as maplibre from './vendor/maplibre-gl/maplibre-gl.mjs';
import { tileSources } from './archive.js';
import { createCamera, isStill, opening } from './camera.js';
import { letters, picture } from './labels.js';
import { pin } from './pin.js';
import { DATED, filterOf, styleOf } from './style.js';

/** Readers wait so long before they are told that they do. */
const PATIENCE_MS = 500;
const LIMITS = { minZoom: 0, maxZoom: 13 };

/** The page's map, in an element. */
export async function createMap(place, context) {
  const { store, data, words } = context;
  const overlays = {};
  let boxes = [];
  const loaded = new WeakSet();
  const sources = await tileSources(context, maplibre);
  maplibre.setWorkerUrl(new URL('./vendor/maplibre-gl/maplibre-gl-worker.mjs', import.meta.url).href);
  await letters(store.get().lang);

  const style = (state, more = {}) => styleOf({ data, sources, overlays, covered: covering(boxes), ...state, ...more });
  const create = (element, more, options) => {
    const gl = new maplibre.Map({
      container: element, style: style(store.get(), more), ...LIMITS, attributionControl: false,
      dragRotate: false, pitchWithRotate: false, touchPitch: false, keyboard: false, fadeDuration: 150,
      canvasContextAttributes: { antialias: true, preserveDrawingBuffer: true }, validateStyle: false, ...options,
    });
    gl.touchZoomRotate.disableRotation();
    gl.once('style.load', () => loaded.add(gl));
    gl.setMissingStyleImageResolver((id) => {
      const drawn = picture(id, data, words);
      if (drawn && !gl.hasImage(id)) gl.addImage(id, drawn.image, drawn.options);
    });
    return gl;
  };

  const gl = create(place, {}, opening(store.get(), data));
  tellBusy(gl, place);
  const seconds = new Set();
  // Before a source is known no tile of it is missing.
  const drawn = new Promise((done) => gl.once('idle', done));
  const canvas = gl.getCanvas();
  canvas.setAttribute('role', 'application');
  const call = () => canvas.setAttribute('aria-label', words.t('map'));
  call();

  store.on('date', ({ date }) => setDate(gl, date));
  store.on(['theme', 'lang'], async ({ lang }) => {
    await letters(lang);
    call();
    redraw();
  });
  store.on('point', () => redraw());
  const redraw = () => {
    restyle(gl, () => ({}));
    for (const second of seconds) second.redraw();
  };
  // What is not there yet can't be changed piece by piece.
  function restyle(map, more) {
    const put = () => map.setStyle(style(store.get(), more()), { diff: true });
    if (loaded.has(map)) put();
    else map.once('style.load', put);
  }

  function setDate(map, date) {
    if (!loaded.has(map)) {
      restyle(map, () => ({ date }));
      return;
    }
    for (const layer of DATED) map.setFilter(layer, filterOf(layer, date, data), { validate: false });
  }

  const tell = () => {
    const { lng, lat } = gl.getCenter();
    store.set({ view: { zoom: round(gl.getZoom(), 2), lat: round(lat, 4), lon: round(lng, 4) } });
  };
  gl.on('moveend', tell);
  gl.on('click', ({ lngLat }) => store.set({ point: { lon: round(lngLat.lng, 5), lat: round(lngLat.lat, 5) } }));
  await new Promise((done) => gl.once('style.load', done));
  const camera = createCamera(gl, context);
  tell();
  pin(gl, store, maplibre.Marker);

  return {
    gl,
    flyTo: ({ lon, lat, zoom }) => {
      const to = camera.centred({ lon, lat }, zoom ?? Math.max(gl.getZoom(), 8));
      if (isStill()) gl.jumpTo(to);
      else gl.flyTo({ ...to, speed: 1.6 });
    },
    fit: (box) => {
      const { center, zoom } = camera.around(box);
      gl.easeTo({ center, zoom, duration: isStill() ? 0 : 600 });
    },
    jumpTo: ({ lon, lat, zoom }) => gl.jumpTo({ center: [lon, lat], zoom }),
    meanwhile: camera.meanwhile,
    zoomBy: (levels) => gl.easeTo({ zoom: gl.getZoom() + levels, around: camera.middle(), duration: isStill() ? 0 : 350 }),
    panBy: (x, y) => gl.panBy([x, y], { duration: isStill() ? 0 : 200 }),
    home: camera.home,
    middle: camera.middle,
    seen: camera.seen,
    overlay: (id, layers) => {
      if (layers) overlays[id] = { id, ...layers };
      else delete overlays[id];
      redraw();
    },
    cover: (those) => {
      boxes = those;
      for (const it of [gl, ...[...seconds].map((second) => second.gl)]) it.getSource('covered')?.setData(covering(boxes));
    },
    second: (element, date) => second(element, date),
    // Right after a leap the map has not yet noticed which tiles it lacks.
    settled: async () => {
      await drawn;
      await settled(gl);
    },
  };

  function second(element, date) {
    const other = create(element, { date }, { center: gl.getCenter(), zoom: gl.getZoom() });
    let shown = date;
    let isThere = true;
    let leads = null;
    const follow = (from, to) => () => {
      if (leads && leads !== from) return;
      leads = from;
      to.jumpTo({ center: from.getCenter(), zoom: from.getZoom() });
      leads = null;
    };
    const [there, back] = [follow(gl, other), follow(other, gl)];
    there();
    gl.on('move', there);
    other.on('move', back);
    other.on('click', ({ lngLat }) => store.set({ point: { lon: round(lngLat.lng, 5), lat: round(lngLat.lat, 5) } }));
    const made = {
      gl: other,
      setDate: (now) => {
        shown = now;
        setDate(other, now);
      },
      settled: () => settled(other),
      redraw: () => restyle(other, () => ({ date: shown })),
      remove: () => {
        gl.off('move', there);
        seconds.delete(made);
        other.remove();
      },
    };
    seconds.add(made);
    return made;
  }
}

/** Waits until a map stands still. */
function settled(gl) {
  return new Promise((done) => {
    gl.once('idle', done);
    gl.triggerRepaint();
  });
}

/** Says that there is more to come, once it has been waited for. */
function tellBusy(gl, place) {
  let timer = 0;
  gl.on('dataloading', () => {
    timer ||= setTimeout(() => place.setAttribute('aria-busy', 'true'), PATIENCE_MS);
  });
  gl.on('idle', () => {
    clearTimeout(timer);
    timer = 0;
    place.removeAttribute('aria-busy');
  });
}

/** The map keeps the picture of every size of box: sizes grow by steps of so many pixels, so that these stay few. */
const BOX_STEP = 16;
const stepped = (size) => Math.ceil(size / BOX_STEP) * BOX_STEP;

/** What nothing is seen of and no name stands upon. */
const covering = (boxes) => ({
  type: 'FeatureCollection',
  features: boxes.map(({ at, width, height }) => ({
    type: 'Feature', geometry: { type: 'Point', coordinates: at }, properties: { image: `blank|${stepped(width)}|${stepped(height)}` },
  })),
});

const round = (value, decimals) => Number(value.toFixed(decimals));
