// Two dates side by side on one map: a second map over the first, cut off at a divider that can be moved.

import { element } from '../dom.js';

const STEP = 0.02;
const LEAP = 0.1;

/**
 * Shows the earlier date before a divider and the later one after it, in the direction of reading, while the mode is
 * `swipe`. `earlier()` is what is drawn of the earlier one before that share of the map, { canvas, share, settled() }, or null.
 */
export function mount(place, { store, map, words }) {
  const before = element('span', { class: 'swipe-date' });
  const after = element('span', { class: 'swipe-date' });
  const divider = element('div', { class: 'divider', role: 'separator', tabindex: '0', 'aria-orientation': 'vertical', 'aria-valuemin': '0', 'aria-valuemax': '100' },
    before, after, element('span', { class: 'grip', 'aria-hidden': 'true' }));
  const canvas = element('div', { class: 'swipe-map' });
  const frame = element('div', { class: 'swipe', hidden: true }, element('div', { class: 'swipe-cut' }, canvas), divider);
  place.after(frame);
  let second = null;
  let share = 0.5;

  const put = () => {
    frame.style.setProperty('--share', String(share));
    divider.setAttribute('aria-valuenow', String(Math.round(share * 100)));
  };
  const show = () => {
    const { mode, since, date } = store.get();
    const isOn = mode === 'swipe' && since !== null;
    frame.hidden = !isOn;
    if (!isOn) {
      second?.remove();
      second = null;
      return;
    }
    before.textContent = words.date(since, { short: true });
    after.textContent = words.date(date, { short: true });
    divider.setAttribute('aria-label', words.t('divider'));
    put();
    if (second) second.setDate(since);
    else second = map.second(canvas, since);
  };

  const moveTo = (part) => {
    share = Math.min(1, Math.max(0, part));
    put();
  };
  const follow = (event) => {
    const { left, width } = frame.getBoundingClientRect();
    const part = (event.clientX - left) / width;
    moveTo(words.isRightToLeft() ? 1 - part : part);
  };
  divider.addEventListener('pointerdown', (event) => {
    divider.setPointerCapture(event.pointerId);
    event.preventDefault();
    divider.focus({ preventScroll: true });
  });
  divider.addEventListener('pointermove', (event) => divider.hasPointerCapture(event.pointerId) && follow(event));
  divider.addEventListener('keydown', (event) => {
    const ahead = words.isRightToLeft() ? -1 : 1;
    const steps = { ArrowLeft: -ahead * STEP, ArrowRight: ahead * STEP, ArrowDown: -STEP, ArrowUp: STEP, PageDown: -LEAP, PageUp: LEAP, Home: -1, End: 1 };
    if (!steps[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    moveTo(share + steps[event.key]);
  });
  show();
  store.on(['mode', 'since', 'date', 'lang'], show);
  return { earlier: () => (second ? { canvas: second.gl.getCanvas(), share, settled: second.settled } : null) };
}
