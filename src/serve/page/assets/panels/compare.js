// Two dates compared: which, how the map shows it, and what changed hands between them.

import { dateOf, dayOf } from '../dates.js';
import { element } from '../dom.js';
import { changedAreas, changedPlaces, inOrder } from './changes.js';
import { swatch } from './paint.js';

const MODES = { none: 'single', swipe: 'swipe', gains: 'gains' };
const REST_MS = 200;
// Before the date, by so many days.
const LEAPS = [['weekBefore', 7], ['monthBefore', 30]];

export function mount(place, context) {
  const { store, data, map, words } = context;
  const choice = element('div', { class: 'choice', role: 'group' });
  const field = element('input', { type: 'date', id: 'since-field', min: data.first, max: data.last, onchange: () => field.value && begin(store.get().mode, within(field.value)) });
  const label = element('label', { for: 'since-field' });
  const leaps = element('div', { class: 'chips' });
  const result = element('div', { class: 'changes', 'aria-live': 'polite' });
  place.append(choice, element('div', { class: 'since-row' }, label, field), leaps, result);
  let asking = new AbortController();
  let timer = 0;

  const within = (date) => (date < data.first ? data.first : date > data.last ? data.last : date);
  const daysBefore = (days) => within(dateOf(dayOf(store.get().date) - days));
  const usual = () => (store.get().date > data.first ? daysBefore(30) : data.last);

  function begin(mode, since = store.get().since ?? usual()) {
    store.set(mode === 'none' ? { mode, since: null } : { mode, since });
  }

  function show() {
    const { mode, since } = store.get();
    choice.setAttribute('aria-label', words.t('compare'));
    choice.replaceChildren(...Object.entries(MODES).map(([name, key]) =>
      element('button', { type: 'button', 'aria-pressed': String(name === mode), 'data-mode': name, onclick: () => begin(name) }, words.t(key))));
    label.textContent = words.t('compareWith');
    field.value = since ?? '';
    const chip = (key, date) => element('button', { type: 'button', class: 'chip', 'aria-pressed': String(date === since), onclick: () => begin(mode === 'none' ? 'gains' : mode, date) }, words.t(key));
    leaps.replaceChildren(chip('firstDate', data.first), ...LEAPS.filter(([, days]) => daysBefore(days) > data.first).map(([key, days]) => chip(key, daysBefore(days))));
    tell();
  }

  function tell() {
    clearTimeout(timer);
    asking.abort();
    const { since, date } = store.get();
    if (!since) result.replaceChildren();
    else if (since === date) result.replaceChildren(element('p', { class: 'note' }, words.t('chooseOther')));
    else timer = setTimeout(ask, REST_MS);
  }

  async function ask() {
    asking = new AbortController();
    const { signal } = asking;
    try {
      const areas = await changedAreas(context, signal);
      if (!signal.aborted) put(areas);
    } catch {
      if (!signal.aborted) result.replaceChildren(element('p', { class: 'note' }, words.t('failed')));
    }
  }

  function put(areas) {
    const [from, to] = inOrder(store.get());
    const places = changedPlaces(data, store.get());
    const heading = element('h3', {}, words.t('period', { from: words.date(from, { short: true }), until: words.date(to, { short: true }) }));
    if (areas.length === 0 && places.length === 0) {
      result.replaceChildren(heading, element('p', { class: 'note' }, words.t('noChanges')));
      return;
    }
    result.replaceChildren(heading, element('ul', { class: 'rows' }, areas.map(areaRow)),
      ...(places.length > 0 ? [element('h3', {}, `${words.t('changedHands')} (${words.number(places.length)})`), element('ul', { class: 'rows places' }, places.map(placeRow))] : []));
  }

  function areaRow(row) {
    const { theme } = store.get();
    if (row.control !== undefined) {
      const figure = `\u2066${row.km2 > 0 ? '+' : '−'}\u2069${words.area(Math.abs(row.km2))}`;
      return element('li', {}, swatch(row.control, theme), element('span', { class: 'name' }, name(row.control)), element('span', { class: 'figure' }, figure));
    }
    return element('li', {}, turn(row.from, row.to), element('span', { class: 'name' }, words.t('becameOf', { from: name(row.from), to: name(row.to) })),
      element('span', { class: 'figure' }, words.area(row.km2)));
  }

  function placeRow({ place: town, from, to }) {
    const [lon, lat] = town.at;
    const go = () => {
      store.set({ point: { lon, lat } });
      map.flyTo({ lon, lat });
    };
    const [before, after] = [data.controls[from] ?? null, data.controls[to] ?? null];
    const said = words.t('becameOf', { from: name(before), to: name(after) });
    return element('li', {}, element('button', { type: 'button', class: 'row', title: said, onclick: go }, turn(before, after),
      element('span', { class: 'name' }, words.name(town.names)), element('span', { class: 'unseen' }, said)));
  }

  const name = (control) => (control ? words.name(control.names) : words.t('unclaimed'));
  const turn = (from, to) => element('span', { class: 'turn', 'aria-hidden': 'true' }, swatch(from, store.get().theme), swatch(to, store.get().theme));

  // Who opens this wants to compare.
  const open = () => {
    const { panel, mode } = store.get();
    if (panel === 'compare' && mode === 'none') begin('gains');
  };
  open();
  show();
  store.on('panel', open);
  store.on(['mode', 'since', 'date', 'lang', 'theme'], show);
}
