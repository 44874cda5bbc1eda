//! What a picture says, for those who can't see it and for programs: alternative text, and every number.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::MapOptions;
use super::state::State;
use crate::Result;
use crate::compare::{Ground, pockets};
use crate::map::furniture::heading::{date_line, headline};
use crate::map::naming::{actor_name, control_name, short_form, short_ground_name};
use crate::map::page::Page;
use crate::map::scene::{Item, Scene};
use crate::map::wording;
use crate::model::{Control, Dataset, Date, DefectCount, Language, Snapshot};

/// Pieces that an actor's ground falls into at most for the alternative text to list them.
const FEW_POCKETS: usize = 5;
/// Places that changed hands that the alternative text lists at most.
const MOST_PLACES: usize = 8;

/// What a picture of one date or of several says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sidecar {
    /// The picture in a paragraph, for a screen reader.
    pub alt: String,
    /// The headline.
    pub title: String,
    /// The code of the picture's language, in which names are.
    pub language: &'static str,
    /// Width and height of the page in page pixels.
    pub size: [u32; 2],
    /// What is shown: west, south, east, north in degrees.
    pub extent: [f64; 4],
    /// What percentages are of; empty where the data names no whole.
    pub whole: String,
    /// What is told of each date.
    pub maps: Vec<MapFacts>,
    /// Where the data comes from.
    pub sources: Vec<SourceFacts>,
    /// What the map does not say.
    pub disclaimer: String,
    /// What is doubtful about the data.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<DefectCount>,
    /// SHA-256 of what the dataset says of control.
    pub data_sha256: String,
    /// The program and its version.
    pub software: &'static str,
    /// Every line of text on the page, by the layer it stands on.
    pub lettering: BTreeMap<String, Vec<String>>,
}

/// What is told of a date.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MapFacts {
    /// The date.
    pub date: Date,
    /// The date of the data that answers; nothing where it is undated.
    pub data_date: Option<Date>,
    /// Days from the one to the other.
    pub age_days: Option<i64>,
    /// Each way of control, as it is drawn.
    pub areas: Vec<AreaFacts>,
    /// All ground that the percentages are of, in square kilometres.
    pub total_km2: f64,
    /// The connected pieces of ground that somebody holds alone, by holder.
    pub pockets: Vec<PocketFacts>,
    /// What has changed since an earlier date; nothing where that is not shown.
    pub changes: Option<ChangeFacts>,
}

/// Ground that is controlled in one way.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AreaFacts {
    /// What the legend calls it.
    pub name: String,
    /// `held`, `contested`, `claimed`, `joint` or `unknown`.
    pub status: String,
    /// The identifiers of those who stand on it or claim it.
    pub actors: Vec<String>,
    /// Its area in square kilometres.
    pub km2: f64,
    /// The percentage of the whole; nothing where the data names none.
    pub percent: Option<f64>,
}

/// A connected piece of ground.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PocketFacts {
    /// The identifier of its holder.
    pub actor: String,
    /// Its largest place; empty where there is none.
    pub name: String,
    /// Its area in square kilometres.
    pub km2: f64,
}

/// What has changed since an earlier date.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangeFacts {
    /// The earlier date.
    pub since: Date,
    /// Whose ground became whose, slivers left out, the most first.
    pub gains: Vec<GainFacts>,
    /// Square kilometres of changed pieces that are so narrow that they may come from redrawing a line.
    pub slivers_km2: f64,
    /// The connected pieces that changed hands, slivers left out, the largest first.
    pub patches: Vec<GainFacts>,
    /// The places that changed hands, the most important first.
    pub places: Vec<PlaceFacts>,
}

/// Ground that went from somebody to somebody.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GainFacts {
    /// Whose it was, as identifiers; empty for ground that nobody was given.
    pub from: Vec<String>,
    /// Whose it is.
    pub to: Vec<String>,
    /// Both in words.
    pub name: String,
    /// Its area in square kilometres.
    pub km2: f64,
}

/// A place that changed hands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceFacts {
    /// Its name.
    pub name: String,
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
    /// Whose it was, as identifiers.
    pub from: Vec<String>,
    /// Whose it is.
    pub to: Vec<String>,
}

/// A source of the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceFacts {
    /// Its name.
    pub title: String,
    /// Where it is found.
    pub url: String,
    /// Under which terms.
    pub license: String,
}

