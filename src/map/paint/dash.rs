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

/// Steps shorter than this many pixels are merged: they cannot be seen, but cost as much as others.
const SHORTEST_STEP: f64 = 0.3;

/// Leaves out points closer than [`SHORTEST_STEP`] to the last one kept; the ends always stay.
pub(super) fn thin(points: &[Pixel]) -> Vec<Pixel> {
    let Some((&first, rest)) = points.split_first() else { return Vec::new() };
    let mut kept = Vec::with_capacity(points.len());
    kept.push(first);
    let mut last = first;
    for &point in rest {
        let (dx, dy) = (point.0 - last.0, point.1 - last.1);
        if dx * dx + dy * dy >= SHORTEST_STEP * SHORTEST_STEP {
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

/// The segments of a polyline within `margin` pixels of the page. A single point is a segment
/// without length, which is painted as a dot.
///
/// `dash` holds the lengths of dash and gap in pixels. A pattern finer than a pixel, or one whose
/// lengths are not numbers, is drawn as a solid line.
pub(super) fn segments(
    points: &[Pixel],
    dash: Option<(f64, f64)>,
    page: Page,
    margin: f64,
    out: &mut Vec<Segment>,
) {
    if let [only] = points {
        push(*only, *only, (0.0, 1.0), page, margin, out);
    }
    let dash = dash
        .filter(|&(on, off)| on >= 0.0 && off > 0.0 && on + off >= 1.0 && (on + off).is_finite());
    let mut phase = 0.0;
    for pair in points.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let Some((on, off)) = dash else {
            push(a, b, (0.0, 1.0), page, margin, out);
            continue;
        };
        let period = on + off;
        let length = (b.0 - a.0).hypot(b.1 - a.1);
        if length > 0.0
            && let Some((from, to)) = visible(a, b, page.width, page.height, margin + on)
        {
            let (start, end) = (phase + from * length, phase + to * length);
            let mut index = (start / period).floor();
            while index * period < end {
                let begin = ((index * period).max(start) - phase) / length;
                let stop = ((index * period + on).min(end) - phase) / length;
                if begin <= stop {
                    push(a, b, (begin, stop), page, margin, out);
                }
                index += 1.0;
            }
        }
        phase = (phase + length) % period;
    }
}

/// Adds the part of a segment between two fractions of its way, as far as it is visible.
fn push(a: Pixel, b: Pixel, part: (f64, f64), page: Page, margin: f64, out: &mut Vec<Segment>) {
    let at = |t: f64| (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
    let (p, q) =
        (if part.0 == 0.0 { a } else { at(part.0) }, if part.1 == 1.0 { b } else { at(part.1) });
    let Some((from, to)) = visible(p, q, page.width, page.height, margin) else { return };
    let at = |t: f64| ((p.0 + (q.0 - p.0) * t) as f32, (p.1 + (q.1 - p.1) * t) as f32);
    // A line is only cut where that keeps it precise: a cut moves its ends by rounding.
    let far = |p: Pixel| p.0.abs().max(p.1.abs()) > 1e5;
    let (start, end) = if far(p) || far(q) { (at(from), at(to)) } else { (at(0.0), at(1.0)) };
    out.push([start.0, start.1, end.0, end.1]);
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Page = Page { width: 100.0, height: 50.0 };

    fn dashed(points: &[Pixel], dash: Option<(f64, f64)>) -> Vec<Segment> {
        let mut out = Vec::new();
        segments(points, dash, PAGE, 2.0, &mut out);
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
        let count = dashed(&[(-1e12, 25.0), (1e12, 25.0)], Some((1.0, 1.0))).len();
        assert!((50..=60).contains(&count), "{count}");
    }

    #[test]
    fn a_pattern_too_fine_to_see_is_a_solid_line() {
        let line = [(0.0, 1.0), (9.0, 1.0)];
        for dash in [(0.2, 0.2), (f64::NAN, 1.0), (1.0, 0.0), (1.0, f64::INFINITY)] {
            assert_eq!(dashed(&line, Some(dash)), [[0.0, 1.0, 9.0, 1.0]]);
        }
    }

    #[test]
    fn thinning_keeps_both_ends() {
        let points: Vec<Pixel> = (0..=100).map(|i| (f64::from(i) * 0.01, 0.0)).collect();
        let kept = thin(&points);
        assert_eq!((kept[0], kept[kept.len() - 1]), ((0.0, 0.0), (1.0, 0.0)));
        assert!(kept.len() <= 5);
        assert!(thin(&[]).is_empty());
    }
}
