// Ground that changed hands since the date B, over the map, while the mode is `gains`: the server tells it, or
// else the tiles' own days do.

import { KEY, groundLayers, hasChangedHands, isSoOn } from '../style.js';
import { changedGround, inOrder } from './changes.js';

const REST_MS = 150;

export function mount(context) {
  const { store, data, map } = context;
  let asking = new AbortController();
  let timer = 0;
  // What tiles say of ground that was retaken, as far as they have been seen.
  const retaken = new Set();
  let isOfTiles = false;

  const show = () => {
    clearTimeout(timer);
    asking.abort();
    isOfTiles = false;
    const { mode, since, date } = store.get();
    if (mode !== 'gains' || !since || since === date) map.overlay('gains', null);
    else timer = setTimeout(ask, REST_MS);
  };

  async function ask() {
    asking = new AbortController();
    const { signal } = asking;
    const ground = await changedGround(context, signal).catch(() => null);
    if (signal.aborted) return;
    isOfTiles = ground === null;
    if (isOfTiles) learn();
    draw(ground);
  }

  function draw(ground) {
    const colors = data.colors[store.get().theme];
    const [earlier, later] = inOrder(store.get());
    const ofTiles = { source: 'control', 'source-layer': 'control' };
    const gained = ground ? {} : { ...ofTiles, filter: hasChangedHands(earlier, later, retaken) };
    // What was held then shows through where nobody holds it now.
    const lost = ground ? [] : [
      { id: 'lost', type: 'fill', ...ofTiles, filter: isSoOn(earlier), paint: { 'fill-color': colors.unknown, 'fill-antialias': false } },
      ...groundLayers({ data, date: later, theme: store.get().theme }, 'later-'),
    ];
    const holder = ground ? ['concat', ['get', 'to_actors'], '|', ['get', 'to_status']] : KEY;
    map.overlay('gains', {
      geojson: ground ?? { type: 'FeatureCollection', features: [] },
      below: [...lost, { id: 'gained', type: 'fill', ...gained, paint: { 'fill-color': strong(holder), 'fill-opacity': 0.95, 'fill-antialias': false } }],
      above: [
        // Tiles cut ground at their edges and where its source changes, which is nobody's border.
        ...(ground ? [{ id: 'gained-edge', type: 'line', paint: { 'line-color': colors.ink, 'line-width': 0.8, 'line-opacity': 0.6 } }] : []),
        { id: 'former-front', type: 'line', source: 'control', 'source-layer': 'fronts', filter: isSoOn(earlier), layout: { 'line-join': 'round' }, paint: { 'line-color': colors.accent, 'line-width': 1.6, 'line-dasharray': [3, 2] } },
      ],
    });
  }

  /** The full colour of the first of those who hold a piece of ground now. */
  function strong(holder) {
    const { unknown } = data.colors[store.get().theme];
    const pairs = data.controls.flatMap((control) => [control.key, data.actors.find(({ id }) => id === control.actors[0])?.color ?? unknown]);
    return pairs.length > 0 ? ['match', holder, ...pairs, unknown] : unknown;
  }

  /** Learns from tiles that have come; whether they said something new. */
  function learn() {
    const known = retaken.size;
    const found = map.gl.querySourceFeatures('control', { sourceLayer: 'control', filter: ['has', 'held_before'] });
    for (const { properties } of found) retaken.add(properties.held_before);
    return retaken.size > known;
  }

  map.gl.on('sourcedata', ({ sourceId, tile }) => {
    if (isOfTiles && sourceId === 'control' && tile && learn()) show();
  });
  show();
  store.on(['mode', 'since', 'date', 'theme'], show);
}
