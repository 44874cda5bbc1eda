// The map that is seen as a picture that can stand alone: with its title, date, legend, scale and sources. Where
// there is a server it draws all pictures but that of two dates side by side, which is made here.

import { besides } from '../cover.js';
import { credits } from '../credits.js';
import { dated } from '../heading.js';
import { PIN } from '../pin.js';
import { barAt } from '../scale.js';

const FAMILY = '"Noto Sans", "Noto Sans Arabic", sans-serif';
/** Pixels of the picture for one of the page. */
const RATIO = 2;
const MARGIN = 26;
const GAP = 12;
const PADDING = 12;
const LEGEND = { width: 320, both: 460, swatch: 22, line: 17, row: 5 };
const SMALL_MAP = 700;
/** Names come and go so slowly. */
const FADING_MS = 350;
const SCALE_PX = 140;
/** What the style sheet gives the signs of the legend. */
const PAINTED = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-opacity'];

/** The map with all that belongs to it, as the blob of a PNG. */
export async function picture({ store, data, map, words, swipe }) {
  const { theme, date, mode, since, point } = store.get();
  const { clientWidth: width, clientHeight: height } = map.gl.getCanvas();
  const inks = { ...data.colors[theme], paper: getComputedStyle(document.documentElement).getPropertyValue('--paper') };
  const pen = penOf(words.isRightToLeft(), width + 2 * MARGIN);

  const compared = { gains: 'gainsSince', swipe: 'comparedWith' }[mode];
  const subtitle = [words.t('asOf', { date: words.date(date) }), ...(compared ? [words.t(compared, { date: dated(since, data, words) })] : [])].join(' · ');
  const title = pen.wrapped(words.name(data.title), '700 27px', width);
  const sources = credits(data, words).join('; ');
  const foot = pen.wrapped([...(sources ? [`${words.t('citedSources')}: ${sources}.`] : []), words.name(data.disclaimer)].join(' '), '400 12px', width);
  const earlier = swipe.earlier();
  const legendWidth = Math.min(earlier ? LEGEND.both : LEGEND.width, width - 2 * GAP);
  const rows = await legendRows(pen, legendWidth);
  const top = MARGIN + title.length * 35 + 30;
  const box = legendBox(rows, legendWidth, width, height, earlier !== null);
  // What does not fit on a small map, or would hide one of two dates, stands below it.
  const below = box.isBelow ? box.height + GAP : 0;
  pen.begin(top + height + below + 14 + foot.length * 18 + MARGIN - 8);

  pen.box(0, 0, width + 2 * MARGIN, pen.height, inks.paper);
  title.forEach((line, index) => pen.text(line, '700 27px', inks.ink, MARGIN, MARGIN + 25 + index * 35));
  pen.text(subtitle, '400 16px', inks.faintInk, MARGIN, top - 14);

  const legend = box.isBelow ? [] : [{ ...box, x: words.isRightToLeft() ? width - box.x - box.width : box.x }];
  const bar = await map.meanwhile(() => besides(map, legend, async () => {
    await map.settled();
    await new Promise((done) => setTimeout(done, FADING_MS));
    await map.settled();
    await earlier?.settled();
    pen.picture(map.gl.getCanvas(), MARGIN, top, width, height);
    if (earlier) {
      const dates = [since, date].map((it) => words.date(it, { short: true }));
      pen.divided(earlier, dates, { x: MARGIN, y: top, wide: width, high: height }, inks);
    }
    if (point) pen.pin(map.gl.project([point.lon, point.lat]), MARGIN, top, inks);
    return barAt(map.gl.getZoom(), map.gl.getCenter().lat, SCALE_PX);
  }));
  pen.frame(MARGIN, top, width, height, inks.border);

  const y = box.isBelow ? top + height + GAP : top + box.y;
  if (!box.isBelow) pen.box(MARGIN + box.x, y, box.width, box.height, inks.paper);
  pen.legend(rows, MARGIN + (box.isBelow ? 0 : box.x), y, box, inks);

  pen.scale(bar, words.distance(bar.km), MARGIN + width - GAP, top + height - GAP, inks);
  foot.forEach((line, index) => pen.text(line, '400 12px', inks.faintInk, MARGIN, top + height + below + 26 + index * 18));
  return pen.png();
}

/** Where the legend stands on the map: in the lower corner where reading begins, or below the map. */
function legendBox(rows, own, width, height, isDivided) {
  const needed = rows.reduce((sum, row) => sum + row.height, 2 * PADDING - LEGEND.row - 2);
  const isBelow = isDivided || width < SMALL_MAP || needed > height - 2 * GAP;
  return { width: own, height: needed, isBelow, x: GAP, y: height - needed - GAP };
}

/** What the page's legend says: each row with its sign, name and figures. */
async function legendRows(pen, width) {
  const rows = [...document.querySelectorAll('#legend-rows > li')];
  const told = (row) => [...row.querySelectorAll('.figure')].map((it) => it.textContent);
  // Figures stand in columns, counted from the end.
  const columns = [];
  for (const row of rows) {
    told(row).toReversed().forEach((it, index) => { columns[index] = Math.max(columns[index] ?? 0, pen.width(it, '400 13px') + 12); });
  }
  return Promise.all(rows.map(async (row) => {
    const sign = row.querySelector('svg');
    const figures = told(row).map((it, index, all) => ({ text: it, width: columns[all.length - 1 - index] }));
    const room = width - 2 * PADDING - LEGEND.swatch - 10 - figures.reduce((sum, it) => sum + it.width, 0);
    const lines = pen.wrapped(row.querySelector('.name')?.textContent ?? '', '400 13px', room);
    return { sign: sign && await imageOf(sign), lines, figures, height: Math.max(1, lines.length) * LEGEND.line + LEGEND.row };
  }));
}

