//! What is wrong with an input, as a value: the rest of the input still counts.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

/// What was found, and what was done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DefectKind {
    /// A feature has no geometry, or an empty one: skipped.
    NullGeometry,
    /// A feature of a control layer is not an area: skipped.
    NotAnArea,
    /// Positions carry heights: dropped.
    HeightDropped,
    /// A position a hair out of range (rounding) was moved onto the range.
    PositionClamped,
    /// A ring does not end where it begins: closed.
    RingNotClosed,
    /// A ring has fewer than four positions: left out.
    RingTooShort,
    /// A ring runs against RFC 7946 (3.1.6): turned.
    RingDirection,
    /// The same ground in the same hands on neighbouring dates: made one validity.
    MergedInTime,
    /// A feature is there twice on one date: kept once.
    DuplicateFeature,
    /// The feature collection stands under another key of the file's object: read from there.
    WrappedCollection,
    /// A date that can't be read, or an end that does not follow its beginning: the feature is left out.
    BadDate,
    /// A date in 2100 or later: kept as it is.
    SuspiciousDate,
    /// A status word that is not known: taken as `unknown`.
    UnknownStatus,
    /// An actor that the manifest does not list: added.
    UnlistedActor,
    /// A feature that does not say who controls it: taken as unknown.
    NoActor,
}

impl DefectKind {
    /// Whether the data may say something else than was meant, so that whoever uses it should be
    /// told; the other kinds were mended without loss.
    pub fn is_doubtful(self) -> bool {
        matches!(
            self,
            Self::NotAnArea
                | Self::RingTooShort
                | Self::BadDate
                | Self::SuspiciousDate
                | Self::UnknownStatus
                | Self::UnlistedActor
                | Self::NoActor
        )
    }

    /// What was found and done, as a phrase for a table.
    pub fn describe(self) -> &'static str {
        match self {
            Self::NullGeometry => "features without geometry, skipped",
            Self::NotAnArea => "features that are not areas, skipped",
            Self::HeightDropped => "positions with a height, which was dropped",
            Self::PositionClamped => "positions a hair out of range, moved onto it",
            Self::RingNotClosed => "rings not closed, closed",
            Self::RingTooShort => "rings of fewer than four positions, left out",
            Self::RingDirection => "rings against the right-hand rule, turned",
            Self::MergedInTime => "features the same as on the date before, merged with it",
            Self::DuplicateFeature => "features twice on one date, kept once",
            Self::WrappedCollection => {
                "files with the collection under another key, read from there"
            }
            Self::BadDate => "features with an unusable date, left out",
            Self::SuspiciousDate => "features dated 2100 or later, kept",
            Self::UnknownStatus => "features with an unknown status word, taken as unknown",
            Self::UnlistedActor => "actors that the manifest does not list, added",
            Self::NoActor => "features that name no actor, taken as unknown",
        }
    }
}

/// One kind of defect: how often it was found, and where first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Defect {
    /// What was found.
    pub kind: DefectKind,
    /// How often.
    pub count: usize,
    /// Where first: file and feature.
    pub first: String,
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} (first: {})", self.count, self.kind.describe(), self.first)
    }
}

/// The defects of an input, counted by kind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Defects {
    by_kind: BTreeMap<DefectKind, (usize, String)>,
}

impl Defects {
    /// Notes a defect; the place is worked out only for the first of its kind.
    pub fn note(&mut self, kind: DefectKind, count: usize, place: impl FnOnce() -> String) {
        if count > 0 {
            self.by_kind.entry(kind).or_insert_with(|| (0, place())).0 += count;
        }
    }

    /// Adds the defects of another part of the input, which comes after this one.
    pub fn append(&mut self, later: Self) {
        for (kind, (count, first)) in later.by_kind {
            self.note(kind, count, || first);
        }
    }

    /// The kinds found, in a fixed order.
    pub fn iter(&self) -> impl Iterator<Item = Defect> {
        self.by_kind.iter().map(|(&kind, (count, first))| Defect {
            kind,
            count: *count,
            first: first.clone(),
        })
    }

    /// How often a kind was found.
    pub fn count(&self, kind: DefectKind) -> usize {
        self.by_kind.get(&kind).map_or(0, |(count, _)| *count)
    }
}
