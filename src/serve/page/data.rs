//! What the page tells of a dataset, in one file: `page/data.json`. What is in it stands at the head
//! of `assets/main.js`.

mod colors;
mod land;
mod series;
mod waters;

use std::sync::OnceLock;

use bytes::Bytes;
use serde_json::{Value, json};

use super::super::Published;
use crate::geometry::BoundingBox;
use crate::map::wording;
use crate::model::{Dataset, Date, Language, Names, Place, Region, SourceNote};

pub(in crate::serve) use colors::css;

/// Decimals of a position in degrees: ten metres.
const DECIMALS: f64 = 1e4;

/// The zoom from which on the page enlarges tiles instead of asking for others.
const DEEPEST: u8 = 12;

/// What the page tells, made when it is first asked for.
#[derive(Debug, Default)]
pub(in crate::serve) struct PageData(OnceLock<Bytes>);

impl PageData {
    /// What the page of a server tells.
    pub fn told(&self, published: &Published) -> Bytes {
        let make = || {
            let v = &published.version;
            let tiles = json!({
                "control": format!("tiles/control/{{z}}/{{x}}/{{y}}?v={v}"),
                "base": format!("tiles/base/{{z}}/{{x}}/{{y}}?v={v}"),
                "maxzoom": DEEPEST,
            });
            of(published, true, tiles)
        };
        self.0.get_or_init(make).clone()
    }
}

/// All that a page tells, where a server answers it or not, and whence it has its tiles.
pub(super) fn of(published: &Published, is_live: bool, tiles: Value) -> Bytes {
    let dataset = &published.dataset;
    let about = &dataset.about;
    let (dates, last) = dates(published);
    let view = about.view.or_else(|| dataset.bounding_box());
    let told = json!({
        "version": published.version,
        "api": is_live,
        "title": title(&about.title),
        "description": names(&about.description),
        "disclaimer": names(&about.disclaimer),
        "whole": names(&about.whole),
        "sources": about.sources.iter().map(source).collect::<Vec<_>>(),
        "languages": languages(dataset),
        "first": dates.first(),
        "last": last,
        "latest": dataset.latest().or(last),
        "known": dataset.dates,
        "dates": dates,
        "view": view.map(corners),
        "colors": colors::of_themes(),
        "actors": colors::actors(dataset),
        "controls": colors::controls(dataset, published.index.controls()),
        "areas": series::areas(published, &dates),
        "places": places(published),
        "regions": dataset.base_map.regions.iter().map(region).collect::<Vec<_>>(),
        "countries": land::countries(published, view),
        "lakes": waters::lakes(&dataset.base_map),
        "rivers": waters::rivers(&dataset.base_map, view),
        "tiles": tiles,
    });
    Bytes::from(told.to_string())
}

/// The dates on which something changes, the first of the data among them, and the last that can be
/// shown.
fn dates(published: &Published) -> (Vec<Date>, Option<Date>) {
    let epochs = published.index.calendar().epochs();
    let known = &published.dataset.dates;
    let ends = epochs.last().filter(|epoch| !epoch.has_data).and_then(|epoch| epoch.from);
    let mut dates: Vec<Date> =
        epochs.iter().filter_map(|epoch| epoch.from).filter(|date| Some(*date) != ends).collect();
    if dates.is_empty() {
        // Ground that never changes is shown on the day of which it is known.
        dates.extend(known.last());
    }
    let last = match ends {
        Some(ends) => ends.yesterday().ok(),
        None => dates.last().max(known.last()).copied(),
    };
    (dates, last)
}

/// A text in the languages in which it is known; the one where nothing else is known is English's.
fn names(names: &Names) -> Value {
    let known = Language::ALL.into_iter().filter(|language| names.has(*language));
    known.map(|language| (language.code().to_owned(), Value::from(names.get(language)))).collect()
}

/// The title, or what the maps of a dataset without one are called.
fn title(title: &Names) -> Value {
    if !title.is_empty() {
        return names(title);
    }
    let untitled = |language: Language| Value::from(wording::untitled(language));
    Language::ALL.into_iter().map(|it| (it.code().to_owned(), untitled(it))).collect()
}

fn source(source: &SourceNote) -> Value {
    json!({ "title": names(&source.title), "url": source.url, "license": source.license })
}

/// The languages of the page: all, those first in which the dataset has its title.
fn languages(dataset: &Dataset) -> Vec<&'static str> {
    let (mut first, rest): (Vec<Language>, Vec<Language>) =
        Language::ALL.into_iter().partition(|language| dataset.about.title.has(*language));
    first.extend(rest);
    first.into_iter().map(Language::code).collect()
}

fn corners(bounds: BoundingBox) -> [f64; 4] {
    [bounds.west(), bounds.south(), bounds.east(), bounds.north()]
}

fn rounded(degrees: f64) -> f64 {
    (degrees * DECIMALS).round() / DECIMALS
}

fn named(name: &Names, at: Option<[f64; 2]>) -> Value {
    json!({ "names": names(name), "at": at })
}

fn region(region: &Region) -> Value {
    let at = land::middle(&region.polygons, None);
    json!({ "id": region.id, "names": names(&region.names), "at": at })
}

fn places(published: &Published) -> Vec<Value> {
    published.dataset.base_map.places.iter().map(|place| told_of(place, published)).collect()
}

/// A place and who held it through time.
fn told_of(place: &Place, published: &Published) -> Value {
    let spans = published.index.history(place.position);
    let held = spans.iter().map(|span| {
        let holder = span.claims.first().map_or(-1, |control| i32::from(control.0));
        json!([span.validity.from(), span.has_data.then_some(holder)])
    });
    json!({
        "names": names(&place.names),
        "at": [rounded(place.position.lon()), rounded(place.position.lat())],
        "rank": place.rank,
        "kind": place.kind,
        "region": place.region,
        "population": place.population,
        "held": held.collect::<Vec<_>>(),
    })
}
