// The bar at the bottom: the date, a slider with a tick where something changed, and what runs through
// the dates. `mount` returns { step(direction, byDay), toEnd(direction) } for the keys.

import { DAY_MS, dateOf, dayOf, isAfter, lastUpTo, startOfMonth } from './dates.js';
import { dayScale } from './days.js';
import { element, icon, say, shape } from './dom.js';
import { within } from './panels/figures.js';
import { run } from './playing.js';

const SPEEDS = [1, 2, 4, 8];
/** Pixels of the tallest tick, and of one of a change that has no area. */
const TICK = { tallest: 22, least: 4 };
/** Pixels that the name of a day, and of a year, takes with its surroundings. */
const DAY_WIDTH = 42;
/** Pixels of a letter of a month's name, which at the end of the line lies all to one side of its mark. */
const LETTER_WIDTH = 7;
const YEAR_WIDTH = 56;

export function mount(place, { store, data, words }) {
  const scale = dayScale(data);
  const heights = tickHeights(data);

  const play = element('button', { type: 'button', class: 'round primary', onclick: () => store.set({ playing: !store.get().playing }) });
  const back = element('button', { type: 'button', class: 'round', onclick: () => step(-1) }, icon('previous'));
  const on = element('button', { type: 'button', class: 'round', onclick: () => step(1) }, icon('next'));
  const speed = element('select', { class: 'speed', dir: 'ltr', onchange: () => store.set({ speed: Number(speed.value) }) },
    SPEEDS.map((times) => element('option', { value: times }, `${times}×`)));
  // The heading tells it to those who don't see it, once it has come to rest.
  const shown = element('output', { class: 'date', 'aria-live': 'off' });
  const drawing = shape('svg', { class: 'ticks', 'aria-hidden': 'true' });
  const handle = element('div', { class: 'handle', role: 'slider', tabindex: '0', 'aria-valuemin': '0', 'aria-valuemax': String(scale.reach - scale.first) });
  const since = element('div', { class: 'since', hidden: true });
  const carried = element('div', { class: 'carried', hidden: !data.carried });
  const track = element('div', { class: 'track' }, carried, drawing, since, handle);
  place.style.setProperty('--data-end', scale.dataEnd);
  const link = element('a', { class: 'full', target: '_blank', rel: 'noopener' }, icon('full'));
  place.append(element('div', { class: 'controls' }, back, play, on), shown, track, speed, link);

  function step(direction, byDay = false) {
    const { slider } = store.get();
    const to = byDay ? dateOf(dayOf(slider) + direction) : neighbour(data.dates, slider, direction) ?? (isAfter(slider, data.last) ? slider : ending(direction));
    store.set({ date: within(data, to), playing: false });
  }
  const ending = (direction) => (direction < 0 ? data.first : data.last);
  const toEnd = (direction) => store.set({ date: ending(direction), playing: false });

  const put = () => {
    const { slider, date, since: earlier, mode } = store.get();
    const other = slider === date ? earlier : date;
    place.style.setProperty('--at', scale.share(slider));
    shown.replaceChildren(words.date(slider), ...(isAfter(slider, data.last) ? [element('small', {}, words.t('noNewer', { date: words.date(data.last, { short: true }) }))] : []));
    handle.setAttribute('aria-valuenow', String(dayOf(slider) - scale.first));
    handle.setAttribute('aria-valuetext', words.date(slider));
    since.hidden = !other || mode === 'none';
    if (other) place.style.setProperty('--since', scale.share(other));
    back.disabled = !isAfter(slider, data.first);
    on.disabled = !isAfter(data.last, slider);
  };
  const name = () => {
    const { playing, speed: times } = store.get();
    play.replaceChildren(icon(playing ? 'pause' : 'play'));
    say(play, words.t(playing ? 'pause' : 'play'));
    say(back, words.t('previous'));
    say(on, words.t('next'));
    say(speed, words.t('speed'));
    speed.value = String(times);
    carried.title = words.t('noNewer', { date: words.date(data.last) });
    say(link, words.t('fullPage'));
    handle.setAttribute('aria-label', words.t('date'));
  };
  const draw = () => drawTicks(drawing, { data, words, heights, scale, width: track.clientWidth });

  dragging(track, handle, {
    isMirrored: words.isRightToLeft,
    set: (part) => store.set({ date: scale.dateAt(part), playing: false }),
  });
  handle.addEventListener('keydown', (event) => {
    const leaps = { PageUp: 1, PageDown: -1 };
    const ahead = words.isRightToLeft() ? -1 : 1;
    const moves = { ArrowLeft: -ahead, ArrowRight: ahead, ArrowUp: 1, ArrowDown: -1 };
    if (moves[event.key]) step(moves[event.key], event.shiftKey);
    else if (leaps[event.key]) store.set({ date: within(data, dateOf(dayOf(store.get().slider) + leaps[event.key] * 30)), playing: false });
    else if (event.key === 'Home') toEnd(-1);
    else if (event.key === 'End') toEnd(1);
    else return;
    event.preventDefault();
  });
  // The address behind the # is the page's state, so no link may lead there.
  document.getElementById('skip').addEventListener('click', (event) => {
    event.preventDefault();
    handle.focus();
  });
  const address = () => {
    const url = new URL(location.href);
    url.searchParams.delete('embed');
    link.href = url.href;
  };
  link.addEventListener('pointerdown', address);
  link.addEventListener('focus', address);
  address();

  run(store, data);
  put();
  name();
  new ResizeObserver(draw).observe(track);
  store.on(['slider', 'date', 'since', 'mode'], put);
  store.on(['playing', 'speed'], name);
  store.on('lang', () => {
    put();
    name();
    draw();
  });
  return { step, toEnd };
}

