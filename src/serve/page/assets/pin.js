// The sign of the point whose card is open. It stands on the point, so that the name beside that can be read.

import { shape } from './dom.js';

/** Its size and outline; its tip is in the middle of its lower edge. */
export const PIN = {
  width: 24, height: 32, eye: { x: 12, y: 11.2, radius: 3.6 },
  drop: 'M12 31C12 31 21.6 18.4 21.6 11.2A9.6 9.6 0 0 0 2.4 11.2C2.4 18.4 12 31 12 31Z',
};

/** Keeps the sign on the store's point. */
export function pin(gl, store, Marker) {
  const { width, height, eye, drop } = PIN;
  const element = document.createElement('div');
  element.className = 'pin';
  element.append(shape('svg', { viewBox: `0 0 ${width} ${height}`, width, height },
    shape('path', { d: drop }), shape('circle', { cx: eye.x, cy: eye.y, r: eye.radius })));
  const marker = new Marker({ element, anchor: 'bottom' });
  const put = () => {
    const { point } = store.get();
    if (point) marker.setLngLat([point.lon, point.lat]).addTo(gl);
    else marker.remove();
  };
  put();
  store.on('point', put);
}
