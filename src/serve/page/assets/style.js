// What the map draws, as MapLibre has it: a pure function of the data and the state.

import { dayOf } from './dates.js';
import { samePlace } from './panels/point.js';
import { isRightToLeft, nameIn } from './words.js';

/** Pixels of the world's side at zoom 0. */
export const WORLD_SIDE = 512;

/** The layers that show who holds ground, which the date filters. */
export const DATED = ['ground', 'hatched', 'limit-casing', 'limit', 'front-casing', 'front'];

/** The key of the control of a tile's feature, as `data.controls` has it. */
export const KEY = ['concat', ['get', 'actors'], '|', ['get', 'status']];

/** What is so on a date: from its first day up to but without the one that ends it. */
export function isSoOn(date) {
  const day = dayOf(date);
  return ['all',
    ['any', ['!', ['has', 'from_day']], ['<=', ['get', 'from_day'], day]],
    ['any', ['!', ['has', 'until_day']], ['>', ['get', 'until_day'], day]]];
}

/**
 * Ground whose holder on a date is not that of an earlier one. `retaken` are all texts of `held_before`:
 * where one says that its holder stood there on the earlier date, the ground was only lost in between.
 */
export function hasChangedHands(earlier, date, retaken) {
  const day = dayOf(earlier);
  const isWithin = (span) => {
    const [from, until] = span.split('/').map((end) => (end === '..' ? null : Number(end)));
    return (from === null || from <= day) && (until === null || day < until);
  };
  const own = [...retaken].filter((text) => text.split(';').some(isWithin));
  return ['all', isSoOn(date), ['has', 'held_from_day'], ['>', ['get', 'held_from_day'], day],
    ['!', ['in', ['coalesce', ['get', 'held_before'], ''], ['literal', own]]]];
}

/** What was so on an earlier date, but is no more on a later one. */
export const isMoved = (earlier, later) => ['all', isSoOn(earlier), ['!', isSoOn(later)]];

/** The layers of who holds which ground on a date, their ids with something before them. */
export function groundLayers({ data, date, theme }, before = '') {
  const fills = data.controls.flatMap((control) => [control.key, control[theme].fill ?? data.colors[theme].unknown]);
  const hatches = (size) => choose(data.controls.flatMap((control) => [control.key, `${size}|${theme}|${control.key}`]), '');
  const choose = (pairs, other) => (pairs.length ? ['match', KEY, ...pairs, other] : other);
  const layer = (id, paint) => ({
    id: `${before}${id}`, type: 'fill', source: 'control', 'source-layer': 'control', filter: filterOf(id, date, data),
    // The edges of pieces that one holder has would show.
    paint: { ...paint, 'fill-antialias': false },
  });
  return [
    layer('ground', { 'fill-color': choose(fills, data.colors[theme].unknown) }),
    // Far away a patch is small, and so are its stripes, or there would be but one of them.
    layer('hatched', { 'fill-pattern': ['step', ['zoom'], hatches('hatch-finest'), 7, hatches('hatch-fine'), 9, hatches('hatch')] }),
  ];
}

/** The filter of a dated layer on a date. */
export function filterOf(layer, date, data) {
  if (layer !== 'hatched') return isSoOn(date);
  const striped = data.controls.filter((control) => control.light.stripes.length > 0).map((control) => control.key);
  return ['all', isSoOn(date), ['in', KEY, ['literal', striped]]];
}

