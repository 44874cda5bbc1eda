//! Grounds side by side: where they overlap, where they leave gaps between them, and their outlines
//! after either has been given to one of them.
//!
//! All comes from one [`Overlay`]: the grounds' edges divide the plane into cells, a cell is in some
//! grounds or in none, and giving ground away is to say of whole cells whose they are. What nobody
//! touches keeps its shape, and a new border is the same vertices on either side.

mod difference;
mod neighbours;
mod outlines;
mod positions;

use std::collections::{BTreeMap, BTreeSet};

use geo::{Coord, MultiPolygon};

use super::overlay::Overlay;
use super::{EdgeRule, Kilometres, LabelledEdges, SquareKilometres};
use crate::{Error, Result};
pub use difference::{Difference, difference, width};
use neighbours::Neighbours;
pub use outlines::resolved;

/// Pairs of grounds that may have cells in common, each cell counted; more is taken for an accident.
const MOST_PAIRS: usize = 2_000_000;

/// Grounds, and the cells that their edges divide the plane into.
///
/// # Example
///
/// ```
/// use controlmap::geometry::{MultiPolygon, area, coverage::Coverage};
/// use geo::polygon;
///
/// let block = |west: f64, east: f64| {
///     MultiPolygon::from(polygon![(x: west, y: 0.), (x: east, y: 0.), (x: east, y: 1.), (x: west, y: 1.)])
/// };
/// let (one, other) = (block(0.0, 1.0), block(0.9, 2.0));
/// let grounds = [&one, &other];
/// let mut coverage = Coverage::of(&grounds)?;
/// let overlap = coverage.overlaps()?.remove(0);
/// assert_eq!(overlap.grounds, [0, 1]);
/// coverage.take(&overlap.part, 1);
/// let changed = coverage.changed()?;
/// assert!((area::of(&changed[&1]).0 - area::of(&block(1.0, 2.0)).0).abs() < 1e-6);
/// # Ok::<(), controlmap::Error>(())
/// ```
#[derive(Debug)]
pub struct Coverage<'a> {
    grounds: &'a [&'a MultiPolygon],
    overlay: Overlay,
    neighbours: Neighbours,
    /// Of every cell the grounds that it is in by now, ascending.
    owners: Vec<Vec<u32>>,
    changed: BTreeSet<u32>,
}

/// Cells that hang together.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    cells: Vec<usize>,
    /// How large they are together.
    pub area: SquareKilometres,
    /// Twice the area over the perimeter: of a long strip its width, of a square or a circle half of
    /// it.
    pub width: Kilometres,
    /// The middle of the longest piece of its border, in degrees.
    pub at: Coord,
}

/// Ground that two grounds have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlap {
    /// The two, by their places in the list, ascending.
    pub grounds: [u32; 2],
    /// What they have in common, or a part of it that hangs together.
    pub part: Part,
}

/// Ground between grounds that is in none of them and has no way out.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// Where it is.
    pub part: Part,
    /// The grounds round it by their places in the list, each with the length of the common border,
    /// the longest first.
    pub beside: Vec<(u32, Kilometres)>,
}

