//! The layer of annotations: GeoJSON features to markers, call-outs and arrows.
//!
//! Unlike the backdrop it is written by hand, so what is wrong with it is an error, not passed over.

use std::str::FromStr;

use geo::Coord;
use jiff::civil::Date;
use serde_json::Value;

use super::Manifest;
use super::date_text;
use super::feature::{Feature, Shape};
use super::files::Store;
use super::formats;
use super::reading::Reading;
use crate::error::likeness::closest;
use crate::geometry::LonLat;
use crate::model::{Annotation, Dataset, Direction, Icon, Language, Mark, Names, Validity};
use crate::{Error, Result};

/// The least important rank, and that of what has none.
const LEAST_RANK: u8 = 9;

/// Reads the annotations that a manifest names.
///
/// # Errors
///
/// When a file can't be read, or an annotation is not what it should be: with the file, the feature
/// and what is allowed.
pub(super) fn read(
    store: &dyn Store,
    manifest: &Manifest,
    dataset: &Dataset,
) -> Result<Vec<Annotation>> {
    let mut annotations = Vec::new();
    for path in manifest.layer(&manifest.layers().annotations) {
        for file in formats::read(store, &path, &Reading::default())? {
            for feature in &file.features {
                let read = annotation(feature, dataset);
                annotations.push(read.map_err(|error| error.at(file.place(feature)))?);
            }
        }
    }
    Ok(annotations)
}

fn annotation(feature: &Feature, dataset: &Dataset) -> Result<Annotation> {
    let mark = mark(feature, dataset)?;
    let text = names(feature)?;
    if text.is_empty() && !matches!(mark, Mark::Arrow { .. }) {
        let property = if feature.properties.contains_key("text") { "empty" } else { "missing" };
        return Err(Error::input(format!("the `text` of a {} is {property}", mark.word())).hint(
            "say in a few words what the map is to say there; only an arrow may be without",
        ));
    }
    Ok(Annotation {
        mark,
        icon: word(feature, "icon", &Icon::ALL.map(Icon::word))?.unwrap_or_default(),
        text,
        validity: Validity::new(day(feature, "from")?, day(feature, "until")?)?,
        rank: rank(feature)?,
        sources: sources(feature)?,
    })
}

/// What is drawn: `kind` says it, else the geometry does.
fn mark(feature: &Feature, dataset: &Dataset) -> Result<Mark> {
    let [marker, callout, arrow] = Mark::WORDS;
    let kind = match text(feature, "kind")? {
        "" if matches!(feature.shape, Shape::Lines(_)) => arrow.to_owned(),
        "" => marker.to_owned(),
        given => given.to_lowercase(),
    };
    if kind == marker {
        Ok(Mark::Marker(point(feature, marker)?))
    } else if kind == callout {
        let toward = word::<Direction>(feature, "toward", &Direction::ALL.map(Direction::word))?;
        Ok(Mark::Callout { at: point(feature, callout)?, toward })
    } else if kind == arrow {
        let actor = match text(feature, "actor")? {
            "" => None,
            // Whoever is misspelt in a file is at fault there, not on the command line.
            name => Some(dataset.find_actor(name).map_err(|_| {
                let known: Vec<&str> = dataset.actors.iter().map(|it| it.id.as_str()).collect();
                Error::input("no actor of the dataset is called so")
                    .found(format!("`{name}`"))
                    .hint(format!("the actors are {}", known.join(", ")))
            })?),
        };
        Ok(Mark::Arrow { course: course(feature)?, actor })
    } else {
        let error = Error::input(format!("a kind is one of {}", Mark::WORDS.join(", ")));
        Err(with_hint(error.found(format!("`{kind}`")), &kind, &Mark::WORDS))
    }
}

