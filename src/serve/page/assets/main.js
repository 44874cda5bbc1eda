// The page: fetches what it tells, makes the one state, and mounts what shows it.
//
// Every part is a module with `mount(element, context)`; the context is { store, data, map, words, api, panels },
// the last being the names of those that open beside the map, and for those that are mounted later { timeline, swipe }
// with what these return.
// `data` is `page/data.json`:
//   api (whether a server answers), title, description, disclaimer (names in languages),
//   sources, backdrop [{ title, url, license }] (of the data; of what is drawn besides it), languages,
//   dates (on which something changed), first, last,
//   latest (on which something is said to begin), carried (up to which the last of the data answers, or null),
//   known (of which there is data), snapshots (those of them that show all of their day),
//   view, extent [west, south, east, north] (to begin with; of all ground that anybody holds),
//   colors { light, dark } (of all but the ground of actors, by name),
//   actors [{ id, names, ground [west, south, east, north] or null, color }],
//   controls [{ key, actors, status, names, light, dark: { fill, stripes: [{ color, width, spacing, angle }] } }]
//     (`key` is `actors|status` of a tile's feature, its actors joined by `;`),
//   areas { controls: [index], km2: [[a figure each] for each of `dates`], unclaimed, total },
//   places [{ names, at: [lon, lat], rank, kind, region, population, held: [[from, index of control or -1]] }],
//   regions [{ id, names, at }], countries [{ names, at }], lakes [{ names, at, width (degrees) }],
//   rivers [{ names, rank, courses [[[lon, lat]]] (without windings) }], tiles { control, base, minzoom, maxzoom } or { archive }.
// `map` is what `createMap` of map.js returns.

import { createApi } from './api.js';
import { address } from './address.js';
import { icon, element } from './dom.js';
import { createMap } from './map.js';
import { createStore } from './store.js';
import { createWords } from './words.js';
import * as cover from './cover.js';
import * as credits from './credits.js';
import * as heading from './heading.js';
import * as keys from './keys.js';
import * as scale from './scale.js';
import * as shortcuts from './shortcuts.js';
import * as timeline from './timeline.js';
import * as tools from './tools.js';
import * as panel from './panel.js';
import * as card from './panels/card.js';
import * as gains from './panels/gains.js';
import * as legend from './panels/legend.js';
import * as search from './panels/search.js';
import * as swipe from './panels/swipe.js';

// Two folders above this module, whatever the page stands under.
const ROOT = new URL('../../', import.meta.url);

// What is wrong is told in the reader's language as soon as it is known.
let told = (reason) => reason;

start().catch(tellWhatIsWrong);

async function start() {
  const answer = await fetch(new URL('page/data.json', ROOT));
  const data = await answer.json();
  if (!answer.ok) throw new Error(data.detail ?? answer.statusText);
  const store = createStore(address.initial(data, panel.names));
  const words = createWords(store);
  told = (reason) => words.t('broken', { reason });
  const api = createApi(ROOT, data);
  dress(store, words);
  const map = await createMap(at('map'), { store, data, words, api });
  const context = { store, data, map, words, api, panels: panel.names };
  context.timeline = timeline.mount(at('timeline'), context);
  for (const [id, part] of Object.entries({ credits, scale, heading, tools, legend, search, card, panel })) {
    part.mount(at(id), context);
  }
  context.swipe = swipe.mount(at('map'), context);
  gains.mount(context);
  cover.mount(at('stage'), context);
  context.shortcuts = shortcuts.mount(document.body, context);
  context.address = address.mount(window, context);
  keys.mount(document, context);
}

const at = (id) => document.getElementById(id);

/** Keeps language, direction and colours of the whole page. */
function dress(store, words) {
  const root = document.documentElement;
  const put = () => {
    const { lang, theme, embed, panel: open, point } = store.get();
    root.lang = lang;
    root.dir = words.isRightToLeft() ? 'rtl' : 'ltr';
    root.dataset.theme = theme;
    root.toggleAttribute('data-embed', embed);
    root.toggleAttribute('data-panel', open !== null);
    root.toggleAttribute('data-card', point !== null);
    at('skip').textContent = words.t('skip');
    for (const id of ['tools', 'legend', 'search', 'card']) at(id).setAttribute('aria-label', words.t(id));
    at('timeline').setAttribute('aria-label', words.t('dates'));
  };
  put();
  store.on(['lang', 'theme', 'embed', 'panel', 'point'], put);
}

function tellWhatIsWrong(error) {
  document.body.append(element('p', { class: 'notice', role: 'alert' }, icon('sources'), told(error.message)));
  throw error;
}
