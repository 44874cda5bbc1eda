//! How much of each pixel a shape covers: the one rasteriser that everything is painted with.
//!
//! Areas are accumulated exactly: each edge adds the signed area to its right, and a running sum
//! along the row gives the coverage (the method of Raph Levien's `font-rs`, made sparse by
//! remembering which pixels were touched). Lines are capsules: a segment's coverage is how deep a
//! pixel's middle lies within its round-ended outline, and overlapping segments take the larger
//! value, so that joins are round and nothing is painted twice.

/// When a point counts as inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FillRule {
    /// Within an odd number of rings.
    EvenOdd,
    /// Within rings that do not cancel.
    NonZero,
}

/// A straight edge or segment in device pixels: x and y of its beginning, x and y of its end.
pub(super) type Segment = [f32; 4];

/// Device pixels from `left` to `right` and `top` to `bottom`, the latter excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PixelRect {
    pub(super) left: u32,
    pub(super) top: u32,
    pub(super) right: u32,
    pub(super) bottom: u32,
}

impl PixelRect {
    /// Whether it holds no pixel.
    pub(super) fn is_empty(self) -> bool {
        self.left >= self.right || self.top >= self.bottom
    }

    /// The pixels in both.
    pub(super) fn intersection(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }
}

/// An accumulator for a band of pixel rows.
///
/// Edges and segments are added within a clip, then swept out once, which leaves it empty again.
pub(super) struct Coverage {
    stride: usize,
    words: usize,
    values: Vec<f32>,
    /// One bit a pixel: its value may differ from zero.
    touched: Vec<u64>,
    clip: PixelRect,
}

impl Coverage {
    /// An empty accumulator for bands of at most `rows` rows of `width` pixels.
    pub(super) fn new(width: usize, rows: usize) -> Self {
        // An edge in the last column spills into the one after it.
        let words = (width + 2).div_ceil(64);
        let stride = words * 64;
        let clip = PixelRect { left: 0, top: 0, right: 0, bottom: 0 };
        Self {
            stride,
            words,
            values: vec![0.0; stride * rows],
            touched: vec![0; words * rows],
            clip,
        }
    }

    /// Begins a shape that may touch `clip`, which must lie within a band of the accumulator's
    /// size; rows count from the clip's top.
    pub(super) fn begin(&mut self, clip: PixelRect) {
        self.clip = clip;
    }

    /// Adds an edge of an area. Rings must be complete: what lies outside the clip on the left
    /// still counts.
    pub(super) fn add_edge(&mut self, [x0, y0, x1, y1]: Segment) {
        let (direction, top, bottom) =
            if y0 < y1 { (1.0, (x0, y0), (x1, y1)) } else { (-1.0, (x1, y1), (x0, y0)) };
        let (first, last) =
            (top.1.max(self.clip.top as f32), bottom.1.min(self.clip.bottom as f32));
        if first >= last {
            return;
        }
        let slope = (bottom.0 - top.0) / (bottom.1 - top.1);
        // Each row is computed from the edge's own end, not from the row above, so that an edge
        // looks the same wherever a band begins.
        let x_at = |y: f32| {
            if y == bottom.1 { bottom.0 } else { top.0 + (y - top.1) * slope }
        };
        let mut y = first;
        let mut x = x_at(y);
        let mut row = first as u32;
        while y < last {
            let next_y = last.min((row + 1) as f32);
            let next_x = x_at(next_y);
            self.add_row(row, x, next_x, (next_y - y) * direction);
            (x, y, row) = (next_x, next_y, row + 1);
        }
    }

    /// Adds the part of an edge that lies within one pixel row and has the signed height `height`.
    fn add_row(&mut self, row: u32, xa: f32, xb: f32, mut height: f32) {
        let (left, right) = (self.clip.left as f32, self.clip.right as f32);
        let (mut x0, mut x1) = if xa < xb { (xa, xb) } else { (xb, xa) };
        if x0 >= right {
            return;
        }
        if x1 > right {
            height *= (right - x0) / (x1 - x0);
            x1 = right;
        }
        let row = (row - self.clip.top) as usize;
        if x0 < left {
            let outside = if x1 <= left { 1.0 } else { (left - x0) / (x1 - x0) };
            self.touch(row, self.clip.left as usize, self.clip.left as usize + 1);
            self.values[row * self.stride + self.clip.left as usize] += height * outside;
            if x1 <= left {
                return;
            }
            height *= 1.0 - outside;
            x0 = left;
        }
        let start = x0 as usize;
        let end = x1.ceil() as usize;
        self.touch(row, start, end.max(start + 1) + 1);
        let values = &mut self.values[row * self.stride + start..];
        let from = x0 - start as f32;
        if end <= start + 1 {
            let middle = (from + (x1 - start as f32)) * 0.5;
            values[0] += height * (1.0 - middle);
            values[1] += height * middle;
            return;
        }
        // The trapezoid rule over the pixels that the edge crosses.
        let per_pixel = 1.0 / (x1 - x0);
        let to = x1 - end as f32 + 1.0;
        let head = 0.5 * per_pixel * (1.0 - from) * (1.0 - from);
        let tail = 0.5 * per_pixel * to * to;
        let count = end - start;
        values[0] += height * head;
        if count == 2 {
            values[1] += height * (1.0 - head - tail);
        } else {
            let second = per_pixel * (1.5 - from);
            values[1] += height * (second - head);
            for value in &mut values[2..count - 1] {
                *value += height * per_pixel;
            }
            let before_tail = second + (count - 3) as f32 * per_pixel;
            values[count - 1] += height * (1.0 - before_tail - tail);
        }
        values[count] += height * tail;
    }

