//! The features that are areas, with what they say and what was done to each by itself.

use std::collections::hash_map::Entry;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use geo::{CoordsIter, MultiPolygon};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};

use super::rings::{Mended, mend};
use super::settle::{Settled, Standing};
use super::states::States;
use super::{Repair, RepairKind, still};
use crate::model::{ActorId, Spot, Status};
use crate::source::{Dating, Feature, File, Meaning, Shape, Told};
use crate::{Error, Result};

/// A feature that is an area.
#[derive(Debug)]
pub(super) struct Subject {
    /// The places of its file and of itself in that.
    pub place: [usize; 2],
    pub spot: Spot,
    pub actor: Option<ActorId>,
    pub status: Status,
    rank: usize,
    /// Nothing where its dates make no sense: then it meets no other feature.
    dating: Option<Dating>,
    /// In which states of the data it holds.
    pub states: Range<usize>,
    pub mended: Mended,
    /// The same as an earlier one.
    pub is_duplicate: bool,
}

/// The ground of a feature for some states.
#[derive(Debug, Clone)]
pub(super) struct Version {
    pub states: Range<usize>,
    pub polygons: MultiPolygon,
}

/// The actors of a precedence by any name of theirs, else as the data declares them.
pub(super) fn precedence(told: &Told, names: &[String]) -> Result<Vec<ActorId>> {
    if names.is_empty() {
        return Ok(told.precedence.clone());
    }
    let find = |name: &String| {
        let place = told.actors.iter().position(|actor| actor.is_called(name));
        place.map(|place| ActorId(place as u16)).ok_or_else(|| {
            let known: Vec<&str> = told.actors.iter().map(|actor| actor.id.as_str()).collect();
            Error::usage("no actor of the data is called so")
                .at("--precedence")
                .found(format!("`{name}`"))
                .hint(format!("there are {}", known.join(", ")))
        })
    };
    names.iter().map(find).collect()
}

/// The features that are areas, each made sound by itself.
pub(super) fn of(told: &Told, states: &States, precedence: &[ActorId]) -> Result<Vec<Subject>> {
    let meant = told.files.iter().zip(&told.meanings).enumerate();
    let features: Vec<_> = meant
        .flat_map(|(file, (layer, meanings))| {
            let features = layer.features.iter().zip(meanings).enumerate();
            features
                .map(move |(place, (feature, meaning))| ([file, place], layer, feature, meaning))
        })
        .collect();
    let subject = |(place, file, feature, meaning): &([usize; 2], &File, &_, &Option<_>)| {
        subject(*place, file, feature, meaning.as_ref(), states, precedence)
    };
    let subjects: Vec<Option<Subject>> = features.par_iter().map(subject).collect::<Result<_>>()?;
    Ok(subjects.into_iter().flatten().collect())
}

fn subject(
    place: [usize; 2],
    file: &File,
    feature: &Feature,
    meaning: Option<&Meaning>,
    states: &States,
    precedence: &[ActorId],
) -> Result<Option<Subject>> {
    let Shape::Polygons(polygons) = &feature.shape else { return Ok(None) };
    let spot = file.place(feature);
    let mended = mend(polygons).map_err(|error| error.at(&spot))?;
    let actor = meaning.and_then(|it| it.actor);
    let rank = precedence.iter().position(|it| Some(*it) == actor).unwrap_or(precedence.len());
    let dating = meaning.map(|it| it.dating);
    Ok(Some(Subject {
        place,
        spot: Spot { byte: None, ..spot },
        actor,
        status: meaning.map_or(Status::Unknown, |it| it.control.status),
        rank,
        dating,
        states: dating.map_or(0..0, |dating| states.range(dating)),
        mended,
        is_duplicate: false,
    }))
}

