//! What repairs there are.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::model::DefectKind;

/// Declares the kinds, one row each, so that what is said of a kind stands in one place.
macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident $code:literal $what:literal;)+) => {
        /// What was done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum RepairKind {
            $($(#[doc = $doc])+ $kind,)+
        }

        impl RepairKind {
            /// All kinds: first those of files, then of rings, of features, of several features.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// The code by which reports name the kind.
            pub fn code(self) -> &'static str {
                match self { $(Self::$kind => $code,)+ }
            }

            /// What was done, as a phrase in the plural.
            pub fn what(self) -> &'static str {
                match self { $(Self::$kind => $what,)+ }
            }
        }
    };
}

kinds! {
    /// A text was written without its byte order mark, which RFC 8259 (8.1) forbids.
    MarkDropped "byte-order-mark-dropped" "byte order marks dropped";
    /// A file was written without naming a coordinate reference system, as RFC 7946 (4) wants.
    CrsDropped "crs-dropped" "`crs` members dropped";
    /// Positions were computed from another coordinate reference system into degrees on WGS 84.
    Reprojected "reprojected" "layers turned into degrees";
    /// The collection was taken out of the object under one of whose keys it stood.
    Unwrapped "unwrapped" "collections taken out of another object";
    /// Of a collection of geometries the parts of the highest dimension were kept as one geometry.
    CollectionJoined "collection-joined" "geometry collections made one geometry";
    /// Heights were dropped.
    HeightsDropped "heights-dropped" "heights dropped";
    /// Positions a hair out of range, by 1e-7 degrees at most, were moved onto it.
    PositionsClamped "positions-clamped" "positions moved onto the globe's range";
    /// A ring that did not end where it began was closed by its first position.
    RingClosed "ring-closed" "rings closed";
    /// Positions that repeated the one before were dropped.
    RepeatsDropped "repeats-dropped" "repeated positions dropped";
    /// The tips of spikes were dropped, where a ring ran back on the line on which it had come.
    SpikesDropped "spikes-dropped" "spikes dropped";
    /// A ring of fewer than three positions that go round ground was left out; with an exterior its
    /// whole polygon.
    ShortRingDropped "short-ring-dropped" "rings without ground left out";
    /// A ring was turned: exteriors run counter-clockwise, interiors clockwise (RFC 7946, 3.1.6).
    RingTurned "ring-turned" "rings turned";
    /// Rings that crossed, touched or ran along themselves or each other were divided where they do.
    CrossingsResolved "crossings-resolved" "features whose rings crossed resolved";
    /// Interiors outside their exterior, or in each other, were dropped or joined.
    HolesResolved "holes-resolved" "features with misplaced interiors resolved";
    /// Polygons of one feature that overlapped or shared a border were made one.
    PartsMerged "parts-merged" "features whose polygons overlapped merged";
    /// A feature that was there twice, of the same control, time and geometry, was dropped.
    DuplicateDropped "duplicate-dropped" "duplicates dropped";
    /// Vertices within the tolerance of another feature's border were moved onto it.
    BorderSnapped "border-snapped" "borders snapped";
    /// Ground that two features had was taken from the one that comes later.
    OverlapCut "overlap-cut" "overlaps cut";
    /// A narrow gap between features was given to the one that shares most of its border.
    GapFilled "gap-filled" "gaps filled";
}

impl RepairKind {
    /// The repair after which a defect is gone, if there is one: overlaps where it is said who keeps
    /// them, gaps where they count as narrow.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::model::DefectKind;
    /// use controlmap::repair::RepairKind;
    ///
    /// assert_eq!(RepairKind::mending(DefectKind::RingNotClosed), Some(RepairKind::RingClosed));
    /// assert_eq!(RepairKind::mending(DefectKind::BadDate), None);
    /// ```
    pub fn mending(defect: DefectKind) -> Option<Self> {
        Some(match defect {
            DefectKind::ByteOrderMark => Self::MarkDropped,
            DefectKind::CrsMember => Self::CrsDropped,
            DefectKind::Reprojected => Self::Reprojected,
            DefectKind::WrappedCollection => Self::Unwrapped,
            DefectKind::GeometryCollection
            | DefectKind::NestedCollection
            | DefectKind::NeedlessCollection => Self::CollectionJoined,
            DefectKind::HeightDropped | DefectKind::LongPosition => Self::HeightsDropped,
            DefectKind::PositionClamped => Self::PositionsClamped,
            DefectKind::RingNotClosed => Self::RingClosed,
            DefectKind::RepeatedPoint => Self::RepeatsDropped,
            DefectKind::Spike => Self::SpikesDropped,
            DefectKind::RingTooShort | DefectKind::EmptyRing => Self::ShortRingDropped,
            DefectKind::RingDirection => Self::RingTurned,
            DefectKind::InvalidPolygons
            | DefectKind::SelfCrossing
            | DefectKind::SelfOverlap
            | DefectKind::SelfTouch
            | DefectKind::RingsCross
            | DefectKind::RingsShareLine
            | DefectKind::InteriorDisconnected => Self::CrossingsResolved,
            DefectKind::HoleOutside | DefectKind::HoleNested | DefectKind::RepeatedRing => {
                Self::HolesResolved
            }
            DefectKind::RepeatedPolygon
            | DefectKind::PolygonsOverlap
            | DefectKind::PolygonsShareLine
            | DefectKind::PolygonNested => Self::PartsMerged,
            DefectKind::DuplicateFeature => Self::DuplicateDropped,
            DefectKind::Overlap | DefectKind::CoveredTwice => Self::OverlapCut,
            DefectKind::Gap | DefectKind::Sliver => Self::GapFilled,
            _ => return None,
        })
    }

    /// The repair that reading has done already, if what it found is one; those of rings and all
    /// that follow are done here.
    pub(super) fn of_reading(defect: DefectKind) -> Option<Self> {
        Self::mending(defect).filter(|kind| *kind < Self::RingClosed)
    }
}

impl fmt::Display for RepairKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for RepairKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
