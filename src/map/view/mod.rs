//! The view: which part of the globe stands where on the page.

mod net;
mod placement;

use std::borrow::Cow;

use geo::{Coord, Distance, Geodesic, LineString, MultiPolygon};

use crate::Result;
use crate::geometry::clip::{Relation, Window};
use crate::geometry::{BoundingBox, Cylindrical, Projection, Projector};
use crate::map::scene::{Point, Rect};
use net::Graticule;
use placement::{Formula, Placement};

/// Vertices closer together than this many page pixels are one.
const VERTEX_SPACING: f32 = 0.3;
/// Page pixels outside the frame that shapes may reach, so that their outlines stay out of sight.
const BLEED: f64 = 24.0;
/// A view never shows less than this many metres along its shorter side.
const CLOSEST: f64 = 2_000.0;
/// Positions along a side of the extent, or of the frame, that are tried to find how far it reaches.
const SAMPLES: usize = 17;
/// The longitude, east or west, up to which the globe is seen again beyond its edge.
const FARTHEST: f64 = 540.0;

/// A part of the globe placed on a part of the page.
#[derive(Debug, Clone)]
pub struct View {
    formula: Formula,
    placement: Placement,
    window: Window,
    whole_globe: bool,
    graticule: Graticule,
    /// Turns of 360 degrees that bring positions into the window.
    turns: Vec<f64>,
}

/// An extent in a projection, not yet placed on a page.
#[derive(Debug, Clone)]
pub struct ProjectedExtent {
    projector: Projector,
    min: Coord,
    max: Coord,
}

impl ProjectedExtent {
    /// A box in a projection.
    ///
    /// # Errors
    ///
    /// When the projection can't be centred on the box.
    pub fn new(projection: Projection, extent: &BoundingBox) -> Result<Self> {
        let projector = Projector::over(projection, extent)?;
        let (min, max) = projected_extent(&projector, extent);
        Ok(Self { projector, min, max })
    }

    /// The projection in use, never [`Projection::Auto`].
    pub fn projection(&self) -> Projection {
        self.projector.projection()
    }

    /// Page pixels a metre at which all of the extent fits into a frame.
    pub fn scale(&self, frame: &Rect) -> f64 {
        let (min, max) = (self.min, self.max);
        f64::min(
            f64::from(frame.width) / (max.x - min.x).max(CLOSEST),
            f64::from(frame.height) / (max.y - min.y).max(CLOSEST),
        )
        .max(1e-9)
    }
}

impl View {
    /// The view that shows all of an extent as large as the frame allows.
    pub fn new(extent: &ProjectedExtent, frame: Rect) -> Self {
        let ProjectedExtent { projector, min, max } = extent.clone();
        let scale = extent.scale(&frame);
        let middle = Coord { x: (min.x + max.x) / 2.0, y: (min.y + max.y) / 2.0 };
        let placement = Placement { frame, scale: Coord { x: scale, y: scale }, middle };
        let (window, whole_globe) = visible(&projector, &placement);
        Self::through(window, whole_globe, Formula::Centred(Box::new(projector)), placement)
    }

    /// The view that fills a frame with exactly the part of a plane between two corners, of which the
    /// first lies south and west of the other. What lies beyond 180 degrees is seen again, once on
    /// either side.
    pub fn exact(plane: Cylindrical, [min, max]: [Coord; 2], frame: Rect) -> Self {
        let scale = Coord {
            x: f64::from(frame.width) / (max.x - min.x),
            y: f64::from(frame.height) / (max.y - min.y),
        };
        let middle = Coord { x: (min.x + max.x) / 2.0, y: (min.y + max.y) / 2.0 };
        let bleed = Coord { x: BLEED / scale.x, y: BLEED / scale.y };
        let seen = |at: Coord| {
            let Coord { x, y } = plane.inverse(at);
            let edge = plane.edge();
            Coord { x: x.clamp(-FARTHEST, FARTHEST), y: y.clamp(-edge, edge) }
        };
        let window = Window { min: seen(min - bleed), max: seen(max + bleed) };
        Self::through(window, false, Formula::Fixed(plane), Placement { frame, scale, middle })
    }

    fn through(window: Window, whole_globe: bool, formula: Formula, placement: Placement) -> Self {
        let graticule =
            Graticule::over(window, |at| formula.forward(at).map(|plane| placement.page(plane)));
        let turns = [-360.0, 0.0, 360.0]
            .into_iter()
            .filter(|turn| window.min.x < 360.0 + turn && window.max.x > turn - 360.0)
            .collect();
        Self { formula, placement, window, whole_globe, graticule, turns }
    }

    /// The part of the page that the map fills.
    pub fn frame(&self) -> Rect {
        self.placement.frame
    }

