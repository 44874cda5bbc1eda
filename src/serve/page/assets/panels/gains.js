// Ground that others hold than on the earlier date, over the map, while the mode is `gains`: the tiles' own days tell
// it at once, and a server, where there is one, with its borders and areas. What is shown is told to the legend.

import { KEY, groundLayers, hasChangedHands, isMoved, isSoOn } from '../style.js';
import { LEAST_KM2, changedGround } from './changes.js';
import { areasOn } from './figures.js';

const REST_MS = 150;
const TILES = { source: 'control', 'source-layer': 'control' };

export function mount(context) {
  const { store, data, map, api } = context;
  let asking = new AbortController();
  let timer = 0;
  // What tiles say of ground that was retaken, as far as they have been seen.
  const retaken = new Set();
  // Whether gains are shown as the tiles tell them, and what is drawn by now: `{ ground }`, the ground nothing where
  // it is that of the tiles.
  let isOfTiles = false;
  let drawn = null;
  const striped = data.controls.filter((control) => control.light.stripes.length > 0).map(({ key }) => key);

  const show = () => {
    clearTimeout(timer);
    asking.abort();
    const { mode, since, date } = store.get();
    isOfTiles = mode === 'gains' && since !== null && since !== date;
    drawn = null;
    if (isOfTiles && map.gl.isSourceLoaded('control')) {
      drawTiles();
    } else {
      map.overlay('gains', null);
      store.set({ gained: null });
    }
    if (isOfTiles && api.live) timer = setTimeout(ask, REST_MS);
  };

  function drawTiles() {
    learn();
    draw(null);
    tellTiles();
  }

  async function ask() {
    asking = new AbortController();
    const { signal } = asking;
    const ground = await changedGround(context, signal).catch(() => null);
    if (signal.aborted || !ground) return;
    isOfTiles = false;
    draw(ground);
    tell(ground.features.map(({ properties }) => properties));
  }

  function draw(ground) {
    drawn = { ground };
    const { theme, since, date } = store.get();
    const colors = data.colors[theme];
    const [source, key, among] = ground ? [{}, ['get', 'key'], []] : [TILES, KEY, [hasChangedHands(since, date, retaken)]];
    const isStriped = ['in', key, ['literal', striped]];
    // What was held then shows through where nobody holds it now.
    const lost = ground ? [] : [
      { id: 'lost', type: 'fill', ...TILES, filter: isSoOn(since), paint: { 'fill-color': colors.unknown, 'fill-antialias': false } },
      ...groundLayers({ data, date, theme }, 'later-'),
    ];
    map.overlay('gains', {
      geojson: ground ?? { type: 'FeatureCollection', features: [] },
      // Ground that is contested now, or held by several, keeps its stripes.
      below: [...lost, { id: 'gained', type: 'fill', ...source, filter: ['all', ...among, ['!', isStriped]], paint: { 'fill-color': strong(key), 'fill-opacity': 0.95, 'fill-antialias': false } }],
      beneathFront: [
        // Tiles cut ground at their edges and where its source changes, which is nobody's border.
        ...(ground ? [{ id: 'gained-edge', type: 'line', paint: { 'line-color': colors.ink, 'line-width': 0.8, 'line-opacity': 0.6 } }] : []),
        // Where the front stayed it covers the former one.
        { id: 'former-front', type: 'line', source: 'control', 'source-layer': 'fronts', filter: isMoved(since, date), layout: { 'line-join': 'round' }, paint: { 'line-color': colors.accent, 'line-width': 1.8, 'line-dasharray': [3, 2] } },
      ],
    });
  }

  /** The full colour of the first of those who hold a piece of ground now. */
  function strong(key) {
    const { unknown } = data.colors[store.get().theme];
    const pairs = data.controls.flatMap((control) => [control.key, data.actors.find(({ id }) => id === control.actors[0])?.color ?? unknown]);
    return pairs.length > 0 ? ['match', key, ...pairs, unknown] : unknown;
  }

  /** Tells of pieces of ground whose they are now, the largest first. */
  function tell(pieces) {
    const areas = new Map();
    for (const { key, km2 } of pieces) areas.set(key, (areas.get(key) ?? 0) + km2);
    const gained = [...areas].map(([key, km2]) => ({ control: data.controls.find((control) => control.key === key) ?? null, km2 }));
    say(gained.sort((one, other) => other.km2 - one.km2));
  }

  /** Tells whose ground the tiles that are there show as gained; how much they can't say. */
  function tellTiles() {
    const { since, date } = store.get();
    const found = map.gl.querySourceFeatures('control', { sourceLayer: 'control', filter: hasChangedHands(since, date, retaken) });
    const keys = new Set(found.map(({ properties: { actors = '', status } }) => `${actors}|${status}`));
    const held = areasOn(data, date).filter(({ control }) => control);
    const gained = held.map(({ control }) => control).filter(({ key }) => keys.has(key));
    const sum = (rows) => rows.reduce((all, { control, km2 }) => all + (control ? km2 : 0), 0);
    const [before, after] = [sum(areasOn(data, since)), sum(held)];
    // Where more or less is held than before, some of it may be nobody's now.
    if (Math.abs(after - before) > LEAST_KM2) gained.push(null);
    say(gained.map((control) => ({ control, km2: null })));
  }

  // The map stands still more often than something new is shown.
  function say(gained) {
    const known = store.get().gained;
    const isKnown = known?.length === gained.length && known.every(({ control, km2 }, index) => control === gained[index].control && km2 === gained[index].km2);
    if (!isKnown) store.set({ gained });
  }

  /** Learns from tiles that have come; whether they said something new. */
  function learn() {
    const known = retaken.size;
    const found = map.gl.querySourceFeatures('control', { sourceLayer: 'control', filter: ['has', 'held_before'] });
    for (const { properties } of found) retaken.add(properties.held_before);
    return retaken.size > known;
  }

  // Once the map stands still all its tiles are there.
  map.gl.on('idle', () => {
    if (!isOfTiles) return;
    if (learn() || !drawn) drawTiles();
    else tellTiles();
  });
  show();
  store.on(['mode', 'since', 'date'], show);
  store.on('theme', () => drawn && draw(drawn.ground));
}
