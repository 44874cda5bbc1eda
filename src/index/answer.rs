//! What a lookup answers.

use jiff::civil::Date;

use crate::geometry::LonLat;
use crate::model::Validity;

/// A control's place in [`ControlIndex::controls`](super::ControlIndex::controls): the smaller, the
/// earlier it is named where ground overlaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ControlId(pub u16);

/// Who held a place on a date, with what shows how good the answer is.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The place asked for.
    pub place: LonLat,
    /// The date asked for: the answer is of the end of that day.
    pub date: Date,
    /// The date of the data that answers; nothing where the data is undated.
    pub data_date: Option<Date>,
    /// Days from the data's date to the date asked for.
    pub age_in_days: Option<i64>,
    /// The stretch of days, with the date in it, on which nothing changed at the place.
    pub span: Span,
    /// What was so before that; nothing where the data begins with the span.
    pub before: Option<Span>,
    /// What was so after it; nothing where it is still so at the end of the data.
    pub after: Option<Span>,
    /// Whether the place lies exactly on an edge between two controls on that date. It then belongs
    /// to the ground just east of the edge; see [`winding`](crate::geometry::winding).
    pub is_on_boundary: bool,
}

/// Days on end on which the same controlled a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// When: an open beginning where the data has one.
    pub validity: Validity,
    /// All who claim the ground, in order of precedence; empty where nobody has said.
    pub claims: Vec<ControlId>,
    /// Whether there is data for these days, and the gap policy lets it answer.
    pub has_data: bool,
}

/// The answer of a bulk lookup, in four bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Found(u32);

impl Found {
    /// Nobody has said who controls the ground.
    pub const UNMAPPED: Self = Self(0);
    /// There is no data for the date.
    pub const NO_DATA: Self = Self(1 << 17);
    /// The position is not on the globe, or not a number.
    pub const OFF_GLOBE: Self = Self(1 << 18);
    const OVERLAP: u32 = 1 << 16;
    const BOUNDARY: u32 = 1 << 19;

    /// Ground under a control; `overlaps` where others claim it, too.
    pub(super) const fn held(control: ControlId, overlaps: bool) -> Self {
        Self(control.0 as u32 + 1 + if overlaps { Self::OVERLAP } else { 0 })
    }

    /// The same, with the position exactly on an edge.
    pub(super) const fn on_boundary(self) -> Self {
        Self(self.0 | Self::BOUNDARY)
    }

    /// The bits that [`Found::from_bits`] takes.
    #[inline]
    pub(super) const fn bits(self) -> u32 {
        self.0
    }

    /// What [`Found::bits`] gave.
    #[inline]
    pub(super) const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// Who controls the ground, the first by precedence; nothing where nobody has said, or there is
    /// no data.
    pub fn control(self) -> Option<ControlId> {
        (self.0 as u16).checked_sub(1).map(ControlId)
    }

    /// Whether more than one control claims the ground:
    /// [`ControlIndex::claims`](super::ControlIndex::claims) names them all.
    pub fn is_overlap(self) -> bool {
        self.0 & Self::OVERLAP != 0
    }

    /// Whether the position lies exactly on an edge between two controls.
    pub fn is_on_boundary(self) -> bool {
        self.0 & Self::BOUNDARY != 0
    }

    /// Whether there is no data for the date.
    pub fn is_without_data(self) -> bool {
        self == Self::NO_DATA
    }

    /// Whether the position is not on the globe, or not a number.
    pub fn is_off_globe(self) -> bool {
        self == Self::OFF_GLOBE
    }
}
