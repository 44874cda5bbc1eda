// Whom the map is owed to, in a line at its edge, as its sources' licences demand. What they say at length, and
// those without a licence or a page, stands in the panel about the data.

import { element } from './dom.js';

export function mount(place, { store, data, words }) {
  const put = () => {
    // Each name is read in its own direction.
    const names = owed(data, words).map((name) => element('bdi', {}, name));
    place.replaceChildren(...names.flatMap((name, index) => [element('span', {}, name, index + 1 < names.length && ' ·'), ' ']));
    place.parentElement.toggleAttribute('data-uncredited', place.textContent.trim() === '');
  };
  put();
  store.on('lang', put);
}

/** The names of the sources of data and backdrop that have a licence or a page. */
function owed({ sources, backdrop }, words) {
  return namesOf([...sources, ...backdrop].filter(({ url, license }) => license || /^https?:/i.test(url)), words);
}

/** The names of all sources of data and backdrop. */
export const credits = ({ sources, backdrop }, words) => namesOf([...sources, ...backdrop], words);

const namesOf = (sources, words) => [...new Set(sources.map(({ title }) => words.name(title)).filter(Boolean))];
