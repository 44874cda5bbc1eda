// Ground that changed hands since the date B, over the map, while the mode is `gains`: the server tells it, or
// else the tiles' own days do.

import { KEY, hasChangedHands, isSoOn } from '../style.js';
import { changedGround, inOrder } from './changes.js';

const REST_MS = 150;

export function mount(context) {
  const { store, data, map } = context;
  let asking = new AbortController();
  let timer = 0;

  const show = () => {
    clearTimeout(timer);
    asking.abort();
    const { mode, since, date } = store.get();
    if (mode !== 'gains' || !since || since === date) map.overlay('gains', null);
    else timer = setTimeout(ask, REST_MS);
  };

  async function ask() {
    asking = new AbortController();
    const { signal } = asking;
    const ground = await changedGround(context, signal).catch(() => null);
    if (!signal.aborted) draw(ground);
  }

  function draw(ground) {
    const colors = data.colors[store.get().theme];
    const [earlier, later] = inOrder(store.get());
    const gained = ground ? {} : { source: 'control', 'source-layer': 'control', filter: hasChangedHands(earlier, later) };
    const holder = ground ? ['concat', ['get', 'to_actors'], '|', ['get', 'to_status']] : KEY;
    map.overlay('gains', {
      geojson: ground ?? { type: 'FeatureCollection', features: [] },
      below: [{ id: 'gained', type: 'fill', ...gained, paint: { 'fill-color': strong(holder), 'fill-opacity': 0.95, 'fill-antialias': false } }],
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

  show();
  store.on(['mode', 'since', 'date', 'theme'], show);
}
