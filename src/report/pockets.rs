//! The connected pieces of each side's ground, as data.

use serde::Serialize;

use super::dates::Dated;
use super::features;
use super::grounds::{GroundNames, precise};
use super::holders::Holder;
use crate::Result;
use crate::compare::Pocket;
use crate::model::{DefectCount, Snapshot};

/// A pocket; numbers of others count from 0 in the other list.
#[derive(Debug, Serialize)]
pub(crate) struct PocketData<'a> {
    pub actor: Holder<'a>,
    pub name: String,
    pub km2: f64,
    pub population: Option<u64>,
    /// How many of the places have none in that number.
    pub places_without_population: usize,
    pub places: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fate: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub linked_to: Option<Vec<usize>>,
}

/// The pockets on a date.
#[derive(Debug, Serialize)]
pub(crate) struct Report<'a> {
    #[serde(flatten)]
    dated: Dated,
    pockets: Vec<PocketData<'a>>,
    /// What is doubtful about the data.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    doubts: Vec<DefectCount>,
}

/// A pocket by itself.
pub(crate) fn pocket<'a>(names: &GroundNames<'a>, pocket: &Pocket<'a>) -> PocketData<'a> {
    let actor = names.dataset.actor(pocket.actor);
    let unknown = pocket.places.iter().filter(|place| place.population.is_none());
    PocketData {
        actor: Holder { id: &actor.id, name: actor.names.get(names.language) },
        name: names.pocket(pocket),
        km2: precise(pocket.area.0),
        population: pocket.population(),
        places_without_population: unknown.count(),
        places: pocket.places.iter().map(|place| place.names.get(names.language)).collect(),
        fate: None,
        linked_to: None,
    }
}

/// A pocket as flat properties of a feature.
#[derive(Debug, Serialize)]
struct Properties<'a> {
    #[serde(flatten)]
    dated: Dated,
    actor: &'a str,
    actor_name: &'a str,
    name: String,
    km2: f64,
    population: Option<u64>,
    /// Names, with `;` between them.
    places: String,
}

fn properties<'a>(names: &GroundNames<'a>, dated: Dated, pocket: &Pocket) -> Properties<'a> {
    Properties {
        dated,
        actor: &names.dataset.actor(pocket.actor).id,
        actor_name: names.actor(pocket.actor),
        name: names.pocket(pocket),
        km2: precise(pocket.area.0),
        population: pocket.population(),
        places: all_places(names, pocket),
    }
}

/// All pockets.
pub(crate) fn json<'a>(
    names: &GroundNames<'a>,
    snapshot: &Snapshot,
    pockets: &'a [Pocket<'a>],
) -> Report<'a> {
    Report {
        dated: Dated::of_snapshot(snapshot),
        pockets: pockets.iter().map(|it| pocket(names, it)).collect(),
        doubts: names.dataset.doubts(),
    }
}

/// All pockets as polygons.
pub(crate) fn geojson(
    names: &GroundNames,
    snapshot: &Snapshot,
    pockets: &[Pocket],
) -> Result<String> {
    let dated = Dated::of_snapshot(snapshot);
    let feature = |it: &Pocket| (properties(names, dated, it), (&it.polygons).into());
    features::collection(pockets.iter().map(feature))
}

/// The names of its places, with `;` between them.
pub(crate) fn all_places(names: &GroundNames, pocket: &Pocket) -> String {
    let places = pocket.places.iter().map(|place| place.names.get(names.language));
    places.collect::<Vec<&str>>().join(";")
}
