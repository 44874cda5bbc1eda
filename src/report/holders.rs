//! Who stands on ground and for how long, as data.

use jiff::civil::Date;
use serde::Serialize;

use super::grounds::GroundNames;
use crate::geometry::{BoundingBox, LonLat};
use crate::index::{ControlId, ControlIndex, Evidence, Span, sources};
use crate::model::{Dataset, DefectCount, Language, Status, Validity};

/// What is made of a dataset once, to put names to its places.
#[derive(Debug)]
pub(crate) struct Background {
    evidence: Evidence,
    doubts: Vec<DefectCount>,
    bounds: Option<BoundingBox>,
}

impl Background {
    /// That of a dataset.
    pub fn of(dataset: &Dataset) -> Self {
        Self {
            evidence: Evidence::of(dataset),
            doubts: dataset.doubts(),
            bounds: dataset.bounding_box(),
        }
    }

    /// What puts names to places of that dataset, by its index.
    pub fn naming<'a>(
        &'a self,
        dataset: &'a Dataset,
        index: &'a ControlIndex,
        language: Language,
    ) -> Naming<'a> {
        let Self { evidence, doubts, bounds } = self;
        Naming { dataset, index, evidence, doubts, bounds: *bounds, language }
    }
}

/// Names those who stand on ground, in a language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Naming<'a> {
    pub dataset: &'a Dataset,
    pub index: &'a ControlIndex,
    pub evidence: &'a Evidence,
    /// What is doubtful about the data.
    pub doubts: &'a [DefectCount],
    /// The box of the data.
    pub bounds: Option<BoundingBox>,
    pub language: Language,
}

/// Days on end on which the same held a place.
#[derive(Debug, Serialize)]
pub(crate) struct Stretch<'a> {
    /// The first day; nothing where the data has no beginning.
    pub from: Option<Date>,
    /// The date of the data before `from`, where nothing is known of the days between.
    #[serde(skip)]
    pub unseen_since: Option<Date>,
    /// The first day on which it was no longer so; nothing where it is still so at the end of the data.
    pub until: Option<Date>,
    /// The first by precedence.
    #[serde(flatten)]
    pub side: Side<'a>,
    /// Whom the data gives the same ground, too.
    pub overlaps: Vec<Side<'a>>,
}

/// How ground is held, and by whom.
#[derive(Debug, Serialize)]
pub(crate) struct Side<'a> {
    pub status: Standing,
    /// Several where ground is contested or joint.
    pub holders: Vec<Holder<'a>>,
}

/// How ground is held, or why that can't be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Standing {
    /// Nobody has said who holds it.
    Unmapped,
    /// There is no data for the day.
    NoData,
    #[serde(untagged)]
    As(Status),
}

/// An actor by its id and its name.
#[derive(Debug, Serialize)]
pub(crate) struct Holder<'a> {
    pub id: &'a str,
    pub name: &'a str,
}

impl<'a> Naming<'a> {
    /// Names those of a span.
    pub fn stretch(&self, span: &Span) -> Stretch<'a> {
        let without = |status| Side { status, holders: Vec::new() };
        let (side, overlaps) = match span.claims.as_slice() {
            _ if !span.has_data => (without(Standing::NoData), Vec::new()),
            [] => (without(Standing::Unmapped), Vec::new()),
            [first, others @ ..] => (self.side(*first), self.sides(others)),
        };
        let from = span.validity.from();
        let unseen_since = from.and_then(|from| self.dataset.unseen_since(from));
        Stretch { from, unseen_since, until: span.validity.until(), side, overlaps }
    }

    /// Names those of several controls.
    pub fn sides(&self, controls: &[ControlId]) -> Vec<Side<'a>> {
        controls.iter().map(|control| self.side(*control)).collect()
    }

    /// The sources of the territories that hold a place on some day of a validity.
    pub fn sources(&self, place: LonLat, validity: Validity) -> Vec<&'a str> {
        sources(&self.evidence.of_place(self.dataset, place, validity))
    }

    fn side(&self, control: ControlId) -> Side<'a> {
        let control = self.index.control(control);
        let names = GroundNames { dataset: self.dataset, language: self.language };
        Side { status: Standing::As(control.status), holders: names.holders(control).collect() }
    }
}

/// Whether a span is not about the place, but says that the data may not be carried on any further.
pub(crate) fn is_end_of_data(span: &Span) -> bool {
    !span.has_data && span.validity.until().is_none()
}