    /// Page pixels a kilometre along the horizontal through the middle of the frame.
    pub fn pixels_per_kilometre(&self) -> f64 {
        // Measured along the geodesic: a projection's own metres are true in places only.
        let placement = &self.placement;
        let half = f64::from(placement.frame.width) / 16.0;
        let at = |dx: f64| {
            self.formula.inverse(Coord {
                x: placement.middle.x + dx / placement.scale.x,
                y: placement.middle.y,
            })
        };
        match (at(-half), at(half)) {
            (Some(west), Some(east)) => {
                2.0 * half
                    / (Geodesic.distance(geo::Point(west), geo::Point(east)) / 1000.0).max(1e-6)
            }
            _ => placement.scale.x * 1000.0,
        }
    }

    /// The edge of what is shown, as positions along the frame; nothing where the globe ends within it.
    pub fn outline(&self) -> Option<LineString> {
        if self.whole_globe {
            return None;
        }
        let [a, b, c, d] = self.placement.frame.corners();
        let mut ring = Vec::with_capacity(4 * SAMPLES + 1);
        for (from, to) in [(a, b), (b, c), (c, d), (d, a)] {
            for step in 0..SAMPLES {
                let share = step as f64 / SAMPLES as f64;
                let part = |from: f32, to: f32| f64::from(from) + share * f64::from(to - from);
                let page = Coord { x: part(from.x, to.x), y: part(from.y, to.y) };
                ring.push(self.formula.inverse(self.placement.plane(page))?);
            }
        }
        ring.push(*ring.first()?);
        Some(LineString::new(ring))
    }

    /// Whether the globe ends within the frame.
    pub fn shows_whole_globe(&self) -> bool {
        self.whole_globe
    }

    /// The outline of the part of the globe that is shown.
    pub fn globe(&self) -> Vec<Point> {
        let Window { min, max } = self.window;
        let ring = [min, Coord { x: max.x, y: min.y }, max, Coord { x: min.x, y: max.y }, min];
        self.graticule.trace(&ring, VERTEX_SPACING)
    }

    /// The rings of polygons near the frame, for filling even-odd.
    pub fn rings(&self, polygons: &MultiPolygon) -> Vec<Vec<Point>> {
        let mut traced = Vec::new();
        for polygon in polygons {
            let exterior = unwrapped(polygon.exterior());
            for turn in &self.turns {
                if self.relation(&exterior, *turn) == Relation::Outside {
                    continue;
                }
                let interiors = polygon.interiors().iter().map(unwrapped);
                for ring in std::iter::once(exterior.clone()).chain(interiors) {
                    let relation = self.relation(&ring, *turn);
                    let ring = turned(ring, *turn);
                    let ring = match relation {
                        Relation::Outside => continue,
                        Relation::Inside => self.graticule.trace(&ring, VERTEX_SPACING),
                        Relation::Across => {
                            self.graticule.trace(&self.window.clip_ring(&ring), VERTEX_SPACING)
                        }
                    };
                    if ring.len() > 2 {
                        traced.push(ring);
                    }
                }
            }
        }
        traced
    }

    /// The outlines of polygons near the frame, cut where they leave it.
    pub fn outlines(&self, polygons: &MultiPolygon) -> Vec<Vec<Point>> {
        self.lines(
            polygons
                .iter()
                .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors())),
        )
    }

    /// The parts of lines near the frame.
    pub fn lines<'a>(&self, lines: impl IntoIterator<Item = &'a LineString>) -> Vec<Vec<Point>> {
        let mut traced = Vec::new();
        for line in lines {
            let line = unwrapped(line);
            for turn in &self.turns {
                let relation = self.relation(&line, *turn);
                if relation == Relation::Outside {
                    continue;
                }
                let line = turned(line.clone(), *turn);
                if relation == Relation::Inside {
                    traced.push(self.graticule.trace(&line, VERTEX_SPACING));
                } else {
                    let parts = self.window.clip_line(&line);
                    traced.extend(
                        parts.iter().map(|part| self.graticule.trace(part, VERTEX_SPACING)),
                    );
                }
            }
        }
        traced.retain(|line| line.len() > 1);
        traced
    }

    /// Where a position stands on the page, if within the frame.
    pub fn point(&self, at: Coord) -> Option<Point> {
        self.turns
            .iter()
            .filter_map(|turn| self.graticule.point(Coord { x: at.x + turn, y: at.y }))
            .find(|point| self.placement.frame.contains(*point))
    }

    fn relation(&self, line: &[Coord], turn: f64) -> Relation {
        let Window { min, max } = self.window;
        let window =
            Window { min: Coord { x: min.x - turn, ..min }, max: Coord { x: max.x - turn, ..max } };
        window.relation(line)
    }
}

