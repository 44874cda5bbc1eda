//! The dates of changes, written at them like flags at their poles.

use jiff::civil::Date;

use crate::map::chart::axis::{Axis, Side};
use crate::map::page::{Page, width};
use crate::map::scene::TextStyle;
use crate::map::wording;

/// Space between pole and date, in ems.
const GAP: f32 = 0.3;
/// Space between two flags, in ems.
const APART: f32 = 0.7;

/// A date at the change that it is of.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Flag {
    /// What is written.
    pub(super) content: String,
    /// Where on the axis the change is.
    pub(super) pole: f32,
    /// On which side of the band it is written.
    pub(super) side: Side,
    /// Whether the date stands after its pole rather than before it.
    pub(super) is_after: bool,
}

impl Flag {
    /// Where the date begins or ends, as a distance along the axis.
    pub(super) fn origin(&self, letters: TextStyle) -> f32 {
        let gap = GAP * letters.size;
        self.pole + if self.is_after { gap } else { -gap }
    }

    /// From where to where it reaches along the axis.
    fn reach(&self, letters: TextStyle) -> (f32, f32) {
        let length = width(&self.content, letters) + GAP * letters.size;
        if self.is_after {
            (self.pole, self.pole + length)
        } else {
            (self.pole - length, self.pole)
        }
    }
}

/// As many of the changes' dates as there is room for on some sides of a band.
pub(super) fn flags(
    page: &Page,
    axis: &Axis,
    changes: &[Date],
    letters: TextStyle,
    sides: &[Side],
) -> Vec<Flag> {
    let mut placed: Vec<(Flag, (f32, f32))> = Vec::new();
    let apart = APART * letters.size;
    for (index, date) in changes.iter().enumerate() {
        let pole = axis.distance(*date);
        let next = changes.get(index + 1).map_or(f32::MAX, |next| axis.distance(*next));
        let is_free = |flag: &Flag| {
            let (from, to) = flag.reach(letters);
            let meets = |(other, reach): &(Flag, (f32, f32))| {
                other.side == flag.side && from < reach.1 + apart && reach.0 < to + apart
            };
            from >= 0.0 && to <= axis.length() && !placed.iter().any(meets)
        };
        let mut wishes = Vec::new();
        for content in written(*date, axis, page) {
            for &side in sides {
                for is_after in [true, false] {
                    wishes.push(Flag { content: content.clone(), pole, side, is_after });
                }
            }
        }
        // A flag that leaves room for the next pole goes before one that does not.
        let leaves_room = |flag: &&Flag| flag.reach(letters).1 + GAP * letters.size < next;
        let free: Vec<&Flag> = wishes.iter().filter(|flag| is_free(flag)).collect();
        let best = free.iter().copied().find(leaves_room).or(free.first().copied());
        if let Some(flag) = best {
            placed.push((flag.clone(), flag.reach(letters)));
        }
    }
    placed.into_iter().map(|(flag, _)| flag).collect()
}

/// The ways to write a date on an axis, the fullest first.
fn written(date: Date, axis: &Axis, page: &Page) -> Vec<String> {
    if axis.is_long() {
        vec![wording::date(date, page.language), wording::month_of_year(date, page.language)]
    } else {
        vec![wording::day_of_month(date, page.language)]
    }
}
