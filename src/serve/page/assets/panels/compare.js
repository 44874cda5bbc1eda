// Two dates compared: which, how the map shows it, and what changed hands between them.

import { dateOf, dayOf, isAfter, lastUpTo } from '../dates.js';
import { element } from '../dom.js';
import { changed } from './changed.js';
import { changesBetween } from './changes.js';
import { olderData, within } from './figures.js';

const MODES = { none: 'single', swipe: 'swipe', gains: 'gains' };
const REST_MS = 200;
/** Days before the date for which there is a button, and how many are compared at first. */
const LEAPS = [['weekBefore', 7], ['monthBefore', 30]];
const USUAL = 30;

export function mount(place, context) {
  const { store, data, words } = context;
  const choice = element('div', { class: 'choice', role: 'group' });
  const since = dateField('since-field', 'fromDate', (chosen) => chooseDates(chosen, store.get().date));
  const date = dateField('date-field', 'toDate', (chosen) => chooseDates(store.get().since ?? usual(), chosen));
  const leaps = element('div', { class: 'chips' });
  const result = element('div', { class: 'changes', 'aria-live': 'polite' });
  place.append(choice, element('div', { class: 'since-row' }, since.place, date.place), leaps, result);
  let asking = new AbortController();
  let timer = 0;
  // What was last answered, and to which question.
  let known = { question: null, changes: null };

  const daysBefore = (days) => within(data, dateOf(dayOf(store.get().date) - days));
  const previousData = () => data.known[lastUpTo(data.known, dateOf(dayOf(olderData(data, store.get().date) ?? store.get().date) - 1))];

  /** The date to compare with at first: of which there is data. */
  function usual() {
    const { date: shown } = store.get();
    if (!isAfter(shown, data.first)) return data.last;
    const before = daysBefore(USUAL);
    return olderData(data, before) ?? before;
  }

  function begin(mode, earlier = store.get().since ?? usual()) {
    store.set(mode === 'none' ? { mode, since: null } : { mode, since: earlier });
  }

  // The later one is shown, in whichever field it was written.
  function chooseDates(one, other) {
    const { mode } = store.get();
    store.set({ mode: mode === 'none' ? 'gains' : mode, since: within(data, one), date: within(data, other), playing: false });
  }

  function dateField(id, key, choose) {
    const input = element('input', { type: 'date', id, min: data.first, max: data.carried ?? data.last, onchange: () => input.value && choose(input.value) });
    const label = element('label', { for: id });
    return {
      place: element('div', { class: 'date-field' }, label, input),
      put: (value) => {
        label.textContent = words.t(key);
        input.value = value ?? '';
      },
    };
  }

  function show() {
    if (place.hidden) {
      stop();
      return;
    }
    const { mode, since: earlier, date: later } = store.get();
    choice.setAttribute('aria-label', words.t('compare'));
    choice.replaceChildren(...Object.entries(MODES).map(([name, key]) =>
      element('button', { type: 'button', 'aria-pressed': String(name === mode), 'data-mode': name, onclick: () => begin(name) }, words.t(key))));
    since.put(earlier);
    date.put(later);
    const chip = (key, to) => element('button', { type: 'button', class: 'chip', 'aria-pressed': String(to === earlier), onclick: () => begin(mode === 'none' ? 'gains' : mode, to) }, words.t(key));
    leaps.replaceChildren(chip('firstDate', data.first), ...leapsBack().map(([key, to]) => chip(key, to)));
    tell();
  }

  /** Dates before the one shown; where their data is older than they are far away, the data before instead. */
  function leapsBack() {
    const possible = LEAPS.map(([key, days]) => [key, daysBefore(days), days]).filter(([, to]) => isAfter(to, data.first));
    const fresh = possible.filter(([, to, days]) => dayOf(to) - dayOf(olderData(data, to) ?? to) <= days);
    const previous = previousData();
    const isSparse = fresh.length < possible.length && previous && previous !== data.first;
    return isSparse ? [...fresh, ['previousData', previous]] : fresh;
  }

  function stop() {
    clearTimeout(timer);
    asking.abort();
  }

  function tell() {
    stop();
    const { since: earlier, date: later, lang } = store.get();
    const question = [earlier, later, lang].join();
    if (!earlier) result.replaceChildren();
    else if (earlier === later) result.replaceChildren(element('p', { class: 'note' }, words.t('chooseOther')));
    else if (question === known.question) put(known.changes);
    else timer = setTimeout(() => ask(question), REST_MS);
  }

  async function ask(question) {
    asking = new AbortController();
    const { signal } = asking;
    try {
      const changes = await changesBetween(context, signal);
      if (signal.aborted) return;
      known = { question, changes };
      put(changes);
    } catch {
      if (!signal.aborted) result.replaceChildren(element('p', { class: 'note' }, words.t('failed')));
    }
  }

  function put(changes) {
    const { since: earlier, date: later } = store.get();
    const heading = element('h3', {}, words.t('period', { from: dated(earlier), until: dated(later) }));
    const told = changed(changes, context);
    result.replaceChildren(heading, ...(told.length > 0 ? told : [element('p', { class: 'note' }, words.t('noChanges'))]));
  }

  function dated(day) {
    const known = olderData(data, day);
    const said = words.date(day, { short: true });
    return known ? words.t('withData', { date: said, known: words.date(known, { short: true }) }) : said;
  }

  // Who opens this wants to compare.
  const open = () => {
    const { panel, mode } = store.get();
    if (panel === 'compare' && mode === 'none') begin('gains');
  };
  open();
  show();
  store.on('panel', open);
  store.on(['panel', 'mode', 'since', 'date', 'lang', 'theme'], show);
}