    /// Adds a segment with round ends. `radius` is half the line's width, at least half a pixel.
    pub(super) fn add_capsule(&mut self, [ax, ay, bx, by]: Segment, radius: f32) {
        let reach = radius + 0.5;
        let (dx, dy) = (bx - ax, by - ay);
        let length2 = dx * dx + dy * dy;
        let inverse = if length2 > 0.0 { 1.0 / length2 } else { 0.0 };
        let clip = self.clip;
        let first = (ay.min(by) - reach - 0.5).max(clip.top as f32) as u32;
        let last = ((ay.max(by) + reach + 0.5).max(0.0) as u32).min(clip.bottom);
        for row in first..last {
            let y = row as f32 + 0.5;
            // The part of the segment that comes near enough to this row.
            let (mut near, mut far) = (0.0f32, 1.0f32);
            if dy != 0.0 {
                let (one, two) = ((y - reach - ay) / dy, (y + reach - ay) / dy);
                near = one.min(two).clamp(0.0, 1.0);
                far = one.max(two).clamp(0.0, 1.0);
            }
            let (xa, xb) = (ax + near * dx, ax + far * dx);
            let start = (xa.min(xb) - reach - 0.5).max(clip.left as f32) as u32;
            let end = ((xa.max(xb) + reach + 0.5).max(0.0).ceil() as u32).min(clip.right);
            if start >= end {
                continue;
            }
            let line = (row - clip.top) as usize;
            self.touch(line, start as usize, end as usize);
            let begin = line * self.stride;
            let values = &mut self.values[begin + start as usize..begin + end as usize];
            let from_x = start as f32 + 0.5 - ax;
            let from_y = y - ay;
            for (index, value) in (0i32..).zip(values) {
                let px = from_x + index as f32;
                let along = ((px * dx + from_y * dy) * inverse).clamp(0.0, 1.0);
                let (ex, ey) = (px - along * dx, from_y - along * dy);
                let depth = (reach - (ex * ex + ey * ey).sqrt()).min(1.0);
                if depth > *value {
                    *value = depth;
                }
            }
        }
    }

    /// Marks the pixels from `start` to `end` of a row as touched.
    fn touch(&mut self, row: usize, start: usize, end: usize) {
        let words = &mut self.touched[row * self.words..(row + 1) * self.words];
        let (first, last) = (start / 64, (end - 1) / 64);
        let head = u64::MAX << (start % 64);
        let tail = u64::MAX >> (63 - (end - 1) % 64);
        if first == last {
            words[first] |= head & tail;
        } else {
            words[first] |= head;
            words[first + 1..last].fill(u64::MAX);
            words[last] |= tail;
        }
    }

    /// Gives out the coverage of the area that the edges enclose: row and column range in device
    /// pixels, and 1 to 255.
    pub(super) fn sweep_area(&mut self, rule: FillRule, mut paint: impl FnMut(u32, u32, u32, u8)) {
        let (left, right) = (self.clip.left, self.clip.right);
        for line in 0..self.clip.bottom - self.clip.top {
            let row = self.clip.top + line;
            let mut sum = 0.0f32;
            let mut done = left;
            let mut inside = 0;
            self.drain_row(line as usize, |column, value| {
                if column > done && inside > 0 {
                    paint(row, done, column.min(right), inside);
                }
                sum += value;
                inside = level(sum, rule);
                if inside > 0 && column < right {
                    paint(row, column, column + 1, inside);
                }
                done = column + 1;
            });
            if done < right && inside > 0 {
                paint(row, done, right, inside);
            }
        }
    }

    /// Gives out the coverage of the segments: row and column in device pixels, and 1 to 255.
    pub(super) fn sweep_lines(&mut self, mut paint: impl FnMut(u32, u32, u32, u8)) {
        for line in 0..self.clip.bottom - self.clip.top {
            let row = self.clip.top + line;
            self.drain_row(line as usize, |column, value| {
                let covered = (value * 255.0 + 0.5) as u8;
                if covered > 0 {
                    paint(row, column, column + 1, covered);
                }
            });
        }
    }

    /// Gives the touched pixels of a row from left to right and forgets them.
    fn drain_row(&mut self, line: usize, mut give: impl FnMut(u32, f32)) {
        let words = &mut self.touched[line * self.words..(line + 1) * self.words];
        let values = &mut self.values[line * self.stride..(line + 1) * self.stride];
        for (word, chunk) in words
            .iter_mut()
            .zip(values.as_chunks_mut::<64>().0)
            .enumerate()
            .map(|(index, (bits, chunk))| ((index, bits), chunk))
        {
            let (index, bits) = word;
            while *bits != 0 {
                let bit = bits.trailing_zeros();
                *bits &= *bits - 1;
                let value = std::mem::take(&mut chunk[bit as usize]);
                give(index as u32 * 64 + bit, value);
            }
        }
    }
}

/// Coverage 0 to 255 of a pixel around which the edges wind `sum` times.
fn level(sum: f32, rule: FillRule) -> u8 {
    let winding = sum.abs();
    let inside = match rule {
        FillRule::NonZero => winding.min(1.0),
        // 0 at even numbers, 1 at odd ones, straight in between.
        FillRule::EvenOdd if winding <= 1.0 => winding,
        FillRule::EvenOdd => 1.0 - (winding % 2.0 - 1.0).abs(),
    };
    (inside * 255.0 + 0.5) as u8
}
