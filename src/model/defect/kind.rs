//! The kinds of defects: what each is called, how bad it is, what reading does about it.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::error::toml_file::closest;
use crate::{Error, Result};

/// How bad a defect is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Mended without loss, or a matter of form: what was meant is plain.
    Note,
    /// The data may say something else than was meant.
    Warning,
    /// Something is lost, or said twice: answers that rest on it are wrong or a matter of chance.
    Error,
}

impl Severity {
    /// All, the worst last.
    pub const ALL: [Self; 3] = [Self::Note, Self::Warning, Self::Error];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Severity {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|severity| severity.word() == text);
        found.ok_or_else(|| {
            Error::usage("a severity is note, warning or error").found(format!("`{text}`"))
        })
    }
}

/// Declares the kinds, one row each, so that what is said of a kind stands in one place.
macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident $code:literal $severity:ident
        $what:literal, $done:literal;)+) => {
        /// What was found, and what was done about it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum DefectKind {
            $($(#[doc = $doc])+ $kind,)+
        }

        impl DefectKind {
            /// All kinds, in a fixed order.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// The code by which reports, tables and settings name the kind.
            pub fn code(self) -> &'static str {
                match self { $(Self::$kind => $code,)+ }
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(Self::$kind => Severity::$severity,)+ }
            }

            /// What is wrong, as a phrase in the plural.
            pub fn what(self) -> &'static str {
                match self { $(Self::$kind => $what,)+ }
            }

            /// What reading does about it, as a participle; empty where it does nothing.
            pub fn done(self) -> &'static str {
                match self { $(Self::$kind => $done,)+ }
            }
        }
    };
}

kinds! {
    /// A feature has no geometry, or an empty one: skipped.
    NullGeometry "null-geometry" Note
        "features without geometry", "skipped";
    /// A feature of a control layer is not an area: skipped.
    NotAnArea "not-an-area" Warning
        "features that are not areas", "skipped";
    /// A geometry is a collection: its areas are taken together, the rest is left out.
    GeometryCollection "geometry-collection" Note
        "geometries that are collections", "their areas taken together";
    /// Positions carry heights: dropped.
    HeightDropped "height" Note
        "positions with a height", "which was dropped";
    /// A position a hair out of range (rounding) was moved onto the range.
    PositionClamped "hair-out-of-range" Note
        "positions a hair out of range", "moved onto it";
    /// A feature has a position that is not on the globe, or coordinates that are none: left out where
    /// reading goes on, as for a check; an error elsewhere.
    BadCoordinates "bad-coordinates" Error
        "features with coordinates that are none", "left out";
    /// A record of a sequence or a row of a table that can't be read at all: left out where reading
    /// goes on, as for a check; an error elsewhere.
    UnreadableRecord "unreadable-record" Error
        "records that can't be read", "left out";
    /// A text begins with a byte order mark (RFC 8259, 8.1, forbids it): passed over.
    ByteOrderMark "byte-order-mark" Note
        "texts with a byte order mark", "passed over";
    /// A GeoJSON object names a coordinate reference system, as RFC 7946 (4) no longer allows, but one
    /// that is the same as its own: passed over.
    CrsMember "crs-member" Note
        "files with a `crs` member", "passed over";
    /// Nothing says in which coordinate reference system positions are, as it should beside a
    /// shapefile: taken for degrees, into whose range they fit.
    CrsMissing "crs-missing" Note
        "layers that don't say their coordinate reference system", "taken for degrees";
    /// Positions are not in degrees on WGS 84: computed from their own coordinate reference system.
    Reprojected "reprojected" Note
        "layers in another coordinate reference system", "turned into degrees";
    /// A file says that more is to be fetched from elsewhere: not followed.
    NetworkLink "network-link" Warning
        "links to other files", "not followed";
    /// A ring does not end where it begins: closed.
    RingNotClosed "ring-not-closed" Note
        "rings not closed", "closed";
    /// A ring has fewer than four positions: left out.
    RingTooShort "ring-too-short" Warning
        "rings of fewer than four positions", "left out";
    /// A ring runs against RFC 7946 (3.1.6): turned.
    RingDirection "ring-direction" Note
        "rings against the right-hand rule", "turned";
    /// The same ground in the same hands on neighbouring dates: made one validity.
    MergedInTime "merged-in-time" Note
        "features the same as on the date before", "merged with it";
    /// A feature is there twice on one date: kept once.
    DuplicateFeature "duplicate-feature" Note
        "features twice on one date", "kept once";
    /// The feature collection stands under another key of the file's object: read from there.
    WrappedCollection "wrapped-collection" Note
        "files with the collection under another key", "read from there";
    /// A date that can't be read, or an end that does not follow its beginning: the feature is left out.
    BadDate "bad-date" Error
        "features with an unusable date", "left out";
    /// A date in 2100 or later: kept as it is.
    SuspiciousDate "suspicious-date" Warning
        "features dated 2100 or later", "kept";
    /// A status word that is not known: taken as `unknown`.
    UnknownStatus "unknown-status" Warning
        "features with an unknown status word", "taken as unknown";
    /// An actor that the manifest does not list: added.
    UnlistedActor "unlisted-actor" Warning
        "actors that the manifest does not list", "added";
    /// A feature that does not say who controls it: taken as unknown.
    NoActor "no-actor" Warning
        "features that name no actor", "taken as unknown";
}

impl DefectKind {
    /// Whether the data may say something else than was meant, so that whoever uses it should be
    /// told; the other kinds were mended without loss.
    pub fn is_doubtful(self) -> bool {
        self.severity() >= Severity::Warning
    }

    /// What was found and done, as a phrase for a table.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::model::DefectKind;
    ///
    /// assert_eq!(DefectKind::RingNotClosed.describe(), "rings not closed, closed");
    /// ```
    pub fn describe(self) -> String {
        match self.done() {
            "" => self.what().to_owned(),
            done => format!("{}, {done}", self.what()),
        }
    }
}

impl FromStr for DefectKind {
    type Err = Error;

    /// Reads a [`code`](DefectKind::code).
    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.iter().find(|kind| kind.code() == text);
        found.copied().ok_or_else(|| {
            let error = Error::usage("no kind of defect is called so").found(format!("`{text}`"));
            match closest(text, Self::ALL.iter().map(|kind| kind.code())) {
                Some(code) => error.hint(format!("did you mean `{code}`?")),
                None => error,
            }
        })
    }
}

impl fmt::Display for DefectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for DefectKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
