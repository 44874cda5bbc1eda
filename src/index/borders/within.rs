//! Who controlled ground near a place.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rstar::AABB;

use super::super::ControlIndex;
use super::super::answer::ControlId;
use super::Borders;
use crate::geometry::geodesic::Geocentric;
use crate::geometry::{Kilometres, LonLat};

/// Who controlled ground near a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearby {
    /// All who did, in order of precedence.
    pub claims: Vec<ControlId>,
    /// Whether there is ground of which nobody has said who controlled it.
    pub has_unmapped: bool,
}

impl Borders {
    /// Who controlled ground within a distance of a place, on any day from a first to a last one.
    ///
    /// That is who controlled the place itself, and who stands on either side of a border that is as
    /// near as that: there is no other way for ground to reach into a disc.
    pub fn within(
        &self,
        index: &ControlIndex,
        place: LonLat,
        radius: Kilometres,
        (first, last): (Date, Date),
    ) -> Nearby {
        let calendar = index.calendar();
        let begin = calendar.epoch_of(first).max(calendar.first_with_data()).0;
        let end = calendar.epoch_of(last).0;
        if first > last || begin > end {
            return Nearby { claims: Vec::new(), has_unmapped: false };
        }
        let meets = |(from, until): (u16, u16)| from <= end && begin < until;
        let history = index.history(place);
        let here = history
            .iter()
            .filter(|span| span.has_data && meets(calendar.span_of(span.validity)))
            .map(|span| &span.claims);
        let sides = self.reached(place, radius, meets).map(|side| &self.grounds[side as usize]);
        let (mut claims, mut has_unmapped) = (BTreeSet::new(), false);
        for ground in here.chain(sides) {
            has_unmapped |= ground.is_empty();
            claims.extend(ground);
        }
        Nearby { claims: claims.into_iter().collect(), has_unmapped }
    }

    /// The sides of the borders within a distance of a place; none for no distance.
    fn reached(
        &self,
        place: LonLat,
        radius: Kilometres,
        meets: impl Fn((u16, u16)) -> bool,
    ) -> impl Iterator<Item = u32> {
        let place = Geocentric::of(place);
        let reach = if radius.0 > 0.0 { place.chord(radius).0 } else { -1.0 };
        let cube = AABB::from_corners(
            place.position.map(|axis| axis - reach.max(0.0)),
            place.position.map(|axis| axis + reach.max(0.0)),
        );
        self.boxes
            .locate_in_envelope_intersecting(cube)
            .filter_map(|found| self.borders.get(found.data as usize))
            .filter(move |border| meets(border.epochs))
            .filter(move |border| {
                reach >= 0.0 && border.segment().nearest(place.position).1 <= reach * reach
            })
            .flat_map(|border| border.sides)
    }
}
