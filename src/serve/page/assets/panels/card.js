// Mounted by main.js.
export function mount() {}
