//! The scale of areas: round numbers of square kilometres from nought upwards.

use crate::map::page::{Page, text, width};
use crate::map::scene::{Anchor, Item, Point, Rect};
use crate::map::text::cap_height;
use crate::map::{style, wording};

/// Least distance between two lines of the scale, in ems.
const APART: f32 = 4.0;
/// Most lines above nought.
const MOST_LINES: f64 = 6.0;
/// Space between figures and bands, in ems.
const GAP: f32 = 0.6;
/// How far above the bands the unit stands, in ems.
const UNIT_RISE: f32 = 1.3;

/// A scale from nought to the largest area.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    peak: f64,
    step: f64,
}

impl Scale {
    /// The scale up to an area over such a height.
    pub(super) fn new(page: &Page, peak: f64, height: f32) -> Self {
        let room = f64::from(height / (APART * page.letters(style::DATE).size));
        let least = peak / room.clamp(1.0, MOST_LINES);
        Self { peak, step: round_above(least) }
    }

    /// The y of an area on bands that stand in a place.
    pub(super) fn y(&self, place: &Rect, area: f64) -> f32 {
        let share = if self.peak > 0.0 { area / self.peak } else { 0.0 };
        place.bottom() - (share * f64::from(place.height)) as f32
    }

    /// Round areas, nought first.
    fn lines(&self) -> impl Iterator<Item = f64> {
        let count = if self.peak > 0.0 { (self.peak / self.step + 1e-9).floor() } else { 0.0 };
        let step = self.step;
        (0..=count as u32).map(move |index| f64::from(index) * step)
    }

    fn figure(&self, page: &Page, area: f64) -> String {
        // Steps are whole numbers or a single tenth, two or five.
        if self.step < 1.0 && area > 0.0 {
            wording::area(area, page.language)
        } else {
            wording::grouped(area, page.language)
        }
    }

    fn widest(&self, page: &Page) -> f32 {
        let letters = page.letters(style::DATE);
        let unit = width(wording::square_kilometres(page.language), letters);
        self.lines().map(|area| width(&self.figure(page, area), letters)).fold(unit, f32::max)
    }

    /// The room that the figures take beside the bands.
    pub(super) fn width(&self, page: &Page) -> f32 {
        self.widest(page) + GAP * page.letters(style::DATE).size
    }

    /// The room that the unit takes above the bands.
    pub(super) fn rise(&self, page: &Page) -> f32 {
        let letters = page.letters(style::DATE);
        UNIT_RISE * letters.size + cap_height(letters)
    }

    /// Faint lines over the bands, that of nought left to the axis of time.
    pub(super) fn grid(&self, page: &Page, place: &Rect) -> Item {
        let line = |area: f64| {
            let y = self.y(place, area);
            vec![Point { x: place.x, y }, Point { x: place.right(), y }]
        };
        let stroke = page.stroke(style::solid(page.theme.colors.grid, page.theme.widths.rule));
        Item::Stroke { lines: self.lines().skip(1).map(line).collect(), stroke }
    }

    /// The figures beside the bands, with their unit above them: units stand under units in every
    /// script.
    pub(super) fn figures(&self, page: &Page, place: &Rect) -> Vec<Item> {
        let letters = page.letters(style::DATE);
        let gap = GAP * letters.size;
        let x = if page.is_mirrored() {
            place.right() + gap + self.widest(page)
        } else {
            place.x - gap
        };
        let write = |content: String, y: f32| {
            text(content, Point { x, y }, Anchor::Right, letters, page.theme.colors.faint_ink)
        };
        let unit = wording::square_kilometres(page.language).to_owned();
        let mut items = vec![write(unit, place.y - UNIT_RISE * letters.size)];
        for area in self.lines() {
            let middle = self.y(place, area) + cap_height(letters) / 2.0;
            items.push(write(self.figure(page, area), middle));
        }
        items
    }
}

/// The next round number, from a tenth on.
fn round_above(least: f64) -> f64 {
    let least = least.max(0.1);
    let power = 10_f64.powi(least.log10().floor() as i32);
    // Rounding must not push a number past itself.
    let found = [1.0, 2.0, 5.0].into_iter().find(|digit| digit * power >= least * (1.0 - 1e-9));
    found.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::theme::Theme;
    use crate::model::Language;

    fn scale(peak: f64) -> Scale {
        Scale::new(&Page::new(1600.0, 1200.0, Language::English, Theme::default()), peak, 700.0)
    }

    #[test]
    fn steps_are_round() {
        for (least, round) in
            [(0.0, 0.1), (0.1, 0.1), (0.13, 0.2), (1.0, 1.0), (3.0, 5.0), (70_000.0, 100_000.0)]
        {
            assert!((round_above(least) - round).abs() < 1e-9, "{least}");
        }
    }

    #[test]
    fn lines_reach_up_to_the_peak_and_not_beyond() {
        let page = Page::new(1600.0, 1200.0, Language::English, Theme::default());
        for (peak, last, figure) in [
            (187_671.0, 150_000.0, "150,000"),
            (100.0, 100.0, "100"),
            (0.7, 0.6, "0.6"),
            (0.0, 0.0, "0"),
        ] {
            let scale = scale(peak);
            let found = scale.lines().last().expect("nought at least");
            assert!((found - last).abs() < 1e-6, "{peak}: {found}");
            assert_eq!(scale.figure(&page, found), figure);
        }
    }
}
