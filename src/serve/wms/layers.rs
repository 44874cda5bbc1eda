//! The layers and styles that there are.

use super::exception::{Code, Exception};
use super::parameters::Parameters;
use crate::map::{PlainLayer, StyledLayer, Theme};

/// Layers that a map has at most: each is drawn by itself.
pub(super) const MOST_LAYERS: usize = 10;

/// A layer as capabilities tell it.
pub(super) struct LayerRow {
    pub layer: PlainLayer,
    pub name: &'static str,
    pub title: &'static str,
    pub about: &'static str,
    /// Whether a point of it can be asked about.
    pub is_queryable: bool,
    /// Whether it changes with the date.
    pub is_dated: bool,
    /// The collection of features that it is drawn of, if it is one.
    pub collection: Option<&'static str>,
}

/// The layers from top to bottom, which is how clients that show a list of them lay them.
pub(super) const LAYERS: [LayerRow; 5] = [
    LayerRow {
        layer: PlainLayer::Map,
        name: "map",
        title: "Territorial control with its base map",
        about: "All layers as one map: roads, water and borders lie upon the ground",
        is_queryable: true,
        is_dated: true,
        collection: None,
    },
    LayerRow {
        layer: PlainLayer::Places,
        name: "places",
        title: "Places",
        about: "Towns with their names",
        is_queryable: false,
        is_dated: false,
        collection: Some("places"),
    },
    LayerRow {
        layer: PlainLayer::Fronts,
        name: "fronts",
        title: "Front lines",
        about: "Where the ground of one side meets that of another",
        is_queryable: false,
        is_dated: true,
        collection: Some("fronts"),
    },
    LayerRow {
        layer: PlainLayer::Control,
        name: "control",
        title: "Territorial control",
        about: "Ground by who controls it, and how",
        is_queryable: true,
        is_dated: true,
        collection: Some("territories"),
    },
    LayerRow {
        layer: PlainLayer::Base,
        name: "base",
        title: "Base map",
        about: "Land, water, roads, and borders of countries and regions; it hides what lies beneath",
        is_queryable: false,
        is_dated: false,
        collection: None,
    },
];

/// What `LAYERS` and `STYLES` name, from bottom to top.
pub(super) fn asked_for(parameters: &Parameters) -> Result<Vec<StyledLayer>, Exception> {
    let names: Vec<&str> = parameters.required("layers")?.split(',').collect();
    if names.len() > MOST_LAYERS {
        return Err(Exception::value(format!("a map has {MOST_LAYERS} layers at most")));
    }
    let styles: Vec<&str> = parameters.get("styles").unwrap_or_default().split(',').collect();
    let are_usual = styles.iter().all(|style| style.trim().is_empty());
    if !(are_usual || styles.len() == 1 || styles.len() == names.len()) {
        return Err(Exception::new(
            Code::StyleNotDefined,
            "STYLES names one style for all layers, or one for each, or none",
        ));
    }
    let first = styles.first().copied().unwrap_or_default();
    let styles = styles.iter().copied().chain(std::iter::repeat(first));
    names
        .into_iter()
        .zip(styles)
        .map(|(name, style)| Ok(StyledLayer { layer: row(name)?.layer, theme: theme(style)? }))
        .collect()
}

/// The layer of a name.
pub(super) fn row(name: &str) -> Result<&'static LayerRow, Exception> {
    LAYERS.iter().find(|row| row.name == name.trim()).ok_or_else(|| {
        let names = LAYERS.each_ref().map(|row| row.name).join(", ");
        Exception::new(Code::LayerNotDefined, format!("the layers are {names}"))
    })
}

/// Fails unless all that `QUERY_LAYERS` names can be asked about.
pub(super) fn check_queried(parameters: &Parameters) -> Result<(), Exception> {
    for name in parameters.required("query_layers")?.split(',') {
        if !row(name)?.is_queryable {
            return Err(Exception::new(
                Code::LayerNotQueryable,
                "the layers that can be asked about are control and map",
            ));
        }
    }
    Ok(())
}

/// The theme of a style; that of no name is the usual one.
pub(super) fn theme(style: &str) -> Result<Theme, Exception> {
    match style.trim() {
        "" | "default" => Ok(Theme::LIGHT),
        name => Theme::named(name).ok_or_else(|| {
            let known = Theme::BUILT_IN.map(|(name, _)| name).join(", ");
            Exception::new(Code::StyleNotDefined, format!("the styles are {known}"))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_keep_their_order_and_have_a_style_each() {
        let asked = |layers: &str, styles: &str| {
            let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
            let pairs = vec![pair("LAYERS", layers), pair("STYLES", styles)];
            asked_for(&Parameters::of(pairs)).map_err(|exception| exception.code)
        };
        let styled = |layer, theme| StyledLayer { layer, theme };
        let (top, bottom) = (PlainLayer::Fronts, PlainLayer::Control);
        let dark = vec![styled(bottom, Theme::DARK), styled(top, Theme::DARK)];
        assert_eq!(asked("control,fronts", "dark"), Ok(dark));
        let turned = vec![styled(top, Theme::LIGHT), styled(bottom, Theme::DARK)];
        assert_eq!(asked("fronts,control", ",dark"), Ok(turned.clone()));
        assert_eq!(asked(" fronts , control ", "default, dark "), Ok(turned));
        assert_eq!(asked("fronts,control", ",,").map(|layers| layers.len()), Ok(2));
        assert_eq!(asked("fronts", "dark,dark"), Err(Code::StyleNotDefined));
        assert_eq!(asked("fronts,roads", ""), Err(Code::LayerNotDefined));
        assert_eq!(asked(&["map"; 11].join(","), ""), Err(Code::InvalidParameterValue));
    }
}
