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

/** The Arabic article as it is spelled in Latin letters: it takes on the sound of what follows. */
const ARTICLES = new Set("al el il ul ar er as es ash esh ad ed an en at et az ez adh ath".split(" "));

/** What the command compares of a folded name: its words without articles, as one. */
function spelled(name) {
  const words = name.split(" ");
  const kept = words.filter((word) => !ARTICLES.has(word)).map((word) => word.replace(/^ال(?=..)/, "")).join("");
  return kept || words.join("");
}

/**
 * How well a folded name answers a folded query: 0 exactly, 1 by its beginning, 2 by that of a word,
 * 3 within; else null. Articles do not count: `الرقة` begins with `رقة`.
 */
export function likeness(name, query) {
  const [all, sought] = [spelled(name), spelled(query)];
  if (all === sought) return 0;
  if (name.startsWith(query) || all.startsWith(sought)) return 1;
  if (!name.includes(query)) return null;
  return ` ${name}`.replaceAll(" ال", " ").includes(` ${query}`) || name.includes(` ${query}`) ? 2 : 3;
}

/** The letters of a name without what transcriptions do as they please: double letters, and `h` for the teh marbuta at the end. */
function plainlyTranscribed(name) {
  const letters = Array.from(spelled(name)).filter((letter, index, all) => letter !== all[index - 1]).join("");
  return Array.from(letters.replace(/(?<=[ae])h$/, ""));
}

/** Letters that a name of so many may be off and still be taken for misspelt, as the command has it. */
const misspelt = (letters) => (letters < 5 ? 0 : letters < 10 ? 1 : 2);

/** By how many letters a folded query misses a folded name, where that is little enough to be a misspelling; else null. */
export function misspelling(name, query) {
  const [one, other] = [name, query].map(plainlyTranscribed);
  const most = misspelt(Math.min(one.length, other.length));
  if (Math.abs(one.length - other.length) > most) return null;
  const letters = distance(one, other);
  return letters <= most ? letters : null;
}

/** The letters to add, drop, replace or exchange with their neighbour to make one list of them another. */
function distance(one, other) {
  const rows = [[], Array.from({ length: other.length + 1 }, (_, index) => index)];
  one.forEach((letter, down) => {
    const [before, above] = rows.slice(-2);
    const row = [down + 1];
    other.forEach((beside, along) => {
      const swap = down > 0 && along > 0 && letter === other[along - 1] && one[down - 1] === beside ? before[along - 1] + 1 : Infinity;
      row.push(Math.min(row[along] + 1, above[along + 1] + 1, above[along] + (letter === beside ? 0 : 1), swap));
    });
    rows.push(row);
  });
  return rows.at(-1)[other.length];
}
