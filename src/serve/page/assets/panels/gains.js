// Ground that changed hands since the date B, over the map, while the mode is `gains`.

import { dayOf } from '../dates.js';
import { isSoOn } from '../style.js';
import { changedGround } from './changes.js';

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
    const { since, date, theme } = store.get();
    const colors = data.colors[theme];
    const [earlier, later] = since < date ? [since, date] : [date, since];
    // Without a server what began since then is shown by the tiles' own dates.
    const tiles = { source: 'control', 'source-layer': 'control', filter: ['all', isSoOn(later), ['>', ['coalesce', ['get', 'from_day'], -Infinity], dayOf(earlier)]] };
    const where = ground ? {} : tiles;
    map.overlay('gains', {
      geojson: ground ?? { type: 'FeatureCollection', features: [] },
      below: [{ id: 'gained', type: 'fill', ...where, paint: { 'fill-color': strong(ground ? 'to' : 'actor'), 'fill-opacity': 0.95, 'fill-antialias': false } }],
      above: [
        ...(ground ? [{ id: 'gained-edge', type: 'line', paint: { 'line-color': colors.ink, 'line-width': 0.8, 'line-opacity': 0.6 } }] : []),
        { id: 'former-front', type: 'line', source: 'control', 'source-layer': 'fronts', filter: isSoOn(earlier), layout: { 'line-join': 'round' }, paint: { 'line-color': colors.accent, 'line-width': 1.6, 'line-dasharray': [3, 2] } },
      ],
    });
  }

  /** The strong colour of the first actor that a property names. */
  function strong(property) {
    const pairs = data.actors.flatMap((actor) => [actor.id, actor.color]);
    return pairs.length > 0 ? ['match', ['get', property], ...pairs, data.colors[store.get().theme].unknown] : '#888';
  }

  show();
  store.on(['mode', 'since', 'date', 'theme'], show);
}