/** The whole style. `sources` are those of the tiles, `overlays` what panels lay over the ground, `covered` what boxes cover. */
export function styleOf({ data, sources, overlays, covered, date, theme, lang, point }) {
  const colors = data.colors[theme];
  const dated = (layer) => filterOf(layer, date, data);
  const over = Object.values(overlays);

  return {
    version: 8,
    sources: {
      ...sources,
      ...Object.fromEntries(over.filter(({ geojson }) => geojson).map(({ id, geojson }) => [id, { type: 'geojson', data: geojson }])),
      places: { type: 'geojson', data: points(data.places, ({ rank, population }) => ({ rank, population: population ?? 0 })), attribution: '' },
      regions: { type: 'geojson', data: points(data.regions) },
      countries: { type: 'geojson', data: points(data.countries) },
      covered: { type: 'geojson', data: covered },
      lakes: { type: 'geojson', data: points(data.lakes, (lake) => ({ from: roomFor(lake) })) },
      courses: { type: 'geojson', data: courses(data.rivers, lang) },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colors.sea } },
      {
        id: 'land', type: 'fill', source: 'base', 'source-layer': 'countries',
        paint: { 'fill-color': colors.neighbour },
      },
      ...groundLayers({ data, date, theme }),
      ...over.flatMap(({ id, below }) => (below ?? []).map((layer) => ({ source: id, ...layer }))),
      {
        id: 'lakes', type: 'fill', source: 'base', 'source-layer': 'lakes',
        paint: { 'fill-color': colors.lake, 'fill-outline-color': colors.shore },
      },
      {
        id: 'rivers', type: 'line', source: 'base', 'source-layer': 'rivers',
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': colors.river, 'line-opacity': 0.85, 'line-width': byRank([1.6, 0.9, 0.5]) },
      },
      {
        id: 'roads', type: 'line', source: 'base', 'source-layer': 'roads', minzoom: 6,
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': colors.road, 'line-width': byRank([1.2, 0.8, 0.5]) },
      },
      {
        id: 'region-borders', type: 'line', source: 'base', 'source-layer': 'regions', minzoom: 5.5,
        paint: { 'line-color': colors.regionBorder, 'line-width': 0.8, 'line-dasharray': [4.5, 3.5] },
      },
      {
        id: 'borders', type: 'line', source: 'base', 'source-layer': 'countries',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': colors.border, 'line-width': growing(0.8, 1.8) },
      },
      {
        id: 'disputed', type: 'line', source: 'base', 'source-layer': 'borders',
        paint: { 'line-color': colors.border, 'line-width': growing(0.9, 1.6), 'line-dasharray': [4, 3] },
      },
      ...over.flatMap(({ id, beneathFront }) => (beneathFront ?? []).map((layer) => ({ source: id, ...layer }))),
      // The edges of contested, joint and claimed ground, so that the smallest patch can be seen.
      {
        id: 'limit-casing', type: 'line', source: 'control', 'source-layer': 'limits', filter: dated('limit-casing'),
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': colors.halo, 'line-width': growing(2, 4), 'line-opacity': 0.6 },
      },
      {
        id: 'limit', type: 'line', source: 'control', 'source-layer': 'limits', filter: dated('limit'),
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': colors.limit, 'line-width': growing(1, 1.8) },
      },
      {
        id: 'front-casing', type: 'line', source: 'control', 'source-layer': 'fronts', filter: dated('front-casing'),
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': colors.halo, 'line-width': growing(2.4, 6), 'line-opacity': 0.75 },
      },
      {
        id: 'front', type: 'line', source: 'control', 'source-layer': 'fronts', filter: dated('front'),
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': colors.front, 'line-width': growing(1.2, 3) },
      },
      ...over.flatMap(({ id, above }) => (above ?? []).map((layer) => ({ source: id, ...layer }))),
      ...riverNames(colors, lang),
      { ...names('lake-names', 'lakes', ['concat', `lake|${theme}|${lang}|`, ['get', 'index']], {}), filter: ['<=', ['get', 'from'], ['zoom']] },
      names('country-names', 'countries', ['concat', `country|${theme}|${lang}|`, ['get', 'index']], { maxzoom: 8.5 }),
      names('region-names', 'regions', ['concat', `region|${theme}|${lang}|`, ['get', 'index']], { minzoom: 6.4, maxzoom: 10 }),
      ...placeNames(theme, lang, point ? data.places.indexOf(samePlace(data, point)) : -1),
      // What is placed first keeps names away: a name that peeps out from behind a box is none.
      { id: 'covered', type: 'symbol', source: 'covered', layout: { 'icon-image': ['get', 'image'], 'icon-allow-overlap': true, 'icon-padding': 3 }, paint: { 'icon-opacity': 0 } },
    ],
  };
}

const points = (named, more = () => ({})) => ({
  type: 'FeatureCollection',
  features: (named ?? []).flatMap((it, index) => (it.at
    ? [{ type: 'Feature', geometry: { type: 'Point', coordinates: it.at }, properties: { index, ...more(it) } }]
    : [])),
});

const growing = (far, near) => ['interpolate', ['exponential', 1.4], ['zoom'], 4, far * 0.7, 6, far, 12, near];

function byRank([first, second, rest]) {
  const of = (factor) => ['match', ['get', 'rank'], [0, 1], first * factor, 2, second * factor, rest * factor];
  return ['interpolate', ['exponential', 1.5], ['zoom'], 4, of(0.6), 7, of(1.2), 12, of(2.6)];
}

