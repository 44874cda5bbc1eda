// Areas through time as shapes: what is so on a date is so until the next, so all of them go by steps.

import { dayOf } from '../dates.js';

/**
 * The axes of a chart of so many pixels: `x(day)`, `dayAt(x)` and `y(km2)`, from the least of figures to the most.
 * Time goes in the direction of reading; the state of the last date is a day wide.
 */
export function axes(data, { width, height, left, right, top, bottom, isMirrored, least, most }) {
  const [first, end] = [dayOf(data.first), dayOf(data.last) + 1];
  const [start, room] = [isMirrored ? width - left : left, width - left - right];
  const side = isMirrored ? -1 : 1;
  return {
    x: (day) => start + (side * room * (Math.min(end, Math.max(first, day)) - first)) / (end - first),
    dayAt: (x) => Math.min(end - 1, Math.max(first, Math.floor(first + ((side * (x - start)) / room) * (end - first)))),
    y: (km2) => height - bottom - ((height - top - bottom) * (km2 - least)) / (most - least),
  };
}

/** The stretches of dates with data: `{ days, rows, end }`, a row of figures for each day, the stretch going up to `end`. */
export function stretches(data) {
  const end = (index) => (index + 1 < data.dates.length ? dayOf(data.dates[index + 1]) : dayOf(data.last) + 1);
  const all = [];
  data.areas.km2.forEach((row, index) => {
    if (!row) return;
    const last = all.at(-1);
    const day = dayOf(data.dates[index]);
    if (last && last.end === day) {
      last.days.push(day);
      last.rows.push(row);
      last.end = end(index);
    } else all.push({ days: [day], rows: [row], end: end(index) });
  });
  return all;
}

/** Between two levels of each row, `[low, high]`, the shape of a band; empty where it has no height throughout. */
export function bandPath(stretch, levels, { x, y }) {
  const sides = stretch.rows.map(levels);
  if (sides.every(([low, high]) => high <= low)) return '';
  const edge = (which) => sides.flatMap((side, index) => {
    const until = stretch.days[index + 1] ?? stretch.end;
    return [[x(stretch.days[index]), y(side[which])], [x(until), y(side[which])]];
  });
  return `M${[...edge(1), ...edge(0).reverse()].map(point).join('L')}Z`;
}

/** The line of one figure of each row, with no more points than it has corners. */
export function linePath(stretch, figure, { x, y }) {
  const points = [];
  stretch.rows.forEach((row, index) => {
    const level = y(figure(row));
    if (points.at(-1)?.[1] === level) points.at(-1)[0] = x(stretch.days[index + 1] ?? stretch.end);
    else points.push([x(stretch.days[index]), level], [x(stretch.days[index + 1] ?? stretch.end), level]);
  });
  return `M${points.map(point).join('L')}`;
}

const point = ([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** Round figures between two, three to six of them, 0 among them where it lies between. */
export function ticks(least, most) {
  const rough = (most - least) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((it) => it >= rough);
  const [from, to] = [Math.ceil(least / step), Math.floor(most / step)];
  return Array.from({ length: to - from + 1 }, (_, index) => (from + index) * step);
}
