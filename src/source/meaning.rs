//! What features say of who, how and when, beside the files as they stand.

use std::path::Path;

use jiff::ToSpan;
use jiff::civil::Date;

use super::feature::File;
use super::files::{Disk, Input};
use super::property::Alternatives;
use super::{OpenOptions, formats, resolve, settle};
use crate::Result;
use crate::model::{Actor, ActorId, Control, Dataset, Validity};

/// Files as they stand, and what their features say of who, how and when.
#[derive(Debug, Clone)]
pub struct Told {
    /// The files, layer by layer.
    pub files: Vec<File>,
    /// Of every file and feature of it what it says; nothing where its dates make no sense.
    pub meanings: Vec<Vec<Option<Meaning>>>,
    /// Who is named, as [`ActorId`]s count them.
    pub actors: Vec<Actor>,
    /// Who comes first where ground overlaps, as the manifest says.
    pub precedence: Vec<ActorId>,
    /// Where features say how long they hold.
    pub interval: IntervalProperties,
    /// What was inferred where neither a manifest nor the caller said it, as sentences for the user.
    pub inferences: Vec<String>,
}

/// What a feature says of who, how and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// Who is named first; nothing where nobody is.
    pub actor: Option<ActorId>,
    /// Who stands on the ground, and how.
    pub control: Control,
    /// When.
    pub dating: Dating,
}

/// What a feature says of its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dating {
    /// It holds for so long.
    Interval(Validity),
    /// It is part of the snapshot of a day.
    Snapshot(Date),
    /// Nothing.
    Undated,
}

/// The properties in which features say how long they hold.
#[derive(Debug, Clone, Default)]
pub struct IntervalProperties {
    /// The first day's.
    pub from: Option<String>,
    /// The end's.
    pub until: Option<String>,
    /// Whether the end is the last day on which it is so, not the first on which it no longer is.
    pub end_is_inclusive: bool,
}

impl IntervalProperties {
    /// The day to be written for an end.
    pub fn end(&self, until: Date) -> Date {
        // The first day of the calendar has none before it.
        let last = if self.end_is_inclusive { until.checked_sub(1.day()).ok() } else { None };
        last.unwrap_or(until)
    }
}

/// Reads files as they stand, and what their features say; paths and options are those of
/// [`open`](super::open).
///
/// # Errors
///
/// Those of [`open`](super::open).
///
/// # Example
///
/// ```
/// use controlmap::source::{Dating, OpenOptions, told};
///
/// let told = told(&["fixtures/snapshots".as_ref()], &OpenOptions::default(), &|_| ())?;
/// assert_eq!(told.files.len(), 3);
/// let meaning = told.meanings[0][0].as_ref().unwrap();
/// assert_eq!(meaning.dating, Dating::Snapshot("2024-07-08".parse().unwrap()));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn told(
    paths: &[&Path],
    options: &OpenOptions,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Told> {
    let mut input = Input::find(paths)?;
    let store = Disk;
    let manifest = input.settle(&store, &options.reading.limits)?;
    let files = formats::read_all(&store, &input.data, &options.reading, progress)?;
    let settled = settle(&store, manifest.as_ref(), options, &files)?;
    let mut dataset = Dataset::default();
    if let Some(manifest) = &manifest {
        dataset.actors = manifest.actors()?;
    }
    if let Some(profile) = &settled.profile {
        profile.introduce(&mut dataset);
    }
    let meanings = resolve::meanings(&mut dataset.actors, &settled, &files)?;
    if let Some(manifest) = &manifest {
        dataset.precedence = manifest.precedence(&dataset)?;
    }
    if let Some(profile) = &settled.profile {
        profile.rank(&mut dataset);
    }
    let first = |names: &Alternatives| names.0.first().cloned();
    Ok(Told {
        files,
        meanings,
        actors: dataset.actors,
        precedence: dataset.precedence,
        interval: IntervalProperties {
            from: first(&settled.mapping.from),
            until: first(&settled.mapping.until),
            end_is_inclusive: settled.dates.end_is_inclusive,
        },
        inferences: settled.inferences,
    })
}
