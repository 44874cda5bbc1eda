// This view as a picture, a drawing or data; its link, and the code that puts it into another page.

import { linkTo } from '../address.js';
import { dayOf } from '../dates.js';
import { element, icon } from '../dom.js';
import { copyButton } from './copying.js';
import { groundInView } from './ground.js';

// Pixels of the longer side of a picture.
const SIDE = 1600;
const EMBEDDED = { width: '100%', height: '520' };

export function mount(place, context) {
  const { store, data, map, words, api } = context;
  const files = element('ul', { class: 'files' });
  const shared = element('div', { class: 'shared' });
  place.append(files, shared);

  const show = () => {
    const kinds = [['png', picture], ...(api.live ? [['svg', drawing]] : []), ['geojson', ground]];
    files.replaceChildren(...kinds.map(([kind, make]) => element('li', {}, button(kind, make))));
    shared.replaceChildren(
      field('link', link(), words.t('copyLink')),
      field('embed', embedCode(), words.t('copy')));
  };

  function button(kind, make) {
    const made = element('button', { type: 'button', class: 'file', 'data-kind': kind }, icon('download'),
      element('span', {}, element('strong', {}, words.t(kind)), element('span', { class: 'hint' }, words.t(`${kind}Hint`))));
    made.addEventListener('click', async () => {
      made.setAttribute('aria-busy', 'true');
      try {
        const name = `${fileStem()}.${kind}`;
        save(await make(), name);
        say(words.t('saved', { name }));
      } catch {
        say(words.t('failed'));
      }
      made.removeAttribute('aria-busy');
    });
    return made;
  }

  const say = (text) => (document.getElementById('status').textContent = text);
  const fileStem = () => `control-${store.get().date}`;

  /** The view as the server draws it, or the map's own pixels where there is none. */
  async function picture() {
    if (api.live) return fetched('map.png');
    return new Promise((done, failed) => map.gl.getCanvas().toBlob((blob) => (blob ? done(blob) : failed(new Error('no picture'))), 'image/png'));
  }

  const drawing = () => fetched('map.svg');

  async function fetched(path) {
    const { date, since, mode, lang, theme } = store.get();
    const { clientWidth, clientHeight } = map.gl.getCanvas();
    const scale = SIDE / Math.max(clientWidth, clientHeight);
    const [width, height] = [clientWidth, clientHeight].map((side) => Math.round(side * scale));
    const compared = mode === 'gains' && since && since < date ? since : undefined;
    const answer = await fetch(api.url(path, { date, since: compared, bbox: box().join(','), width, height, lang, theme }));
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.blob();
  }

  function box() {
    const [west, south, east, north] = map.seen().bounds;
    const within = (value, most) => Math.min(most, Math.max(-most, value)).toFixed(4);
    return [within(west, 180), within(south, 85), within(east, 180), within(north, 85)];
  }

  /** The territories in view on the date. */
  async function ground() {
    const { date } = store.get();
    const features = api.live
      ? await api.get('collections/territories/items', { datetime: date, bbox: box().join(','), limit: 10000 })
      : groundInView(map, dayOf(date));
    return new Blob([JSON.stringify(features)], { type: 'application/geo+json' });
  }

  function field(key, text, label) {
    const input = element(key === 'embed' ? 'textarea' : 'input', { id: `${key}-field`, readonly: true, dir: 'ltr', rows: key === 'embed' ? 3 : null, onfocus: () => input.select() });
    input.value = text;
    return element('div', { class: 'shared-field' }, element('label', { for: input.id }, words.t(key)), input,
      copyButton(words, () => input.value, { class: 'chip', 'data-copies': key }, label));
  }

  // The view is shared, not this panel that is open over it.
  const view = () => {
    const { zoom, lat, lon } = map.seen();
    return linkTo({ ...store.get(), view: { zoom, lat, lon }, panel: null });
  };

  const link = () => view().href;

  function embedCode() {
    const url = view();
    url.searchParams.set('embed', '');
    const src = url.href.replace('embed=', 'embed').replaceAll('&', '&amp;');
    const title = words.name(data.title).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    return `<iframe src="${src}" title="${title}" width="${EMBEDDED.width}" height="${EMBEDDED.height}" style="border:0" allowfullscreen loading="lazy"></iframe>`;
  }

  show();
  store.on('lang', show);
  // The address follows the state after a moment.
  let timer = 0;
  store.on(['date', 'since', 'mode', 'theme', 'view', 'point', 'panel'], () => {
    clearTimeout(timer);
    timer = setTimeout(show, 400);
  });
}

function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const anchor = element('a', { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
