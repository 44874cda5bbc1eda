//! Cuts lines and rings to the page before they are rasterised, so that no coordinate, however
//! far out, costs time or precision.

use super::coverage::Segment;

/// A point in device pixels.
pub(super) type Pixel = (f64, f64);

/// The edges of a ring cut to the page of `width` by `height` pixels.
///
/// What lies left of the page is moved to its left border, since it still counts for the pixels to
/// its right; what lies above, below and right of it is dropped.
pub(super) fn clip_edge(a: Pixel, b: Pixel, width: f64, height: f64, out: &mut Vec<Segment>) {
    if a.1 == b.1 || (a.1 <= 0.0 && b.1 <= 0.0) || (a.1 >= height && b.1 >= height) {
        return;
    }
    let inside = |p: Pixel| p.0 >= 0.0 && p.0 <= width && p.1 >= 0.0 && p.1 <= height;
    if inside(a) && inside(b) {
        out.push([a.0 as f32, a.1 as f32, b.0 as f32, b.1 as f32]);
        return;
    }
    let at_y = |y: f64| (a.0 + (y - a.1) / (b.1 - a.1) * (b.0 - a.0), y);
    let keep = |p: Pixel| match p.1 {
        y if y < 0.0 => at_y(0.0),
        y if y > height => at_y(height),
        _ => p,
    };
    let (a, b) = (keep(a), keep(b));
    let mut cuts = [a, a, b, b];
    if a.0 != b.0 {
        let at_x = |x: f64| (x, a.1 + (x - a.0) / (b.0 - a.0) * (b.1 - a.1));
        let crosses = |x: f64| (a.0 < x) != (b.0 < x);
        let (near, far) = if a.0 < b.0 { (0.0, width) } else { (width, 0.0) };
        cuts[1] = if crosses(near) { at_x(near) } else { a };
        cuts[2] = if crosses(far) { at_x(far) } else { b };
    }
    for pair in cuts.windows(2) {
        let (p, q) = (pair[0], pair[1]);
        if p.1 == q.1 || (p.0 + q.0) / 2.0 >= width {
            continue;
        }
        out.push([p.0.max(0.0) as f32, p.1 as f32, q.0.max(0.0) as f32, q.1 as f32]);
    }
}

/// Which part of the way from `a` to `b` runs within `margin` pixels of the page, as fractions of
/// it; nothing if none does.
pub(super) fn visible(
    a: Pixel,
    b: Pixel,
    width: f64,
    height: f64,
    margin: f64,
) -> Option<(f64, f64)> {
    let (mut from, mut to) = (0.0f64, 1.0f64);
    for (start, delta, size) in [(a.0, b.0 - a.0, width), (a.1, b.1 - a.1, height)] {
        let (low, high) = (-margin - start, size + margin - start);
        if delta == 0.0 {
            if low > 0.0 || high < 0.0 {
                return None;
            }
        } else {
            let (one, two) = (low / delta, high / delta);
            from = from.max(one.min(two));
            to = to.min(one.max(two));
        }
    }
    (from <= to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clipped(a: Pixel, b: Pixel) -> Vec<Segment> {
        let mut out = Vec::new();
        clip_edge(a, b, 100.0, 50.0, &mut out);
        out
    }

    #[test]
    fn an_edge_on_the_page_is_kept_as_it_is() {
        assert_eq!(clipped((1.0, 2.0), (3.0, 4.0)), [[1.0, 2.0, 3.0, 4.0]]);
    }

    #[test]
    fn an_edge_left_of_the_page_counts_at_its_border() {
        assert_eq!(clipped((-9.0, 10.0), (-5.0, 20.0)), [[0.0, 10.0, 0.0, 20.0]]);
    }

    #[test]
    fn an_edge_across_the_page_is_cut_at_both_sides() {
        assert_eq!(
            clipped((-100.0, 0.0), (300.0, 40.0)),
            [[0.0, 0.0, 0.0, 10.0], [0.0, 10.0, 100.0, 20.0]]
        );
        assert_eq!(
            clipped((300.0, 40.0), (-100.0, 0.0)),
            [[100.0, 20.0, 0.0, 10.0], [0.0, 10.0, 0.0, 0.0]]
        );
    }

    #[test]
    fn edges_above_below_and_right_of_the_page_are_dropped() {
        assert!(clipped((5.0, -9.0), (9.0, -1.0)).is_empty());
        assert!(clipped((5.0, 51.0), (9.0, 60.0)).is_empty());
        assert!(clipped((105.0, 1.0), (109.0, 6.0)).is_empty());
    }

    #[test]
    fn only_the_part_of_a_line_near_the_page_is_visible() {
        let part = visible((-1e9, 25.0), (1e9, 25.0), 100.0, 50.0, 10.0).expect("it crosses");
        assert!((part.0 - (0.5 - 5e-9)).abs() < 1e-9 && part.1 > part.0);
        assert_eq!(visible((-50.0, 60.0), (50.0, 160.0), 100.0, 50.0, 5.0), None);
    }
}
