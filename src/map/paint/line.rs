//! Lines of many points to the pixels they cover, by how far each pixel lies from the line.
//!
//! A coast has thousands of short steps. Their outline would be several times as many edges, which cross
//! at every bend; a pixel's distance from a step is had for a few operations, and what several steps cover
//! is what the nearest of them does.

use tiny_skia::{Path, PathSegment};

use super::prepare::PixelRect;
use crate::map::scene::Point;

/// Lines of one width, painted as one shape.
#[derive(Clone)]
pub(super) struct Lines {
    lines: Vec<Vec<Point>>,
    /// Half the width in device pixels.
    radius: f32,
    /// Whether lines end square, at their last point, and not in half a circle round it.
    ends_square: bool,
    /// Pixels they may touch.
    bounds: PixelRect,
}

impl Lines {
    /// Lines through points in device pixels, all of them finite.
    pub(super) fn new(lines: Vec<Vec<Point>>, radius: f32, ends_square: bool) -> Self {
        let (mut least, mut most) = ([f32::INFINITY; 2], [f32::NEG_INFINITY; 2]);
        for at in lines.iter().flatten() {
            least = [least[0].min(at.x), least[1].min(at.y)];
            most = [most[0].max(at.x), most[1].max(at.y)];
        }
        let reach = radius + 0.5;
        // The casts turn what lies left of and above the page into 0.
        let bounds = PixelRect {
            left: (least[0] - reach).floor() as u32,
            top: (least[1] - reach).floor() as u32,
            right: (most[0] + reach).ceil() as u32,
            bottom: (most[1] + reach).ceil() as u32,
        };
        Self { lines, radius, ends_square, bounds }
    }

    /// The straight parts of a path without curves.
    pub(super) fn of(path: &Path, radius: f32, ends_square: bool) -> Self {
        let mut lines: Vec<Vec<Point>> = Vec::new();
        for segment in path.segments() {
            match segment {
                PathSegment::MoveTo(to) => lines.push(vec![Point { x: to.x, y: to.y }]),
                PathSegment::LineTo(to)
                | PathSegment::QuadTo(_, to)
                | PathSegment::CubicTo(_, _, to) => {
                    if let Some(line) = lines.last_mut() {
                        line.push(Point { x: to.x, y: to.y });
                    }
                }
                PathSegment::Close => {
                    if let Some(line) = lines.last_mut() {
                        line.extend(line.first().copied());
                    }
                }
            }
        }
        Self::new(lines, radius, ends_square)
    }

    /// Whether they may touch some pixels.
    pub(super) fn touch(&self, place: PixelRect) -> bool {
        !self.bounds.intersection(place).is_empty()
    }
}

/// A part of the page on which lines are drawn before they are coloured.
pub(super) struct Sheet {
    place: PixelRect,
    /// How much of each pixel is covered, row after row; empty until something is drawn.
    shares: Vec<u8>,
    /// For each row, the columns in which something was drawn: from the first to behind the last.
    drawn: Vec<(usize, usize)>,
}

impl Sheet {
    /// A bare sheet.
    pub(super) fn over(place: PixelRect) -> Self {
        Self { place, shares: Vec::new(), drawn: Vec::new() }
    }

