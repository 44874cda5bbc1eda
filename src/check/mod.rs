//! What is wrong with data: in its bytes and form, its rings and positions, between features, in time and
//! in meaning.
//!
//! [`check`] reads what it can and finds what is wrong, each thing a [`Finding`]: a
//! [`Defect`] with the dates on which it is so and the ground that it concerns.
//! What the kinds are, how bad each is and what can be done stands in
//! [`DefectKind`].

mod facts;
mod finding;
mod ground;
mod lines;
mod positions;
mod rfc7946;
mod rings;
mod spellings;
mod time;

use std::path::Path;

use rustc_hash::FxHashMap;

pub use facts::Fact;
pub use finding::{Finding, Findings, Group};

use crate::Result;
use crate::model::{Dataset, Defect, DefectKind, Defects, Spot};
use crate::source::{self, OpenOptions, Reading, Survey};
use lines::Lines;

/// How data is checked.
#[derive(Debug, Clone, Default)]
pub struct Checking {
    /// How it is read.
    pub open: OpenOptions,
    /// What is known of places from elsewhere.
    pub facts: Vec<Fact>,
}

/// Data that was checked.
#[derive(Debug)]
pub struct Checked {
    /// The dataset that reading makes of it.
    pub dataset: Dataset,
    /// How many files, or layers of files, were read.
    pub files: usize,
    /// What is wrong.
    pub findings: Findings,
}

/// Checks files, folders and at most one manifest; the built-in dataset where no path is named.
///
/// Files that can't be read are findings; the others are checked nevertheless.
///
/// # Errors
///
/// When there is nothing to check, when the manifest or what it names for the backdrop can't be read, when
/// the dataset has more than some 65,000 dates or ways of control.
///
/// # Example
///
/// ```
/// use controlmap::check::{Checking, check};
/// use controlmap::model::DefectKind;
///
/// let checked = check(&["fixtures/defects".as_ref()], &Checking::default())?;
/// let kinds: Vec<DefectKind> = checked.findings.groups().iter().map(|it| it.kind).collect();
/// assert!(kinds.contains(&DefectKind::RingNotClosed));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn check(paths: &[&Path], how: &Checking) -> Result<Checked> {
    let room = Findings::MOST;
    let reading = Reading { goes_on: true, room, ..how.open.reading };
    let options = OpenOptions { reading, ..how.open.clone() };
    let survey = source::survey(paths, &options, &|path, text| {
        let lines = Lines::of(text);
        let defects = rfc7946::defects(path, text, &lines, room);
        (defects, lines)
    })?;
    let mut findings = Findings::default();
    for (path, error) in &survey.failed {
        let defect = Defect::new(DefectKind::Unreadable, Spot::in_file(path));
        // The finding's place names the file already.
        let (error, file) = (error.to_string(), format!("{}: ", path.display()));
        let error = error.strip_prefix(&file).unwrap_or(&error);
        findings.push(defect.found(error.replace('\n', "; ")));
    }
    let Survey { dataset, files, inspected, .. } = survey;
    let (ring_defects, (ground, time)) = rayon::join(
        || rings::defects(&files, room),
        || rayon::join(|| ground::findings(&dataset), || time::findings(&dataset)),
    );
    let mut lines: FxHashMap<String, Lines> = FxHashMap::default();
    let mut form = Defects::keeping(room);
    for (path, (defects, its_lines)) in inspected {
        form.append(defects);
        lines.insert(path.display().to_string(), its_lines);
    }
    let mut add = |defects: &Defects| {
        for count in defects.iter().filter(|it| is_told(it.kind)) {
            let kept = defects.kept().filter(|defect| defect.kind == count.kind);
            let located = kept.map(|defect| Finding::from(located(defect, &lines)));
            findings.extend(count.kind, count.count, located);
        }
    };
    let mut read = dataset.defects.clone();
    for kind in [DefectKind::RingNotClosed, DefectKind::RingTooShort, DefectKind::InvalidPolygons] {
        // These the pass over the rings finds again, each with its place.
        read = read.without(kind);
    }
    add(&form);
    add(&read);
    add(&ring_defects);
    add(&positions::defects(&files, &dataset, room));
    let more = ground.into_iter().chain(time?);
    let more =
        more.chain(spellings::findings(&dataset)).chain(facts::findings(&dataset, &how.facts)?);
    more.for_each(|finding| findings.push(finding));
    Ok(Checked { dataset, files: files.len(), findings })
}

/// Whether a kind is a defect at all: that a feature stays what it was is none.
fn is_told(kind: DefectKind) -> bool {
    kind != DefectKind::MergedInTime
}

/// The defect with its line, where its byte is known.
fn located(defect: &Defect, lines: &FxHashMap<String, Lines>) -> Defect {
    let mut defect = defect.clone();
    if let (None, Some(byte), Some(lines)) =
        (defect.spot.line, defect.spot.byte, lines.get(&defect.spot.file))
    {
        defect.spot.line = Some(lines.line_of(byte));
    }
    defect
}
