//! What a set of tiles says of itself: TileJSON 3.0.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Address, MAX_ZOOM, TileSet, base, control};
use crate::geometry::BoundingBox;
use crate::model::{Dataset, Language};

/// A set of tiles, as TileJSON 3.0 describes it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TileJson {
    /// The version of TileJSON.
    pub tilejson: &'static str,
    /// The set's name.
    pub name: String,
    /// What is in it.
    pub description: String,
    /// Who is to be named where it is shown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub attribution: String,
    /// How rows are counted: `xyz`, from the north.
    pub scheme: &'static str,
    /// Addresses of tiles, with `{z}`, `{x}` and `{y}` where their numbers stand.
    pub tiles: Vec<String>,
    /// The shallowest zoom.
    pub minzoom: u8,
    /// The deepest zoom.
    pub maxzoom: u8,
    /// West, south, east and north in degrees.
    pub bounds: [f64; 4],
    /// Longitude, latitude and zoom at which to begin.
    pub center: [f64; 3],
    /// The layers and their properties.
    pub vector_layers: Vec<LayerFields>,
}

/// A layer and its properties.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LayerFields {
    /// The layer's name.
    pub id: &'static str,
    /// What is in it.
    pub description: &'static str,
    /// Names of properties, and what they say.
    pub fields: BTreeMap<&'static str, &'static str>,
}

impl TileJson {
    /// Describes sets of a dataset whose tiles are at an address with `{z}`, `{x}` and `{y}` in it.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::model::Dataset;
    /// use controlmap::tile::{TileJson, TileSet};
    ///
    /// let dataset = Dataset::open("fixtures/snapshots")?;
    /// let json = TileJson::of(&dataset, &[TileSet::Control], "/tiles/control/{z}/{x}/{y}");
    /// assert_eq!(json.vector_layers[0].id, "control");
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn of(dataset: &Dataset, sets: &[TileSet], address: &str) -> Self {
        let title = dataset.about.title.get(Language::English);
        let name = if title.is_empty() { "Territorial control" } else { title };
        let view = dataset.about.view.or_else(|| dataset.bounding_box());
        let ground = dataset.bounding_box().or(view);
        let bounds = match (sets, ground) {
            ([TileSet::Control], Some(ground)) => corners(&ground),
            _ => [-180.0, -super::MERCATOR_LIMIT, 180.0, super::MERCATOR_LIMIT],
        };
        let of = |set: &TileSet| match set {
            TileSet::Control => control::fields(),
            TileSet::Base => base::fields(),
        };
        Self {
            tilejson: "3.0.0",
            name: name.to_owned(),
            description: dataset.about.description.get(Language::English).to_owned(),
            attribution: attribution(dataset),
            scheme: "xyz",
            tiles: vec![address.to_owned()],
            minzoom: 0,
            maxzoom: MAX_ZOOM,
            bounds,
            center: view.map_or([0.0; 3], |view| center(&view)),
            vector_layers: sets.iter().flat_map(of).collect(),
        }
    }
}

fn corners(bounds: &BoundingBox) -> [f64; 4] {
    [bounds.west(), bounds.south(), bounds.east(), bounds.north()]
}

/// The middle of a view, and the deepest zoom at which no side of it is much longer than two tiles.
fn center(view: &BoundingBox) -> [f64; 3] {
    let span = |z: &u8| {
        let place = |at| Address::at(*z, at).map_or([0; 2], |tile| [tile.x(), tile.y()]);
        let (low, high) = (place(view.south_west()), place(view.north_east()));
        low[0].abs_diff(high[0]).max(low[1].abs_diff(high[1]))
    };
    let zoom = (0..=MAX_ZOOM).rev().find(|z| span(z) <= 2).unwrap_or_default();
    let middle = view.center();
    [middle.x, middle.y, f64::from(zoom)]
}

/// The sources by their titles, the markup of which is escaped: viewers take an attribution for HTML.
fn attribution(dataset: &Dataset) -> String {
    let titles = dataset.about.sources.iter().map(|source| source.title.get(Language::English));
    let titles: Vec<&str> = titles.filter(|title| !title.is_empty()).collect();
    let text = titles.join("; ");
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
