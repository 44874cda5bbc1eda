// The areas of all sides through time, in step with the slider: a chart, its figures on the date, and a table of all.

import { dateOf, dayOf, isAfter } from '../dates.js';
import { element, shape } from '../dom.js';
import { nobodysName } from './band.js';
import { LEAST_KM2 } from './changes.js';
import { areasOn, dayIndex } from './figures.js';
import { painter, swatch } from './paint.js';
import { signed } from './signed.js';
import { axes, bandPath, linePath, stretches, ticks } from './stairs.js';

const FORMS = ['stacked', 'lines', 'change', 'table'];
const HEIGHT = 210;
const MARGIN = { right: 6, top: 8, bottom: 20 };
/** Pixels of a digit, and beside the figures of the axis. */
const [DIGIT, BESIDE] = [6.3, 10];

export function mount(place, { store, data, words }) {
  if (!data.areas) {
    place.append(element('p', { class: 'note' }, words.t('no-data')));
    return;
  }
  const known = stretches(data);
  let form = 'stacked';
  const choice = element('div', { class: 'choice', role: 'group' });
  const stage = element('div', { class: 'chart-stage' });
  const figures = element('div', { class: 'figures' });
  place.append(choice, stage, figures);

  // The drawing stays while what it shows changes, so that whoever moves the date on it keeps hold of it.
  const drawing = shape('svg', { class: 'chart', tabindex: '0', role: 'slider' });
  const mark = shape('path', { class: 'mark' });
  let scale = null;

  function choose() {
    choice.setAttribute('aria-label', words.t('chart'));
    choice.replaceChildren(...FORMS.map((it) => element('button', {
      type: 'button', 'aria-pressed': String(it === form),
      onclick: () => {
        form = it;
        draw();
        choice.querySelector('[aria-pressed=true]').focus();
      },
    }, words.t(it))));
  }

  function draw() {
    if (place.hidden) return;
    choose();
    if (form === 'table') stage.replaceChildren(table());
    else if (!stage.contains(drawing)) stage.replaceChildren(drawing);
    if (form !== 'table') chart();
    keep();
  }

  function chart() {
    const { theme } = store.get();
    const width = Math.max(240, stage.clientWidth);
    const [least, most] = extent();
    const levels = ticks(least, most);
    const left = Math.max(...levels.map((km2) => figure(km2).length)) * DIGIT + BESIDE;
    scale = axes(data, { width, height: HEIGHT, left, ...MARGIN, isMirrored: words.isRightToLeft(), least, most });
    for (const [name, value] of Object.entries({ viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT })) drawing.setAttribute(name, value);
    drawing.replaceChildren();
    drawing.append(...grid(width, left, levels), ...(form === 'stacked' ? bands(painter(drawing), theme) : lines(theme)), mark);
  }

  // The date with which others are compared, if any.
  const basis = () => store.get().since ?? (form === 'change' ? data.first : null);

  // The figure of one side that a line shows: all of its ground, or how that differs from the date compared with.
  function shownOf(nth) {
    if (form !== 'change') return (row) => row[nth];
    const base = data.areas.km2[Math.max(0, dayIndex(data, basis()))]?.[nth] ?? 0;
    return (row) => row[nth] - base;
  }

  /** The least and the most that is shown. */
  function extent() {
    const rows = known.flatMap((it) => it.rows);
    const figures = form === 'stacked'
      ? rows.map((row) => row.reduce((sum, km2) => sum + km2, 0))
      : data.areas.controls.flatMap((_, nth) => rows.map(shownOf(nth)));
    // There may be more figures than a function takes.
    return figures.reduce(([least, most], km2) => [Math.min(least, km2), Math.max(most, km2)], [0, 1]);
  }

  const figure = (km2) => (form === 'change' && km2 !== 0 ? changeOf(km2) : words.number(km2));

  function grid(width, left, figures) {
    const isMirrored = words.isRightToLeft();
    const [from, to] = isMirrored ? [MARGIN.right, width - left] : [left, width - MARGIN.right];
    const beside = isMirrored ? to + 5 : from - 5;
    const levels = figures.flatMap((km2) => [
      shape('path', { class: km2 === 0 ? 'rule zero' : 'rule', d: `M${from} ${scale.y(km2)}H${to}` }),
      shape('text', { class: 'level', x: beside, y: scale.y(km2) + 4, 'text-anchor': isMirrored ? 'start' : 'end' }, figure(km2)),
    ]);
    const end = (day, anchor) => shape('text', { x: scale.x(dayOf(day)), y: HEIGHT - 4, 'text-anchor': anchor }, words.date(day, { short: true }));
    return [...levels, end(data.first, 'start'), end(data.last, 'end')];
  }

  function bands(fill, theme) {
    return data.areas.controls.flatMap((index, nth) => known.map((stretch) => {
      const levels = (row) => {
        const low = row.slice(0, nth).reduce((sum, km2) => sum + km2, 0);
        return [low, low + row[nth]];
      };
      return shape('path', { class: 'area', d: bandPath(stretch, levels, scale), fill: fill(data.controls[index][theme]) },
        shape('title', {}, words.name(data.controls[index].names)));
    }));
  }

  function lines(theme) {
    return data.areas.controls.flatMap((index, nth) => {
      const control = data.controls[index];
      const actor = data.actors.find(({ id }) => id === control.actors[0]);
      const attributes = { class: `line ${control.status}`, stroke: actor ? actor.color : data.colors[theme].faintInk };
      return known.map((stretch) => shape('path', { ...attributes, d: linePath(stretch, shownOf(nth), scale) },
        shape('title', {}, words.name(control.names))));
    });
  }

  function listen() {
    const to = (event) => {
      const box = drawing.getBoundingClientRect();
      const width = Number(drawing.getAttribute('width'));
      store.set({ date: dateOf(scale.dayAt(((event.clientX - box.left) / box.width) * width)), playing: false });
    };
    drawing.addEventListener('pointerdown', (event) => {
      drawing.setPointerCapture(event.pointerId);
      to(event);
    });
    drawing.addEventListener('pointermove', (event) => drawing.hasPointerCapture(event.pointerId) && to(event));
    drawing.addEventListener('keydown', (event) => {
      const date = dateByKey(event);
      if (!date) return;
      event.preventDefault();
      event.stopPropagation();
      store.set({ date, playing: false });
    });
  }

  // As the slider has it, of that of two dates which it moves: arrows go to the change before and after, in the
  // direction of reading.
  function dateByKey({ key }) {
    const forward = words.isRightToLeft() ? 'ArrowLeft' : 'ArrowRight';
    const { slider } = store.get();
    const index = dayIndex(data, slider);
    if (key === 'Home') return data.first;
    if (key === 'End') return data.last;
    if (key === 'ArrowUp' || key === forward) return data.dates[Math.min(index + 1, data.dates.length - 1)];
    if (key === 'ArrowDown' || key.startsWith('Arrow')) return data.dates[Math.max(0, isAfter(slider, data.dates[index]) ? index : index - 1)];
    return null;
  }

  /** Keeps the mark in step with the slider, and the figures with the date. */
  function keep() {
    const { date, slider, theme } = store.get();
    const since = basis();
    if (form !== 'table' && scale) {
      const x = scale.x(dayOf(slider) + 0.5);
      mark.setAttribute('d', `M${x} ${MARGIN.top}V${HEIGHT - MARGIN.bottom}`);
      const said = { 'aria-label': words.t('chartHint'), 'aria-valuemin': dayOf(data.first), 'aria-valuemax': dayOf(data.last), 'aria-valuenow': dayOf(slider), 'aria-valuetext': words.date(slider) };
      for (const [name, value] of Object.entries(said)) drawing.setAttribute(name, value);
    }
    const before = since && since !== date ? new Map(areasOn(data, since).map((row) => [row.control, row.km2])) : null;
    const rows = areasOn(data, date).filter((row) => row.km2 >= LEAST_KM2);
    // Of a single side's ground all is always its own.
    const hasShares = data.areas.controls.length > 1 || rows.some((row) => !row.control);
    figures.replaceChildren(element('table', {},
      element('caption', {}, words.date(date)),
      element('thead', {}, element('tr', {}, heads([words.t('actor'), words.t('area'), hasShares && words.t('share'), before && words.t('changeSince', { date: words.date(since, { short: true }) })]))),
      element('tbody', {}, rows.map((row) => element('tr', {},
        element('th', { scope: 'row' }, element('span', { class: 'named' }, swatch(row.control, theme), element('span', {}, row.control ? words.name(row.control.names) : nobodysName('unclaimed', data, words)))),
        element('td', {}, words.area(row.km2)),
        hasShares && element('td', {}, `\u2066${words.number(row.share, 1)} %\u2069`),
        before && element('td', {}, changeOf(row.km2 - (before.get(row.control) ?? 0))))))));
  }

  const heads = (names) => names.filter(Boolean).map((name, index) => element('th', { scope: 'col', class: index > 0 && 'number' }, name));

  const changeOf = (km2) => (Math.abs(km2) < LEAST_KM2 ? '–' : signed(km2, Math.abs(km2) < 10 ? 1 : 0, words));

  function table() {
    const controls = data.areas.controls.map((index) => data.controls[index]);
    const rows = data.dates.map((date, index) => {
      const km2 = data.areas.km2[index] ?? [];
      return element('tr', {}, element('th', { scope: 'row' },
        element('button', { type: 'button', class: 'link', onclick: () => store.set({ date, playing: false }) }, words.date(date, { short: true }))),
      controls.map((_, nth) => element('td', {}, km2[nth] === undefined ? '' : words.number(km2[nth]))));
    });
    return element('div', { class: 'table-frame', tabindex: '0', role: 'region', 'aria-label': words.t('chart') }, element('table', {},
      element('caption', {}, words.t('inKm2')),
      element('thead', {}, element('tr', {}, heads([words.t('date'), ...controls.map((control) => words.name(control.names))]))),
      element('tbody', {}, rows)));
  }

  listen();
  let drawnAt = 0;
  new ResizeObserver(() => {
    const isWiderOrNarrower = stage.clientWidth > 0 && stage.clientWidth !== drawnAt;
    drawnAt = stage.clientWidth;
    if (isWiderOrNarrower && form !== 'table') draw();
  }).observe(stage);
  draw();
  store.on(['lang', 'theme', 'panel'], draw);
  store.on(['date', 'slider'], keep);
  store.on('since', () => (form === 'change' ? draw() : keep()));
}