/// Positions moved by a turn.
fn turned(line: Cow<'_, [Coord]>, turn: f64) -> Cow<'_, [Coord]> {
    if turn == 0.0 {
        line
    } else {
        line.iter().map(|at| Coord { x: at.x + turn, y: at.y }).collect()
    }
}

/// A line that jumps from one side of the 180th meridian to the other, as one that goes on beyond
/// it; any other line as it is, and a ring round a pole too.
fn unwrapped(line: &LineString) -> Cow<'_, [Coord]> {
    let jump = |edge: &[Coord]| (edge[1].x - edge[0].x).abs() > 180.0;
    if !line.0.windows(2).any(jump) {
        return Cow::Borrowed(&line.0);
    }
    let mut turn = 0.0;
    let mut moved: Vec<Coord> = line.0.first().copied().into_iter().collect();
    for edge in line.0.windows(2) {
        if jump(edge) {
            turn += if edge[1].x < edge[0].x { 360.0 } else { -360.0 };
        }
        moved.push(Coord { x: edge[1].x + turn, y: edge[1].y });
    }
    if turn != 0.0 && line.is_closed() { Cow::Borrowed(&line.0) } else { moved.into() }
}

/// The corners of the smallest box round an extent in projected metres.
fn projected_extent(projector: &Projector, extent: &BoundingBox) -> (Coord, Coord) {
    let (domain_min, domain_max) = projector.domain();
    let (width, height) = (extent.east() - extent.west(), extent.north() - extent.south());
    let mut corners: Option<(Coord, Coord)> = None;
    for (u, v) in samples() {
        let at = Coord {
            x: (extent.west() + u * width).clamp(domain_min.x, domain_max.x),
            y: (extent.south() + v * height).clamp(domain_min.y, domain_max.y),
        };
        let Some(at) = projector.forward(at) else { continue };
        let (min, max) = corners.unwrap_or((at, at));
        corners = Some((
            Coord { x: min.x.min(at.x), y: min.y.min(at.y) },
            Coord { x: max.x.max(at.x), y: max.y.max(at.y) },
        ));
    }
    corners.unwrap_or_default()
}

/// The window that the frame shows, and whether the globe ends within the frame.
fn visible(projector: &Projector, placement: &Placement) -> (Window, bool) {
    let (min, max) = projector.domain();
    let domain = Window { min, max };
    let frame = placement.frame;
    let mut seen: Option<Window> = None;
    for (u, v) in samples() {
        let page = Coord {
            x: f64::from(frame.x) - BLEED + u * (f64::from(frame.width) + 2.0 * BLEED),
            y: f64::from(frame.y) - BLEED + v * (f64::from(frame.height) + 2.0 * BLEED),
        };
        // Some formulas give an answer beyond the edge too: one that does not lead back.
        let at = projector.inverse(placement.plane(page)).filter(|at| {
            domain.contains(*at)
                && projector.forward(*at).is_some_and(|metres| {
                    let back = placement.page(metres);
                    (back.x - page.x).hypot(back.y - page.y) < 1.0
                })
        });
        let Some(at) = at else { return (domain, true) };
        let so_far = seen.unwrap_or(Window { min: at, max: at });
        seen = Some(Window {
            min: Coord { x: so_far.min.x.min(at.x), y: so_far.min.y.min(at.y) },
            max: Coord { x: so_far.max.x.max(at.x), y: so_far.max.y.max(at.y) },
        });
    }
    let Some(mut window) = seen else { return (domain, true) };
    for pole in [-90.0, 90.0] {
        let at = Coord { x: projector.center().x, y: pole };
        let inside = projector
            .forward(at)
            .map(|metres| placement.page(metres))
            .is_some_and(|at| frame.contains(Point { x: at.x as f32, y: at.y as f32 }));
        if inside {
            (window.min.x, window.max.x) = (domain.min.x, domain.max.x);
            window.min.y = window.min.y.min(pole);
            window.max.y = window.max.y.max(pole);
        }
    }
    // What lies between two samples may reach a little further than both.
    let slack = Coord {
        x: (window.max.x - window.min.x) / SAMPLES as f64 / 4.0 + 1e-6,
        y: (window.max.y - window.min.y) / SAMPLES as f64 / 4.0 + 1e-6,
    };
    let window = Window {
        min: Coord {
            x: (window.min.x - slack.x).max(domain.min.x),
            y: (window.min.y - slack.y).max(domain.min.y),
        },
        max: Coord {
            x: (window.max.x + slack.x).min(domain.max.x),
            y: (window.max.y + slack.y).min(domain.max.y),
        },
    };
    (window, false)
}

/// Shares of width and height at evenly spaced positions.
fn samples() -> impl Iterator<Item = (f64, f64)> {
    let share = |index: usize| index as f64 / (SAMPLES - 1) as f64;
    (0..SAMPLES).flat_map(move |row| (0..SAMPLES).map(move |column| (share(column), share(row))))
}
