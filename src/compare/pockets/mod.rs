//! The connected pieces of an actor's ground.

mod fates;

pub(super) use fates::fates;
pub use fates::{Fate, Origin, PocketFates};

use std::cmp::Reverse;

use geo::MultiPolygon;

use super::Ground;
use super::sheet::{Layers, Part, Sheet, part_of, parts};
use crate::Result;
use crate::geometry::{BoundingBox, Coord, EdgeRule, SquareKilometres, winding};
use crate::index::EdgeTable;
use crate::model::{ActorId, Place, Snapshot, Status};

/// One connected piece of the ground that an actor holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Pocket<'a> {
    /// Whose ground it is.
    pub actor: ActorId,
    /// The ground.
    pub polygons: MultiPolygon,
    /// How large it is.
    pub area: SquareKilometres,
    /// The places inside it, the most important first: lowest rank, then most people.
    pub places: Vec<&'a Place>,
}

impl<'a> Pocket<'a> {
    /// The largest place, which it is named after; nothing where there is none.
    pub fn largest_place(&self) -> Option<&'a Place> {
        self.places.first().copied()
    }

    /// People living in the places whose population is known; nothing where none is.
    pub fn population(&self) -> Option<u64> {
        self.places.iter().filter_map(|place| place.population).reduce(u64::saturating_add)
    }
}

/// The connected pieces of the ground that actors hold alone, one actor's after the other's, the
/// largest of each first; of one actor, or of all.
///
/// Pieces are connected where they share a border, whatever their vertices; touching at a point does
/// not connect. Contested, joint and claimed ground belongs to no pocket.
///
/// # Errors
///
/// When edges cross each other into more than eight million pieces.
///
/// # Example
///
/// ```
/// use controlmap::compare::pockets;
///
/// let syria = controlmap::source::built_in(&Default::default())?;
/// let sdf = syria.find_actor("sdf")?;
/// let snapshot = syria.on("2026-01-27".parse().unwrap())?;
/// let pockets = pockets(&snapshot, Some(sdf))?;
/// assert_eq!(pockets.len(), 2);
/// assert!(pockets[0].places.iter().any(|place| place.names.all().any(|name| name == "Qamishli")));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn pockets<'a>(snapshot: &Snapshot<'a>, actor: Option<ActorId>) -> Result<Vec<Pocket<'a>>> {
    let table = EdgeTable::of_snapshots(&[snapshot])?;
    let layers = Layers::default();
    let sheet = Sheet::of_one(&table, 0, layers, EdgeRule::Straight)?;
    let pockets = Pockets::of(&sheet, 0, &snapshot.dataset.base_map.places).pockets;
    let is_wanted = |pocket: &Pocket| actor.is_none_or(|actor| pocket.actor == actor);
    Ok(pockets.into_iter().filter(is_wanted).collect())
}

/// The pockets of one of a sheet's dates, and for every cell which pocket it is in.
pub(super) struct Pockets<'a> {
    pub pockets: Vec<Pocket<'a>>,
    pub of_cell: Vec<Option<usize>>,
}

impl<'a> Pockets<'a> {
    /// The pockets of a sheet's first or second date, 0 or 1.
    pub fn of(sheet: &Sheet, date: usize, places: &'a [Place]) -> Self {
        let holders: Vec<Option<ActorId>> =
            (0..sheet.cells.len()).map(|cell| holder(sheet, date, cell)).collect();
        let mut parts = parts(sheet, |cell| holders[cell]);
        let holder_of = |part: &Part| part.cells.first().and_then(|cell| holders[*cell]);
        parts.sort_by(|a, b| holder_of(a).cmp(&holder_of(b)).then(b.area.0.total_cmp(&a.area.0)));
        let of_cell = part_of(&parts, sheet.cells.len());
        let mut outlines = sheet.overlay.outlines(&of_cell);
        let pockets = parts.iter().enumerate().filter_map(|(place, part)| {
            let polygons = outlines.remove(&place)?;
            let places = places_in(&polygons, places);
            Some(Pocket { actor: holder_of(part)?, polygons, area: part.area, places })
        });
        Self { pockets: pockets.collect(), of_cell }
    }
}

/// The actor who holds a cell alone.
fn holder(sheet: &Sheet, date: usize, cell: usize) -> Option<ActorId> {
    match sheet.ground(sheet.cells[cell].grounds[date]) {
        Ground::Of(control) if control.status == Status::Held => control.claimants.first().copied(),
        _ => None,
    }
}

/// The places inside polygons, the most important first.
fn places_in<'a>(polygons: &MultiPolygon, places: &'a [Place]) -> Vec<&'a Place> {
    let positions = polygons.iter().flat_map(|polygon| polygon.exterior().coords().copied());
    let Some(bounds) = BoundingBox::around(positions) else { return Vec::new() };
    let is_inside = |place: &&Place| {
        let at = Coord::from(place.position);
        bounds.contains(at) && winding::number(polygons, at).0 != 0
    };
    let mut inside: Vec<&Place> = places.iter().filter(is_inside).collect();
    inside.sort_by_key(|place| importance(place));
    inside
}

/// What places are sorted by, the most important first.
pub(super) fn importance(place: &Place) -> (u8, Reverse<Option<u64>>) {
    (place.rank, Reverse(place.population))
}
