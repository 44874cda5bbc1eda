// What a search may mean other than a name: a position, a date.

import { digits, folded } from './folding.js';

const NUMBER = String.raw`(-?\d{1,3}(?:\.\d+)?)\s*°?\s*([NSEW])?`;
const PAIR = new RegExp(String.raw`^\s*${NUMBER}\s*[,;\s]\s*${NUMBER}\s*$`, "i");

/**
 * The positions that two numbers may be, `[lon, lat]`. Letters of the compass say which is which;
 * without them longitude comes first, and the other order is offered, too, where only that or both
 * lie in `[west, south, east, north]`.
 */
export function positions(query, [west, south, east, north]) {
  const found = PAIR.exec(digits(query).replaceAll("−", "-").replaceAll("٫", "."));
  if (!found) return [];
  const [first, second] = [signed(found[1], found[2]), signed(found[3], found[4])];
  const firstIsLatitude = /[NS]/i.test(found[2] ?? "") || /[EW]/i.test(found[4] ?? "");
  const isSaid = Boolean(found[2] ?? found[4]);
  const orders = isSaid
    ? [firstIsLatitude ? [second, first] : [first, second]]
    : [[first, second], [second, first]];
  const valid = orders.filter(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90);
  const inside = valid.filter(([lon, lat]) => lon >= west && lon <= east && lat >= south && lat <= north);
  return inside.length > 0 ? inside : valid.slice(0, 1);
}

function signed(number, wind) {
  const value = Number(number);
  return wind && /[SW]/i.test(wind) ? -Math.abs(value) : value;
}

/**
 * The date that a query is, as `YYYY-MM-DD`, or null: `2026-01-27`, `27.1.2026`, `27/1/2026`, or a day,
 * a month's name in any language and a year. `monthNames` are lists of twelve, one list a language;
 * without a year it is `year`.
 */
export function dateOf(query, monthNames, year) {
  const plain = digits(query.trim());
  const iso = /^(-?\d{4,6})-(\d{1,2})-(\d{1,2})$/.exec(plain);
  if (iso) return existing(iso[1], iso[2], iso[3]);
  const dotted = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(plain);
  if (dotted) return existing(dotted[3], dotted[2], dotted[1]);
  const words = folded(query).split(" ");
  const numbers = words.filter((word) => /^\d+$/.test(word));
  const name = words.filter((word) => !/^\d+$/.test(word)).join(" ");
  if (name.length < 2 || numbers.length === 0 || numbers.length > 2) return null;
  const [day] = numbers.filter((word) => word.length <= 2);
  const [saidYear] = numbers.filter((word) => word.length === 4);
  const month = monthNames.map((names) => monthNamed(names, name)).find((index) => index >= 0);
  if (month === undefined || day === undefined) return null;
  return existing(saidYear ?? year, month + 1, day);
}

/** The month whose name begins so, where only one does. */
function monthNamed(names, beginning) {
  const alike = names.map((name, index) => [folded(name), index]).filter(([name]) => name.startsWith(beginning));
  return alike.length === 1 ? alike[0][1] : -1;
}

/** A date as the store writes it, where there is such a day. */
function existing(year, month, day) {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const date = new Date(0);
  date.setUTCFullYear(y, m - 1, d);
  if (date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d) return null;
  const sign = y < 0 ? "-" : "";
  const digitsOfYear = String(Math.abs(y)).padStart(y < 0 ? 6 : 4, "0");
  return `${sign}${digitsOfYear}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
}
