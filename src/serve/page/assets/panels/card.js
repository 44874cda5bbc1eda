// The card of a point: who holds it, since when, who did before, how far the front line is, and how that is known.

import { linkTo } from '../address.js';
import { element, icon } from '../dom.js';
import { band, holderName } from './band.js';
import { copyButton } from './copying.js';
import { linked } from './links.js';
import { lead, nearestPlace, samePlace, touchedPlace } from './point.js';
import { controlOf, swatch } from './paint.js';
import { lastSeen, sinceText, unseenSince, untilText } from './spells.js';
import { frontOfTiles, spanOn, spansAt } from './standing.js';

const WINDS = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'];
// The front is asked for when the date has come to rest.
const REST_MS = 120;

export function mount(place, context) {
  const { store, words, api, data, map } = context;
  let opener = null;
  let spans = null;
  let details = null;
  let failure = null;
  let asking = new AbortController();
  let timer = 0;

  const close = () => store.set({ point: null });
  place.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  });

  /** Asks for all that is known of the point through time, then for the date. */
  async function ask() {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const { point } = store.get();
    [spans, details, failure] = [null, null, null];
    show();
    draw();
    if (!point) return;
    try {
      spans = await spansAt(point, context, signal);
      if (signal.aborted) return;
      show();
      await askDate(signal);
    } catch (error) {
      if (signal.aborted) return;
      failure = error;
      show();
    }
  }

  async function askDate(signal) {
    const { point, date, lang } = store.get();
    const { lon, lat } = point;
    const answer = api.live
      ? await api.get('at', { lon, lat, date, lang }, { signal }).catch((error) => unlessGap(error, spans, date))
      : { front: frontOfTiles(point, date, map), sources: [], overlaps: [] };
    if (signal.aborted || date !== store.get().date) return;
    details = answer;
    show();
    draw();
    tell();
  }

  /** Asks for the date once the slider rests there. What was told of another date doesn't stay where that fails. */
  async function askAgain() {
    const { signal } = asking;
    const { date } = store.get();
    try {
      await askDate(signal);
    } catch (error) {
      if (signal.aborted || date !== store.get().date) return;
      [details, failure] = [null, error];
      show();
      draw();
    }
  }

  /** Draws the line to the front, in the colours of the map. */
  function draw() {
    const { point, theme } = store.get();
    lead(map, point, spans && isOfData(spans) && details?.front, data.colors[theme].ink);
  }

  /** Says the card's first lines to screen readers. */
  function tell() {
    const { now } = spanOn(spans, store.get().date);
    const text = `${title()}: ${holderName(now?.control ?? null, data, words)}`;
    document.getElementById('status').textContent = text;
  }

  function title() {
    const { point } = store.get();
    const known = samePlace(data, point);
    if (known) return words.name(known.names);
    const near = nearestPlace(data, point);
    return near ? words.t('near', { place: words.name(near.names) }) : words.t('point');
  }

  function show() {
    const { point, date, theme } = store.get();
    place.hidden = point === null;
    if (!point) return;
    place.setAttribute('aria-busy', String(!details && !failure));
    const region = details?.region ? words.t('inRegion', { region: details.region.name }) : regionOf(point);
    const head = element('div', { class: 'card-head' },
      element('div', {}, element('h2', { id: 'card-title', tabindex: '-1' }, title()), region && element('p', { class: 'region' }, region)),
      element('button', { type: 'button', class: 'quiet', 'aria-label': words.t('close'), onclick: close }, icon('close')));
    const hadFocus = place.contains(document.activeElement) && document.activeElement.id;
    const body = failure ? [failed()] : spans ? told(spans, date, theme) : [element('p', { class: 'loading' }, words.t('loading'))];
    place.replaceChildren(head, ...body, foot(point));
    if (hadFocus) document.getElementById(hadFocus)?.focus({ preventScroll: true });
  }

  function told(all, date, theme) {
    const { now, before, after } = spanOn(all, date);
    const control = now?.control ?? null;
    const holder = element('p', { class: 'holder' }, swatch(data.controls[control], theme), element('strong', {}, holderName(control, data, words)));
    if (!isOfData(all)) return [holder];
    return [
      holder,
      control !== null && element('p', { class: 'when' }, `${sinceText(now, before, context)}. ${untilText(now, after, context)}.`),
      details?.is_on_boundary && element('p', { class: 'note' }, words.t('onBorder')),
      details?.overlaps?.length > 0 && element('p', { class: 'note' }, overlap(details.overlaps)),
      band(all, context, (day) => store.set({ date: day, playing: false })),
      element('ul', { class: 'turns' }, turn('before', before, theme), turn('after', after, theme)),
      details?.front && element('p', { class: 'front' }, element('span', { class: 'label' }, words.t('front')), frontText(details.front)),
      api.live ? cited(details?.sources ?? []) : citedTogether(),
      doubted(details?.doubts ?? []),
    ].filter(Boolean);
  }

  function overlap(sides) {
    const names = sides.map((side) => words.name(data.controls[controlOf(data, side)]?.names)).filter(Boolean);
    return words.t('overlap', { others: names.join(words.t('comma')) });
  }

  function turn(key, span, theme) {
    if (!span || span.control === null) return null;
    const isBefore = key === 'before';
    const day = isBefore ? lastSeen(span.until, data) : span.from;
    const said = words.t(unseenSince(data, isBefore ? span.until : span.from) ? (isBefore ? 'untilOrLater' : 'sinceOrEarlier') : isBefore ? 'until' : 'since', { date: words.date(day) });
    return element('li', {}, element('span', { class: 'label' }, words.t(key)),
      element('button', { type: 'button', id: `card-${key}`, onclick: () => store.set({ date: day, playing: false }) },
        swatch(data.controls[span.control], theme), element('span', {}, holderName(span.control, data, words), element('span', { class: 'hint' }, said))));
  }

  function frontText({ distance_km: km, bearing_degrees: bearing }) {
    if (km < 0.1) return words.t('frontHere');
    return words.t('frontAway', { distance: words.distance(km), wind: words.t(`wind_${WINDS[Math.round(bearing / 45) % 8]}`) });
  }

  function regionOf(point) {
    const known = samePlace(data, point);
    const region = known && data.regions.find((it) => it.id === known.region);
    return region ? words.t('inRegion', { region: words.name(region.names) }) : null;
  }

  function cited(sources) {
    if (sources.length === 0) return null;
    const rows = sources.map((source) => element('li', { dir: 'auto' }, linked(source)));
    return element('details', { class: 'cited' }, element('summary', { id: 'card-sources' }, `${words.t('citedSources')} (${words.number(sources.length)})`),
      element('ul', {}, rows));
  }

  /** Files have no sources for each point: those of all the data are named where it is told of. */
  function citedTogether() {
    if (data.sources.length === 0) return null;
    return element('p', { class: 'cited-together' }, element('span', { class: 'label' }, words.t('citedSources')),
      element('button', { type: 'button', class: 'link', id: 'card-about', onclick: () => store.set({ panel: 'sources' }) }, words.t('sources')));
  }

  function doubted(doubts) {
    if (doubts.length === 0) return null;
    const rows = doubts.map((doubt) => element('li', { dir: 'auto' }, `${doubt.kind}: ${words.number(doubt.count)}`));
    return element('details', { class: 'cited' }, element('summary', { id: 'card-doubts' }, words.t('doubts')), element('ul', {}, rows));
  }

  function failed() {
    return element('p', { class: 'note', role: 'alert' }, `${words.t('failed')} `,
      element('button', { type: 'button', onclick: ask }, words.t('again')));
  }

  function foot({ lon, lat }) {
    const text = `${lon.toFixed(5)}, ${lat.toFixed(5)}`;
    return element('div', { class: 'card-foot' },
      copyButton(words, () => text, { id: 'card-copy', class: 'lonlat', title: words.t('copyCoordinates') },
        element('bdi', { dir: 'ltr' }, text), icon('copy'), element('span', { class: 'unseen' }, words.t('copyCoordinates'))),
      copyButton(words, () => linkTo(store.get()).href, { id: 'card-link' }, icon('link'), words.t('copyLink')));
  }

  place.setAttribute('aria-labelledby', 'card-title');
  store.on('point', ({ point }, before) => {
    if (!before.point) opener = document.activeElement;
    ask();
    if (point) document.getElementById('card-title')?.focus({ preventScroll: true });
    else opener?.focus?.({ preventScroll: true });
  });
  // The map has told the store the very point by now.
  map.gl.on('click', ({ lngLat }) => {
    const town = touchedPlace(data, { lon: lngLat.lng, lat: lngLat.lat }, map.gl);
    if (town) store.set({ point: { lon: town.at[0], lat: town.at[1] } });
  });
  store.on('lang', ask);
  store.on('theme', () => {
    show();
    draw();
  });
  store.on('date', () => {
    if (!store.get().point || !spans) return;
    failure = null;
    show();
    clearTimeout(timer);
    timer = setTimeout(askAgain, REST_MS);
  });
  if (store.get().point) ask();
}

/** Whether the data ever gives the point to anybody: else there is nothing to tell of dates and fronts. */
const isOfData = (spans) => spans.some(({ control }) => control !== null && control >= 0);

/** A date without data has nothing but its span to tell. */
function unlessGap(error, spans, date) {
  const { now } = spanOn(spans, date);
  if (now && now.control !== null) throw error;
  return { front: null, sources: [], overlaps: [] };
}
