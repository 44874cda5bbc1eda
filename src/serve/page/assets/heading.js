// What the map is about, the date that it shows, and that with which this is compared. The date is also told
// to those who don't see it.

import { isAfter } from './dates.js';
import { element, icon, say } from './dom.js';
import { areasOn, olderData } from './panels/figures.js';

/** Readers are told the date when it has stood for so long. */
const SETTLED_MS = 700;

export function mount(place, { store, data, words }) {
  const title = element('h1');
  const date = element('p', { class: 'as-of' });
  const age = element('p', { class: 'data-of' });
  const compared = element('p', { class: 'compared', hidden: true });
  place.append(title, date, age, compared);
  const status = document.getElementById('status');
  let timer = 0;

  const put = () => {
    const named = words.name(data.title) || 'controlmap';
    title.textContent = named;
    document.title = named;
    const { date: shown } = store.get();
    date.textContent = words.t('asOf', { date: words.date(shown) });
    const known = olderData(data, shown);
    const told = isAfter(shown, data.last) ? 'noNewer' : 'dataOf';
    age.textContent = known ? words.t(told, { date: words.date(known) }) : '';
  };
  put();
  comparison(compared, { store, data, words });
  store.on(['lang', 'date'], () => {
    put();
    clearTimeout(timer);
    timer = setTimeout(() => { status.textContent = [date.textContent, age.textContent, summary({ store, data, words })].filter(Boolean).join('. '); }, SETTLED_MS);
  });
}

/** A date, with that of the data that tells of it where it is an earlier one. */
export function dated(date, data, words) {
  const known = olderData(data, date);
  return known ? words.t('withData', { date: words.date(date), known: words.date(known) }) : words.date(date);
}

/** Says with which date the map compares, and ends that, while the panel that does so is not open. */
function comparison(place, { store, data, words }) {
  const told = element('span');
  const end = element('button', { type: 'button', class: 'quiet', onclick: () => {
    store.set({ mode: 'none', since: null });
    document.querySelector('#map canvas').focus({ preventScroll: true });
  } }, icon('close'));
  place.append(told, end);
  const put = () => {
    const { mode, since, panel } = store.get();
    place.hidden = mode === 'none' || !since || panel === 'compare';
    if (!since) return;
    told.textContent = words.t(mode === 'swipe' ? 'comparedWith' : 'gainsSince', { date: dated(since, data, words) });
    say(end, words.t('endComparison'));
  };
  put();
  store.on(['mode', 'since', 'panel', 'lang'], put);
}

/** Who holds how much on the date, the largest first. */
function summary({ store, data, words }) {
  const largest = areasOn(data, store.get().date).filter(({ control }) => control).slice(0, 5);
  return largest.map(({ km2, control }) => `${words.name(control.names)}: ${words.area(km2)}`).join('; ');
}
