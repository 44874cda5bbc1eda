//! The backdrop's layers: GeoJSON features and a CSV of places, by the names of their properties.

use std::path::{Path, PathBuf};

use geo::{LineString, MultiPolygon};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::Manifest;
use super::feature::{Feature, Shape};
use super::files::Store;
use super::formats::{self, Format};

use super::limits::Limits;
use super::polygons;
use super::reading::Reading;
use crate::geometry::LonLat;
use crate::model::{
    BaseMap, Country, Defects, Language, NamedLine, Names, Place, Region, Spot, Water,
};
use crate::{Error, Result};

/// Rank of what has none.
const LEAST_RANK: u8 = 9;

/// Reads the layers that a manifest names.
pub(super) fn read(store: &dyn Store, manifest: &Manifest) -> Result<BaseMap> {
    let layers = manifest.layers();
    Ok(BaseMap {
        world: Vec::new(),
        countries: features(store, &manifest.layer(&layers.countries), country)?,
        regions: features(store, &manifest.layer(&layers.regions), region)?,
        lakes: features(store, &manifest.layer(&layers.lakes), water)?,
        rivers: features(store, &manifest.layer(&layers.rivers), line)?,
        roads: features(store, &manifest.layer(&layers.roads), line)?,
        disputed_borders: features(store, &manifest.layer(&layers.disputed_borders), line)?,
        places: places(store, &manifest.layer(&layers.places))?,
        credits: Vec::new(),
    })
}

/// Reads the outline of all ground that a dataset is about.
pub(super) fn frame(store: &dyn Store, manifest: &Manifest) -> Result<Option<MultiPolygon>> {
    let files = manifest.layer(&manifest.layers().frame);
    let parts = features(store, &files, |feature| area(feature.shape))?;
    let whole = MultiPolygon::new(parts.into_iter().flatten().collect());
    Ok((!files.is_empty()).then_some(whole))
}

/// Reads the files of a layer, a feature at a time.
pub(super) fn features<T>(
    store: &dyn Store,
    files: &[PathBuf],
    make: impl Fn(Feature) -> Option<T>,
) -> Result<Vec<T>> {
    let mut made = Vec::new();
    for path in files {
        let layers = formats::read(store, path, &Reading::default())?;
        made.extend(layers.into_iter().flat_map(|it| it.features).filter_map(&make));
    }
    Ok(made)
}

pub(super) fn country(feature: Feature) -> Option<Country> {
    let (id, names) = (id(&feature.properties), names(&feature.properties));
    Some(Country { id, names, polygons: area(feature.shape)? })
}

fn region(feature: Feature) -> Option<Region> {
    let (id, names) = (id(&feature.properties), names(&feature.properties));
    Some(Region { id, names, polygons: area(feature.shape)? })
}

pub(super) fn water(feature: Feature) -> Option<Water> {
    Some(Water { names: names(&feature.properties), polygons: area(feature.shape)? })
}

fn line(feature: Feature) -> Option<NamedLine> {
    let Shape::Lines(lines) = feature.shape else { return None };
    let rank = feature.properties.get("rank").and_then(Value::as_u64);
    Some(NamedLine {
        names: names(&feature.properties),
        rank: rank.and_then(|rank| u8::try_from(rank).ok()).unwrap_or(LEAST_RANK),
        lines: lines.into_iter().map(LineString::new).collect(),
    })
}

fn area(shape: Shape) -> Option<MultiPolygon> {
    let Shape::Polygons(rings) = shape else { return None };
    // A backdrop is looked at, not measured: its defects are mended without a word.
    Some(polygons::clean(rings, Format::GeoJson, &mut Defects::default(), &Spot::default))
}

fn text(properties: &Map<String, Value>, name: &str) -> String {
    properties.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn id(properties: &Map<String, Value>) -> String {
    text(properties, "id")
}

fn names(properties: &Map<String, Value>) -> Names {
    Names::new(text(properties, "name"))
        .with(Language::Arabic, text(properties, "name_ar"))
        .with(Language::Kurdish, text(properties, "name_ku"))
        .with(Language::Sorani, text(properties, "name_ckb"))
}

#[derive(Deserialize)]
struct PlaceRow {
    name: String,
    #[serde(default)]
    name_ar: String,
    #[serde(default)]
    name_ku: String,
    #[serde(default)]
    name_ckb: String,
    lon: f64,
    lat: f64,
    rank: Option<u8>,
    population: Option<u64>,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    region: String,
}

/// Reads CSV files of places: `name`, `lon` and `lat`; `name_ar`, `name_ku`, `name_ckb`, `rank`,
/// `population`, `kind` and `region` if they are there.
pub(super) fn places(store: &dyn Store, files: &[PathBuf]) -> Result<Vec<Place>> {
    let mut places = Vec::new();
    for path in files {
        places.extend(places_of(store, path)?);
    }
    Ok(places)
}

fn places_of(store: &dyn Store, path: &Path) -> Result<Vec<Place>> {
    let bytes = store.read(path, &Limits::default())?;
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(&*bytes);
    let headers = reader.headers().cloned();
    let rows = headers.and_then(|headers| {
        reader
            .records()
            .map(|record| record.and_then(|record| record.deserialize(Some(&headers))))
            .collect()
    });
    let rows: Vec<PlaceRow> = rows.map_err(|cause| {
        let line = cause.position().map_or(1, csv::Position::line);
        let what = match cause.kind() {
            csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
            _ => cause.to_string(),
        };
        Error::input(what)
            .at(format!("line {line}"))
            .at(path.display())
            .hint("a place needs name, lon and lat")
    })?;
    let place = |row: PlaceRow| {
        let position = LonLat::new(row.lon, row.lat)
            .map_err(|error| error.at(&row.name).at(path.display()))?;
        let names = Names::new(row.name)
            .with(Language::Arabic, row.name_ar)
            .with(Language::Kurdish, row.name_ku)
            .with(Language::Sorani, row.name_ckb);
        Ok(Place {
            names,
            position,
            rank: row.rank.unwrap_or(LEAST_RANK),
            population: row.population.filter(|people| *people > 0),
            kind: row.kind,
            region: row.region,
        })
    };
    rows.into_iter().map(place).collect()
}
