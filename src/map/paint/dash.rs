//! Polylines to the segments that are painted: short steps merged, dashes cut, the invisible left
//! out.

use super::clip::{Pixel, visible};
use super::coverage::Segment;

/// The page that lines are cut to, in device pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Leaves out points closer than `step` pixels to the last one kept; the ends always stay.
pub(super) fn thin(points: &[Pixel], step: f64) -> Vec<Pixel> {
    let Some((&first, rest)) = points.split_first() else { return Vec::new() };
    let mut kept = Vec::with_capacity(points.len());
    kept.push(first);
    let mut last = first;
    for &point in rest {
        let (dx, dy) = (point.0 - last.0, point.1 - last.1);
        if dx * dx + dy * dy >= step * step {
            kept.push(point);
            last = point;
        }
    }
    if let Some(&end) = rest.last()
        && end != last
    {
        kept.push(end);
    }
    kept
}

/// The segments of a polyline `width` pixels wide, as far as they can be seen on the page. A single
/// point is a segment without length, which is painted as a dot.
///
/// `dash` holds the lengths of dash and gap in pixels. A line is solid if the pattern is finer than
/// a pixel, if the round ends of the dashes close the gaps, or if the lengths are not numbers.
pub(super) fn segments(
    points: &[Pixel],
    width: f64,
    dash: Option<(f64, f64)>,
    page: Page,
    out: &mut Vec<Segment>,
) {
    let margin = width / 2.0 + 1.0;
    let dash = dash.filter(|&(on, off)| {
        on >= 0.0 && off > width / 4.0 && on + off >= 1.0 && (on + off).is_finite()
    });
    if let [only] = points {
        push(*only, *only, page, margin, out);
    }
    let mut phase = 0.0;
    for pair in points.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let Some((on, off)) = dash else {
            push(a, b, page, margin, out);
            continue;
        };
        let period = on + off;
        let length = (b.0 - a.0).hypot(b.1 - a.1);
        if let Some((from, to)) = visible(a, b, page.width, page.height, margin) {
            let at =
                |way: f64| (a.0 + (b.0 - a.0) * way / length, a.1 + (b.1 - a.1) * way / length);
            let (first, last) = (from * length, to * length);
            let mut begin = first - (phase + first) % period;
            while begin < last {
                let (start, end) = (begin.max(first), (begin + on).min(last));
                if start <= end {
                    push(at(start), at(end), page, margin, out);
                }
                begin += period;
            }
        }
        phase = (phase + length) % period;
    }
}

/// Adds a segment, cut to what can be seen of it if it reaches far out.
fn push(a: Pixel, b: Pixel, page: Page, margin: f64, out: &mut Vec<Segment>) {
    let Some((from, to)) = visible(a, b, page.width, page.height, margin) else { return };
    // Cutting moves an end by rounding, so it is only done where `f32` would be less precise.
    let far = |p: Pixel| p.0.abs().max(p.1.abs()) > 1e5;
    let at = |t: f64| (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
    let (start, end) = if far(a) || far(b) { (at(from), at(to)) } else { (a, b) };
    out.push([start.0 as f32, start.1 as f32, end.0 as f32, end.1 as f32]);
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Page = Page { width: 100.0, height: 50.0 };

    fn dashed(points: &[Pixel], dash: Option<(f64, f64)>) -> Vec<Segment> {
        let mut out = Vec::new();
        segments(points, 1.0, dash, PAGE, &mut out);
        out
    }

    #[test]
    fn dashes_run_on_around_a_corner() {
        assert_eq!(
            dashed(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)], Some((4.0, 4.0))),
            [
                [0.0, 0.0, 4.0, 0.0],
                [8.0, 0.0, 10.0, 0.0],
                [10.0, 0.0, 10.0, 2.0],
                [10.0, 6.0, 10.0, 10.0]
            ]
        );
    }

    #[test]
    fn a_line_of_any_length_costs_only_its_visible_dashes() {
        let count = dashed(&[(-1e9, 25.0), (1e9, 25.0)], Some((1.0, 1.0))).len();
        assert!((50..=60).contains(&count), "{count}");
    }

    #[test]
    fn a_pattern_too_fine_to_see_is_a_solid_line() {
        let line = [(0.0, 1.0), (9.0, 1.0)];
        for dash in [(0.2, 0.2), (f64::NAN, 1.0), (1.0, 0.2), (1.0, f64::INFINITY)] {
            assert_eq!(dashed(&line, Some(dash)), [[0.0, 1.0, 9.0, 1.0]]);
        }
    }

    #[test]
    fn thinning_keeps_both_ends() {
        let points: Vec<Pixel> = (0..=100).map(|i| (f64::from(i) * 0.01, 0.0)).collect();
        let kept = thin(&points, 0.3);
        assert_eq!((kept[0], kept[kept.len() - 1]), ((0.0, 0.0), (1.0, 0.0)));
        assert!(kept.len() <= 5);
        assert!(thin(&[], 0.3).is_empty());
    }
}
