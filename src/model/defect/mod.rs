//! What is wrong with an input, as a value: the rest of the input still counts.

#[macro_use]
mod naming;
mod kind;
mod severity;
mod spot;

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

pub use kind::DefectKind;
pub use severity::Severity;
pub use spot::Spot;

use crate::geometry::SquareKilometres;

/// Something that is wrong with an input, and where.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Defect {
    /// What was found.
    pub kind: DefectKind,
    /// How often at this spot.
    pub count: usize,
    /// Where.
    #[serde(flatten)]
    pub spot: Spot,
    /// How much ground it concerns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub km2: Option<SquareKilometres>,
    /// What was found there, in words; empty where the kind says it all.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub found: String,
}

impl Defect {
    /// A defect that was found once.
    pub fn new(kind: DefectKind, spot: Spot) -> Self {
        Self { kind, count: 1, spot, km2: None, found: String::new() }
    }

    /// So many of them at the spot.
    #[must_use]
    pub fn times(self, count: usize) -> Self {
        Self { count, ..self }
    }

    /// How much ground it concerns.
    #[must_use]
    pub fn concerning(self, km2: SquareKilometres) -> Self {
        Self { km2: Some(km2), ..self }
    }

    /// What was found there, in words.
    #[must_use]
    pub fn found(self, found: impl fmt::Display) -> Self {
        // Errors have a line of their own for what to do.
        Self { found: found.to_string().replace("\nhint: ", "; "), ..self }
    }
}

/// One kind of defect: how often it was found, and where first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DefectCount {
    /// What was found.
    pub kind: DefectKind,
    /// How bad it is.
    pub severity: Severity,
    /// How often.
    pub count: usize,
    /// Where first: file and feature.
    pub first: String,
}

impl fmt::Display for DefectCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} (first: {})", self.count, self.kind.describe(), self.first)
    }
}

/// The defects of an input: all of them counted by kind, some of each kind kept.
///
/// # Example
///
/// ```
/// use controlmap::model::{DefectKind, Defects, Spot};
///
/// let mut defects = Defects::default();
/// defects.note(DefectKind::RingNotClosed, 1, || Spot::in_file("a.geojson"));
/// defects.note(DefectKind::RingNotClosed, 2, || Spot::in_file("b.geojson"));
/// assert_eq!(defects.count(DefectKind::RingNotClosed), 3);
/// assert_eq!(defects.kept().count(), 1);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Defects {
    by_kind: BTreeMap<DefectKind, (usize, Vec<Defect>)>,
    /// Of each kind so many are kept.
    room: usize,
}

impl Default for Defects {
    /// Keeps the first of each kind.
    fn default() -> Self {
        Self::keeping(1)
    }
}

impl Defects {
    /// Keeps the first so many of each kind; all are counted.
    pub fn keeping(room: usize) -> Self {
        Self { by_kind: BTreeMap::new(), room }
    }

    /// Notes a defect; the spot is worked out only where it is kept.
    pub fn note(&mut self, kind: DefectKind, count: usize, spot: impl FnOnce() -> Spot) {
        self.add(kind, count, || Defect::new(kind, spot()).times(count));
    }

    /// Notes a defect with all that is known of it.
    pub fn push(&mut self, defect: Defect) {
        self.add(defect.kind, defect.count, || defect);
    }

    fn add(&mut self, kind: DefectKind, count: usize, defect: impl FnOnce() -> Defect) {
        if count == 0 {
            return;
        }
        let (counted, kept) = self.by_kind.entry(kind).or_default();
        *counted += count;
        if kept.len() < self.room {
            kept.push(defect());
        }
    }

    /// Adds the defects of another part of the input, which comes after this one.
    pub fn append(&mut self, later: Self) {
        for (kind, (count, defects)) in later.by_kind {
            let (counted, kept) = self.by_kind.entry(kind).or_default();
            *counted += count;
            let room = self.room.saturating_sub(kept.len());
            kept.extend(defects.into_iter().take(room));
        }
    }

    /// All but those of a kind.
    #[must_use]
    pub fn without(mut self, kind: DefectKind) -> Self {
        self.by_kind.remove(&kind);
        self
    }

    /// The kinds found, in a fixed order.
    pub fn iter(&self) -> impl Iterator<Item = DefectCount> {
        self.by_kind.iter().map(|(&kind, (count, kept))| DefectCount {
            kind,
            severity: kind.severity(),
            count: *count,
            first: kept.first().map(|defect| defect.spot.to_string()).unwrap_or_default(),
        })
    }

    /// The defects that were kept, kind by kind in a fixed order, each kind as it was noted.
    pub fn kept(&self) -> impl Iterator<Item = &Defect> {
        self.by_kind.values().flat_map(|(_, kept)| kept)
    }

    /// Where the defects that were kept are.
    #[cfg(feature = "serve")]
    pub(in crate::model) fn spots_mut(&mut self) -> impl Iterator<Item = &mut Spot> {
        self.by_kind.values_mut().flat_map(|(_, kept)| kept).map(|defect| &mut defect.spot)
    }

    /// How often a kind was found.
    pub fn count(&self, kind: DefectKind) -> usize {
        self.by_kind.get(&kind).map_or(0, |(count, _)| *count)
    }
}
