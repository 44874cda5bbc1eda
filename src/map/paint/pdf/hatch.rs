//! Stripes as lines.

use crate::map::scene::{Point, Rect};

/// The middle lines of the stripes that cross a rectangle, given by spacing, width, angle and phase as a
/// hatch has them. None if they are closer than a page pixel or a length is no positive number.
pub(super) fn lines(within: Rect, [spacing, width, angle, phase]: [f32; 4]) -> Vec<[Point; 2]> {
    let is_finite = spacing.is_finite() && angle.is_finite() && phase.is_finite();
    let is_drawable = spacing >= 1.0 && width > 0.0 && is_finite;
    if !is_drawable {
        return Vec::new();
    }
    let (sin, cos) = angle.to_radians().sin_cos();
    // y grows downwards: a stripe runs along (cos, -sin), hence across is (sin, cos).
    let extent = |x: f32, y: f32| {
        let measures = within.corners().map(|at| at.x * x + at.y * y);
        let least = measures.into_iter().fold(f32::INFINITY, f32::min);
        let most = measures.into_iter().fold(f32::NEG_INFINITY, f32::max);
        (least, most)
    };
    let (nearest, farthest) = extent(sin, cos);
    let (begin, end) = extent(cos, -sin);
    let first = ((nearest - width / 2.0) / spacing - phase).ceil();
    let last = ((farthest + width / 2.0) / spacing - phase).floor();
    // The casts turn what is no number into 0.
    let stripe = |index: i32| {
        let across = (index as f32 + phase) * spacing;
        [begin - width, end + width]
            .map(|along| Point { x: along * cos + across * sin, y: across * cos - along * sin })
    };
    (first as i32..=last as i32).map(stripe).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: Rect = Rect { x: 10.0, y: 20.0, width: 30.0, height: 40.0 };

    #[test]
    fn level_stripes_are_anchored_to_the_page() {
        let ys: Vec<f32> = lines(BOX, [8.0, 2.0, 0.0, 0.0]).iter().map(|line| line[0].y).collect();
        assert_eq!(ys, [24.0, 32.0, 40.0, 48.0, 56.0]);
        let moved = lines(BOX, [8.0, 2.0, 0.0, 0.25]);
        assert_eq!(moved.first().map(|line| line[0].y), Some(26.0));
    }

    #[test]
    fn slanted_stripes_rise_to_the_right_and_cross_the_whole_box() {
        let found = lines(BOX, [7.0, 2.0, 45.0, 0.0]);
        for [from, to] in &found {
            assert!(to.x > from.x && to.y < from.y);
            let period = (from.x + from.y) * std::f32::consts::FRAC_1_SQRT_2 / 7.0;
            assert!((period - period.round()).abs() < 1e-4, "{period}");
        }
        // Across, the box reaches from 30 to 100, over the square root of 2; half a stripe is seen, too.
        assert_eq!(found.len(), 8);
    }

    #[test]
    fn stripes_that_cannot_be_drawn_are_none() {
        for (spacing, width) in [(0.5, 0.2), (f32::NAN, 1.0), (8.0, 0.0), (f32::INFINITY, 1.0)] {
            assert!(lines(BOX, [spacing, width, 45.0, 0.0]).is_empty());
        }
    }
}
