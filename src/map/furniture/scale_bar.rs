//! The scale bar, in kilometres and in miles.

use crate::map::page::{Page, text, width};
use crate::map::scene::{Anchor, Item, Point, Rect, TextStyle};
use crate::map::{style, wording};

/// Kilometres in an international mile.
const MILE: f64 = 1.609_344;
/// Share of the map's width that the bar takes at most, and how much it may be at most.
const WIDEST: (f32, f32) = (0.22, 200.0);

/// Space between bar and figure, in ems.
const GAP: f32 = 0.35;

/// A scale bar, measured.
#[derive(Debug, Clone)]
pub(in crate::map) struct ScaleBar {
    letters: TextStyle,
    kilometres: (f32, String),
    miles: (f32, String),
    /// Room that it takes.
    pub(in crate::map) size: (f32, f32),
}

impl ScaleBar {
    /// A scale bar for a map of a width with so many page pixels a kilometre.
    pub(in crate::map) fn new(page: &Page, map_width: f32, pixels_per_kilometre: f64) -> Self {
        let letters = page.letters(style::SCALE_BAR);
        let widest = f64::from((map_width * WIDEST.0).min(page.length(WIDEST.1)));
        let bar = |pixels: f64, name: fn(&str, crate::model::Language) -> String| {
            let length = round_length(widest / pixels);
            ((length * pixels) as f32, name(&figure(length), page.language))
        };
        let kilometres = bar(pixels_per_kilometre, wording::kilometres);
        let miles = bar(pixels_per_kilometre * MILE, wording::miles);
        let room = |(bar, label): &(f32, String)| bar + letters.size * GAP + width(label, letters);
        let height = if page.is_mirrored() { 3.4 } else { 2.5 };
        let size = (room(&kilometres).max(room(&miles)), letters.size * height);
        Self { letters, kilometres, miles, size }
    }

    /// The scale bar in its place.
    pub(in crate::map) fn draw(&self, page: &Page, place: &Rect) -> Vec<Item> {
        let tick = self.letters.size * 0.4;
        let middle = place.y + place.height / 2.0;
        let line = |length: f32, height: f32| {
            let at = |dx: f32, dy: f32| Point { x: page.along(place, dx), y: middle + dy };
            vec![at(0.0, height), at(0.0, 0.0), at(length, 0.0), at(length, height)]
        };
        let (kilometres, miles) = (&self.kilometres, &self.miles);
        let lines = vec![line(kilometres.0, -tick), line(miles.0, tick)];
        // Letters that reach below the line must not touch the bar.
        let depth = if page.is_mirrored() { self.letters.size * 0.3 } else { 0.0 };
        let stroke = page.stroke(style::solid(page.theme.colors.ink, 1.4));
        let under = page.stroke(style::solid(page.theme.colors.halo, 4.0));
        let label = |(bar, content): &(f32, String), y: f32| {
            let x = page.along(place, bar + self.letters.size * GAP);
            let origin = Point { x, y };
            let anchor = if page.is_mirrored() { Anchor::Right } else { Anchor::Left };
            let item = text(content, origin, anchor, self.letters, page.theme.colors.ink);
            match item {
                Item::Text(mut text) => {
                    text.halo = Some(page.halo());
                    Item::Text(text)
                }
                other => other,
            }
        };
        vec![
            Item::Stroke { lines: lines.clone(), stroke: under },
            Item::Stroke { lines, stroke },
            label(kilometres, middle - tick * 0.55 - depth),
            label(miles, middle + tick * 0.55 + self.letters.size * 0.72 + depth),
        ]
    }
}

/// The largest of 1, 2 or 5 times a power of ten that is not above a length.
fn round_length(most: f64) -> f64 {
    if !(most.is_finite() && most > 0.0) {
        return 1.0;
    }
    let power = 10_f64.powf(most.log10().floor());
    let digit = most / power;
    power
        * if digit >= 5.0 {
            5.0
        } else if digit >= 2.0 {
            2.0
        } else {
            1.0
        }
}

fn figure(length: f64) -> String {
    let decimals = if length >= 1.0 { 0 } else { -length.log10().floor() as usize };
    format!("{length:.decimals$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_round() {
        for (most, round) in [(1.0, 1.0), (99.0, 50.0), (430.0, 200.0), (0.03, 0.02)] {
            assert!((round_length(most) - round).abs() < 1e-9, "{most}");
        }
        assert_eq!(round_length(f64::NAN), 1.0);
        assert_eq!(figure(0.05), "0.05");
        assert_eq!(figure(200.0), "200");
    }
}
