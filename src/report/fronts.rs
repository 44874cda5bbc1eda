//! The front lines on a date, as data.

use serde::Serialize;

use super::dates::Dated;
use super::features;
use super::grounds::{GroundData, GroundNames, precise};
use crate::Result;
use crate::compare::Front;
use crate::geometry::MultiLineString;
use crate::model::{DefectCount, Snapshot};

/// The front lines on a date.
#[derive(Debug, Serialize)]
pub(crate) struct Report<'a> {
    #[serde(flatten)]
    dated: Dated,
    fronts: Vec<FrontData<'a>>,
    /// What is doubtful about the data.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    doubts: Vec<DefectCount>,
}

/// A front line as data.
#[derive(Debug, Serialize)]
struct FrontData<'a> {
    between: [Option<GroundData<'a>>; 2],
    km: f64,
}

/// A front line as flat properties of a feature; nothing where nobody stands.
#[derive(Debug, Serialize)]
struct Properties {
    #[serde(flatten)]
    dated: Dated,
    status: Option<&'static str>,
    /// Ids, with `;` between them.
    actors: Option<String>,
    other_status: Option<&'static str>,
    other_actors: Option<String>,
    km: f64,
}

/// All of them.
pub(crate) fn json<'a>(
    names: &GroundNames<'a>,
    snapshot: &Snapshot,
    fronts: &[Front],
) -> Report<'a> {
    Report {
        dated: Dated::of_snapshot(snapshot),
        fronts: fronts.iter().map(|front| data(names, front)).collect(),
        doubts: names.dataset.doubts(),
    }
}

fn data<'a>(names: &GroundNames<'a>, front: &Front) -> FrontData<'a> {
    FrontData {
        between: front.sides.each_ref().map(|side| names.side(side.as_ref())),
        km: precise(front.length.0),
    }
}

/// All of them as lines.
pub(crate) fn geojson(
    names: &GroundNames,
    snapshot: &Snapshot,
    fronts: &[Front],
) -> Result<String> {
    let dated = Dated::of_snapshot(snapshot);
    features::collection(fronts.iter().map(|front| {
        let lines = MultiLineString::new(front.lines.clone());
        let [one, other] = front.sides.each_ref().map(|side| names.side(side.as_ref()));
        let status = |side: &Option<GroundData>| side.as_ref().map(|data| data.status);
        let actors = |side: &Option<GroundData>| side.as_ref().map(GroundData::ids);
        let properties = Properties {
            dated,
            status: status(&one),
            actors: actors(&one),
            other_status: status(&other),
            other_actors: actors(&other),
            km: precise(front.length.0),
        };
        (properties, (&lines).into())
    }))
}
