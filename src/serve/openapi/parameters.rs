//! Parameters that several resources take.

use serde_json::{Value, json};

use super::facts::Facts;
use super::operation::Parameter;

/// In which form a resource comes.
pub(super) fn form() -> Parameter {
    let schema = json!({ "type": "string", "enum": ["json", "html"] });
    Parameter::query("f", schema, "The form of the answer; else the header Accept says it")
}

/// In which form features come.
pub(super) fn feature_form() -> Parameter {
    let schema = json!({ "type": "string", "enum": ["json", "geojson", "html"] });
    Parameter::query("f", schema, "The form of the answer; else the header Accept says it")
}

/// In which form figures come that have ground, too.
pub(super) fn figures_form() -> Parameter {
    Parameter {
        description: "The form of the answer; geojson is the ground itself".to_owned(),
        ..feature_form()
    }
}

/// The date of an answer.
pub(super) fn date(facts: &Facts) -> Parameter {
    Parameter::query("date", day(), "The date: the state at the end of that day, else the last")
        .such_as(facts.last())
}

/// What a date looks like.
pub(super) fn day() -> Value {
    json!({ "type": "string", "format": "date" })
}

/// When something is so, as OGC's standards write it.
pub(super) fn datetime(facts: &Facts) -> Parameter {
    let description = "A date, an instant of RFC 3339, or an interval A/B, ../B, A/.. of these: \
                       what is so at any time in it. Until is exclusive.";
    Parameter::query("datetime", text(), description).such_as(facts.last())
}

/// The colours.
pub(super) fn theme(facts: &Facts) -> Parameter {
    let schema = json!({ "type": "string", "enum": facts.themes, "default": "light" });
    Parameter::query("theme", schema, "The colours")
}

/// The language of names.
pub(super) fn lang(facts: &Facts) -> Parameter {
    let schema = json!({ "type": "string", "enum": facts.languages, "default": "en" });
    Parameter::query("lang", schema, "The language of names")
}

/// A place by its position or its name.
pub(super) fn place(facts: &Facts) -> [Parameter; 3] {
    let (name, lon, lat) = &facts.place;
    let [west_east, south_north] =
        [180, 90].map(|most| json!({ "type": "number", "minimum": -most, "maximum": most }));
    let named = Parameter::query("place", text(), "The place by its name, instead of its position");
    [
        Parameter::query("lon", west_east, "Degrees east").such_as(*lon),
        Parameter::query("lat", south_north, "Degrees north").such_as(*lat),
        if name.is_empty() {
            named
        } else {
            Parameter { description: format!("{}, such as {name}", named.description), ..named }
        },
    ]
}

/// Whether regions are told apart.
pub(super) fn regions() -> Parameter {
    let schema = json!({ "type": "string", "enum": ["region"] });
    Parameter::query("by", schema, "Tells regions apart, too")
}

/// What runs between two vertices.
pub(super) fn edges() -> Parameter {
    let rules = ["straight", "geodesic"];
    let schema = json!({ "type": "string", "enum": rules, "default": "straight" });
    let description = "What runs between two vertices: straight lines in longitude and latitude, \
                       as GeoJSON says, or geodesics";
    Parameter::query("edges", schema, description)
}

/// The version of the data, with which an answer may be kept for ever.
pub(super) fn version() -> Parameter {
    let description = "The version of the data, as links have it: the answer may be kept for ever";
    Parameter::query("v", text(), description)
}

/// Any text.
pub(super) fn text() -> Value {
    json!({ "type": "string" })
}

/// Yes or no.
pub(super) fn truth() -> Value {
    json!({ "type": "boolean" })
}