    /// Draws lines, hands on each row they touch (how far down and right it begins, and what share of each
    /// pixel they cover), and wipes the sheet.
    pub(super) fn draw(&mut self, lines: &Lines, mut row: impl FnMut(usize, usize, &[u8])) {
        let part = lines.bounds.intersection(self.place);
        let width = (self.place.right - self.place.left) as usize;
        let height = (self.place.bottom - self.place.top) as usize;
        if part.is_empty() {
            return;
        }
        if self.shares.is_empty() {
            self.shares = vec![0; width * height];
            self.drawn = vec![(width, 0); height];
        }
        for line in &lines.lines {
            let last = line.len().saturating_sub(2);
            for (index, step) in line.windows(2).enumerate() {
                let &[from, to] = step else { continue };
                let square = (lines.ends_square && index == 0, lines.ends_square && index == last);
                self.step(&Step::new(from, to, lines.radius, square));
            }
        }
        let rows = (part.top - self.place.top) as usize..(part.bottom - self.place.top) as usize;
        for index in rows {
            let Some(drawn) = self.drawn.get_mut(index) else { continue };
            let (first, end) = std::mem::replace(drawn, (width, 0));
            let span = index * width + first..index * width + end;
            if first < end
                && let Some(shares) = self.shares.get_mut(span)
            {
                row(index, first, shares);
                shares.fill(0);
            }
        }
    }

    /// Draws a step of a line.
    fn step(&mut self, step: &Step) {
        let place = self.place;
        let width = (place.right - place.left) as usize;
        // The casts round down.
        let below = |at: f32, from: u32, to: u32| {
            (at.clamp(from as f32, to as f32) as u32).saturating_sub(from)
        };
        let above = |at: f32, from: u32, to: u32| {
            let at = at.clamp(from as f32, to as f32);
            (at as u32 + u32::from((at as u32 as f32) < at)).saturating_sub(from)
        };
        let (top, bottom) = step.rows();
        let (top, bottom) =
            (below(top, place.top, place.bottom), above(bottom, place.top, place.bottom));
        for row in top..bottom {
            // The middle of the row, from the step's beginning on.
            let down = (place.top + row) as f32 + 0.5 - step.from.y;
            let (left, right) = step.columns(down);
            let left = below(left, place.left, place.right);
            let right = above(right, place.left, place.right);
            if left >= right {
                continue;
            }
            let (row, first, end) = (row as usize, left as usize, right as usize);
            if let Some(drawn) = self.drawn.get_mut(row) {
                *drawn = (drawn.0.min(first), drawn.1.max(end));
            }
            let span = row * width + first..row * width + end;
            let shares = self.shares.get_mut(span).unwrap_or_default();
            for (column, share) in (place.left + left..).zip(shares) {
                *share = step.share(column as f32 + 0.5 - step.from.x, down).max(*share);
            }
        }
    }
}

/// A straight step of a line.
struct Step {
    from: Point,
    /// From the beginning to the end.
    x: f32,
    y: f32,
    length: f32,
    /// What a distance is multiplied by to tell its share of the length; 0 for a mere point.
    per_length: f32,
    /// How far its pixels reach: half a pixel beyond half its width.
    reach: f32,
    /// Whether it ends square at its beginning and at its end.
    square: (bool, bool),
}

impl Step {
    fn new(from: Point, to: Point, radius: f32, square: (bool, bool)) -> Self {
        let (x, y) = (to.x - from.x, to.y - from.y);
        let length = x.hypot(y);
        let per_length = if length > 0.0 { 1.0 / length } else { 0.0 };
        Self { from, x, y, length, per_length, reach: radius + 0.5, square }
    }

    /// From where to where down the page it reaches.
    fn rows(&self) -> (f32, f32) {
        let end = self.from.y + self.y;
        (self.from.y.min(end) - self.reach, self.from.y.max(end) + self.reach)
    }

    /// From where to where across the page it reaches in a row that lies so far down from its beginning.
    fn columns(&self, down: f32) -> (f32, f32) {
        // The shares of the step that lie close enough to the row.
        let (one, other) = if self.y.abs() > 1e-3 {
            (((down - self.reach) / self.y), ((down + self.reach) / self.y))
        } else {
            (0.0, 1.0)
        };
        let [one, other] = [one, other].map(|share| self.from.x + share.clamp(0.0, 1.0) * self.x);
        (one.min(other) - self.reach, one.max(other) + self.reach)
    }

