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

/// Decimals of a position in degrees: ten metres.
const DECIMALS: i32 = 4;

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
    let Dates { changes: dates, last, carried } = Dates::of(published);
    let view = about.view.or_else(|| dataset.bounding_box());
    let told = json!({
        "api": is_live,
        "title": title(&about.title),
        "description": names(&about.description),
        "disclaimer": names(&about.disclaimer),
        "sources": about.sources.iter().map(source).collect::<Vec<_>>(),
        "backdrop": dataset.base_map.credits.iter().map(source).collect::<Vec<_>>(),
        "languages": languages(dataset),
        "first": dates.first(),
        "last": last,
        "latest": dataset.latest().or(last),
        "carried": carried,
        "known": dataset.dates,
        "snapshots": dataset.snapshots,
        "dates": dates,
        "view": view.map(corners),
        "extent": dataset.bounding_box().map(corners),
        "colors": colors::of_themes(),
        "actors": colors::actors(dataset, &grounds(dataset)),
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

/// The dates of the slider.
struct Dates {
    /// Those on which something changes, the first of the data among them.
    changes: Vec<Date>,
    /// The last of the data.
    last: Option<Date>,
    /// The last on which the gap policy lets the last of the data answer; nothing where it sets no
    /// end, or where that is the last of the data itself.
    carried: Option<Date>,
}

impl Dates {
    fn of(published: &Published) -> Self {
        let epochs = published.index.calendar().epochs();
        let known = &published.dataset.dates;
        let ends = epochs.last().filter(|epoch| !epoch.has_data).and_then(|epoch| epoch.from);
        let begun = epochs.iter().filter_map(|epoch| epoch.from);
        let mut changes: Vec<Date> = begun.filter(|date| Some(*date) != ends).collect();
        if changes.is_empty() {
            // Ground that never changes is shown on the day of which it is known.
            changes.extend(known.last());
        }
        let last = changes.last().max(known.last()).copied();
        let carried = ends.and_then(|ends| ends.yesterday().ok()).filter(|it| Some(*it) > last);
        Self { changes, last, carried }
    }
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
    json!({ "title": names(&source.title), "url": source.web_address(), "license": source.license })
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

/// The box of all ground on which each actor stands at some time; nothing of one without any.
fn grounds(dataset: &Dataset) -> Vec<Option<BoundingBox>> {
    let mut grounds = vec![None; dataset.actors.len()];
    for territory in &dataset.territories {
        let Some(found) = BoundingBox::around(territory.positions()) else { continue };
        for actor in territory.claimants() {
            if let Some(ground) = grounds.get_mut(usize::from(actor.0)) {
                *ground = Some(ground.map_or(found, |it: BoundingBox| it.union(found)));
            }
        }
    }
    grounds
}

/// Degrees to so many decimals.
fn rounded(degrees: f64, decimals: i32) -> f64 {
    let steps = 10_f64.powi(decimals);
    (degrees * steps).round() / steps
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
        "at": [rounded(place.position.lon(), DECIMALS), rounded(place.position.lat(), DECIMALS)],
        "rank": place.rank,
        "kind": place.kind,
        "region": place.region,
        "population": place.population,
        "held": held.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_on_the_web_is_linked_to() {
        let told = |url: &str| {
            let note = SourceNote { url: url.to_owned(), ..SourceNote::default() };
            source(&note)["url"].clone()
        };
        for url in ["https://example.org/a", "HTTP://example.org"] {
            assert_eq!(told(url), url);
        }
        for url in ["", "survey.csv", "file:///srv/survey.csv", "ftp://example.org", "https://"] {
            assert_eq!(told(url), Value::Null, "{url}");
        }
    }
}
