// Pictures for the map: names, which the browser's own text engine sets, so that Arabic joins and runs
// from right to left; and the hatches of ground.

import { DOT_INSET } from './style.js';
import { isRightToLeft } from './words.js';

const FAMILY = '"Noto Sans", "Noto Sans Arabic", sans-serif';
const SIZES = [17, 17, 14.5, 13, 12, 11.5];
const RADII = [4.2, 4.2, 3.6, 2.9, 2.4, 2.1];
const HALO = 2;
// The printed pattern is for a larger page. Small patches are seen from far away.
const HATCHES = { hatch: 0.8, 'hatch-fine': 0.62, 'hatch-finest': 0.46 };
/** How many pixels of a box that keeps names away are one of its picture, of which nothing is seen. */
const BLANK = 8;

/** Waits for the letters of a language. */
export async function letters(lang) {
  const sample = isRightToLeft(lang) ? 'اa' : 'a';
  const faces = ['400 14px "Noto Sans"', '700 14px "Noto Sans"', '400 14px "Noto Sans Arabic"', '700 14px "Noto Sans Arabic"'];
  await Promise.all(faces.map((face) => document.fonts.load(face, sample)));
}

/**
 * Draws the picture of a name: `hatch|theme|control` and its finer ones, `place|theme|lang|index` and its
 * like, or `blank|width|height`. Nothing where there is none.
 */
export function picture(id, data, words) {
  const [kind, theme, ...rest] = id.split('|');
  if (kind === 'blank') return blank(Number(theme), Number(rest[0]));
  const colors = data.colors[theme];
  if (!colors) return null;
  if (HATCHES[kind]) {
    const control = data.controls.find((it) => it.key === rest.join('|'));
    return control ? hatch(control[theme], HATCHES[kind]) : null;
  }
  const [lang, index] = rest;
  const named = data[{ place: 'places', 'place-behind': 'places', region: 'regions', country: 'countries', lake: 'lakes' }[kind]]?.[Number(index)];
  const text = named ? words.nameIn(named.names, lang) : '';
  if (!text) return null;
  const isMirrored = isRightToLeft(lang);
  if (kind === 'place') return placeName(text, named.rank, colors, isMirrored, isMirrored);
  if (kind === 'place-behind') return placeName(text, named.rank, colors, isMirrored, !isMirrored);
  if (kind === 'lake') return label({ text, size: 12, weight: 400, spacing: 0, ink: colors.waterInk, halo: colors.lake, isMirrored });
  const isJoined = /[\u0600-\u06ff]/.test(text);
  return kind === 'country'
    ? label({ text, size: 14, weight: 400, spacing: isJoined ? 0 : 3.2, ink: colors.countryInk, halo: colors.neighbourHalo, isMirrored })
    : label({ text, size: 11, weight: 400, spacing: isJoined ? 0 : 1.6, ink: colors.regionInk, halo: colors.halo, isMirrored });
}

// The name stands to the left of its dot or to the right, whichever way it is read.
function placeName(text, rank, colors, isMirrored, isToTheLeft) {
  const size = SIZES[rank] ?? 11;
  const radius = RADII[rank] ?? 2;
  const drawn = {
    text, size, weight: rank <= 2 ? 700 : 400, spacing: 0, ink: colors.ink, halo: colors.halo, isMirrored, isToTheLeft,
    before: DOT_INSET + radius + (isMirrored ? 5 : 3.5),
  };
  return label(drawn, (pen, width, height) => {
    pen.beginPath();
    pen.arc(isToTheLeft ? width - DOT_INSET : DOT_INSET, height / 2, radius, 0, 2 * Math.PI);
    pen.fillStyle = colors.symbol;
    pen.fill();
    pen.lineWidth = rank <= 2 ? 1.6 : 1.2;
    pen.strokeStyle = colors.ink;
    pen.stroke();
  });
}

function label({ text, size, weight, spacing, ink, halo, isMirrored, isToTheLeft = isMirrored, before = 4 }, addition) {
  const font = `${weight} ${size}px ${FAMILY}`;
  const set = (pen) => {
    pen.font = font;
    pen.direction = isMirrored ? 'rtl' : 'ltr';
    pen.textAlign = isToTheLeft ? 'right' : 'left';
    pen.textBaseline = 'alphabetic';
    if (spacing && 'letterSpacing' in pen) pen.letterSpacing = `${spacing}px`;
  };
  const measure = canvas(1, 1).pen;
  set(measure);
  const width = Math.ceil(measure.measureText(text).width + before + 4);
  const height = Math.ceil(size * 1.75);
  const { pen, finish } = canvas(width, height);
  set(pen);
  const [x, y] = [isToTheLeft ? width - before : before, height / 2 + size * 0.34];
  pen.lineJoin = 'round';
  pen.lineWidth = 2 * HALO;
  pen.strokeStyle = halo;
  pen.strokeText(text, x, y);
  pen.fillStyle = ink;
  pen.fillText(text, x, y);
  addition?.(pen, width, height);
  return finish();
}

// A square of the pattern, which must go on beyond its sides: one stripe across it, slanted from
// corner to corner or upright. All stripes of a ground have one spacing and one angle.
function hatch({ fill, stripes: [first, ...others] }, scale) {
  const isSlanted = Math.abs(first.angle) % 90 !== 0;
  const side = Math.max(4, Math.round(first.spacing * scale * (isSlanted ? Math.SQRT2 : 1)));
  const spacing = isSlanted ? side / Math.SQRT2 : side;
  const { pen, finish } = canvas(side, side);
  if (fill) {
    pen.fillStyle = fill;
    pen.fillRect(0, 0, side, side);
  }
  pen.translate(side / 2, side / 2);
  pen.rotate((-first.angle * Math.PI) / 180);
  for (const stripe of [first, ...others]) {
    const width = (stripe.width / stripe.spacing) * spacing;
    pen.fillStyle = stripe.color;
    for (let line = -2; line <= 2; line += 1) pen.fillRect(-2 * side, line * spacing - width / 2, 4 * side, width);
  }
  return finish();
}

function blank(width, height) {
  const size = { width: Math.ceil(width / BLANK), height: Math.ceil(height / BLANK) };
  return { image: { ...size, data: new Uint8Array(4 * size.width * size.height) }, options: { pixelRatio: 1 / BLANK } };
}

function canvas(width, height) {
  const ratio = Math.max(2, Math.ceil(devicePixelRatio || 1));
  const sheet = document.createElement('canvas');
  [sheet.width, sheet.height] = [width * ratio, height * ratio];
  const pen = sheet.getContext('2d', { willReadFrequently: true });
  pen.scale(ratio, ratio);
  return {
    pen,
    finish: () => ({ image: pen.getImageData(0, 0, sheet.width, sheet.height), options: { pixelRatio: ratio } }),
  };
}
