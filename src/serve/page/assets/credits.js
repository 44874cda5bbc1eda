// Where the map comes from, in a line at its edge, as its sources' licences demand.

export function mount(place, { store, data, words }) {
  const put = () => {
    place.textContent = (data.sources ?? []).map(({ title }) => words.name(title)).filter(Boolean).join(' · ');
  };
  put();
  store.on('lang', put);
}