impl Subject {
    /// What was done to the feature by itself.
    pub fn repairs(&self) -> impl Iterator<Item = Repair> + '_ {
        let mended = &self.mended;
        let rings = mended.rings.iter().map(|(kind, done)| (*kind, *done, None));
        let whole = mended.whole.iter().map(|(kind, done, moved)| (*kind, *done, Some(moved)));
        rings.chain(whole).map(|(kind, done, moved)| {
            let spot = self.spot.clone().ring(done.polygon, done.ring);
            let spot = Spot { position: Some([done.at.x, done.at.y]), ..spot };
            let repair = still(kind, spot, self.actor, self.states.clone());
            let repair = Repair { count: done.count, ..repair };
            match moved {
                None => repair,
                Some(moved) => Repair {
                    gained: moved.gained,
                    lost: moved.lost,
                    ground: moved.ground.clone(),
                    ..repair
                },
            }
        })
    }
}

/// Marks features that are the same as an earlier one: of one control, time, and geometry.
pub(super) fn drop_duplicates(told: &Told, subjects: &mut [Subject], repairs: &mut Vec<Repair>) {
    let mut seen: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for place in 0..subjects.len() {
        let Some(subject) = subjects.get(place).filter(|it| it.dating.is_some()) else { continue };
        if subject.mended.polygons.0.is_empty() {
            continue;
        }
        let meaning = |it: &Subject| told.meanings.get(it.place[0])?.get(it.place[1])?.as_ref();
        let is_same = |other: &&Subject| {
            meaning(other) == meaning(subject) && other.mended.polygons == subject.mended.polygons
        };
        let alike = match seen.entry(likeness(&subject.mended.polygons)) {
            Entry::Occupied(alike) => alike.into_mut(),
            Entry::Vacant(none) => none.insert(Vec::new()),
        };
        let first = alike.iter().filter_map(|it| subjects.get(*it)).find(is_same);
        let Some(first) = first else {
            alike.push(place);
            continue;
        };
        let kind = RepairKind::DuplicateDropped;
        let repair = still(kind, subject.spot.clone(), subject.actor, subject.states.clone());
        let given_to = Some((first.spot.clone(), first.actor));
        repairs.push(Repair { given_to, ..repair });
        if let Some(subject) = subjects.get_mut(place) {
            subject.is_duplicate = true;
        }
    }
}

fn likeness(polygons: &MultiPolygon) -> u64 {
    let mut hash = FxHasher::default();
    for at in polygons.coords_iter() {
        (at.x.to_bits(), at.y.to_bits()).hash(&mut hash);
    }
    hash.finish()
}

/// The features that hold in a state.
pub(super) fn standing(subjects: &[Subject], state: usize) -> Vec<Standing> {
    let holds = |subject: &Subject| {
        subject.states.contains(&state)
            && !subject.is_duplicate
            && !subject.mended.polygons.0.is_empty()
    };
    let standing = subjects.iter().enumerate().filter(|(_, it)| holds(it));
    standing
        .map(|(place, subject)| Standing {
            subject: place,
            rank: subject.rank,
            status: subject.status,
            polygons: subject.mended.polygons.clone(),
        })
        .collect()
}

/// The ground of every feature, state by state; states in which it is the same are one version.
pub(super) fn versions(subjects: &[Subject], mut settled: Vec<Settled>) -> Vec<Vec<Version>> {
    let versions = subjects.iter().enumerate().map(|(place, subject)| {
        if subject.states.is_empty() {
            let polygons = subject.mended.polygons.clone();
            return vec![Version { states: 0..0, polygons }];
        }
        let mut versions: Vec<Version> = Vec::new();
        for state in subject.states.clone() {
            let changed = settled.get_mut(state).and_then(|it| it.changed.remove(&place));
            let polygons = changed.unwrap_or_else(|| subject.mended.polygons.clone());
            match versions.last_mut().filter(|last| last.polygons == polygons) {
                Some(last) => last.states.end = state + 1,
                None => versions.push(Version { states: state..state + 1, polygons }),
            }
        }
        versions
    });
    versions.collect()
}