fn point(feature: &Feature, kind: &str) -> Result<LonLat> {
    match &feature.shape {
        Shape::Points(points) => match points.as_slice() {
            [at] => LonLat::new(at.x, at.y),
            points => Err(Error::input(format!("a {kind} stands on one point"))
                .found(format!("{} points", points.len()))),
        },
        other => Err(Error::input(format!("a {kind} stands on one point")).found(name_of(other))),
    }
}

/// The positions of an arrow, those that repeat the one before left out.
fn course(feature: &Feature) -> Result<Vec<LonLat>> {
    let expected = || Error::input("an arrow is one line of two or more positions, tail to head");
    let Shape::Lines(lines) = &feature.shape else {
        return Err(expected().found(name_of(&feature.shape)));
    };
    let [line] = lines.as_slice() else {
        return Err(expected().found(format!("{} lines", lines.len())));
    };
    let mut line: Vec<Coord> = line.clone();
    line.dedup();
    if line.len() < 2 {
        return Err(expected().found("all of it in one place"));
    }
    line.into_iter().map(|at| LonLat::new(at.x, at.y)).collect()
}

fn name_of(shape: &Shape) -> &'static str {
    match shape {
        Shape::Nothing => "no geometry",
        Shape::Points(_) => "a point",
        Shape::Lines(_) => "a line",
        Shape::Polygons(_) => "a polygon",
    }
}

/// `text`, and `text_ar` and the like for every other language.
fn names(feature: &Feature) -> Result<Names> {
    let mut names = Names::new(text(feature, "text")?);
    for language in Language::ALL.into_iter().filter(|it| *it != Language::default()) {
        names = names.with(language, text(feature, &format!("text_{language}"))?);
    }
    Ok(names)
}

/// The word in a property; nothing where there is none.
fn word<T: FromStr<Err = Error>>(
    feature: &Feature,
    property: &str,
    words: &[&str],
) -> Result<Option<T>> {
    match text(feature, property)? {
        "" => Ok(None),
        given => given.parse().map(Some).map_err(|error| with_hint(error, given, words)),
    }
}

fn with_hint(error: Error, given: &str, words: &[&str]) -> Error {
    match closest(&given.to_lowercase(), words.iter().copied()) {
        Some(word) => error.hint(format!("was `{word}` meant?")),
        None => error,
    }
}

/// The text in a property, without white space round it; empty where there is none.
fn text<'a>(feature: &'a Feature, property: &str) -> Result<&'a str> {
    match feature.properties.get(property) {
        None | Some(Value::Null) => Ok(""),
        Some(Value::String(text)) => Ok(text.trim()),
        Some(other) => Err(Error::input(format!("`{property}` is a text")).found(other)),
    }
}

/// The day in a property; nothing for an open end.
fn day(feature: &Feature, property: &str) -> Result<Option<Date>> {
    match feature.properties.get(property) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
        Some(value) => date_text::from_value(value).map(Some).ok_or_else(|| {
            Error::input(format!(
                "`{property}` is a date, written YYYY-MM-DD, and the day must exist"
            ))
            .found(value)
        }),
    }
}

fn rank(feature: &Feature) -> Result<u8> {
    let Some(value) = feature.properties.get("rank").filter(|value| !value.is_null()) else {
        return Ok(LEAST_RANK);
    };
    let rank = value.as_u64().and_then(|rank| u8::try_from(rank).ok());
    rank.filter(|rank| (1..=LEAST_RANK).contains(rank)).ok_or_else(|| {
        Error::input(format!("a rank is a whole number from 1, the highest, to {LEAST_RANK}"))
            .found(value)
    })
}

/// One source, or a list of them.
fn sources(feature: &Feature) -> Result<Vec<String>> {
    let wrong = |found: &Value| Error::input("`source` is a text or a list of texts").found(found);
    match feature.properties.get("source") {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::String(source)) => Ok(vec![source.clone()]),
        Some(Value::Array(sources)) => sources
            .iter()
            .map(|source| source.as_str().map(str::to_owned).ok_or_else(|| wrong(source)))
            .collect(),
        Some(other) => Err(wrong(other)),
    }
}
