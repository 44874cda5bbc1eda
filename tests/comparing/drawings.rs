//! Drawings of ground, from tidy tilings to scribbles.

use proptest::prelude::*;

use super::{ACTORS, Coord, Drawing, Polygon, boxed, polygon};

/// Positions have nine decimals, as the grid of the engine and of its twin.
fn rounded(degrees: f64) -> f64 {
    (degrees * 1e9).round() / 1e9
}

fn actor() -> impl Strategy<Value = u16> {
    0..ACTORS
}

/// Positions of a coarse lattice, so that vertices, edges and lines coincide often.
fn lattice() -> impl Strategy<Value = Coord> {
    (0..7_i32, 0..7_i32).prop_map(|(x, y)| Coord { x: 36.0 + f64::from(x), y: 33.0 + f64::from(y) })
}

fn anywhere() -> impl Strategy<Value = Coord> {
    (36.0..42.0, 33.0..39.0).prop_map(|(x, y)| Coord { x: rounded(x), y: rounded(y) })
}

/// The corners of the world, where there is nothing beyond.
fn world() -> impl Strategy<Value = Coord> {
    (-4..=4_i32, -2..=2_i32)
        .prop_map(|(x, y)| Coord { x: f64::from(x) * 45.0, y: f64::from(y) * 45.0 })
}

fn scribble(at: impl Strategy<Value = Coord>) -> impl Strategy<Value = Polygon> {
    prop::collection::vec(at, 3..9).prop_map(|corners| polygon(corners, Vec::new()))
}

fn scribbles<S: Strategy<Value = Coord>>(
    at: impl Fn() -> S,
    dates: usize,
) -> impl Strategy<Value = Vec<Drawing>> {
    let drawing = prop::collection::vec((actor(), scribble(at())), 0..5);
    prop::collection::vec(drawing, dates)
}

/// Overlapping and self-crossing polygons, on a lattice or anywhere.
pub fn overlapping(dates: usize) -> impl Strategy<Value = Vec<Drawing>> {
    prop_oneof![scribbles(lattice, dates), scribbles(anywhere, dates)]
}

/// The same along the 180th meridian and the poles.
pub fn of_the_world(dates: usize) -> impl Strategy<Value = Vec<Drawing>> {
    scribbles(world, dates)
}