    /// What share of a pixel it covers whose middle lies so far right and down from its beginning.
    fn share(&self, right: f32, down: f32) -> u8 {
        let along = (right * self.x + down * self.y) * self.per_length;
        let nearest = along.clamp(0.0, self.length) * self.per_length;
        let (x, y) = (right - nearest * self.x, down - nearest * self.y);
        let mut share = (self.reach - (x * x + y * y).sqrt()).clamp(0.0, 1.0);
        if self.square.0 {
            share *= (along + 0.5).clamp(0.0, 1.0);
        }
        if self.square.1 {
            share *= (self.length - along + 0.5).clamp(0.0, 1.0);
        }
        (share * 255.0 + 0.5) as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: PixelRect = PixelRect { left: 0, top: 0, right: 40, bottom: 20 };

    fn drawn(points: &[(f32, f32)], radius: f32, ends_square: bool) -> Vec<u8> {
        let line = points.iter().map(|&(x, y)| Point { x, y }).collect();
        let lines = Lines::new(vec![line], radius, ends_square);
        let mut page = vec![0; 800];
        let mut sheet = Sheet::over(PAGE);
        sheet.draw(&lines, |row, first, shares| {
            page[row * 40 + first..][..shares.len()].copy_from_slice(shares);
        });
        assert!(sheet.shares.iter().all(|share| *share == 0), "the sheet is bare again");
        page
    }

    #[test]
    fn a_line_between_pixels_is_crisp() {
        let page = drawn(&[(5.0, 10.0), (20.0, 10.0), (35.0, 10.0)], 1.0, false);
        let column: Vec<u8> = (8..12).map(|row| page[row * 40 + 20]).collect();
        assert_eq!(column, [0, 255, 255, 0]);
    }

    #[test]
    fn only_round_ends_reach_beyond_the_last_point() {
        let ends = [(5.0, 10.5), (30.0, 10.5)];
        let row = |page: Vec<u8>| [2, 4, 5, 29, 30, 32].map(|x: usize| page[10 * 40 + x]);
        assert_eq!(row(drawn(&ends, 2.0, true)), [0, 0, 255, 255, 0, 0]);
        assert_eq!(row(drawn(&ends, 2.0, false)), [0, 255, 255, 255, 255, 0]);
    }

    #[test]
    fn a_steep_line_covers_as_much_as_a_flat_one() {
        let sum = |page: Vec<u8>| page.iter().map(|share| f32::from(*share) / 255.0).sum::<f32>();
        let flat = sum(drawn(&[(5.3, 10.2), (15.3, 10.2)], 0.8, true));
        let steep = sum(drawn(&[(10.1, 5.7), (16.1, 13.7)], 0.8, true));
        assert!((flat - 16.0).abs() < 0.2 && (steep - 16.0).abs() < 0.6, "{flat} {steep}");
    }

    #[test]
    fn a_part_of_the_page_shows_the_same_pixels() {
        let points = [(-3.0, 2.0), (11.7, 18.2), (12.0, 3.1), (50.0, 9.0)];
        let whole = drawn(&points, 1.3, false);
        let line = points.iter().map(|&(x, y)| Point { x, y }).collect();
        let lines = Lines::new(vec![line], 1.3, false);
        let part = PixelRect { left: 7, top: 6, right: 33, bottom: 15 };
        let mut seen = 0;
        Sheet::over(part).draw(&lines, |row, first, shares| {
            assert_eq!(shares, &whole[(6 + row) * 40 + 7 + first..][..shares.len()]);
            seen += 1;
        });
        assert_eq!(seen, 9);
    }

    #[test]
    fn a_point_is_a_dot_and_nothing_is_nothing() {
        let dot = drawn(&[(10.5, 10.5), (10.5, 10.5)], 2.0, false);
        assert_eq!((dot[10 * 40 + 10], dot[10 * 40 + 12], dot[10 * 40 + 14]), (255, 128, 0));
        assert!(drawn(&[], 2.0, false).iter().all(|share| *share == 0));
    }
}
