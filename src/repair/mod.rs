//! Documented, conservative repairs of files of features, each told with the ground that it moved.
//!
//! First every feature by itself (`rings`): rings are closed and turned, repeated positions and spikes
//! dropped, and what crosses is resolved by the one rule of [`validity::resolve`]. Then, state by state
//! (`states`, `settle`), the features that hold at the same time: borders that almost coincide are snapped,
//! overlaps cut where it is known or does not matter whose they are, narrow gaps filled. A feature to
//! which nothing is done stays as it is to the last digit, and so does a position that nothing moves.
//!
//! The result is repaired again until nothing is left to be done, so repairing twice changes nothing.
//! If a state would change by more than is allowed, nothing is.
//!
//! [`validity::resolve`]: crate::geometry::validity::resolve

mod budget;
mod kind;
mod lasting;
mod options;
mod record;
mod rings;
mod settle;
mod states;
mod subjects;
#[cfg(test)]
mod tests;
mod written;

use std::ops::Range;

use rayon::prelude::*;

pub use kind::RepairKind;
pub use options::{MostMoved, OverlapRule, RepairOptions};
pub use record::{KeptOverlap, Repair, Total};

use crate::Result;
use crate::geometry::{SquareKilometres, area};
use crate::model::{Actor, ActorId, Spot};
use crate::source::{File, Told};
use lasting::Lasting;
use settle::{Deed, Left, Settled};
use states::States;
use subjects::Subject;

/// Files that were repaired, and what was done.
#[derive(Debug, Clone)]
pub struct Repaired {
    /// The files in the order in which they came.
    pub files: Vec<File>,
    /// Of each file whether anything was done to it.
    pub is_changed: Vec<bool>,
    /// Who is named.
    pub actors: Vec<Actor>,
    /// What was done, in the order of the files and features; what was done between features comes last.
    pub repairs: Vec<Repair>,
    /// Overlaps that were left as they are.
    pub kept: Vec<KeptOverlap>,
    /// How much ground each actor's features have, before and after; in the order of the actors.
    pub totals: Vec<Total>,
}

/// Repairs the features of files.
///
/// # Units
///
/// Areas are in square kilometres on the ellipsoid; what a feature whose rings cross had before its repair
/// is what an odd number of them goes round, so what could be read in another way counts as moved.
///
/// # Errors
///
/// When the precedence names an actor whom the files do not; when more ground would move in a state than
/// the options allow; when repairs make each other needed without end, as large tolerances on fine
/// borders may.
///
/// # Example
///
/// ```
/// use controlmap::repair::{RepairKind, RepairOptions, repair};
/// use controlmap::source::{OpenOptions, told};
///
/// let told = told(&["fixtures/repair/neighbours.geojson".as_ref()], &OpenOptions::default(), &|_| ())?;
/// let repaired = repair(told, &RepairOptions::default())?;
/// let kinds: Vec<RepairKind> = repaired.repairs.iter().map(|it| it.kind).collect();
/// assert_eq!(kinds, [RepairKind::OverlapCut, RepairKind::GapFilled]);
/// assert_eq!(repaired.repairs[0].gained.0, 0.0);
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn repair(told: Told, options: &RepairOptions) -> Result<Repaired> {
    let precedence = subjects::precedence(&told, &options.precedence)?;
    let states = States::of(told.meanings.iter().flatten().flatten());
    let mut subjects = subjects::of(&told, &states, &precedence)?;
    let mut repairs = of_reading(&told.files);
    repairs.extend(subjects.iter().flat_map(Subject::repairs));
    subjects::drop_duplicates(&told, &mut subjects, &mut repairs);
    let mut settled: Vec<Settled> = (0..states.when.len())
        .into_par_iter()
        .map(|state| settle::settle(subjects::standing(&subjects, state), options))
        .collect::<Result<_>>()?;
    let (mut deeds, mut left) = (Lasting::new(), Lasting::new());
    for (state, settled) in settled.iter_mut().enumerate() {
        deeds.add(state, std::mem::take(&mut settled.deeds));
        left.add(state, std::mem::take(&mut settled.left));
    }
    repairs.extend(deeds.finish().into_iter().filter_map(|it| between(it, &subjects)));
    for repair in &mut repairs {
        repair.when = states.validity(&repair.states);
    }
    let kept = left.finish().into_iter().filter_map(|it| kept(it, &subjects, &states)).collect();
    let versions = subjects::versions(&subjects, settled);
    budget::keep(&repairs, &subjects, &states, options.most_moved)?;
    let totals = totals(&told.actors, &subjects, &versions);
    let (files, is_changed) =
        written::files(told.files, &told.interval, &subjects, versions, &states, &repairs);
    Ok(Repaired { files, is_changed, actors: told.actors, repairs, kept, totals })
}

