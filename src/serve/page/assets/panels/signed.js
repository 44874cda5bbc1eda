// Figures of what changed, with their sign.

/** A figure with its sign, which stands left of it whichever way the language is read. */
export function signed(value, decimals, words, unit = '') {
  return `\u2066${value < 0 ? '−' : '+'}${words.number(Math.abs(value), decimals)}${unit}\u2069`;
}
