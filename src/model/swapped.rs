//! Positions whose longitude and latitude were probably exchanged.

use crate::geometry::{BoundingBox, Coord};

const HINT: &str =
    "outside the data's box, inside it with longitude and latitude exchanged: are they swapped?";

/// What is to be said of a position outside the box of some data that lies inside with its longitude
/// and latitude exchanged; nothing of any other, or where there is no data.
pub(crate) fn swap_hint(bounds: Option<BoundingBox>, at: Coord) -> Option<&'static str> {
    bounds?.contains_swapped(at).then_some(HINT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_inside_when_it_is_exchanged_is_suspected() {
        let ukraine = BoundingBox::new(22.1, 44.3, 40.3, 52.4).ok();
        assert!(swap_hint(ukraine, Coord { x: 48.5, y: 37.9 }).is_some());
        assert_eq!(swap_hint(ukraine, Coord { x: 37.9, y: 48.5 }), None, "inside");
        assert_eq!(swap_hint(ukraine, Coord { x: 2.0, y: 3.0 }), None, "outside either way");
        assert_eq!(swap_hint(None, Coord { x: 48.5, y: 37.9 }), None);
    }
}
