//! The colours of the printed maps, for the page: light and dark.

use serde_json::{Value, json};

use super::names;
use crate::map::scene::{Color, Paint};
use crate::map::{Theme, wording};
use crate::model::{Control, Dataset, Language};

const THEMES: [(&str, Theme); 2] = [("light", Theme::LIGHT), ("dark", Theme::DARK)];

/// The colours of everything but actors' ground, in each theme.
pub(super) fn of_themes() -> Value {
    in_themes(|theme| {
        let colors = theme.colors;
        let told = [
            ("panel", colors.panel),
            ("sea", colors.sea),
            ("land", colors.land),
            ("neighbour", colors.neighbour),
            ("unknown", colors.unknown),
            ("lake", colors.lake),
            ("shore", colors.shore),
            ("river", colors.river),
            ("waterInk", colors.water_ink),
            ("road", colors.road),
            ("regionBorder", colors.region_border),
            ("border", colors.border),
            ("coast", colors.coast),
            ("front", colors.front),
            ("ink", colors.ink),
            ("faintInk", colors.faint_ink),
            ("countryInk", colors.country_ink),
            ("regionInk", colors.region_ink),
            ("halo", colors.halo),
            ("neighbourHalo", colors.neighbour_halo),
            ("symbol", colors.symbol),
            ("accent", colors.accent),
        ];
        told.into_iter().map(|(name, color)| (name.to_owned(), Value::from(css(color)))).collect()
    })
}

/// The actors, with their colour for letters and lines in each theme.
pub(super) fn actors(dataset: &Dataset) -> Vec<Value> {
    let actors = dataset.actors.iter().map(|actor| {
        let mut told = in_themes(|theme| json!({ "ink": css(theme.lettering(actor.color)), "fill": css(theme.tint(actor.color)) }));
        told["id"] = actor.id.as_str().into();
        told["names"] = names(&actor.names);
        told["color"] = actor.color.to_string().into();
        told
    });
    actors.collect()
}

/// The ways of control, with the paint of their ground in each theme.
pub(super) fn controls(dataset: &Dataset, controls: &[Control]) -> Vec<Value> {
    let controls = controls.iter().map(|control| {
        let ids: Vec<&str> =
            control.claimants.iter().map(|actor| dataset.actor(*actor).id.as_str()).collect();
        let mut told = in_themes(|theme| paint(&theme.control(dataset, control)));
        told["key"] = format!("{}|{}", ids.join(";"), control.status).into();
        told["status"] = control.status.word().into();
        told["names"] = Language::ALL
            .into_iter()
            .map(|language| {
                (language.code().to_owned(), Value::from(called(dataset, control, language)))
            })
            .collect();
        told["actors"] = ids.into();
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
            Paint::Solid(color) => fill = Some(css(color)),
            Paint::Hatch { color, spacing, width, angle, .. } => {
                stripes.push(json!({ "color": css(color), "spacing": spacing, "width": width, "angle": angle }));
            }
        }
    }
    json!({ "fill": fill, "stripes": stripes })
}

fn in_themes(told: impl Fn(&Theme) -> Value) -> Value {
    THEMES.iter().map(|(name, theme)| ((*name).to_owned(), told(theme))).collect()
}

/// A colour as style sheets write it.
pub(in crate::serve) fn css(Color { r, g, b, a }: Color) -> String {
    match a {
        u8::MAX => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => format!("#{r:02x}{g:02x}{b:02x}{a:02x}"),
    }
}
