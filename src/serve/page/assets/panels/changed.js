// What changed between the two dates of a comparison, in figures: the sides, from whom to whom ground went, and places.

import { element } from '../dom.js';
import { nobodysName } from './band.js';
import { LEAST_KM2, changedPlaces } from './changes.js';
import { isFramed } from './figures.js';
import { swatch } from './paint.js';
import { signed } from './signed.js';

/** How many rows and places are shown of each kind before the reader asks for more, and pockets by their names. */
const MOST = { sides: 6, turns: 8, places: 24, pockets: 3 };
const MOST_BREAKS = 3;
/** A share, in percent, that says no more than that there was next to nothing before. */
const MUCH = 1000;
/** Square kilometres of slivers that are worth a word. */
const LEAST_SLIVERS = 0.5;

/** The elements that say what changed; nothing where nothing did. `changes` are those of `changesBetween`. */
export function changed({ sides, turns, breaks, slivers }, context) {
  const { store, data, words } = context;
  const places = changedPlaces(data, store.get());
  if (sides.length === 0 && places.length === 0 && !turns?.length) return [];
  return [
    element('ul', { class: 'rows sides' }, limited(sides, MOST.sides, (side) => sideRow(side, places, context), words)),
    ...breaks.slice(0, MOST_BREAKS).map((date) => note(words.t('sourceMayChange', { date: words.date(date) }))),
    ...(turns?.length ? [element('h3', {}, words.t('turns')), element('ul', { class: 'rows turns-list' }, limited(turns, MOST.turns, (turn) => turnRow(turn, context), words))] : []),
    ...(slivers >= LEAST_SLIVERS ? [note(words.t('slivers', { area: words.area(slivers) }))] : []),
    ...(turns ? [] : [note(words.t('netOnly'))]),
    ...placeGroups(places, context),
  ];
}

const note = (text) => element('p', { class: 'note' }, text);

/** One side: what it has more or less, how it stands now, its places and pockets. */
function sideRow({ ground, before, after, net, percent, gained, lost, pockets }, places, context) {
  const { store, data, words } = context;
  const { theme } = store.get();
  const index = data.controls.indexOf(ground.control);
  const [won, gone] = ['to', 'from'].map((side) => places.filter((row) => index >= 0 && row[side] === index).length);
  const told = [
    words.t('becameOf', { from: words.area(before), to: words.area(after) }),
    gained !== null && Math.min(gained, lost) >= LEAST_KM2 && words.t('gainedAndLost', { gained: words.area(gained), lost: words.area(lost) }),
    won > 0 && words.t('placesGained', { count: words.number(won) }),
    gone > 0 && words.t('placesLost', { count: words.number(gone) }),
    ...(pockets ? pocketsTold(pockets, words) : []),
  ];
  return element('li', { class: 'side' }, swatch(ground.control, theme),
    element('div', { class: 'told' }, element('strong', {}, nameOf(ground, context)), told.filter(Boolean).map((text) => element('span', { class: 'hint' }, text))),
    element('div', { class: 'net' }, element('strong', {}, `${signed(net, Math.abs(net) < 10 ? 1 : 0, words)} ${words.areaUnit()}`),
      percent !== null && percent < MUCH && element('span', { class: 'hint' }, signed(percent, 1, words, ' %'))));
}

/** How many pockets there were and are, and the large ones of them that have a name. */
function pocketsTold({ before, after }, words) {
  const named = (key, pockets) => {
    const names = pockets.filter(({ places }) => places.length > 0).slice(0, MOST.pockets).map(({ name, km2 }) => `${name} ${words.area(km2)}`);
    return names.length > 0 && `${words.t(key)}: ${names.join(words.t('comma'))}`;
  };
  const [from, to] = [before, after].map((pockets) => words.number(pockets.length));
  return [words.t('pockets', { change: words.t('becameOf', { from, to }) }), named('before', before), named('after', after)];
}

function turnRow({ from, to, km2 }, context) {
  const { store, words } = context;
  return element('li', {}, turn(from.control, to.control, store.get().theme), element('span', { class: 'name' }, becameOf(from, to, context)),
    element('span', { class: 'figure' }, words.area(km2)));
}

const turn = (from, to, theme) => element('span', { class: 'turn', 'aria-hidden': 'true' }, swatch(from, theme), swatch(to, theme));

/** The places, by whose they were and to whom they went. */
function placeGroups(places, context) {
  const { data, words, store } = context;
  if (places.length === 0) return [];
  const groups = new Map();
  for (const row of places) {
    const key = `${row.to}|${row.from}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const size = (to) => places.filter((row) => row.to === to).length;
  const ordered = [...groups.values()].sort(([one, ...rest], [other, ...others]) =>
    size(other.to) - size(one.to) || one.to - other.to || others.length - rest.length);
  const ground = (index) => ({ control: data.controls[index] ?? null, status: data.controls[index]?.status ?? 'unclaimed' });
  return [
    element('h3', {}, words.t('changedPlaces')),
    ...ordered.flatMap((rows) => {
      const [{ from, to }] = rows;
      const heading = element('h4', {}, turn(ground(from).control, ground(to).control, store.get().theme),
        element('span', {}, becameOf(ground(from), ground(to), context)), element('span', { class: 'figure' }, words.number(rows.length)));
      return [heading, element('ul', { class: 'rows places' }, limited(rows, MOST.places, (row) => placeRow(row, context), words))];
    }),
  ];
}

function placeRow({ place }, { store, map, words }) {
  const [lon, lat] = place.at;
  const go = () => {
    store.set({ point: { lon, lat } });
    map.flyTo({ lon, lat });
  };
  return element('li', {}, element('button', { type: 'button', class: 'row', onclick: go }, words.name(place.names)));
}

/** Rows for items, the rest of them when they are asked for. */
function limited(items, most, row, words) {
  const rest = items.slice(most);
  if (rest.length < 2) return items.map(row);
  const more = element('li', { class: 'more' }, element('button', { type: 'button', class: 'link', onclick: () => {
    const rows = rest.map(row);
    more.replaceWith(...rows);
    const focused = rows[0].querySelector('button') ?? rows[0];
    if (focused === rows[0]) focused.tabIndex = -1;
    focused.focus();
  } }, words.t('moreSources', { count: words.number(rest.length) })));
  return [...items.slice(0, most).map(row), more];
}

/** Whose ground, or place, became whose; where nobody's ground is not in the data, who gained or lost it. */
function becameOf(from, to, context) {
  const { data, words } = context;
  if (!isFramed(data)) {
    if (from.status === 'unclaimed') return words.t('gainedBy', { side: nameOf(to, context) });
    if (to.status === 'unclaimed') return words.t('lostBy', { side: nameOf(from, context) });
  }
  return words.t('becameOf', { from: nameOf(from, context), to: nameOf(to, context) });
}

function nameOf({ control, status }, { data, words }) {
  if (control) return words.name(control.names);
  return status === 'overlap' ? words.t('several') : nobodysName('unclaimed', data, words);
}
