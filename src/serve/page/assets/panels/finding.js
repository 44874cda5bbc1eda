// What has a name on the map: places, regions and the sides, found however they are spelled.

import { folded, likeness, misspelling } from './folding.js';
import { areasOn, heldOn } from './figures.js';

/** A misspelt name comes after all that are only begun or contained. */
const GUESSED = 4;
/** A region comes after towns that have its name. */
const REGION_RANK = 5;

/** `find(query, date)` gives what is called much like a query, the likest first: `{ name, hint, control, place, region, actor }`. */
export function createFinder(data, words) {
  const entries = [
    ...data.actors.filter(({ ground }) => ground).map((actor) => entry({ actor }, actor.names, [actor.id], 0)),
    ...data.regions.filter(({ at }) => at).map((region) => entry({ region }, region.names, [], REGION_RANK)),
    ...data.places.map((place) => entry({ place }, place.names, [], 1 + place.rank)),
  ];

  function find(query, date) {
    const sought = folded(query);
    if (!sought) return [];
    const found = entries.map((it) => ({ it, degree: degreeOf(it, sought) })).filter(({ degree }) => degree !== null);
    const better = (one, other) => one.degree - other.degree || one.it.rank - other.it.rank || population(other.it) - population(one.it);
    return found.sort(better).map(({ it }) => ({
      ...it.what, name: words.name(it.names), hint: hintOf(it, sought, date), control: controlOf(it, date),
    }));
  }

  function hintOf({ what, names, folds }, sought, date) {
    const shown = words.name(names);
    const isShown = likeness(folded(shown), sought) !== null;
    const typed = Object.values(names).find((_, index) => likeness(folds[index], sought) !== null);
    return [isShown || typed === shown ? null : typed, kindOf(what, date)].filter(Boolean).join(' · ');
  }

  function kindOf({ actor, region, place }, date) {
    if (region) return words.t('kindRegion');
    if (actor) {
      const rows = areasOn(data, date).filter(({ control }) => isOf(control, actor));
      const held = rows.reduce((sum, { km2 }) => sum + km2, 0);
      return [words.t('actor'), data.areas && (held > 0 ? words.area(held) : words.t('noGround'))].filter(Boolean).join(' · ');
    }
    const about = data.regions.find(({ id }) => id === place.region);
    const kind = KINDS[place.kind];
    return [kind && words.t(kind), about && words.t('inRegion', { region: words.name(about.names) })].filter(Boolean).join(' · ');
  }

  function controlOf({ what: { place, actor } }, date) {
    if (place) return data.controls[heldOn(place, date)];
    return actor && data.controls.find((control) => isOf(control, actor) && control.status === 'held');
  }

  return find;
}

const KINDS = {
  city: 'kindCity', town: 'kindTown', village: 'kindVillage', airbase: 'kindAirbase', 'oil field': 'kindOilField', dam: 'kindDam',
  camp: 'kindCamp', quarter: 'kindQuarter', mountain: 'kindMountain', crossing: 'kindCrossing',
};

const isOf = (control, actor) => control?.actors[0] === actor.id;
const population = ({ what }) => what.place?.population ?? 0;
const entry = (what, names, more, rank) => ({ what, names, rank, folds: [...Object.values(names), ...more].map(folded) });

/** How well any of the names answers: the least of `likeness`, or how far off a misspelt one is. */
function degreeOf({ folds }, sought) {
  const least = (degrees) => degrees.reduce((one, other) => (other !== null && (one === null || other < one) ? other : one), null);
  const alike = least(folds.map((name) => likeness(name, sought)));
  if (alike !== null) return alike;
  const off = least(folds.map((name) => misspelling(name, sought)));
  return off === null ? null : GUESSED + off;
}