/** The change before or after a date. */
function neighbour(dates, date, direction) {
  const at = lastUpTo(dates, date);
  if (direction > 0) return dates[at + 1];
  return dates[at] === date ? dates[at - 1] : dates[at];
}

/** How tall the tick of each change is: by the area that changed hands, as far as rows tell. */
function tickHeights({ areas, dates }) {
  const moved = dates.map((_, index) => {
    const [now, before] = [areas?.km2?.[index], areas?.km2?.[index - 1]];
    if (!now || !before) return 0;
    return now.reduce((sum, figure, row) => sum + Math.abs(figure - before[row]), 0) / 2;
  });
  const most = Math.sqrt(Math.max(...moved, 1));
  return moved.map((area) => TICK.least + (TICK.tallest - TICK.least) * (Math.sqrt(area) / most));
}

function drawTicks(drawing, { data, words, heights, scale, width }) {
  if (width === 0) return;
  const mirrored = words.isRightToLeft();
  const x = (part) => Math.round((mirrored ? 1 - part : part) * width * 2) / 2;
  const floor = 30;
  // Where ticks are closer than pixels, the tallest of a pixel stands for all.
  const columns = new Map();
  data.dates.forEach((date, index) => {
    const at = x(scale.share(date));
    columns.set(at, Math.max(columns.get(at) ?? 0, heights[index]));
  });
  const path = [...columns].map(([at, height]) => `M${at} ${floor}V${(floor - height).toFixed(1)}`).join('');
  const labels = namedDays(scale, width, words).map(({ day, text, isMain }) => {
    const at = x(scale.share(dateOf(day)));
    return [
      shape('path', { class: 'mark', d: `M${at} ${floor + 1}v5` }),
      shape('text', { class: isMain ? 'main' : null, x: at, y: floor + 17, 'text-anchor': at < 12 ? 'start' : at > width - 12 ? 'end' : 'middle', direction: 'ltr' }, text),
    ];
  });
  drawing.setAttribute('viewBox', `0 0 ${width} 52`);
  drawing.replaceChildren(
    shape('path', { class: 'rail', d: `M${x(0)} ${floor + 0.5}H${x(scale.dataEnd)}` }),
    shape('path', { class: 'changes', d: path }),
    ...labels.flat(),
  );
}

/** The days that are named along the line: as many years, months or days as there is room for. */
function namedDays({ first, last, dataEnd }, whole, words) {
  const width = whole * dataEnd;
  const days = Math.max(1, last - first);
  const monthWidth = Math.max(...Array.from({ length: 12 }, (_, month) => words.month(month + 1, { short: true }).length)) * 6.5 + 26;
  if ((width / days) * 31 > 2.5 * monthWidth) return daysNamed(first, last, width, words);
  const [from, to] = [new Date(first * DAY_MS), new Date(last * DAY_MS)];
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  const fits = (step) => (width / Math.max(1, months)) * step > (step < 12 ? monthWidth : YEAR_WIDTH);
  const each = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000].find(fits) ?? 12_000;
  const named = [];
  for (let month = 0; month <= months; month += 1) {
    const date = startOfMonth(from.getUTCFullYear(), from.getUTCMonth() + month);
    const day = date.getTime() / DAY_MS;
    // Before Christ there is no year 0, so that round years are those that are named so.
    const year = date.getUTCFullYear();
    const count = (year < 1 ? year - 1 : year) * 12 + date.getUTCMonth();
    if (day < first || day > last || count % each !== 0) continue;
    const isYear = date.getUTCMonth() === 0 || each >= 12;
    named.push({ day, isMain: isYear, text: isYear ? words.year(year) : words.month(date.getUTCMonth() + 1, { short: true }) });
  }
  return named;
}

/** Days of the month, and its name on the first, to which the days beside it give way. */
function daysNamed(first, last, width, words) {
  const perDay = width / Math.max(1, last - first);
  const each = [1, 2, 5, 10, 15].find((step) => perDay * step > DAY_WIDTH) ?? 31;
  const named = Array.from({ length: last - first + 1 }, (_, index) => {
    const date = new Date((first + index) * DAY_MS);
    const number = date.getUTCDate();
    const isMain = number === 1;
    return { day: first + index, number, isMain, text: isMain ? words.month(date.getUTCMonth() + 1) : String(number) };
  });
  const months = named.filter(({ isMain }) => isMain);
  const isFree = ({ day }) => months.every((month) => Math.abs(month.day - day) * perDay > month.text.length * LETTER_WIDTH + DAY_WIDTH / 4);
  return named.filter((it) => it.isMain || ((it.number - 1) % each === 0 && isFree(it)));
}

/** Moves the handle with the pointer. */
function dragging(track, handle, { isMirrored, set }) {
  const part = (event) => {
    const { left, width } = track.getBoundingClientRect();
    const along = Math.min(1, Math.max(0, (event.clientX - left) / width));
    return isMirrored() ? 1 - along : along;
  };
  track.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    track.setPointerCapture(event.pointerId);
    set(part(event));
    handle.focus({ preventScroll: true });
    event.preventDefault();
  });
  track.addEventListener('pointermove', (event) => {
    if (track.hasPointerCapture(event.pointerId)) set(part(event));
  });
}
