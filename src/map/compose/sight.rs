//! What is to be seen on a map, on any of its dates: what its legend explains, and what panels should
//! not hide.

use crate::compare::Ground as Held;
use crate::geometry::Coord;
use crate::map::ground::Ground;
use crate::map::ground::backdrop::Backdrop;
use crate::map::mask::Mask;
use crate::map::page::Page;
use crate::map::scene::{Point, Rect};
use crate::map::view::View;
use crate::map::wording::Symbol;
use crate::model::{Control, Dataset};

/// The lowest rank of a place that panels should not hide.
const LOWEST_RANK: u8 = 3;
/// What it costs to hide a place of the first rank, in cells of ground.
const PLACE: f32 = 120.0;
/// What it costs to hide a point of a front line, in cells of ground.
const FRONT: f32 = 4.0;
/// What it costs to hide a cell of somebody's ground, and of the country round it.
const GROUND: (f32, f32) = (1.5, 0.5);

/// What is to be seen.
pub(in crate::map) struct Sight {
    /// Where there is somebody's ground.
    pub(in crate::map) territories: Mask,
    /// Where the countries lie that the map is about, with all territories.
    subject: Mask,
    /// The front lines, those of other dates only where they run elsewhere.
    pub(in crate::map) fronts: Vec<Vec<Point>>,
    /// Where front lines run.
    traced: Mask,
    /// Places with what it costs to hide them.
    places: Vec<(Point, f32)>,
    /// Who controls ground, and how.
    pub(in crate::map) controls: Vec<Control>,
    /// The kinds of lines and land.
    pub(in crate::map) symbols: Vec<Symbol>,
    /// From whom to whom ground went.
    pub(in crate::map) changed: Vec<(Held, Held)>,
    /// Whether a front line of an earlier date is among them.
    pub(in crate::map) shows_former_front: bool,
}

impl Sight {
    /// A map on which nothing but places is to be seen.
    pub(in crate::map) fn new(view: &View, dataset: &Dataset) -> Self {
        let empty = || Mask::empty(view.frame());
        Self {
            territories: empty(),
            subject: empty(),
            fronts: Vec::new(),
            traced: empty(),
            places: places(view, dataset),
            controls: Vec::new(),
            changed: Vec::new(),
            symbols: Vec::new(),
            shows_former_front: false,
        }
    }

    /// Adds the ground of a date.
    pub(in crate::map) fn add(&mut self, ground: &Ground) {
        self.territories.unite(&ground.territories);
        let is_first = self.fronts.is_empty();
        for line in &ground.fronts {
            if is_first || line.iter().any(|point| !self.traced.is_near(*point)) {
                self.fronts.push(line.clone());
            }
        }
        ground.fronts.iter().for_each(|line| self.traced.trace(line));
        self.shows_former_front |= ground.shows_former_front;
        self.symbols.extend(&ground.symbols);
        for pair in &ground.changed {
            if !self.changed.contains(pair) {
                self.changed.push(pair.clone());
            }
        }
        for (control, _) in &ground.controls {
            if !self.controls.contains(control) {
                self.controls.push(control.clone());
            }
        }
    }

    /// Adds the backdrop.
    pub(in crate::map) fn add_backdrop(&mut self, backdrop: &Backdrop) {
        self.subject = backdrop.subject.clone();
        self.symbols.extend(&backdrop.symbols);
        self.symbols.sort_unstable();
        self.symbols.dedup();
    }

    /// How much a panel would hide: ground that the map is about, above all fronts and large places.
    pub(in crate::map) fn harm(&self, page: &Page, rect: &Rect) -> f32 {
        let covered = GROUND.0 * self.territories.count_within(rect) as f32
            + GROUND.1 * self.subject.count_within(rect) as f32;
        let points = self.fronts.iter().flatten().filter(|point| rect.contains(**point)).count();
        let around = rect.grown(page.length(12.0));
        let places = self.places.iter().filter(|(at, _)| around.contains(*at));
        covered + FRONT * points as f32 + places.map(|(_, cost)| cost).sum::<f32>()
    }
}

fn places(view: &View, dataset: &Dataset) -> Vec<(Point, f32)> {
    let places = dataset.base_map.places.iter().filter(|place| place.rank <= LOWEST_RANK);
    let seen = places.filter_map(|place| {
        let at = view.point(Coord::from(place.position))?;
        Some((at, PLACE / f32::from(place.rank.max(1))))
    });
    seen.collect()
}
