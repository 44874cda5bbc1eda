// What the map is about, the date that it shows, and that with which this is compared. The date is also told
// to those who don't see it.

import { lastUpTo } from './dates.js';
import { element, icon } from './dom.js';

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
    const known = data.known[lastUpTo(data.known, shown)];
    age.textContent = known && known !== shown ? words.t('dataOf', { date: words.date(known) }) : '';
  };
  put();
  comparison(compared, { store, words });
  store.on(['lang', 'date'], () => {
    put();
    clearTimeout(timer);
    timer = setTimeout(() => { status.textContent = `${date.textContent}. ${age.textContent} ${summary({ store, data, words })}`; }, SETTLED_MS);
  });
}

/** Says with which date the map compares, and ends that, while the panel that does so is not open. */
function comparison(place, { store, words }) {
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
    told.textContent = words.t(mode === 'swipe' ? 'comparedWith' : 'gainsSince', { date: words.date(since) });
    end.setAttribute('aria-label', words.t('endComparison'));
    end.title = words.t('endComparison');
  };
  put();
  store.on(['mode', 'since', 'panel', 'lang'], put);
}

/** Who holds how much on the date, the largest first. */
function summary({ store, data, words }) {
  const { areas, dates, controls } = data;
  if (!areas) return '';
  const { date } = store.get();
  const index = dates.findLastIndex((it) => it <= date);
  const rows = (areas.km2[index] ?? []).map((km2, row) => ({ km2, control: controls[areas.controls[row]] }));
  const largest = rows.filter(({ km2, control }) => km2 > 0 && control).sort((a, b) => b.km2 - a.km2).slice(0, 5);
  return largest.map(({ km2, control }) => `${words.name(control.names)}: ${words.area(km2)}`).join('; ');
}
