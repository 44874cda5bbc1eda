// What the page says, in the language of the store; names, dates and figures of it.

import { startOfMonth } from './dates.js';
import { page } from './words/page.js';
import { panels } from './words/panels.js';

const ALL = { ...page, ...panels };
const RIGHT_TO_LEFT = ['ar', 'ckb'];
const NATIVE = { en: 'English', ar: 'العربية', ku: 'Kurdî', ckb: 'کوردیی سۆرانی' };
const LETTERS = { en: 'EN', ar: 'ع', ku: 'KU', ckb: 'ک' };

// Browsers rarely know how Kurdish writes dates.
const MONTHS = {
  ku: ['Rêbendan', 'Reşemî', 'Adar', 'Avrêl', 'Gulan', 'Pûşper', 'Tîrmeh', 'Gelawêj', 'Rezber', 'Kewçêr', 'Sermawez', 'Berfanbar'],
  ckb: ['کانوونی دووەم', 'شوبات', 'ئازار', 'نیسان', 'ئایار', 'حوزەیران', 'تەممووز', 'ئاب', 'ئەیلوول', 'تشرینی یەکەم', 'تشرینی دووەم', 'کانوونی یەکەم'],
};
// Figures as the printed maps have them: Western digits, which every language here reads.
const LOCALES = { en: 'en-GB', ar: 'ar-SY-u-nu-latn', ku: 'tr', ckb: 'ar-IQ-u-nu-latn' };

/** Years before the first one are counted backwards. */
const YEAR = (year) => ({ year: 'numeric', ...(year < 1 ? { era: 'short' } : {}) });

/** The words of the store's language. */
export function createWords(store) {
  const lang = () => store.get().lang;

  /** What a key says, with values put in. */
  function t(key, values = {}) {
    const said = ALL[key]?.[lang()] ?? ALL[key]?.en ?? key;
    return said.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  /** A name in the language: Sorani borrows from Arabic, all from the first one. */
  const name = (names) => nameIn(names, lang());

  /** A date: `27 January 2026`, or short: `27 Jan 2026`. */
  function date(text, { short = false } = {}) {
    const at = new Date(`${text}T00:00:00Z`);
    const months = MONTHS[lang()];
    const ofYear = at.getUTCFullYear();
    if (months) {
      const [day, month] = [at.getUTCDate(), months[at.getUTCMonth()]];
      const told = ofYear < 1 ? year(ofYear) : ofYear;
      return lang() === 'ckb' ? `${day}ی ${month}ی ${told}` : `${day} ${month} ${told}`;
    }
    const style = { day: 'numeric', month: short ? 'short' : 'long', ...YEAR(ofYear), timeZone: 'UTC' };
    return new Intl.DateTimeFormat(LOCALES[lang()], style).format(at);
  }

  /** A year by its number: `2026`, or `500 BC` for -499. */
  const year = (number) =>
    new Intl.DateTimeFormat(LOCALES[lang()], { ...YEAR(number), timeZone: 'UTC' }).format(startOfMonth(number, 0));

  /** A month: `January`, or short: `Jan`. */
  function month(number, { short = false } = {}) {
    const months = MONTHS[lang()];
    if (months) return months[number - 1];
    const style = { month: short ? 'short' : 'long', timeZone: 'UTC' };
    return new Intl.DateTimeFormat(LOCALES[lang()], style).format(Date.UTC(2000, number - 1, 1));
  }

  /** A figure with at most so many decimals. */
  const number = (value, decimals = 0) =>
    new Intl.NumberFormat(LOCALES[lang()], { maximumFractionDigits: decimals }).format(value);

  /** Square kilometres: `12,345 km²`. */
  const area = (km2) => `${number(km2, km2 < 10 ? 1 : 0)} ${KM2[lang()]}`;

  /** Kilometres: `3.4 km`. */
  const distance = (km) => `${number(km, km < 10 ? 1 : 0)} ${KM[lang()]}`;

  return {
    t, name, nameIn, date, year, month, number, area, distance,
    /** The unit of areas: `km²`. */
    areaUnit: () => KM2[lang()],
    /** Whether the language is read from right to left. */
    isRightToLeft: () => isRightToLeft(lang()),
    /** What a language calls itself, and what stands for it where there is little room. */
    native: (code) => NATIVE[code] ?? code,
    letters: (code) => LETTERS[code] ?? code,
  };
}

/** Whether a language is read from right to left. */
export const isRightToLeft = (lang) => RIGHT_TO_LEFT.includes(lang);

/** A name in some language: Sorani borrows from Arabic, all from the first one. */
export function nameIn(names, lang) {
  return names?.[lang] ?? (lang === 'ckb' ? names?.ar : undefined) ?? names?.en ?? '';
}

const KM2 = { en: 'km²', ar: 'كم²', ku: 'km²', ckb: 'کم²' };
const KM = { en: 'km', ar: 'كم', ku: 'km', ckb: 'کم' };
