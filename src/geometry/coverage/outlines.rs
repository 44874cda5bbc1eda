//! The outlines of grounds that were changed.

use std::collections::BTreeMap;

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::Coverage;
use super::positions::Positions;
use crate::Result;
use crate::geometry::shared_edges::rings;
use crate::geometry::validity;

/// The changed grounds of a coverage as they are now.
pub(super) fn of(coverage: &Coverage) -> Result<BTreeMap<u32, MultiPolygon>> {
    if coverage.changed.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut outlines = BTreeMap::new();
    for sheet in sheets(coverage) {
        let groups = sheet.into_iter().map(|owner| owner.map(|owner| owner as usize));
        outlines.extend(coverage.overlay.outlines(&groups.collect::<Vec<Option<usize>>>()));
    }
    let of_all = Positions::of(coverage.grounds.iter().copied())?;
    let mut changed = BTreeMap::new();
    for &ground in &coverage.changed {
        let empty = MultiPolygon::new(Vec::new());
        let outline = outlines.remove(&(ground as usize)).unwrap_or(empty);
        let before = coverage.grounds.get(ground as usize).copied();
        changed.insert(ground, restored(&outline, before, &of_all)?);
    }
    Ok(changed)
}

/// Changed grounds on as few sheets as they need, so that none lies over another: for each cell of
/// each sheet the ground.
fn sheets(coverage: &Coverage) -> Vec<Vec<Option<u32>>> {
    let mut cells: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (cell, owners) in coverage.owners.iter().enumerate() {
        for owner in owners.iter().filter(|owner| coverage.changed.contains(owner)) {
            cells.entry(*owner).or_default().push(cell);
        }
    }
    let mut sheets: Vec<Vec<Option<u32>>> = Vec::new();
    for (owner, cells) in cells {
        let is_free = |sheet: &Vec<Option<u32>>| {
            cells.iter().all(|cell| sheet.get(*cell).is_none_or(Option::is_none))
        };
        let place = sheets.iter().position(is_free).unwrap_or_else(|| {
            sheets.push(vec![None; coverage.owners.len()]);
            sheets.len() - 1
        });
        if let Some(sheet) = sheets.get_mut(place) {
            for cell in cells {
                if let Some(place) = sheet.get_mut(cell) {
                    *place = Some(owner);
                }
            }
        }
    }
    sheets
}

/// The outline with the positions that the ground had, then those of any, unless less than a step of
/// the grid makes rings cross.
fn restored(
    outline: &MultiPolygon,
    before: Option<&MultiPolygon>,
    of_all: &Positions,
) -> Result<MultiPolygon> {
    let own = Positions::of(before)?;
    let restored = Positions::restore(&[&own, of_all], outline)?;
    if is_valid(&restored) {
        Ok(restored)
    } else if is_valid(outline) {
        Ok(outline.clone())
    } else {
        validity::resolve(&as_rings(outline))
    }
}

fn is_valid(ground: &MultiPolygon) -> bool {
    validity::is_valid(&as_rings(ground))
}

/// The rings of each polygon, the exterior first.
fn as_rings(ground: &MultiPolygon) -> Vec<Vec<Vec<Coord>>> {
    ground.iter().map(|it| rings(it).map(|ring| ring.0.clone()).collect()).collect()
}

/// As [`validity::resolve`], but positions that the polygons have are the same to the last digit
/// wherever that leaves the ground valid.
///
/// # Errors
///
/// Those of [`validity::resolve`].
///
/// # Example
///
/// ```
/// use controlmap::geometry::{Coord, coverage::resolved};
///
/// let fine = 0.123_456_789_012_345;
/// let bow_tie = [(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (fine, 2.0), (0.0, 0.0)].map(Coord::from);
/// let ground = resolved(&[vec![bow_tie.to_vec()]])?;
/// assert!(ground.iter().flat_map(|it| &it.exterior().0).any(|at| at.x == fine));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn resolved(polygons: &[Vec<Vec<Coord>>]) -> Result<MultiPolygon> {
    let ground = validity::resolve(polygons)?;
    let lines = polygons.iter().map(|rings| {
        let mut rings = rings.iter().map(|ring| LineString::new(ring.clone()));
        Polygon::new(rings.next().unwrap_or(LineString::new(Vec::new())), rings.collect())
    });
    let known = Positions::of([&MultiPolygon::new(lines.collect())])?;
    let restored = Positions::restore(&[&known], &ground)?;
    Ok(if is_valid(&restored) { restored } else { ground })
}