/** A sign as an image, with what the style sheet gives it. */
async function imageOf(sign) {
  const copy = sign.cloneNode(true);
  const parts = [...copy.querySelectorAll('*')];
  [...sign.querySelectorAll('*')].forEach((part, index) => {
    const style = getComputedStyle(part);
    for (const name of PAINTED) parts[index].setAttribute(name, style.getPropertyValue(name));
  });
  copy.setAttribute('width', 22 * RATIO);
  copy.setAttribute('height', 14 * RATIO);
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}

/** What draws on a page of some width, from the side where reading begins. */
function penOf(isMirrored, width) {
  const sheet = document.createElement('canvas');
  const pen = sheet.getContext('2d');
  const set = (font, ink) => {
    pen.font = `${font} ${FAMILY}`;
    pen.direction = isMirrored ? 'rtl' : 'ltr';
    pen.fillStyle = ink;
  };
  const along = (x, wide = 0) => (isMirrored ? width - x - wide : x);
  const measure = (text, font) => {
    set(font, '');
    return pen.measureText(text).width;
  };
  const text = (said, font, ink, x, y, align = 'start') => {
    set(font, ink);
    pen.textAlign = align;
    pen.fillText(said, along(x), y);
  };
  const made = {
    height: 0,
    begin: (height) => {
      made.height = height;
      [sheet.width, sheet.height] = [width * RATIO, Math.round(height * RATIO)];
      pen.scale(RATIO, RATIO);
    },
    width: measure,
    text,
    wrapped: (said, font, room) => wrapped(said, (it) => measure(it, font) <= room),
    box: (x, y, wide, high, fill) => {
      pen.fillStyle = fill;
      pen.fillRect(along(x, wide), y, wide, high);
    },
    /** Another picture over the part before a divider, and the date of what is on either side. */
    divided: ({ canvas, share }, [before, after], { x, y, wide, high }, inks) => {
      const at = x + share * wide;
      pen.save();
      pen.beginPath();
      pen.rect(along(x, share * wide), y, share * wide, high);
      pen.clip();
      made.picture(canvas, x, y, wide, high);
      pen.restore();
      made.box(at - 1, y, 2, high, inks.ink);
      const font = '700 13px';
      for (const [said, begin] of [[before, at - measure(before, font) - 28], [after, at + 8]]) {
        made.box(begin, y + GAP, measure(said, font) + 20, 26, inks.ink);
        text(said, font, inks.paper, begin + 10, y + GAP + 18);
      }
    },
    frame: (x, y, wide, high, ink) => {
      pen.strokeStyle = ink;
      pen.lineWidth = 0.5;
      pen.strokeRect(along(x, wide), y, wide, high);
    },
    picture: (image, x, y, wide, high) => pen.drawImage(image, along(x, wide), y, wide, high),
    pin: ({ x, y }, left, top, inks) => {
      pen.save();
      pen.translate(left + x - PIN.width / 2, top + y - PIN.height);
      pen.fillStyle = inks.ink;
      pen.strokeStyle = inks.paper;
      pen.lineWidth = 2;
      const drop = new Path2D(PIN.drop);
      pen.fill(drop);
      pen.stroke(drop);
      pen.beginPath();
      pen.arc(PIN.eye.x, PIN.eye.y, PIN.eye.radius, 0, 2 * Math.PI);
      pen.fillStyle = inks.paper;
      pen.fill();
      pen.restore();
    },
    legend: (rows, x, y, box, inks) => {
      let line = y + PADDING + LEGEND.line - 4;
      for (const row of rows) {
        if (row.sign) made.picture(row.sign, x + PADDING, line - 12, LEGEND.swatch, 14);
        row.lines.forEach((name, index) => text(name, '400 13px', inks.ink, x + PADDING + LEGEND.swatch + 10, line + index * LEGEND.line));
        let end = x + box.width - PADDING;
        for (const figure of row.figures.toReversed()) {
          text(figure.text, '400 13px', inks.faintInk, end, line, 'end');
          end -= figure.width;
        }
        line += row.height;
      }
    },
    scale: ({ pixels }, said, end, bottom, inks) => {
      const wide = Math.max(pixels, measure(said, '400 12px'));
      made.box(end - wide - 8, bottom - 26, wide + 8, 26, inks.paper);
      made.box(end - 4 - pixels, bottom - 5, pixels, 1.5, inks.ink);
      for (const x of [end - 4 - pixels, end - 5.5]) made.box(x, bottom - 9, 1.5, 5, inks.ink);
      text(said, '400 12px', inks.ink, end - 4, bottom - 12, 'end');
    },
    png: () => new Promise((done, failed) => sheet.toBlob((blob) => (blob ? done(blob) : failed(new Error('no picture'))), 'image/png')),
  };
  return made;
}

/** A text in lines, each of which fits. */
function wrapped(said, fits) {
  const lines = [];
  for (const word of said.split(' ').filter(Boolean)) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
