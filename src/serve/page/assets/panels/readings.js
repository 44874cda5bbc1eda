// What a search may mean other than a name: a position, a date.

import { digits, folded } from './folding.js';

// Degrees, and minutes and seconds where they are given.
const ANGLE = String.raw`([-+]?\d{1,3}(?:\.\d+)?)\s*(?:°\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′’]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:["″”]|''|′′))?)?)?`;
const WIND = "([NSEW])";
const PARTED = String.raw`\s*[,;،\s]\s*`;
// Letters of the compass stand before both angles, after both, or nowhere.
const AFTER = new RegExp(String.raw`^${ANGLE}\s*${WIND}(?:${PARTED})?${ANGLE}\s*${WIND}$`, "i");
const BEFORE = new RegExp(String.raw`^${WIND}\s*${ANGLE}(?:${PARTED})?${WIND}\s*${ANGLE}$`, "i");
const BARE = new RegExp(`^${ANGLE}${PARTED}${ANGLE}$`);

/**
 * The positions that a query may be, `{ lon, lat, isInside }`, the last telling whether `[west, south,
 * east, north]` has it: `36.2, 37.1`, `36.2N 37.1E`, `E37.1 N36.2`, `36°12'N 37°8'30"E`. Where no
 * letters of the compass say which is which, both orders that are valid are offered, those inside first
 * and then the latitude first, which is how most maps give positions to copy.
 */
export function positions(query, [west, south, east, north]) {
  const plain = plainNumbers(query);
  const placed = ({ lon, lat }) => ({ lon, lat, isInside: lon >= west && lon <= east && lat >= south && lat <= north });
  const isThere = ({ lon, lat }) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  const said = saidByWinds(plain);
  if (said) return [said].filter(isThere).map(placed);
  const bare = BARE.exec(plain);
  if (!bare) return [];
  const [first, second] = [angle(bare.slice(1, 4)), angle(bare.slice(4, 7))];
  const orders = [{ lat: first, lon: second }, ...(first === second ? [] : [{ lat: second, lon: first }])];
  const valid = orders.filter(isThere).map(placed);
  return valid.sort((one, other) => other.isInside - one.isInside);
}

/** A query with its numbers as `36.5`: a comma in both of two numbers is a decimal one. */
function plainNumbers(query) {
  const plain = digits(query.trim()).replaceAll("−", "-").replaceAll("٫", ".").replaceAll("º", "°");
  const commas = /^([-+]?\d{1,3}),(\d+)\s*[;\s]\s*([-+]?\d{1,3}),(\d+)$/.exec(plain);
  return commas ? `${commas[1]}.${commas[2]} ${commas[3]}.${commas[4]}` : plain;
}

/** The position of two angles that each have a letter of the compass; null where they have not, or name one axis twice. */
function saidByWinds(plain) {
  const [after, before] = [AFTER.exec(plain), BEFORE.exec(plain)];
  const sides = after
    ? [[after[4], after.slice(1, 4)], [after[8], after.slice(5, 8)]]
    : before && [[before[1], before.slice(2, 5)], [before[5], before.slice(6, 9)]];
  if (!sides) return null;
  const on = (winds) => sides.find(([wind]) => winds.includes(wind.toUpperCase()));
  const [northing, easting] = [on("NS"), on("EW")];
  if (!northing || !easting) return null;
  const signed = ([wind, parts]) => (/[SW]/i.test(wind) ? -1 : 1) * Math.abs(angle(parts));
  return { lat: signed(northing), lon: signed(easting) };
}

function angle([degrees, minutes = 0, seconds = 0]) {
  const size = Math.abs(Number(degrees)) + Number(minutes) / 60 + Number(seconds) / 3600;
  return degrees.startsWith("-") ? -size : size;
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
