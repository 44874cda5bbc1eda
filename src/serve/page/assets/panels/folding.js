// How names are compared in a search: without case, marks and variants of letters.

/** Letters that stay apart when decomposed, and what readers type for them. */
const LETTERS = new Map(Object.entries({
  "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ێ": "ي", "ک": "ك", "ة": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه",
  "ۆ": "و", "ۇ": "و", "ۊ": "و", "ڕ": "ر", "ڵ": "ل", "ء": "",
  "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe",
}));

/**
 * A name without what readers may type otherwise: case, accents, hamza, vowel marks, tatweel, the
 * forms of yeh, kaf, heh and teh marbuta; apostrophes are dropped, other signs part words.
 */
export function folded(name) {
  const bare = name.normalize("NFKD").replace(/[\p{M}\u0640'’‘ʿʾ`´]/gu, "").toLowerCase();
  const usual = Array.from(bare, (letter) => LETTERS.get(letter) ?? letter).join("");
  return digits(usual).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** Arabic and Persian digits as European ones. */
export function digits(text) {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.codePointAt(0) & 0xf));
}

/**
 * How well a folded name answers a folded query: 0 exactly, 1 by its beginning, 2 by that of a word,
 * 3 within; else null. Articles do not count: `الرقة` begins with `رقة`.
 */
export function likeness(name, query) {
  const bare = name.replace(/^(?:ال|al )(?=.)/, "");
  if (name === query || bare === query) return 0;
  if (name.startsWith(query) || bare.startsWith(query)) return 1;
  if (!name.includes(query)) return null;
  return ` ${name}`.replaceAll(" ال", " ").includes(` ${query}`) || name.includes(` ${query}`) ? 2 : 3;
}