/// Tells what a picture says that was drawn of snapshots of one dataset by these options.
///
/// The numbers are those that the legend has, unrounded.
///
/// # Errors
///
/// When there are no snapshots, and wherever [`compose`](super::compose) says.
///
/// # Example
///
/// ```
/// use controlmap::map::{MapOptions, compose, sidecar};
///
/// let syria = controlmap::source::built_in(&Default::default())?;
/// let snapshots = [syria.on("2026-01-27".parse().unwrap())?];
/// let options = MapOptions::default();
/// let scene = compose(&snapshots[0], &options)?;
/// let sidecar = sidecar(&snapshots, &options, &scene)?;
/// assert!(sidecar.alt.starts_with("Map: Who controls northern Syria."));
/// let sum: f64 = sidecar.maps[0].areas.iter().map(|area| area.km2).sum();
/// assert!((sum - sidecar.maps[0].total_km2).abs() < 1e-3);
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn sidecar(snapshots: &[Snapshot], options: &MapOptions, scene: &Scene) -> Result<Sidecar> {
    let fingerprint = snapshots.first().map(|it| it.dataset.fingerprint()).unwrap_or_default();
    sidecar_with(snapshots, options, scene, fingerprint)
}

/// The same as [`sidecar`] for whoever has the dataset's fingerprint already, which takes long to make.
///
/// # Errors
///
/// See [`sidecar`].
///
/// # Example
///
/// ```
/// use controlmap::map::{MapOptions, compose, sidecar_with};
///
/// let syria = controlmap::source::built_in(&Default::default())?;
/// let snapshots = [syria.on("2026-01-27".parse().unwrap())?];
/// let options = MapOptions::default();
/// let scene = compose(&snapshots[0], &options)?;
/// let sidecar = sidecar_with(&snapshots, &options, &scene, "e3b0c4".to_owned())?;
/// assert_eq!(sidecar.data_sha256, "e3b0c4");
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn sidecar_with(
    snapshots: &[Snapshot],
    options: &MapOptions,
    scene: &Scene,
    fingerprint: String,
) -> Result<Sidecar> {
    options.check()?;
    let extent = options.shown(snapshots)?;
    let states = State::of_all(snapshots, options.since)?;
    let (width, height) = (options.width as f32, options.height as f32);
    let page = Page::new(width, height, options.language, options.theme);
    // `of_all` has found that there is one.
    let dataset = snapshots[0].dataset;
    let about = &dataset.about;
    let language = options.language;
    let facts = states.par_iter().map(|state| MapFacts::of(state, language));
    let maps = facts.collect::<Result<Vec<_>>>()?;
    let title = headline(&page, dataset, options.title.as_deref()).to_owned();
    let alt = match (states.last(), maps.last()) {
        (Some(state), Some(facts)) => alternative(&page, &title, state, facts),
        _ => title.clone(),
    };
    Ok(Sidecar {
        alt,
        title,
        language: language.code(),
        size: [options.width, options.height],
        extent: [extent.west(), extent.south(), extent.east(), extent.north()],
        whole: about.whole.get(language).to_owned(),
        maps,
        sources: about
            .sources
            .iter()
            .map(|source| SourceFacts {
                title: source.title.get(language).to_owned(),
                url: source.url.clone(),
                license: source.license.clone(),
            })
            .collect(),
        disclaimer: about.disclaimer.get(language).to_owned(),
        doubts: dataset.doubts(),
        data_sha256: fingerprint,
        software: concat!("controlmap ", env!("CARGO_PKG_VERSION")),
        lettering: lettering(scene),
    })
}