/// What reading has mended already and writing makes last.
fn of_reading(files: &[File]) -> Vec<Repair> {
    let mut repairs = Vec::new();
    for file in files {
        for found in file.defects.iter() {
            let Some(kind) = RepairKind::of_reading(found.kind) else { continue };
            let first = file.defects.kept().find(|defect| defect.kind == found.kind);
            let spot = first.map_or_else(|| file.spot(), |defect| defect.spot.clone());
            repairs.push(Repair { count: found.count, ..still(kind, spot, None, 0..0) });
        }
    }
    repairs
}

/// A repair that moves no ground.
fn still(kind: RepairKind, spot: Spot, actor: Option<ActorId>, states: Range<usize>) -> Repair {
    Repair {
        kind,
        count: 1,
        spot,
        actor,
        when: None,
        gained: SquareKilometres(0.0),
        lost: SquareKilometres(0.0),
        given_to: None,
        ground: geo::MultiPolygon::new(Vec::new()),
        states,
    }
}

/// A repair between features.
fn between((states, deed): (Range<usize>, Deed), subjects: &[Subject]) -> Option<Repair> {
    let subject = subjects.get(deed.subject)?;
    let given_to = deed.given_to.and_then(|place| subjects.get(place));
    let spot = Spot { position: Some([deed.at.x, deed.at.y]), ..subject.spot.clone() };
    Some(Repair {
        count: deed.count,
        gained: deed.gained,
        lost: deed.lost,
        given_to: given_to.map(|it| (it.spot.clone(), it.actor)),
        ground: deed.ground,
        ..still(deed.kind, spot, subject.actor, states)
    })
}

/// An overlap that was left.
fn kept(
    (range, left): (Range<usize>, Left),
    subjects: &[Subject],
    states: &States,
) -> Option<KeptOverlap> {
    let [one, other] = left.subjects.map(|place| subjects.get(place));
    let (one, other) = (one?, other?);
    let position = Some([left.at.x, left.at.y]);
    let features = [one, other].map(|it| Spot { position, ..it.spot.clone() });
    let actors = [one.actor, other.actor];
    Some(KeptOverlap { features, actors, when: states.validity(&range), area: left.area })
}

fn totals(
    actors: &[Actor],
    subjects: &[Subject],
    versions: &[Vec<subjects::Version>],
) -> Vec<Total> {
    let ids = (0..actors.len()).map(|place| Some(ActorId(place as u16))).chain([None]);
    let zero = SquareKilometres(0.0);
    let mut totals: Vec<Total> =
        ids.map(|actor| Total { actor, before: zero, after: zero }).collect();
    for (subject, versions) in subjects.iter().zip(versions).filter(|(it, _)| !it.is_duplicate) {
        let place = subject.actor.map_or(actors.len(), |actor| usize::from(actor.0));
        let Some(total) = totals.get_mut(place) else { continue };
        total.before.0 += subject.mended.before.0 * subject.states.len().max(1) as f64;
        for version in versions {
            total.after.0 += area::of(&version.polygons).0 * version.states.len().max(1) as f64;
        }
    }
    totals.retain(|total| total.before.0 > 0.0 || total.after.0 > 0.0);
    totals
}
