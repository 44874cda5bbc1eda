//! What the document says of a dataset: what may be asked for, and examples that have an answer.

use crate::geometry::BoundingBox;
use crate::map::Theme;
use crate::model::{Dataset, Language};
use crate::serve::{Published, ServeLimits};

/// What the document says of a dataset.
pub(super) struct Facts {
    /// What it is called.
    pub title: String,
    /// What it is, in sentences.
    pub description: String,
    /// The ids of its actors.
    pub actors: Vec<String>,
    /// The first and the last date; of undated data a day that means nothing.
    pub dates: [String; 2],
    /// A place to ask for: its name, longitude and latitude.
    pub place: (String, f64, f64),
    /// The part of the world that it shows: west, south, east, north.
    pub view: [f64; 4],
    /// Codes of languages.
    pub languages: Vec<&'static str>,
    /// Names of themes.
    pub themes: Vec<&'static str>,
    /// How many features a page of a collection may have.
    pub features: usize,
}

/// A day for examples of data that has none.
const NO_DATE: &str = "2026-01-01";

impl Facts {
    /// Those of a dataset, and of a server with limits.
    pub fn of(published: &Published, limits: &ServeLimits) -> Self {
        let dataset = &published.dataset;
        let english = |names: &crate::model::Names| names.get(Language::English).to_owned();
        let bounds = dataset.about.view.or_else(|| dataset.bounding_box());
        let view = bounds.map_or([-180.0, -90.0, 180.0, 90.0], |it| rounded(&it));
        Self {
            title: english(&dataset.about.title),
            description: english(&dataset.about.description),
            actors: dataset.actors.iter().map(|actor| actor.id.clone()).collect(),
            dates: [dataset.dates.first(), dataset.dates.last()]
                .map(|date| date.map_or(NO_DATE.to_owned(), ToString::to_string)),
            place: place(dataset, view),
            view,
            languages: Language::ALL.iter().map(|language| language.code()).collect(),
            themes: Theme::BUILT_IN.iter().map(|(name, _)| *name).collect(),
            features: limits.features,
        }
    }

    /// The last date.
    pub fn last(&self) -> &str {
        &self.dates[1]
    }

    /// The first date.
    pub fn first(&self) -> &str {
        &self.dates[0]
    }

    /// The view as the parameter of a request.
    pub fn view_text(&self) -> String {
        self.view.map(|degrees| degrees.to_string()).join(",")
    }
}

/// The most important place of the dataset in its view, else the middle of that.
fn place(dataset: &Dataset, [west, south, east, north]: [f64; 4]) -> (String, f64, f64) {
    let is_inside =
        |lon: f64, lat: f64| (west..=east).contains(&lon) && (south..=north).contains(&lat);
    let places = dataset.base_map.places.iter();
    let place = places
        .filter(|place| is_inside(place.position.lon(), place.position.lat()))
        .min_by_key(|place| (place.rank, std::cmp::Reverse(place.population)));
    match place {
        Some(it) => {
            let name = it.names.get(Language::English).to_owned();
            (name, it.position.lon(), it.position.lat())
        }
        None => (String::new(), (west + east) / 2.0, (south + north) / 2.0),
    }
}

/// A box in tenths of degrees.
fn rounded(bounds: &BoundingBox) -> [f64; 4] {
    let tenths = |degrees: f64| (degrees * 10.0).round() / 10.0;
    [bounds.west(), bounds.south(), bounds.east(), bounds.north()].map(tenths)
}
