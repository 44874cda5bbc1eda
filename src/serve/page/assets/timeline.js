// The bar at the bottom: the date, a slider with a tick where something changed, and what runs through
// the dates. `mount` returns { step(direction, byDay), toEnd(direction) } for the keys.

import { dateOf, dayOf, lastUpTo, startOfMonth } from './dates.js';
import { element, icon, shape } from './dom.js';

const SPEEDS = [1, 2, 4, 8];
/** Milliseconds for which a date stands at a speed of one. */
const BEAT_MS = 900;
/** Pixels of the tallest tick, and of one of a change that has no area. */
const TICK = { tallest: 22, least: 4 };
/** Pixels that the name of a day, and of a year, takes with its surroundings. */
const DAY_WIDTH = 42;
/** Pixels of a letter of a month's name, which at the end of the line lies all to one side of its mark. */
const LETTER_WIDTH = 7;
const YEAR_WIDTH = 56;
const DAY_MS = 86_400_000;

export function mount(place, { store, data, words }) {
  const [first, last] = [dayOf(data.first), dayOf(data.last)];
  const length = Math.max(1, last - first);
  const share = (date) => (dayOf(date) - first) / length;
  const heights = tickHeights(data);

  const play = element('button', { type: 'button', class: 'round primary', onclick: () => store.set({ playing: !store.get().playing }) });
  const back = element('button', { type: 'button', class: 'round', onclick: () => step(-1) }, icon('previous'));
  const on = element('button', { type: 'button', class: 'round', onclick: () => step(1) }, icon('next'));
  const speed = element('button', { type: 'button', class: 'speed', dir: 'ltr', onclick: () => {
    const next = SPEEDS[(SPEEDS.indexOf(store.get().speed) + 1) % SPEEDS.length];
    store.set({ speed: next });
  } });
  // The heading tells it to those who don't see it, once it has come to rest.
  const shown = element('output', { class: 'date', 'aria-live': 'off' });
  const drawing = shape('svg', { class: 'ticks', 'aria-hidden': 'true' });
  const handle = element('div', { class: 'handle', role: 'slider', tabindex: '0', 'aria-valuemin': '0', 'aria-valuemax': String(length) });
  const since = element('div', { class: 'since', hidden: true });
  const track = element('div', { class: 'track' }, drawing, since, handle);
  const link = element('a', { class: 'full', target: '_blank', rel: 'noopener' }, icon('full'));
  place.append(element('div', { class: 'controls' }, back, play, on), shown, track, speed, link);

  function step(direction, byDay = false) {
    const { date } = store.get();
    const to = byDay ? dateOf(dayOf(date) + direction) : neighbour(data.dates, date, direction) ?? ending(direction);
    store.set({ date: within(to), playing: false });
  }
  const ending = (direction) => (direction < 0 ? data.first : data.last);
  const within = (date) => (date < data.first ? data.first : date > data.last ? data.last : date);
  const toEnd = (direction) => store.set({ date: ending(direction), playing: false });

  const put = () => {
    const { date, since: other, mode } = store.get();
    place.style.setProperty('--at', share(date));
    shown.textContent = words.date(date);
    handle.setAttribute('aria-valuenow', String(dayOf(date) - first));
    handle.setAttribute('aria-valuetext', words.date(date));
    since.hidden = !other || mode === 'none';
    if (other) place.style.setProperty('--since', share(other));
    back.disabled = date <= data.first;
    on.disabled = date >= data.last;
  };
  const name = () => {
    const { playing, speed: times } = store.get();
    play.replaceChildren(icon(playing ? 'pause' : 'play'));
    label(play, words.t(playing ? 'pause' : 'play'));
    label(back, words.t('previous'));
    label(on, words.t('next'));
    label(speed, words.t('speed', { speed: words.number(times) }));
    label(link, words.t('fullPage'));
    speed.textContent = `${times}×`;
    handle.setAttribute('aria-label', words.t('date'));
  };
  const draw = () => drawTicks(drawing, { data, words, heights, share, width: track.clientWidth, first, last });

  dragging(track, handle, {
    isMirrored: words.isRightToLeft,
    set: (part) => store.set({ date: dateOf(first + Math.round(part * length)), playing: false }),
  });
  handle.addEventListener('keydown', (event) => {
    const leaps = { PageUp: 1, PageDown: -1 };
    const ahead = words.isRightToLeft() ? -1 : 1;
    const moves = { ArrowLeft: -ahead, ArrowRight: ahead, ArrowUp: 1, ArrowDown: -1 };
    if (moves[event.key]) step(moves[event.key], event.shiftKey);
    else if (leaps[event.key]) store.set({ date: within(dateOf(dayOf(store.get().date) + leaps[event.key] * 30)), playing: false });
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

  running(store, data);
  put();
  name();
  new ResizeObserver(draw).observe(track);
  store.on(['date', 'since', 'mode'], put);
  store.on(['playing', 'speed'], name);
  store.on('lang', () => {
    put();
    name();
    draw();
  });
  return { step, toEnd };
}

function label(button, text) {
  button.setAttribute('aria-label', text);
  button.title = text;
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

function drawTicks(drawing, { data, words, heights, share, width, first, last }) {
  if (width === 0) return;
  const mirrored = words.isRightToLeft();
  const x = (part) => Math.round((mirrored ? 1 - part : part) * width * 2) / 2;
  const floor = 30;
  // Where ticks are closer than pixels, the tallest of a pixel stands for all.
  const columns = new Map();
  data.dates.forEach((date, index) => {
    const at = x(share(date));
    columns.set(at, Math.max(columns.get(at) ?? 0, heights[index]));
  });
  const path = [...columns].map(([at, height]) => `M${at} ${floor}V${(floor - height).toFixed(1)}`).join('');
  const labels = axis(first, last, width, words).map(({ day, text, isMain }) => {
    const at = x((day - first) / Math.max(1, last - first));
    return [
      shape('path', { class: 'mark', d: `M${at} ${floor + 1}v5` }),
      shape('text', { class: isMain ? 'main' : null, x: at, y: floor + 17, 'text-anchor': at < 12 ? 'start' : at > width - 12 ? 'end' : 'middle', direction: 'ltr' }, text),
    ];
  });
  drawing.setAttribute('viewBox', `0 0 ${width} 52`);
  drawing.replaceChildren(
    shape('path', { class: 'rail', d: `M0 ${floor + 0.5}H${width}` }),
    shape('path', { class: 'changes', d: path }),
    ...labels.flat(),
  );
}

/** The dates that the axis names: as many years, months or days as there is room for. */
function axis(first, last, width, words) {
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
    const count = date.getUTCFullYear() * 12 + date.getUTCMonth();
    if (day < first || day > last || count % each !== 0) continue;
    const isYear = date.getUTCMonth() === 0 || each >= 12;
    named.push({ day, isMain: isYear, text: isYear ? words.year(date.getUTCFullYear()) : words.month(date.getUTCMonth() + 1, { short: true }) });
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

/** Goes from change to change while the store says so; over long gaps no longer than over short ones. */
function running(store, data) {
  let timer = 0;
  const beat = () => {
    const { date, speed, playing } = store.get();
    if (!playing) return;
    const next = neighbour(data.dates, date, 1) ?? (date < data.last ? data.last : null);
    if (next === null) {
      store.set({ playing: false });
      return;
    }
    store.set({ date: next });
    timer = setTimeout(beat, BEAT_MS / speed);
  };
  store.on('playing', ({ playing, date }) => {
    clearTimeout(timer);
    if (!playing) return;
    if (date >= data.last) store.set({ date: data.first });
    timer = setTimeout(beat, BEAT_MS / store.get().speed);
  });
}
