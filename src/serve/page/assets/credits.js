// Whom the map is owed to, in a line at its edge, as its sources' licences demand. What they say at length, and
// those without a licence or a page, stands in the panel about the data.

export function mount(place, { store, data, words }) {
  const put = () => {
    place.textContent = credits(data, words).join(' · ');
    place.title = place.textContent;
    place.parentElement.toggleAttribute('data-uncredited', place.textContent === '');
  };
  put();
  store.on('lang', put);
}

/** The names of the sources of data and backdrop that have a licence or a page. */
export function credits({ sources, backdrop }, words) {
  const cited = [...sources, ...backdrop].filter(({ url, license }) => license || /^https?:/i.test(url));
  return [...new Set(cited.map(({ title }) => words.name(title)).filter(Boolean))];
}