impl MapFacts {
    fn of(state: &State, language: Language) -> Result<Self> {
        let State { snapshot, areas, change, .. } = state;
        let dataset = snapshot.dataset;
        let areas_of = areas.rows.iter().map(|row| AreaFacts {
            name: control_name(dataset, &row.control, language),
            status: row.control.status.to_string(),
            actors: ids(dataset, Some(&row.control)),
            km2: row.area.0,
            percent: areas.percent(row.area),
        });
        let pockets = pockets(snapshot, None)?.into_iter().map(|pocket| PocketFacts {
            actor: dataset.actor(pocket.actor).id.clone(),
            name: pocket
                .largest_place()
                .map(|place| place.names.get(language).to_owned())
                .unwrap_or_default(),
            km2: pocket.area.0,
        });
        let changes = change.as_ref().map(|change| {
            let advance = &change.advance;
            let gain = |from: &Ground, to: &Ground, km2: f64| GainFacts {
                from: ids(dataset, from.first()),
                to: ids(dataset, to.first()),
                name: wording::became(
                    &short_ground_name(dataset, from, language),
                    &short_ground_name(dataset, to, language),
                    language,
                ),
                km2,
            };
            let (slivers, patches): (Vec<_>, Vec<_>) =
                advance.patches.iter().partition(|patch| patch.is_sliver);
            ChangeFacts {
                since: change.since,
                gains: advance.gains().iter().map(|it| gain(&it.from, &it.to, it.area.0)).collect(),
                slivers_km2: slivers.iter().map(|patch| patch.area.0).sum(),
                patches: patches.iter().map(|it| gain(&it.from, &it.to, it.area.0)).collect(),
                places: advance
                    .places
                    .iter()
                    .map(|it| PlaceFacts {
                        name: it.place.names.get(language).to_owned(),
                        lon: it.place.position.lon(),
                        lat: it.place.position.lat(),
                        from: ids(dataset, it.from.first()),
                        to: ids(dataset, it.to.first()),
                    })
                    .collect(),
            }
        });
        Ok(Self {
            date: snapshot.date,
            data_date: snapshot.data_date,
            age_days: snapshot.age_in_days(),
            areas: areas_of.collect(),
            total_km2: areas.total.0,
            pockets: pockets.collect(),
            changes,
        })
    }
}

/// The identifiers of those who control ground.
fn ids(dataset: &Dataset, control: Option<&Control>) -> Vec<String> {
    let actors = control.into_iter().flat_map(|control| &control.claimants);
    actors.map(|actor| dataset.actor(*actor).id.clone()).collect()
}

/// The paragraph for a screen reader.
fn alternative(page: &Page, title: &str, state: &State, facts: &MapFacts) -> String {
    let language = page.language;
    let with_unit =
        |km2: f64| wording::square_kilometres_of(&wording::area(km2, language), language);
    let whole = state.snapshot.dataset.about.whole.get(language);
    let mut sentences =
        vec![wording::alt_title(title, &date_line(page, state).unwrap_or_default(), language)];
    sentences.extend(facts.areas.iter().map(|area| {
        let percent = area.percent.map(|percent| {
            let figure = wording::percentage(percent, language);
            format!("{figure}{}", wording::percent_of(whole, language))
        });
        wording::alt_holder(
            &area.name,
            &with_unit(area.km2),
            &percent.unwrap_or_default(),
            language,
        )
    }));
    let mut of_actor: BTreeMap<&str, Vec<&PocketFacts>> = BTreeMap::new();
    for pocket in facts.pockets.iter().filter(|pocket| !pocket.name.is_empty()) {
        of_actor.entry(&pocket.actor).or_default().push(pocket);
    }
    let dataset = state.snapshot.dataset;
    let holder = |pocket: &PocketFacts| {
        let actor = dataset.find_actor(&pocket.actor).ok();
        actor.map_or("", |actor| short_form(actor_name(dataset, actor, language))).to_owned()
    };
    let several = of_actor.values().filter(|it| (2..=FEW_POCKETS).contains(&it.len())).flatten();
    let named: Vec<String> =
        several.map(|it| format!("{} ({}, {})", it.name, holder(it), with_unit(it.km2))).collect();
    if !named.is_empty() {
        let named: Vec<&str> = named.iter().map(String::as_str).collect();
        sentences.push(wording::alt_pockets(&wording::alt_list(&named, language), language));
    }
    if let Some(changes) = &facts.changes {
        sentences.extend(
            changes
                .gains
                .iter()
                .map(|gain| wording::alt_holder(&gain.name, &with_unit(gain.km2), "", language)),
        );
        let places = changes.places.iter().take(MOST_PLACES);
        let mut places: Vec<&str> = places.map(|place| place.name.as_str()).collect();
        let others = changes.places.len().saturating_sub(MOST_PLACES);
        let others = (others > 0).then(|| wording::others(others, language));
        places.extend(others.as_deref());
        if !places.is_empty() {
            sentences.push(wording::alt_changed(&wording::alt_list(&places, language), language));
        }
    }
    sentences.join(" ")
}

/// Every line of text, by layer.
fn lettering(scene: &Scene) -> BTreeMap<String, Vec<String>> {
    let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for layer in &scene.layers {
        for item in &layer.items {
            let content = match item {
                Item::Text(text) => &text.content,
                Item::CurvedText(text) => &text.content,
                _ => continue,
            };
            lines.entry(layer.name.to_owned()).or_default().push(content.clone());
        }
    }
    lines
}
