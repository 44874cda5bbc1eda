// The paint of ground in drawings: the same colours and stripes as on the map.

import { shape } from '../dom.js';

let patterns = 0;

/**
 * What turns the paint of a way of control, `{ fill, stripes }`, into a `fill` for the shapes of one
 * SVG. Stripes are laid one upon the other, of the first's spacing and angle.
 */
export function painter(drawing) {
  const made = new Map();
  return ({ fill, stripes }) => {
    if (stripes.length === 0) return fill ?? 'none';
    const key = JSON.stringify([fill, stripes]);
    if (!made.has(key)) {
      const id = `paint-${(patterns += 1)}`;
      drawing.append(shape('defs', {}, pattern(id, fill, stripes)));
      made.set(key, `url(#${id})`);
    }
    return made.get(key);
  };
}

function pattern(id, fill, stripes) {
  const [{ spacing, angle }] = stripes;
  const about = { id, patternUnits: 'userSpaceOnUse', width: spacing, height: spacing, patternTransform: `rotate(${-angle})` };
  const ground = fill && shape('rect', { width: spacing, height: spacing, fill });
  const bars = stripes.map(({ color, width }) =>
    shape('rect', { y: (spacing - width) / 2, width: spacing, height: width, fill: color }));
  return shape('pattern', about, ground, bars);
}

/** The small field of colour before a name. Unclaimed ground has none. */
export function swatch(control, theme) {
  const drawing = shape('svg', { class: 'swatch', viewBox: '0 0 22 14', 'aria-hidden': 'true' });
  const fill = control ? painter(drawing)(control[theme]) : 'none';
  drawing.append(shape('rect', { x: 0.5, y: 0.5, width: 21, height: 13, rx: 2, fill }));
  return drawing;
}

/** The same for ground that was gained, which the map has in full colour where one side holds it alone. */
export function gainSwatch(control, data, theme) {
  const isStriped = (control?.[theme].stripes.length ?? 0) > 0;
  const actor = data.actors.find(({ id }) => id === control?.actors[0]);
  const fill = actor?.color ?? data.colors[theme].unknown;
  const drawing = swatch(isStriped ? control : { [theme]: { fill, stripes: [] } }, theme);
  drawing.classList.add('gain');
  return drawing;
}

/** Which way of control something is that answers of the server call `{ status, holders: [{ id }] }`; -1 for none. */
export function controlOf(data, { status, holders }) {
  const key = `${holders.map((holder) => holder.id).join(';')}|${status}`;
  return data.controls.findIndex((control) => control.key === key);
}
