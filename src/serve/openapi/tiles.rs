//! Vector tiles.

use serde_json::json;

use super::facts::Facts;
use super::operation::{Content, Group, Operation, Parameter};
use super::parameters::{date, datetime, form, theme, version};
use crate::tile::MAX_ZOOM;

/// The operations.
pub(super) fn all(facts: &Facts) -> Vec<Operation> {
    let operation = |path, id, summary, description: &str, parameters, answers, example: &str| {
        Operation::get(Group::Tiles, [path, id, summary], description, parameters, answers, example)
    };
    let sets = || json!({ "type": "string", "enum": ["control", "base"] });
    let set = || Parameter::path("set", sets(), "The set of tiles").such_as("control");
    let only = Parameter::query("set", sets(), "No more than the layers of this set; else all");
    let number = |most: u32| json!({ "type": "integer", "minimum": 0, "maximum": most });
    let across = (1 << MAX_ZOOM) - 1;
    vec![
        operation(
            "/tiles",
            "getTileSets",
            "The sets of tiles",
            "Which sets of vector tiles there are.",
            vec![form()],
            Content::page_of("application/json", "tileSets"),
            "/tiles",
        ),
        operation(
            "/tiles/style.json",
            "getStyle",
            "What the tiles look like on a date: a style",
            "A style as MapLibre and QGIS read it, of all sets of tiles or one. Stripes are mixed \
             into the colour beneath, and there are no names: they would need pictures and letters.",
            vec![date(facts), theme(facts), only, form()],
            Content::page_of("application/json", "style"),
            "/tiles/style.json",
        ),
        operation(
            "/tiles/{set}",
            "getTileSet",
            "What is in a set of tiles: TileJSON",
            "`control` has ground and fronts of all dates, each with the days from which and until \
             which it is so; `base` has countries, water, roads and places.",
            vec![set(), form()],
            Content::page_of("application/json", "tileJson"),
            "/tiles/control",
        ),
        operation(
            "/tiles/{set}/{z}/{x}/{y}",
            "getTile",
            "A tile",
            "A vector tile in Web Mercator. Without `datetime` it holds all dates, so that a map can show any of them.",
            vec![
                set(),
                Parameter::path("z", number(MAX_ZOOM.into()), "The level of zoom").such_as(0),
                Parameter::path("x", number(across), "The column, from the west").such_as(0),
                Parameter::path("y", number(across), "The row, from the north").such_as(0),
                datetime(facts),
                version(),
            ],
            vec![Content::bytes("application/vnd.mapbox-vector-tile")],
            "/tiles/control/0/0/0",
        ),
    ]
}
