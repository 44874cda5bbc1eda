// Ground that changed hands since the date B, over the map, while the mode is `gains`: the server tells it.
// Tiles can't: a piece of theirs begins where its source changes, too. Without a server there is the front of
// that date alone.

import { isSoOn } from '../style.js';
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
    const [earlier] = inOrder(store.get());
    map.overlay('gains', {
      geojson: ground ?? { type: 'FeatureCollection', features: [] },
      below: [{ id: 'gained', type: 'fill', paint: { 'fill-color': strong(), 'fill-opacity': 0.95, 'fill-antialias': false } }],
      above: [
        { id: 'gained-edge', type: 'line', paint: { 'line-color': colors.ink, 'line-width': 0.8, 'line-opacity': 0.6 } },
        { id: 'former-front', type: 'line', source: 'control', 'source-layer': 'fronts', filter: isSoOn(earlier), layout: { 'line-join': 'round' }, paint: { 'line-color': colors.accent, 'line-width': 1.6, 'line-dasharray': [3, 2] } },
      ],
    });
  }

  /** The full colour of the first of those who hold a piece of ground now. */
  function strong() {
    const { theme } = store.get();
    const pairs = data.controls.flatMap((control) => [control.key, data.actors.find(({ id }) => id === control.actors[0])?.color ?? data.colors[theme].unknown]);
    const { unknown } = data.colors[theme];
    return pairs.length > 0 ? ['match', ['concat', ['get', 'to_actors'], '|', ['get', 'to_status']], ...pairs, unknown] : unknown;
  }

  show();
  store.on(['mode', 'since', 'date', 'theme'], show);
}
