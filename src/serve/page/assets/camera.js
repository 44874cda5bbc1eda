// Where the map looks: all of it in the room that is left beside what stands over it.

/** Pixels that a panel takes beside the map, and how wide a page must be to leave the map room beside it. */
const PANEL = 414;
const WIDE = 1200;
/** The panels that are read together with the map. */
const BESIDE = ['chart', 'compare'];
/** The share of a phone's map that a panel or a card covers. */
const SHEET = 0.5;
const WORLD = [-180, -60, 180, 75];

const isPhone = () => innerWidth <= 700;

/** Whether the reader wants nothing to move by itself. */
export const isStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The camera that a map begins with. */
export function opening({ view }, data) {
  if (view) return { center: [view.lon, view.lat], zoom: view.zoom };
  return { bounds: data.view ?? WORLD, fitBoundsOptions: { padding: room() } };
}

/** Keeps what is seen beside what opens over the map. `home()` shows all of it, `middle()` is where a place is put. */
export function createCamera(gl, { store, data }) {
  // All of the map stays in sight until the reader moves it.
  let fitted = store.get().view ? null : here();

  function here() {
    return { center: gl.getCenter(), zoom: gl.getZoom() };
  }
  const isFitted = () => {
    const now = here();
    return fitted !== null && Math.abs(now.zoom - fitted.zoom) < 1e-3 && now.center.distanceTo(fitted.center) < 100;
  };

  function fit(padding, duration) {
    // What fits is asked under the padding that will be; nothing is drawn in between.
    const before = gl.getPadding();
    gl.setPadding(padding);
    const camera = gl.cameraForBounds(data.view ?? WORLD, { padding: room() });
    gl.setPadding(before);
    if (!camera) return;
    gl.easeTo({ ...camera, padding, duration });
    fitted = { center: camera.center, zoom: gl.getMinZoom() > camera.zoom ? gl.getMinZoom() : camera.zoom };
  }

  const rest = (duration) => (isStill() ? 0 : duration);
  const put = (duration) => {
    const padding = covered(gl, store.get());
    const before = gl.getPadding();
    const isNew = Object.keys(padding).some((side) => padding[side] !== before[side]);
    if (isFitted() && !isPhone()) fit(padding, duration);
    else if (isNew) gl.easeTo({ padding, ...besideSheet(padding), duration });
  };
  /** The middle of a phone's map: the point of the card, where it would lie under the card or what stands at the top. */
  function besideSheet({ bottom }) {
    const { point } = store.get();
    if (!point || !isPhone()) return {};
    const { y } = gl.project([point.lon, point.lat]);
    const moved = y - (bottom - gl.getPadding().bottom) / 2;
    const isSeen = moved > room().top + 20 && moved < gl.getCanvas().clientHeight - bottom - 20;
    return isSeen ? {} : { center: [point.lon, point.lat] };
  }
  put(0);
  store.on(['panel', 'point', 'lang'], () => put(rest(300)));
  gl.on('resize', () => put(0));

  return { home: () => fit(covered(gl, store.get()), rest(600)), middle };
}

/** What a panel covers: the lower half of a phone's map, or one side of a wide page. */
function covered(gl, { panel, point }) {
  const none = { top: 0, bottom: 0, left: 0, right: 0 };
  if (isPhone()) return panel !== null || point !== null ? { ...none, bottom: gl.getCanvas().clientHeight * SHEET } : none;
  if (!BESIDE.includes(panel) || innerWidth < WIDE) return none;
  return isMirrored() ? { ...none, left: PANEL } : { ...none, right: PANEL };
}

/** What always stands over the map at its sides. A name may run on beyond the ground to which it belongs. */
function room() {
  if (document.documentElement.hasAttribute('data-embed')) return { top: 20, bottom: 90, left: 20, right: 20 };
  if (isPhone()) return { top: 90, bottom: 150, left: 12, right: 12 };
  const [start, end] = [340, 110];
  return { top: 30, bottom: 100, left: isMirrored() ? end : start, right: isMirrored() ? start : end };
}

/** How far the middle of what is seen lies from the middle of the map. */
function middle() {
  const { top, bottom, left, right } = room();
  return [(left - right) / 2, (top - bottom) / 2];
}

const isMirrored = () => document.documentElement.dir === 'rtl';
