//! Lines of equal longitude and latitude, with their degrees at the edge of the map.

use geo::{Coord, LineString};

use crate::map::page::{Page, width};
use crate::map::scene::{Anchor, Item, Layer, Point, Rect, Text};
use crate::map::view::View;
use crate::map::{style, wording};

/// Degrees from one line to the next.
const STEPS: [f64; 13] = [0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 45.0];
/// Lines across the wider side of the map at most.
const MOST_LINES: f64 = 8.0;
/// Width of the lines.
const WIDTH: f32 = 0.6;
/// Distance of figures from the edge, in ems.
const INSET: f32 = 0.4;

/// The lines and figures of a map.
pub(in crate::map) struct Degrees {
    /// The lines.
    pub(in crate::map) lines: Layer,
    /// The figures.
    pub(in crate::map) figures: Vec<Item>,
    /// Where the figures stand.
    pub(in crate::map) taken: Vec<Rect>,
}

impl Degrees {
    /// The lines of a view; nothing where it shows the whole globe.
    pub(in crate::map) fn of(page: &Page, view: &View, taken: &[Rect]) -> Option<Self> {
        let outline = view.outline()?;
        let of = |part: fn(&Coord) -> f64| {
            outline
                .coords()
                .map(part)
                .fold((f64::MAX, f64::MIN), |it, x| (it.0.min(x), it.1.max(x)))
        };
        let ((west, east), (south, north)) = (of(|at| at.x), of(|at| at.y));
        let reach = (east - west).max(north - south);
        let step = STEPS.into_iter().find(|step| reach / step <= MOST_LINES).unwrap_or(90.0);
        let mut lines = Vec::new();
        let mut marks = Vec::new();
        for degree in steps(west, east, step) {
            let line = LineString::from(vec![(degree, south), (degree, north)]);
            for line in view.lines([&line]) {
                marks.push((wording::longitude(degree, page.language), line.clone(), true));
                lines.push(line);
            }
        }
        for degree in steps(south, north, step) {
            let line = LineString::from(vec![(west, degree), (east, degree)]);
            for line in view.lines([&line]) {
                marks.push((wording::latitude(degree, page.language), line.clone(), false));
                lines.push(line);
            }
        }
        let mut degrees = Self {
            lines: Layer {
                name: "graticule",
                clip: Some(view.frame()),
                items: vec![Item::Stroke {
                    lines,
                    stroke: page.stroke(style::solid(page.theme.colors.grid, WIDTH)),
                }],
            },
            figures: Vec::new(),
            taken: Vec::new(),
        };
        for (figure, line, is_meridian) in marks {
            degrees.write(page, &view.frame(), &figure, &line, is_meridian, taken);
        }
        Some(degrees)
    }

    /// Writes a figure where a line meets the lower edge of the map, or the edge where lines of text begin.
    fn write(
        &mut self,
        page: &Page,
        frame: &Rect,
        figure: &str,
        line: &[Point],
        is_meridian: bool,
        taken: &[Rect],
    ) {
        let letters = page.letters(style::SCALE_BAR);
        let inset = INSET * letters.size;
        let edge = if is_meridian { frame.bottom() } else { page.along(frame, 0.0) };
        let Some(at) = crossing(line, edge, is_meridian) else { return };
        let wide = width(figure, letters);
        let (origin, anchor, left) = if is_meridian {
            let origin = Point { x: at, y: frame.bottom() - inset };
            (origin, Anchor::Middle, at - wide / 2.0)
        } else {
            let x = page.along(frame, inset);
            let left = if page.is_mirrored() { x - wide } else { x };
            (Point { x, y: at + letters.size * 0.36 }, page.start(), left)
        };
        let rect =
            Rect { x: left, y: origin.y - letters.size, width: wide, height: letters.size * 1.3 };
        let corners = rect.corners();
        let is_inside = corners.iter().all(|corner| frame.contains(*corner));
        if !is_inside || taken.iter().chain(&self.taken).any(|other| other.intersects(&rect)) {
            return;
        }
        self.taken.push(rect);
        self.figures.push(Item::Text(Text {
            content: figure.to_owned(),
            origin,
            anchor,
            style: letters,
            color: page.theme.colors.faint_ink,
            halo: Some(page.halo()),
            rotation: 0.0,
        }));
    }
}

/// Where a line crosses the horizontal, or else the vertical, at a distance.
fn crossing(line: &[Point], edge: f32, is_horizontal: bool) -> Option<f32> {
    let parts = |at: Point| if is_horizontal { (at.y, at.x) } else { (at.x, at.y) };
    line.windows(2).find_map(|pair| {
        let ((from, along), (to, further)) = (parts(pair[0]), parts(pair[1]));
        let is_across = (from <= edge) != (to <= edge);
        is_across.then(|| along + (further - along) * (edge - from) / (to - from))
    })
}

/// The multiples of a step between two numbers.
fn steps(from: f64, to: f64, step: f64) -> impl Iterator<Item = f64> {
    let (first, last) = ((from / step).ceil() as i64, (to / step).floor() as i64);
    (first..=last).map(move |index| index as f64 * step)
}
