// This view as a picture, a drawing or data; its link, and the code that puts it into another page.

import { linkTo } from '../address.js';
import { dayOf } from '../dates.js';
import { element, icon } from '../dom.js';
import { copyButton } from './copying.js';
import { groundInView } from './ground.js';
import { picture as composed } from './picture.js';

// Pixels of the longer side of a picture.
const SIDE = 1600;
const EMBEDDED = { width: '100%', height: '520' };

export function mount(place, context) {
  const { store, data, map, words, api } = context;
  const files = element('ul', { class: 'files' });
  const shared = element('div', { class: 'shared' });
  // Where the font of the map is not installed, letters as letters look otherwise.
  const outlines = element('input', { type: 'checkbox', id: 'outlines' });
  // The kinds that are being made.
  const making = new Set();
  place.append(files, shared);

  const show = () => {
    if (place.hidden) return;
    const kinds = [['png', picture], ...(api.live ? [['svg', drawing]] : []), ['geojson', ground]];
    files.replaceChildren(...kinds.map(([kind, make]) => element('li', {}, button(kind, make), kind === 'svg' && choice())));
    shared.replaceChildren(
      field('link', words.t('copyLink')),
      field('embed', words.t('copy')));
    tellBusy();
    put();
  };

  /** Puts in what the view decides, and leaves all that may have the focus where it is. */
  const put = () => {
    if (place.hidden) return;
    for (const made of files.querySelectorAll('.file')) made.querySelector('.hint').textContent = hint(made.dataset.kind);
    shared.querySelector('#link-field').value = link();
    shared.querySelector('#embed-field').value = embedCode();
  };

  const tellBusy = () => {
    for (const made of files.querySelectorAll('.file')) made.setAttribute('aria-busy', String(making.has(made.dataset.kind)));
  };

  const choice = () => element('label', { class: 'option' }, outlines, words.t('outlines'));

  function button(kind, make) {
    const made = element('button', { type: 'button', class: 'file', 'data-kind': kind }, icon('download'),
      element('span', {}, element('strong', {}, words.t(kind)), element('span', { class: 'hint' })));
    made.addEventListener('click', async () => {
      if (making.has(kind)) return;
      making.add(kind);
      tellBusy();
      try {
        const name = `${fileStem(kind)}.${kind}`;
        save(await make(), name);
        say(words.t('saved', { name }));
      } catch {
        say(words.t('failed'));
      }
      making.delete(kind);
      tellBusy();
    });
    return made;
  }

  const hint = (kind) => (kind !== 'png' && store.get().mode === 'swipe' ? words.t('asOf', { date: words.date(store.get().date) }) : words.t(`${kind}Hint`));
  const say = (text) => (document.getElementById('status').textContent = text);
  // Data is of the later date alone; a picture shows what it is compared with.
  const fileStem = (kind) => {
    const { date, since, mode } = store.get();
    const isOfBoth = kind === 'png' || (kind === 'svg' && mode === 'gains');
    const compared = { none: '', gains: `-since-${since}`, swipe: `-beside-${since}` }[mode];
    return `control-${date}${isOfBoth ? compared : ''}`;
  };

  /** The view as the server draws it, or as the page does where there is none, and where two dates stand side by side. */
  async function picture() {
    return api.live && store.get().mode !== 'swipe' ? fetched('map.png') : composed(context);
  }

  const drawing = () => fetched('map.svg', { text: outlines.checked ? 'outlines' : undefined });

  async function fetched(path, more = {}) {
    const { date, since, mode, lang, theme } = store.get();
    const { clientWidth, clientHeight } = map.gl.getCanvas();
    const scale = SIDE / Math.max(clientWidth, clientHeight);
    const [width, height] = [clientWidth, clientHeight].map((side) => Math.round(side * scale));
    const compared = mode === 'gains' && since !== date ? since : undefined;
    const answer = await fetch(api.url(path, { date, since: compared, bbox: box().join(','), width, height, lang, theme, ...more }));
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

  function field(key, label) {
    const input = element(key === 'embed' ? 'textarea' : 'input', { id: `${key}-field`, readonly: true, dir: 'ltr', rows: key === 'embed' ? 3 : null, onfocus: () => input.select() });
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
  store.on(['lang', 'mode', 'panel'], show);
  // The address follows the state after a moment.
  let timer = 0;
  store.on(['date', 'since', 'view', 'point'], () => {
    clearTimeout(timer);
    timer = setTimeout(put, 400);
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
