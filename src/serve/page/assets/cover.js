// Keeps names away from what stands over the map, and from its edges: half a name can't be read.

const BOXES = '#heading, #search, #legend, #card, #panel, #tools .group, #foot';
const WORLD_SIDE = 512;
/** Pixels beyond an edge of the map that keep a name from crossing it. */
const EDGE = 12;

export function mount(stage, { map }) {
  const boxes = [...stage.querySelectorAll(BOXES)];
  let waits = false;

  const put = () => {
    waits = false;
    const frame = map.gl.getCanvas().getBoundingClientRect();
    // Where the map shows the world more than once, what is covered here would be so elsewhere.
    const isOnce = WORLD_SIDE * 2 ** map.gl.getZoom() > frame.width;
    const rects = [...boxes.map((box) => box.getBoundingClientRect()), ...edgesOf(frame)];
    map.cover(isOnce ? rects.filter(({ width, height }) => width > 0 && height > 0).map((rect) => covered(rect, frame)) : []);
  };
  // Once for all that changes before the next picture.
  const soon = () => {
    if (!waits) requestAnimationFrame(put);
    waits = true;
  };
  function covered({ x, y, width, height }, frame) {
    const { lng, lat } = map.gl.unproject([x + width / 2 - frame.x, y + height / 2 - frame.y]);
    return { at: [lng, lat], width, height };
  }

  const sizes = new ResizeObserver(soon);
  for (const box of boxes) sizes.observe(box);
  map.gl.on('moveend', soon);
  map.gl.on('resize', soon);
}

function edgesOf({ x, y, width, height }) {
  return [
    { x: x - EDGE, y, width: EDGE, height }, { x: x + width, y, width: EDGE, height },
    { x, y: y - EDGE, width, height: EDGE }, { x, y: y + height, width, height: EDGE },
  ];
}
