//! The layers and styles that there are.

use super::exception::{Code, Exception};
use super::parameters::Parameters;
use crate::map::{PlainLayers, Theme};

/// A layer as capabilities tell it.
pub(super) struct LayerRow {
    pub name: &'static str,
    pub title: &'static str,
    pub about: &'static str,
    /// Whether a point of it can be asked about.
    pub is_queryable: bool,
    /// Whether it changes with the date.
    pub is_dated: bool,
}

/// The layer that holds all others, drawn together: water and borders upon the ground.
pub(super) const GROUP: LayerRow = LayerRow {
    name: "map",
    title: "Territorial control with its base map",
    about: "All layers, drawn as one map",
    is_queryable: true,
    is_dated: true,
};
/// The layers of the group, from bottom to top.
pub(super) const LAYERS: [LayerRow; 4] = [
    LayerRow {
        name: "base",
        title: "Base map",
        about: "Land, water, roads, and borders of countries and regions",
        is_queryable: false,
        is_dated: false,
    },
    LayerRow {
        name: "control",
        title: "Territorial control",
        about: "Ground by who controls it, and how",
        is_queryable: true,
        is_dated: true,
    },
    LayerRow {
        name: "fronts",
        title: "Front lines",
        about: "Where the ground of one side meets that of another",
        is_queryable: false,
        is_dated: true,
    },
    LayerRow {
        name: "places",
        title: "Places",
        about: "Towns with their names",
        is_queryable: false,
        is_dated: false,
    },
];

/// What `LAYERS` names; layers are drawn in the order of the map.
pub(super) fn asked_for(parameters: &Parameters) -> Result<PlainLayers, Exception> {
    let mut layers = PlainLayers::default();
    for name in parameters.required("layers")?.split(',') {
        match name.trim() {
            "base" => layers.base = true,
            "control" => layers.control = true,
            "fronts" => layers.fronts = true,
            "places" => layers.places = true,
            name if name == GROUP.name => {
                layers = PlainLayers { base: true, control: true, fronts: true, places: true };
            }
            _ => return Err(unknown()),
        }
    }
    Ok(layers)
}

/// Fails unless all that `QUERY_LAYERS` names can be asked about.
pub(super) fn check_queried(parameters: &Parameters) -> Result<(), Exception> {
    for name in parameters.required("query_layers")?.split(',') {
        let row = LAYERS.iter().chain([&GROUP]).find(|row| row.name == name.trim());
        if !row.ok_or_else(unknown)?.is_queryable {
            return Err(Exception::new(
                Code::LayerNotQueryable,
                "the layers that can be asked about are control and map",
            ));
        }
    }
    Ok(())
}

fn unknown() -> Exception {
    Exception::new(
        Code::LayerNotDefined,
        "the layers are map, or any of base, control, fronts, places",
    )
}

/// The theme that `STYLES` names: one for all layers.
pub(super) fn theme(parameters: &Parameters) -> Result<Theme, Exception> {
    let names = parameters.get("styles").unwrap_or_default().split(',').map(str::trim);
    let mut names = names.filter(|name| !name.is_empty() && *name != "default");
    let Some(first) = names.next() else { return Ok(Theme::LIGHT) };
    let known = || Theme::BUILT_IN.map(|(name, _)| name).join(", ");
    if names.any(|name| name != first) {
        return Err(Exception::new(
            Code::StyleNotDefined,
            format!("all layers have one style: {}", known()),
        ));
    }
    Theme::named(first)
        .ok_or_else(|| Exception::new(Code::StyleNotDefined, format!("the styles are {}", known())))
}
