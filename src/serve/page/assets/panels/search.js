// The search: places in every language, dates, positions. A combobox as WAI-ARIA 1.2 describes it.

import { isDate } from '../dates.js';
import { element, icon } from '../dom.js';
import { heldOn } from './figures.js';
import { folded, likeness } from './folding.js';
import { swatch } from './paint.js';
import { dateOf, positions } from './readings.js';

const SHOWN = 8;

export function mount(place, { store, data, map, words }) {
  const names = data.places.map((it) => Object.values(it.names).map(folded));
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

  function find() {
    const query = field.value.trim();
    hits = query ? [...positionsOf(query), ...datesOf(query), ...placesOf(folded(query))].slice(0, SHOWN) : [];
    chosen = hits.length > 0 ? 0 : -1;
    show(query);
    told.textContent = !query ? '' : hits.length === 0 ? words.t('noHits') : hits.length === 1 ? words.t('oneHit') : words.t('hits', { count: words.number(hits.length) });
  }

  function positionsOf(query) {
    const found = positions(query, data.view ?? [-180, -90, 180, 90]);
    return found.map(({ lon, lat, isInside }) => ({ name: position(lon, lat), dir: 'ltr', hint: words.t(isInside ? 'goToPoint' : 'outside'), go: () => open(lon, lat) }));
  }

  function datesOf(query) {
    const date = dateOf(query, monthNames(), Number(store.get().date.slice(0, 4)));
    if (!date || !isDate(date)) return [];
    const within = date < data.first ? data.first : date > data.last ? data.last : date;
    return [{ name: words.date(within), hint: words.t('goToDate'), go: () => store.set({ date: within, playing: false }) }];
  }

  // The months of the language and those of English.
  const monthNames = () => {
    const english = (number) => new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2000, number, 1));
    return [[...Array(12).keys()].map((number) => words.month(number + 1)), [...Array(12).keys()].map(english)];
  };

  function placesOf(query) {
    if (!query) return [];
    const { date } = store.get();
    const found = data.places.map((it, index) => {
      const degrees = names[index].map((name) => likeness(name, query)).filter((degree) => degree !== null);
      return { it, degree: degrees.length > 0 ? Math.min(...degrees) : null };
    });
    const better = (one, other) => one.degree - other.degree || one.it.rank - other.it.rank || (other.it.population ?? 0) - (one.it.population ?? 0);
    return found.filter(({ degree }) => degree !== null).sort(better).map(({ it }) => ({
      name: words.name(it.names), hint: hintOf(it, query), control: data.controls[heldOn(it, date)], go: () => open(...it.at),
    }));
  }

  // The name that was typed, where another language's was, and the region.
  function hintOf(it, query) {
    const shown = words.name(it.names);
    const typed = Object.values(it.names).find((name) => name !== shown && likeness(folded(name), query) !== null);
    const region = data.regions.find(({ id }) => id === it.region);
    return [likeness(folded(shown), query) === null ? typed : null, region && words.name(region.names)].filter(Boolean).join(' · ');
  }

  function open(lon, lat) {
    store.set({ point: { lon, lat }, playing: false });
    map.flyTo({ lon, lat });
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
    list.replaceChildren(...rows, ...(isEmpty ? [element('li', { class: 'none', role: 'presentation' }, words.t('noHits'))] : []));
    list.hidden = rows.length === 0 && !isEmpty;
    field.setAttribute('aria-expanded', String(rows.length > 0));
    if (chosen >= 0) field.setAttribute('aria-activedescendant', `hit-${chosen}`);
    else field.removeAttribute('aria-activedescendant');
  }

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

  const move = (step) => {
    if (hits.length === 0) find();
    if (hits.length > 0) chosen = (chosen + step + hits.length) % hits.length;
    show();
  };
  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => go(chosen),
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
  field.addEventListener('input', find);
  field.addEventListener('focus', () => field.value && find());
  field.addEventListener('blur', close);
  label();
  store.on('lang', () => {
    label();
    close();
  });
}
