//! The colours of the printed maps, for the page: light and dark.

use serde_json::{Value, json};

use super::{corners, names};
use crate::geometry::BoundingBox;
use crate::map::scene::Paint;
use crate::map::{Theme, wording};
use crate::model::{Control, Dataset, Language};

const THEMES: [(&str, Theme); 2] = [("light", Theme::LIGHT), ("dark", Theme::DARK)];

/// The colours of everything but actors' ground, in each theme.
pub(super) fn of_themes() -> Value {
    in_themes(|theme| {
        let colors = theme.colors;
        let told = [
            ("sea", colors.sea),
            ("neighbour", colors.neighbour),
            ("unknown", colors.unknown),
            ("lake", colors.lake),
            ("shore", colors.shore),
            ("river", colors.river),
            ("waterInk", colors.water_ink),
            ("road", colors.road),
            ("regionBorder", colors.region_border),
            ("border", colors.border),
            ("front", colors.front),
            ("limit", colors.limit),
            ("ink", colors.ink),
            ("faintInk", colors.faint_ink),
            ("countryInk", colors.country_ink),
            ("regionInk", colors.region_ink),
            ("halo", colors.halo),
            ("neighbourHalo", colors.neighbour_halo),
            ("symbol", colors.symbol),
            ("accent", colors.accent),
        ];
        told.into_iter()
            .map(|(name, color)| (name.to_owned(), Value::from(color.to_string())))
            .collect()
    })
}

/// The actors, with the box of the ground of each and their colour.
pub(super) fn actors(dataset: &Dataset, grounds: &[Option<BoundingBox>]) -> Vec<Value> {
    let actors = dataset.actors.iter().zip(grounds).map(|(actor, ground)| {
        json!({
            "id": actor.id,
            "names": names(&actor.names),
            "ground": ground.map(corners),
            "color": actor.color.to_string(),
        })
    });
    actors.collect()
}

/// The ways of control, with the paint of their ground in each theme.
pub(super) fn controls(dataset: &Dataset, controls: &[Control]) -> Vec<Value> {
    let controls = controls.iter().map(|control| {
        let mut told = in_themes(|theme| paint(&theme.control(dataset, control)));
        told["key"] = format!("{}|{}", dataset.ids(&control.claimants), control.status).into();
        told["status"] = control.status.word().into();
        told["names"] = Language::ALL
            .into_iter()
            .map(|language| {
                (language.code().to_owned(), Value::from(called(dataset, control, language)))
            })
            .collect();
        let actors = control.claimants.iter().map(|actor| dataset.actor(*actor).id.as_str());
        told["actors"] = actors.collect();
        told
    });
    controls.collect()
}

fn called(dataset: &Dataset, control: &Control, language: Language) -> String {
    let actors = control.claimants.iter().map(|actor| dataset.actor(*actor));
    let names: Vec<&str> = actors
        .map(|actor| match actor.names.get(language) {
            "" => actor.id.as_str(),
            name => name,
        })
        .collect();
    wording::control(control.status, &names, language)
}

fn paint(paints: &[Paint]) -> Value {
    let mut fill = None;
    let mut stripes = Vec::new();
    for paint in paints {
        match *paint {
            Paint::Solid(color) => fill = Some(color.to_string()),
            Paint::Hatch { color, spacing, width, angle, .. } => {
                stripes.push(json!({ "color": color.to_string(), "spacing": spacing, "width": width, "angle": angle }));
            }
        }
    }
    json!({ "fill": fill, "stripes": stripes })
}

fn in_themes(told: impl Fn(&Theme) -> Value) -> Value {
    THEMES.iter().map(|(name, theme)| ((*name).to_owned(), told(theme))).collect()
}
