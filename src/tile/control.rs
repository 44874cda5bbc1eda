//! The layers of who holds which ground, and of the fronts.

use super::dated;
use super::mvt::Value;
use super::pyramid::{Properties, Pyramid, Shape};
use super::tile_json::LayerFields;
use crate::Result;
use crate::compare::holdings;
use crate::index::ControlIndex;
use crate::model::{Control, Dataset};

/// What the properties of ground and of fronts say of its days.
const DAYS: [(&str, &str); 6] = [
    ("start_date", "First day, YYYY-MM-DD; left out where the data has no beginning"),
    ("end_date", "Last day, YYYY-MM-DD; left out where there is none yet"),
    ("start_decdate", "The moment before the first day, as a year and a part of it"),
    ("end_decdate", "The last moment of the last day, as a year and a part of it"),
    ("from_day", "First day, in days since 1970-01-01"),
    ("until_day", "First day on which it is no longer so, in days since 1970-01-01"),
];

/// The layers and their properties.
pub(super) fn fields() -> Vec<LayerFields> {
    let layer = |id, description, own: &[(&'static str, &'static str)]| LayerFields {
        id,
        description,
        fields: own.iter().chain(&DAYS).copied().collect(),
    };
    vec![
        layer(
            "control",
            "Ground, and who holds it when",
            &[
                (
                    "actor",
                    "Id of who holds the ground, or is named first; left out if nobody knows",
                ),
                ("actors", "Ids of all who stand on it, joined with ;"),
                ("status", "held, contested, claimed, joint or unknown"),
                ("source", "Where this is known from"),
                (
                    "held_from_day",
                    "Day since which they stand on it in this way without a break, whatever the source, in \
                     days since 1970-01-01; left out where the data has no beginning of it",
                ),
                (
                    "held_before",
                    "When they stood on it in this way before they lost it and took it again, as \
                     from_day/until_day joined with ;, with .. for an open beginning; left out where they \
                     did not",
                ),
            ],
        ),
        layer(
            "fronts",
            "Front lines",
            &[
                ("sides", "Ids of who stand on either side, joined with ;"),
                ("near", "Id of who stands on one side, the first named"),
                ("far", "Id of who stands on the other, the first named; left out if nobody does"),
            ],
        ),
        layer("limits", "Edges of contested, joint and claimed ground where no front runs", &[]),
    ]
}

/// The layers of a dataset.
///
/// # Errors
///
/// See [`holdings`].
pub(super) fn layers(dataset: &Dataset, index: &ControlIndex) -> Result<Vec<Pyramid>> {
    let holdings = holdings(dataset, index)?;
    let mut control = Pyramid::new("control");
    for held in holdings.ground {
        let mut properties = actors(dataset, &held.control);
        properties.push(("status".to_owned(), Value::Text(held.control.status.to_string())));
        if !held.source.is_empty() {
            properties.push(("source".to_owned(), Value::Text(held.source)));
        }
        properties.extend(dated::properties(held.validity));
        let held_from = held.held_from.map(|date| Value::Integer(dated::day_number(date)));
        properties.extend(held_from.map(|day| ("held_from_day".to_owned(), day)));
        if !held.held_before.is_empty() {
            let before = held.held_before.iter().map(|it| dated::days(*it)).collect::<Vec<_>>();
            properties.push(("held_before".to_owned(), Value::Text(before.join(";"))));
        }
        control.add(Shape::Ground(held.polygons), properties, held.validity, 0);
    }
    let mut fronts = Pyramid::new("fronts");
    for front in holdings.fronts {
        let first =
            |side: &Option<Control>| Some(ids(dataset, side.as_ref()?).first()?.to_string());
        let sides: Vec<&str> =
            front.sides.iter().flatten().flat_map(|side| ids(dataset, side)).collect();
        let mut properties = vec![("sides".to_owned(), Value::Text(sides.join(";")))];
        for (key, side) in ["near", "far"].into_iter().zip(&front.sides) {
            properties.extend(first(side).map(|id| (key.to_owned(), Value::Text(id))));
        }
        properties.extend(dated::properties(front.validity));
        fronts.add(Shape::Lines(front.lines), properties, front.validity, 0);
    }
    let mut limits = Pyramid::new("limits");
    for limit in holdings.limits {
        let properties = dated::properties(limit.validity);
        limits.add(Shape::Lines(limit.lines), properties, limit.validity, 0);
    }
    Ok(vec![control, fronts, limits])
}

fn actors(dataset: &Dataset, control: &Control) -> Properties {
    let first =
        ids(dataset, control).first().map(|id| ("actor".to_owned(), Value::Text((*id).to_owned())));
    let all = Some(dataset.ids(&control.claimants)).filter(|all| !all.is_empty());
    let all = all.map(|all| ("actors".to_owned(), Value::Text(all)));
    first.into_iter().chain(all).collect()
}

fn ids<'a>(dataset: &'a Dataset, control: &Control) -> Vec<&'a str> {
    control.claimants.iter().map(|actor| dataset.actor(*actor).id.as_str()).collect()
}