/// Cells of a grid with bent borders, given to actors or to nobody; some have a vertex that their
/// neighbour lacks. Nothing overlaps but by what rounding makes of such vertices.
pub fn tiling(dates: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Drawing>> {
    tiles(dates, 0.5)
}

/// The same where neighbours share all vertices.
pub fn exact_tiling(dates: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Drawing>> {
    tiles(dates, 0.0)
}

fn tiles(dates: std::ops::Range<usize>, lone: f64) -> impl Strategy<Value = Vec<Drawing>> {
    (1..6_usize, 1..6_usize, dates).prop_flat_map(move |(columns, rows, dates)| {
        let bends = prop::collection::vec((-0.3..0.3, -0.3..0.3), (columns + 1) * (rows + 1));
        let owners = prop::collection::vec(prop::option::weighted(0.9, actor()), columns * rows);
        let changes = prop::collection::vec((0..columns * rows, prop::option::of(actor())), 0..5);
        let extra = prop::collection::vec(prop::bool::weighted(lone), columns * rows);
        let changes = prop::collection::vec(changes, dates - 1);
        (bends, owners, extra, changes).prop_map(move |(bends, mut owners, extra, changes)| {
            let tiles = Tiles { columns, bends, extra };
            let mut drawings = vec![tiles.draw(&owners)];
            for changes in changes {
                changes.into_iter().for_each(|(cell, owner)| owners[cell] = owner);
                drawings.push(tiles.draw(&owners));
            }
            drawings
        })
    })
}

struct Tiles {
    columns: usize,
    bends: Vec<(f64, f64)>,
    /// Whether a cell has a vertex in the middle of its southern side.
    extra: Vec<bool>,
}

impl Tiles {
    fn corner(&self, column: usize, row: usize) -> Coord {
        let (dx, dy) = self.bends[row * (self.columns + 1) + column];
        Coord { x: rounded(36.0 + column as f64 + dx), y: rounded(33.0 + row as f64 + dy) }
    }

    fn cell(&self, number: usize) -> Polygon {
        let (column, row) = (number % self.columns, number / self.columns);
        let [sw, se] = [self.corner(column, row), self.corner(column + 1, row)];
        let [ne, nw] = [self.corner(column + 1, row + 1), self.corner(column, row + 1)];
        let middle = Coord { x: rounded((sw.x + se.x) / 2.0), y: rounded((sw.y + se.y) / 2.0) };
        let south = if self.extra[number] { vec![sw, middle, se] } else { vec![sw, se] };
        polygon(south.into_iter().chain([ne, nw]).collect(), Vec::new())
    }

    fn draw(&self, owners: &[Option<u16>]) -> Drawing {
        let owned = owners.iter().enumerate();
        owned.filter_map(|(number, owner)| owner.map(|owner| (owner, self.cell(number)))).collect()
    }
}

/// Copies of a few polygons whose vertices are moved by next to nothing: their edges nearly coincide.
pub fn copies(dates: usize) -> impl Strategy<Value = Vec<Drawing>> {
    let shapes = prop::collection::vec(prop::collection::vec(anywhere(), 3..7), 1..3);
    let moves = prop_oneof![Just(0.0), Just(1e-9), Just(3e-9), Just(1e-7), Just(1e-5)];
    shapes.prop_flat_map(move |shapes| {
        let vertices = shapes.iter().map(Vec::len).max().unwrap_or(0);
        let steps = prop::collection::vec((-1..=1_i32, -1..=1_i32), vertices);
        let copy = (actor(), 0..shapes.len(), steps, moves.clone()).prop_map(
            move |(actor, shape, steps, size)| {
                let moved = shapes[shape].iter().zip(steps).map(|(at, (x, y))| Coord {
                    x: rounded(at.x + f64::from(x) * size),
                    y: rounded(at.y + f64::from(y) * size),
                });
                (actor, polygon(moved.collect(), Vec::new()))
            },
        );
        prop::collection::vec(prop::collection::vec(copy, 1..5), dates)
    })
}

/// Needles and splinters: long triangles a few steps of the grid wide, across and along each other.
pub fn needles(dates: usize) -> impl Strategy<Value = Vec<Drawing>> {
    let step = |steps: i32| f64::from(steps) * 1e-9;
    let end = (0..5_i32, 0..5_i32, any::<bool>()).prop_map(move |(x, y, is_far)| Coord {
        x: rounded(36.0 + step(x) + if is_far { 1.0 } else { 0.0 }),
        y: rounded(33.0 + step(y) + if is_far { 0.37 } else { 0.0 }),
    });
    let ends = prop::collection::vec(end, 3..6);
    let needle = ends.prop_map(|corners| polygon(corners, Vec::new()));
    let drawing = prop::collection::vec((actor(), needle), 0..5);
    prop::collection::vec(drawing, dates)
}

/// Ground under a square that is cut by lines which run within a few steps of the grid of each other.
pub fn hair_cuts(dates: usize) -> impl Strategy<Value = Vec<Drawing>> {
    let step = |steps: i32| f64::from(steps) * 1e-9;
    let cut = prop::collection::vec((1..10_i32, -3..=3_i32, -3..=3_i32), 0..4);
    let half = (actor(), -3..=3_i32, -3..=3_i32, cut, any::<bool>()).prop_map(
        move |(actor, left, right, mut cut, is_upper)| {
            cut.sort_unstable();
            cut.dedup_by_key(|it| it.0);
            let on = |share: f64, dx: i32, dy: i32| Coord {
                x: rounded(36.0 + share + step(dx)),
                y: rounded(33.0 + share * 0.37 + step(dy)),
            };
            let mut corners = vec![on(0.0, 0, left)];
            corners.extend(cut.into_iter().map(|(at, dx, dy)| on(f64::from(at) / 10.0, dx, dy)));
            corners.push(on(1.0, 0, right));
            let beyond = if is_upper { 34.0 } else { 32.0 };
            corners.extend([(37.0, beyond), (36.0, beyond)].map(Coord::from));
            (actor, polygon(corners, Vec::new()))
        },
    );
    prop::collection::vec(prop::collection::vec(half, 1..4), dates)
}

/// Rings in rings in rings, with holes that their islands fill or touch, and doubles of the same.
pub fn nested(dates: usize) -> impl Strategy<Value = Vec<Drawing>> {
    let frame = (actor(), 0..3_i32, 0..3_i32, 0..5_i32, prop::option::of(1..3_i32), 1..3_usize);
    let frames = frame.prop_map(|(actor, x, y, inset, hole, times)| {
        let square = |inset: i32| {
            let (least, most) = (f64::from(inset) * 0.5, 6.0 - f64::from(inset) * 0.5);
            let (x, y) = (36.0 + f64::from(x), 33.0 + f64::from(y));
            boxed(x + least, y + least, x + most, y + most)
        };
        // A diamond in the square touches it at four points.
        let diamond = |inset: i32| {
            let square = square(inset);
            let middle = |a: Coord, b: Coord| (a + b) / 2.0;
            (0..4).map(|it| middle(square[it], square[(it + 1) % 4])).collect()
        };
        let holes = match hole {
            Some(1) => vec![square(inset + 1)],
            Some(_) => vec![diamond(inset)],
            None => Vec::new(),
        };
        vec![(actor, polygon(square(inset), holes)); times]
    });
    let drawing = prop::collection::vec(frames, 0..5).prop_map(|frames| frames.concat());
    prop::collection::vec(drawing, dates)
}

/// Any of these, for two dates or for more.
pub fn any_kind(dates: usize) -> impl Strategy<Value = Vec<Drawing>> {
    prop_oneof![
        tiling(dates..dates + 1),
        overlapping(dates),
        of_the_world(dates),
        copies(dates),
        needles(dates),
        hair_cuts(dates),
        nested(dates),
    ]
}
