//! A net of meridians and parallels, projected once, between which positions are interpolated.
//!
//! A projection formula costs some 150 ns a position; an interpolation a few. The net is refined
//! until it agrees with the formula to a small part of a pixel.

use geo::Coord;

use crate::geometry::clip::Window;
use crate::map::scene::Point;

/// Largest distance in page pixels between interpolation and formula.
const TOLERANCE: f64 = 0.1;
/// Meshes along a side, at first and at most.
const MESHES: (usize, usize) = (32, 256);
/// Meshes along a side in which the net is compared with the formula.
const PROBES: usize = 9;

/// A projected net over a window.
#[derive(Debug, Clone)]
pub(super) struct Graticule {
    window: Window,
    meshes: usize,
    /// Degrees of longitude and latitude that a mesh measures.
    mesh: Coord,
    /// Page positions row by row from the south-west; not finite where the projection ends.
    nodes: Vec<Coord>,
}

impl Graticule {
    /// The net over a window of a projection, which takes degrees to page pixels.
    pub(super) fn over(window: Window, project: impl Fn(Coord) -> Option<Coord>) -> Self {
        let mut meshes = MESHES.0;
        loop {
            let net = Self::with_meshes(window, meshes, &project);
            if meshes >= MESHES.1 || net.error(&project) <= TOLERANCE {
                return net;
            }
            meshes *= 2;
        }
    }

    fn with_meshes(
        window: Window,
        meshes: usize,
        project: impl Fn(Coord) -> Option<Coord>,
    ) -> Self {
        let mesh = Coord {
            x: (window.max.x - window.min.x) / meshes as f64,
            y: (window.max.y - window.min.y) / meshes as f64,
        };
        let nowhere = Coord { x: f64::NAN, y: f64::NAN };
        let mut nodes = Vec::with_capacity((meshes + 1) * (meshes + 1));
        for row in 0..=meshes {
            for column in 0..=meshes {
                let at = Coord {
                    x: window.min.x + mesh.x * column as f64,
                    y: window.min.y + mesh.y * row as f64,
                };
                nodes.push(project(at).unwrap_or(nowhere));
            }
        }
        Self { window, meshes, mesh, nodes }
    }

    /// The largest error at the middles of some meshes.
    fn error(&self, project: impl Fn(Coord) -> Option<Coord>) -> f64 {
        let mut worst = 0.0_f64;
        for row in 0..PROBES {
            for column in 0..PROBES {
                let middle = |index: usize| (index * (self.meshes - 1) / (PROBES - 1)) as f64 + 0.5;
                let at = Coord {
                    x: self.window.min.x + middle(column) * self.mesh.x,
                    y: self.window.min.y + middle(row) * self.mesh.y,
                };
                let near = self.interpolate(at);
                if let Some(exact) = project(at)
                    && near.x.is_finite()
                {
                    worst = worst.max((near.x - exact.x).hypot(near.y - exact.y));
                }
            }
        }
        worst
    }

    /// Page pixels of a position in the window; not finite where the projection ends.
    fn interpolate(&self, at: Coord) -> Coord {
        let last = self.meshes as f64;
        let column = ((at.x - self.window.min.x) / self.mesh.x).clamp(0.0, last);
        let row = ((at.y - self.window.min.y) / self.mesh.y).clamp(0.0, last);
        // A window without width makes these not a number, which becomes zero.
        let (i, j) = ((column as usize).min(self.meshes - 1), (row as usize).min(self.meshes - 1));
        let (u, v) = (column - i as f64, row - j as f64);
        let south = j * (self.meshes + 1) + i;
        let north = south + self.meshes + 1;
        let (a, b, c, d) =
            (self.nodes[south], self.nodes[south + 1], self.nodes[north], self.nodes[north + 1]);
        let blend = |a: f64, b: f64, c: f64, d: f64| {
            (a * (1.0 - u) + b * u) * (1.0 - v) + (c * (1.0 - u) + d * u) * v
        };
        Coord { x: blend(a.x, b.x, c.x, d.x), y: blend(a.y, b.y, c.y, d.y) }
    }

    /// Traces a line of positions in the window as page points at least `spacing` pixels apart.
    /// Edges are straight in degrees, so that long ones curve on the page.
    pub(super) fn trace(&self, positions: &[Coord], spacing: f32) -> Vec<Point> {
        let mut points: Vec<Point> = Vec::with_capacity(positions.len().min(4096));
        let mut skipped: Option<Point> = None;
        let mut add = |at: Coord| {
            let page = self.interpolate(at);
            let point = Point { x: page.x as f32, y: page.y as f32 };
            if !(point.x.is_finite() && point.y.is_finite()) {
                return;
            }
            match points.last() {
                Some(last)
                    if (point.x - last.x).abs() < spacing && (point.y - last.y).abs() < spacing =>
                {
                    skipped = Some(point);
                }
                _ => {
                    skipped = None;
                    points.push(point);
                }
            }
        };
        let mut before: Option<Coord> = None;
        for &at in positions {
            if let Some(from) = before {
                let (dx, dy) = (at.x - from.x, at.y - from.y);
                let steps = (dx / self.mesh.x).abs().max((dy / self.mesh.y).abs()).ceil();
                let steps = (steps as usize).min(4 * MESHES.1);
                for step in 1..steps {
                    let share = step as f64 / steps as f64;
                    add(Coord { x: from.x + share * dx, y: from.y + share * dy });
                }
            }
            add(at);
            before = Some(at);
        }
        // A line ends where it ends.
        points.extend(skipped);
        points
    }

    /// Page pixels of one position, if it lies in the window and the projection reaches it.
    pub(super) fn point(&self, at: Coord) -> Option<Point> {
        if !self.window.contains(at) {
            return None;
        }
        let page = self.interpolate(at);
        (page.x.is_finite() && page.y.is_finite())
            .then_some(Point { x: page.x as f32, y: page.y as f32 })
    }
}
