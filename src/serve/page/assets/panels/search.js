// The search: places, regions and sides in every language, dates, positions. A combobox as WAI-ARIA 1.2 describes it.

import { dayOf, isAfter, isDate } from '../dates.js';
import { element, icon } from '../dom.js';
import { hasData, nearestData } from './figures.js';
import { createFinder } from './finding.js';
import { swatch } from './paint.js';
import { dateIn, positions, written } from './readings.js';

const SHOWN = 8;
const YEARS_SHOWN = 3;

export function mount(place, context) {
  const { store, data, map, words } = context;
  const find = createFinder(data, words);
  let hits = [];
  let chosen = -1;

  const field = element('input', {
    type: 'search', id: 'search-field', role: 'combobox', autocomplete: 'off', spellcheck: 'false', dir: 'auto', enterkeyhint: 'search',
    'aria-autocomplete': 'list', 'aria-controls': 'search-hits', 'aria-expanded': 'false',
  });
  const list = element('ul', { id: 'search-hits', role: 'listbox', hidden: true });
  const told = element('p', { class: 'unseen', role: 'status' });
  place.append(element('label', { class: 'search-box', for: 'search-field' }, icon('search'), field), list, told);

  const label = () => {
    field.placeholder = words.t('searchHint');
    field.setAttribute('aria-label', words.t('searchHint'));
    list.setAttribute('aria-label', words.t('search'));
  };

  function seek() {
    const query = field.value.trim();
    hits = query ? [...positionsOf(query), ...datesOf(query), ...namesOf(query)].slice(0, SHOWN) : [];
    chosen = -1;
    show(query);
    const [first] = hits;
    told.textContent = !query ? '' : first?.lack ? first.lack : hits.length === 0 ? words.t('noHits') : hits.length === 1 ? words.t('oneHit') : words.t('hits', { count: words.number(hits.length) });
  }

  function positionsOf(query) {
    const found = positions(query, data.extent ?? data.view ?? [-180, -90, 180, 90]);
    return found.map(({ lon, lat, isInside }) => ({ name: position(lon, lat), dir: 'ltr', hint: words.t(isInside ? 'goToPoint' : 'outside'), go: () => open(lon, lat) }));
  }

  function datesOf(query) {
    const said = dateIn(query, monthNames());
    if (!said) return [];
    if (said.year !== null) return dateHits(written(said));
    const known = yearsOfData().map((year) => written({ ...said, year })).filter((date) => date && hasData(data, date));
    const { date: shown } = store.get();
    const away = (date) => Math.abs(dayOf(date) - dayOf(shown));
    if (known.length === 0) return dateHits(written({ ...said, year: yearOf(shown) }));
    return known.sort((one, other) => away(one) - away(other)).slice(0, YEARS_SHOWN).flatMap(dateHits);
  }

  const yearOf = (date) => new Date(`${date}T00:00:00Z`).getUTCFullYear();

  function yearsOfData() {
    const [first, last] = [data.first, data.carried ?? data.last].map(yearOf);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  }

  /** A date, or what there is instead of one without data. */
  function dateHits(date) {
    if (!date || !isDate(date)) return [];
    const hit = (day, hint) => ({ name: words.date(day), hint, go: () => context.address.visit({ date: day }) });
    if (hasData(data, date)) return [hit(date, words.t(isAfter(date, data.last) ? 'noNewer' : 'goToDate', { date: words.date(data.last) }))];
    const lack = words.t('noDataOn', { date: words.date(date), from: words.date(data.first), until: words.date(data.last) });
    return [{ ...hit(nearestData(data, date), words.t('nearestData')), lack }];
  }

  // The months of the language and those of English.
  const monthNames = () => {
    const english = (number) => new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2000, number, 1));
    return [[...Array(12).keys()].map((number) => words.month(number + 1)), [...Array(12).keys()].map(english)];
  };

  function namesOf(query) {
    return find(query, store.get().date).map(({ place: town, region, actor, ...hit }) => ({
      ...hit, go: () => (actor ? showGround(actor) : town ? open(...town.at) : showRegion(region)),
    }));
  }

  function showGround({ ground }) {
    context.address.visit({ point: null }, () => map.fit(ground));
  }

  function showRegion({ at: [lon, lat] }) {
    context.address.visit({ point: null }, () => map.flyTo({ lon, lat }));
  }

  function open(lon, lat) {
    context.address.visit({ point: { lon, lat } }, () => map.flyTo({ lon, lat }));
  }

  const position = (lon, lat) => `${degrees(lat)}° ${lat < 0 ? 'S' : 'N'}, ${degrees(lon)}° ${lon < 0 ? 'W' : 'E'}`;
  const degrees = (number) => Number(Math.abs(number).toFixed(5));

  function show(query = field.value.trim()) {
    const { theme } = store.get();
    const rows = hits.map((hit, index) => element('li', {
      id: `hit-${index}`, role: 'option', 'aria-selected': String(index === chosen),
      onpointerdown: (event) => event.preventDefault(), onclick: () => go(index),
    }, hit.control ? swatch(hit.control, theme) : element('span', { class: 'swatch' }),
    element('span', { class: 'hit' }, element('bdi', { dir: hit.dir }, hit.name), hit.hint && element('bdi', { class: 'hint' }, hit.hint))));
    const isEmpty = query && hits.length === 0;
    list.replaceChildren(...rows.flatMap((row, index) => [hits[index].lack && note(hits[index].lack), row].filter(Boolean)), ...(isEmpty ? [note(words.t('noHits'))] : []));
    list.hidden = rows.length === 0 && !isEmpty;
    field.setAttribute('aria-expanded', String(rows.length > 0));
    if (chosen >= 0) field.setAttribute('aria-activedescendant', `hit-${chosen}`);
    else field.removeAttribute('aria-activedescendant');
  }

  const note = (text) => element('li', { class: 'none', role: 'presentation' }, text);

  function close() {
    [hits, chosen] = [[], -1];
    list.hidden = true;
    field.setAttribute('aria-expanded', 'false');
    field.removeAttribute('aria-activedescendant');
  }

  function go(index) {
    const hit = hits[index];
    if (!hit) return;
    close();
    field.value = '';
    field.blur();
    hit.go();
  }

  // Enter takes the first, unless that is another date than was asked for.
  function take() {
    if (chosen < 0 && hits[0]?.lack) move(1);
    else go(Math.max(0, chosen));
  }

  const move = (step) => {
    if (hits.length === 0) seek();
    if (hits.length > 0) chosen = chosen < 0 ? (step > 0 ? 0 : hits.length - 1) : (chosen + step + hits.length) % hits.length;
    show();
  };
  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: take,
    Escape: () => {
      if (list.hidden) field.value = '';
      close();
    },
  };
  field.addEventListener('keydown', (event) => {
    if (!keys[event.key] || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
  field.addEventListener('input', seek);
  field.addEventListener('focus', () => field.value && seek());
  field.addEventListener('blur', close);
  label();
  store.on('lang', () => {
    label();
    close();
  });
}
