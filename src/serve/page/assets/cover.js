// Keeps names away from what stands over the map, and from its edges: half a name can't be read.

import { WORLD_SIDE } from './style.js';

const BOXES = '#heading, #search, #legend, #card, #panel, #tools .group, #foot';
/** Pixels beyond an edge of the map that keep a name from crossing it. */
const EDGE = 12;
/** Whether a picture is being made, on which the boxes of the page are not. */
let isHeld = false;

export function mount(stage, { map }) {
  const boxes = [...stage.querySelectorAll(BOXES)];
  let waits = false;

  const put = () => {
    waits = false;
    if (isHeld) return;
    const frame = map.gl.getCanvas().getBoundingClientRect();
    const within = ({ x, y, width, height }) => ({ x: x - frame.x, y: y - frame.y, width, height });
    coverBoxes(map, boxes.map((box) => within(box.getBoundingClientRect())));
  };
  // Once for all that changes before the next picture.
  const soon = () => {
    if (!waits) requestAnimationFrame(put);
    waits = true;
  };
  const sizes = new ResizeObserver(soon);
  for (const box of boxes) sizes.observe(box);
  map.gl.on('moveend', soon);
  map.gl.on('resize', soon);
}

/** Draws while names keep away from other boxes, in pixels of the map. Those of the page count again when it moves. */
export async function besides(map, boxes, draw) {
  isHeld = true;
  try {
    coverBoxes(map, boxes);
    return await draw();
  } finally {
    isHeld = false;
  }
}

/** Keeps names away from boxes and from the edges of the map. */
function coverBoxes(map, boxes) {
  const { clientWidth: width, clientHeight: height } = map.gl.getCanvas();
  const edges = [
    { x: -EDGE, y: 0, width: EDGE, height }, { x: width, y: 0, width: EDGE, height },
    { x: 0, y: -EDGE, width, height: EDGE }, { x: 0, y: height, width, height: EDGE },
  ];
  const seen = [...boxes, ...edges].filter((box) => box.width > 0 && box.height > 0);
  // Where the map shows the world more than once, what is covered here would be so elsewhere.
  const isOnce = WORLD_SIDE * 2 ** map.gl.getZoom() > width;
  map.cover(isOnce ? seen.map((box) => ({ at: middleOf(box, map.gl), width: box.width, height: box.height })) : []);
}

function middleOf({ x, y, width, height }, gl) {
  const { lng, lat } = gl.unproject([x + width / 2, y + height / 2]);
  return [lng, lat];
}
