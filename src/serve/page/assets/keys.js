// Keys that work wherever the focus is, but where letters are typed or a control has the keys itself.

const PAN = 120;

export function mount(document, { store, map, timeline, words }) {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const from = event.target;
    if (from.closest?.('input, select, textarea, [role=dialog], dialog')) return;
    const action = ACTIONS[event.key];
    if (!action) return;
    // A button that has the focus is pressed by the space bar; a tab or an option moves by arrows.
    if (event.key === ' ' && from.closest?.('button, a, summary')) return;
    const isOnMap = from.classList?.contains('maplibregl-canvas');
    if (event.key === 'Enter' && !isOnMap) return;
    if (event.key.startsWith('Arrow') && from.closest?.('[role=slider], [role=listbox], [role=separator], [role=tablist]')) return;
    event.preventDefault();
    action({ store, map, timeline, isShift: event.shiftKey, ahead: words.isRightToLeft() ? -1 : 1 });
  });
}

const ACTIONS = {
  ' ': ({ store }) => store.set({ playing: !store.get().playing }),
  ArrowLeft: ({ timeline, isShift, ahead }) => timeline.step(-ahead, isShift),
  ArrowRight: ({ timeline, isShift, ahead }) => timeline.step(ahead, isShift),
  ArrowUp: ({ map }) => map.panBy(0, -PAN),
  ArrowDown: ({ map }) => map.panBy(0, PAN),
  Home: ({ timeline }) => timeline.toEnd(-1),
  End: ({ timeline }) => timeline.toEnd(1),
  '+': ({ map }) => map.zoomBy(0.6),
  '=': ({ map }) => map.zoomBy(0.6),
  '-': ({ map }) => map.zoomBy(-0.6),
  0: ({ map }) => map.home(),
  Escape: ({ store }) => store.set(store.get().panel ? { panel: null } : { point: null }),
  Enter: ({ store, map }) => {
    const { lng, lat } = map.middle();
    store.set({ point: { lon: Number(lng.toFixed(5)), lat: Number(lat.toFixed(5)) } });
  },
};