function names(id, source, image, range) {
  return { id, type: 'symbol', source, ...range, layout: { 'icon-image': image, 'icon-padding': 6, 'symbol-sort-key': 9 } };
}

/** Pixels of a letter of a lake's name, about. */
const LETTER = 6.5;

/** The zoom from which on a lake is as wide as two thirds of its name. */
function roomFor({ width, names }) {
  return Math.log2(((LETTER * (names.en ?? '').length * 2) / 3 / Math.max(width, 1e-4)) * (360 / WORLD_SIDE));
}

/** Rivers as features with a property for their name in a language. */
function courses(rivers, lang) {
  return {
    type: 'FeatureCollection',
    features: (rivers ?? []).map(({ names, rank, courses: coordinates }) => ({
      type: 'Feature', geometry: { type: 'MultiLineString', coordinates }, properties: { rank, name: nameIn(names, lang) },
    })),
  };
}

// Rivers are named along them, as often as there is room: from afar along their course without its windings.
function riverNames(colors, lang) {
  const others = lang === 'ckb' ? [['get', 'name:ar']] : [];
  const layer = (id, source, name, more) => ({
    id, type: 'symbol', source, ...more,
    layout: {
      'symbol-placement': 'line', 'symbol-spacing': 210, 'symbol-sort-key': ['get', 'rank'],
      'text-field': name, 'text-font': ['Noto Sans', 'Noto Sans Arabic'], 'text-size': 12.5, 'text-letter-spacing': isRightToLeft(lang) ? 0 : 0.06,
      'text-max-angle': 45, 'text-padding': 4, 'text-offset': [0, -0.95],
    },
    paint: { 'text-color': colors.waterInk, 'text-halo-color': colors.halo, 'text-halo-width': 1.5 },
  });
  return [
    layer('river-names', 'courses', ['get', 'name'], { minzoom: 5.5, maxzoom: NEAR, filter: ['<=', ['get', 'rank'], ['step', ['zoom'], 1, 6.4, 2, 7.4, 9]] }),
    layer('river-names-near', 'base', ['coalesce', ['get', `name:${lang}`], ...others, ['get', 'name'], ''], { 'source-layer': 'rivers', minzoom: NEAR }),
  ];
}

/** The zoom from which on rivers are named along their windings. */
const NEAR = 9.5;

// Comes before the names of all others.
const FIRST = -1e6;
/** The lowest rank of the places that are named before all others. */
const CHIEF = 2;

/**
 * The names of places, those that come first at the end. The dot of a place is part of its label, and stands on the
 * place: the label goes on from it in the direction of reading, or where that has no room, in the other one. As both
 * have the dot, only one of them finds room. The chosen place is named whatever its rank.
 */
function placeNames(theme, lang, chosen) {
  const isMirrored = isRightToLeft(lang);
  const isChosen = ['==', ['get', 'index'], chosen];
  const isChief = ['any', isChosen, ['<=', ['get', 'rank'], CHIEF]];
  const isSeen = ['<=', ['get', 'rank'], ['step', ['zoom'], CHIEF, 5.6, 3, 6.8, 4, 7.8, 5, 8.6, 9]];
  const layer = (id, kind, isToTheLeft, { filter, air }) => ({
    id, type: 'symbol', source: 'places', filter,
    layout: {
      'icon-image': ['concat', `${kind}|${theme}|${lang}|`, ['get', 'index']],
      'icon-anchor': isToTheLeft ? 'right' : 'left',
      'icon-offset': ['literal', [isToTheLeft ? DOT_INSET : -DOT_INSET, 0]],
      'icon-padding': air,
      'symbol-sort-key': ['case', isChosen, FIRST, ['-', ['*', ['get', 'rank'], 100], ['ln', ['+', ['get', 'population'], 1]]]],
    },
  });
  const ofRank = (id, seen) => [
    layer(`${id}-behind`, 'place-behind', !isMirrored, seen),
    layer(id, 'place', isMirrored, seen),
  ];
  // Less important names ask for more space, so that the map stays calm.
  const lesser = { filter: ['all', isSeen, ['!', isChief]], air: ['interpolate', ['linear'], ['zoom'], 5, 7, 9, 3] };
  return [...ofRank('place-names', lesser), ...ofRank('chief-names', { filter: isChief, air: 1 })];
}

/** Pixels from the edge of a place's label to the middle of its dot. */
export const DOT_INSET = 9;