impl<'a> Coverage<'a> {
    /// Lays grounds over each other. Each should be valid by itself; what its rings go round a number of
    /// times that is not zero is taken for it.
    ///
    /// # Errors
    ///
    /// When a position is not on the globe, or edges cross into more than eight million pieces.
    pub fn of(grounds: &'a [&'a MultiPolygon]) -> Result<Self> {
        let mut edges = LabelledEdges::default();
        for (label, ground) in (0..).zip(grounds) {
            for polygon in *ground {
                edges.add_polygon(polygon, label)?;
            }
        }
        let overlay = Overlay::of(&edges, EdgeRule::Straight)?;
        let owners = (0..overlay.len()).map(|cell| overlay.labels(cell).to_vec()).collect();
        let neighbours = Neighbours::of(&overlay);
        Ok(Self { grounds, overlay, neighbours, owners, changed: BTreeSet::new() })
    }

    /// What any two grounds have in common, in parts that hang together; in the order of the two.
    ///
    /// # Errors
    ///
    /// When so many grounds lie over each other that there are more than two million pairs.
    pub fn overlaps(&self) -> Result<Vec<Overlap>> {
        let mut shared: BTreeMap<[u32; 2], Vec<usize>> = BTreeMap::new();
        let mut pairs = 0;
        for (cell, owners) in self.owners.iter().enumerate() {
            pairs += owners.len() * owners.len().saturating_sub(1) / 2;
            if pairs > MOST_PAIRS {
                return Err(Error::limit("too many features lie over each other")
                    .found(format!("more than {MOST_PAIRS} pairs"))
                    .hint("repair the layers of the data one by one"));
            }
            for (place, &one) in owners.iter().enumerate() {
                for &other in owners.iter().skip(place + 1) {
                    shared.entry([one, other]).or_default().push(cell);
                }
            }
        }
        let parts = shared.into_iter().flat_map(|(grounds, cells)| {
            let parts = self.neighbours.parts(&cells).into_iter();
            parts.map(move |cells| Overlap { grounds, part: self.part(cells) })
        });
        Ok(parts.collect())
    }

    /// The gaps, in the order of their cells.
    pub fn gaps(&self) -> Vec<Gap> {
        let nobodys: Vec<usize> =
            (0..self.owners.len()).filter(|it| self.is_nobodys(*it)).collect();
        let parts = self.neighbours.parts(&nobodys).into_iter();
        // Cell 0 is the unbounded one: what hangs together with it is no gap.
        let closed = parts.filter(|cells| cells.first() != Some(&0));
        closed.map(|cells| Gap { beside: self.beside(&cells), part: self.part(cells) }).collect()
    }

    fn is_nobodys(&self, cell: usize) -> bool {
        self.owners.get(cell).is_some_and(Vec::is_empty)
    }

    fn beside(&self, cells: &[usize]) -> Vec<(u32, Kilometres)> {
        let mut lengths: BTreeMap<u32, f64> = BTreeMap::new();
        for &(_, outside, length) in self.neighbours.border(cells).iter() {
            for owner in self.owners.get(outside).into_iter().flatten() {
                *lengths.entry(*owner).or_default() += length;
            }
        }
        let mut beside: Vec<(u32, Kilometres)> =
            lengths.into_iter().map(|(owner, length)| (owner, Kilometres(length))).collect();
        beside.sort_by(|one, other| other.1.0.total_cmp(&one.1.0).then(one.0.cmp(&other.0)));
        beside
    }

    fn part(&self, cells: Vec<usize>) -> Part {
        let area = cells.iter().map(|cell| self.overlay.area(*cell)).sum::<SquareKilometres>();
        let border = self.neighbours.border(&cells);
        let perimeter: f64 = border.iter().map(|(_, _, length)| length).sum();
        let longest = border.iter().max_by(|one, other| one.2.total_cmp(&other.2));
        let at =
            longest.map_or(Coord { x: 0.0, y: 0.0 }, |(side, ..)| self.neighbours.middle(*side));
        let width = if perimeter > 0.0 { 2.0 * area.0 / perimeter } else { 0.0 };
        Part { cells, area, width: Kilometres(width), at }
    }

    /// Takes a part from a ground. Gives what was really taken: nothing where the ground no longer had
    /// any of it.
    pub fn take(&mut self, part: &Part, ground: u32) -> Option<Part> {
        self.change(part, ground, |owners| match owners.binary_search(&ground) {
            Ok(place) => {
                owners.remove(place);
                true
            }
            Err(_) => false,
        })
    }

    /// Gives a part to a ground. Gives what was really given: nothing where the ground had all of it
    /// already.
    pub fn give(&mut self, part: &Part, ground: u32) -> Option<Part> {
        self.change(part, ground, |owners| match owners.binary_search(&ground) {
            Ok(_) => false,
            Err(place) => {
                owners.insert(place, ground);
                true
            }
        })
    }

    fn change(
        &mut self,
        part: &Part,
        ground: u32,
        change: impl Fn(&mut Vec<u32>) -> bool,
    ) -> Option<Part> {
        let owners = &mut self.owners;
        let is_changed = |cell: &&usize| owners.get_mut(**cell).is_some_and(&change);
        let cells: Vec<usize> = part.cells.iter().filter(is_changed).copied().collect();
        if cells.is_empty() {
            return None;
        }
        self.changed.insert(ground);
        Some(if cells.len() == part.cells.len() { part.clone() } else { self.part(cells) })
    }

    /// The shape of a part.
    pub fn shape(&self, part: &Part) -> MultiPolygon {
        let mut groups = vec![None; self.overlay.len()];
        for &cell in &part.cells {
            if let Some(group) = groups.get_mut(cell) {
                *group = Some(0);
            }
        }
        self.overlay.outlines(&groups).remove(&0).unwrap_or_else(|| MultiPolygon::new(Vec::new()))
    }

    /// The grounds to which something was given or from which something was taken, by their places,
    /// as they are now: valid, exteriors counter-clockwise. Positions that they had, or that another
    /// ground had, are the same to the last digit, others are of a grid of 1e-9 degrees.
    ///
    /// # Errors
    ///
    /// When an outline can't be made valid, which takes edges less than a nanodegree apart.
    pub fn changed(&self) -> Result<BTreeMap<u32, MultiPolygon>> {
        outlines::of(self)
    }
}
