//! `controlmap check`: what is wrong with data, the worst first.

mod data;
mod once;
mod picture;
mod sarif;
mod text;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::Verdict;
use crate::Result;
use crate::build::input;
use crate::check::{Checked, Checking, Fact, Finding, check};
use crate::cli::arguments::dataset::DatasetArgs;
use crate::cli::output;
use crate::cli::output::picture::expect_picture;
use crate::cli::output::progress::Voice;
use crate::map::Theme;
use crate::map::theme::lookalikes;
use crate::model::{Dataset, Defect, DefectKind, Severity, Spot};
use crate::repair::RepairKind;
use crate::report::dates::date_or_latest;
use crate::source::{Disk, Limits, Store, built_in_files};

/// With more actors than this no map tells all apart by colours.
const MANY_ACTORS: usize = 16;
/// Pairs of colours that are named.
const PAIRS_NAMED: usize = 3;

/// Tell what is wrong with data, in its bytes, form, rings, ground, times and meaning
#[derive(Debug, Args)]
#[command(after_help = "\
Defects are errors (something is lost, or said twice), warnings (the data may say something else than
was meant) and notes (matters of form). A file that can't be read is an error; the others are checked
nevertheless.

Exit codes:
  0 nothing as bad as --fail-on says, 1 there is, 2 wrong usage, 3 nothing can be checked, 4 a limit

Examples:
  controlmap check
  controlmap check snapshots/ --ignore ring-direction,crs-member
  controlmap check snapshots/ --map defects.png
  controlmap check control.geojson --facts facts.csv --format json -o defects.json
  controlmap check snapshots/ --format sarif -o defects.sarif --fail-on error")]
pub(super) struct Check {
    /// What is checked: files, folders and at most one manifest
    #[arg(value_name = "PATH", conflicts_with = "data")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    dataset: DatasetArgs,
    /// How the defects are printed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Where they go; - is stdout
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// From which severity on the exit code is 1: note, warning or error
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    fail_on: Severity,
    /// Only defects of these kinds, by their codes
    #[arg(long, value_name = "KINDS", value_delimiter = ',', conflicts_with = "ignore")]
    only: Vec<DefectKind>,
    /// All but defects of these kinds
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    ignore: Vec<DefectKind>,
    /// List every defect in the text, not some of each kind
    #[arg(long)]
    all: bool,
    /// What is known of places, in CSV: place, lon, lat, date, actor, status
    #[arg(long, value_name = "FILE")]
    facts: Vec<PathBuf>,
    /// Draw the worst defects where they are, into this PNG, SVG or PDF
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: grouped by kind, the worst first
    Text,
    /// Every defect as an object
    Json,
    /// Those that have a place, as points or areas
    Geojson,
    /// SARIF 2.1.0, for tools that show what other tools found
    Sarif,
}

impl Check {
    pub fn run(self, voice: Voice) -> Result<Verdict> {
        output::expect_file(&self.output)?;
        self.map.as_deref().map_or(Ok(()), expect_picture)?;
        let paths = if self.paths.is_empty() { self.dataset.paths() } else { self.paths.clone() };
        let how = Checking { open: self.dataset.options()?, facts: self.facts(&paths)? };
        let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
        let Checked { dataset, files, mut findings } = check(&paths, &how)?;
        for inference in &dataset.inferences {
            voice.say(inference);
        }
        findings_of_colours(&dataset).into_iter().for_each(|it| findings.push(it));
        let findings = findings.of_kinds(|kind| self.is_wanted(kind));
        let marked = match &self.map {
            Some(_) => picture::marked(&findings),
            None => Vec::new(),
        };
        let text = match self.format {
            Format::Text => text::report(&findings, files, &marked, self.all),
            Format::Json => output::json(&data::json(&findings, files))?,
            Format::Geojson => data::geojson(&findings)?,
            Format::Sarif => output::json(&sarif::log(&findings))?,
        };
        output::write(&self.output, text.as_bytes())?;
        if let Some(path) = &self.map {
            picture::draw(path, &dataset, &marked, voice)?;
        }
        let is_bad = findings.worst().is_some_and(|worst| worst >= self.fail_on);
        Ok(if is_bad { Verdict::No } else { Verdict::Yes })
    }

    fn is_wanted(&self, kind: DefectKind) -> bool {
        (self.only.is_empty() || self.only.contains(&kind)) && !self.ignore.contains(&kind)
    }

    /// The facts of files, and those of the built-in dataset where that is what is checked.
    fn facts(&self, paths: &[PathBuf]) -> Result<Vec<Fact>> {
        let mut facts = Vec::new();
        for path in &self.facts {
            let bytes = Disk.read(path, &Limits::default())?;
            facts.extend(facts_of(&String::from_utf8_lossy(&bytes), &path.to_string_lossy())?);
        }
        let built_in = built_in_files().find(|(name, _)| paths.is_empty() && *name == "facts.csv");
        if let Some((name, bytes)) = built_in {
            facts.extend(facts_of(&String::from_utf8_lossy(bytes), name)?);
        }
        Ok(facts)
    }
}

/// The command that mends defects of a kind, if one does.
fn mended_by(kind: DefectKind) -> Option<&'static str> {
    RepairKind::mending(kind).map(|repair| match repair {
        RepairKind::OverlapCut => "controlmap repair --overlaps RULE",
        RepairKind::GapFilled => "controlmap repair --sliver METRES",
        _ => "controlmap repair",
    })
}

/// What the makers of the data can do about defects of a kind, and the command that does it for them.
fn advice(kind: DefectKind) -> String {
    let command = mended_by(kind).map(|it| format!("; or `{it}`")).unwrap_or_default();
    format!("{}{command}", kind.suggestion())
}

fn facts_of(text: &str, file: &str) -> Result<Vec<Fact>> {
    let facts = input::place_facts(text, file)?.into_iter().map(|fact| Fact {
        place: fact.place,
        position: fact.position,
        date: fact.date,
        actors: fact.verdict.claimants().map(str::to_owned).collect(),
        origin: fact.origin,
    });
    Ok(facts.collect())
}

/// That colours of actors look alike, on the last date.
fn findings_of_colours(dataset: &Dataset) -> Option<Finding> {
    if dataset.actors.len() > MANY_ACTORS {
        return None;
    }
    let snapshot = dataset.on(date_or_latest(None, dataset)).ok()?;
    let alike = lookalikes(&Theme::default(), &snapshot);
    let id = |actor| dataset.actor(actor).id.as_str();
    let pairs: Vec<String> = alike
        .iter()
        .take(PAIRS_NAMED)
        .map(|it| format!("`{}` and `{}`", id(it.actors.0), id(it.actors.1)))
        .collect();
    let defect = Defect::new(DefectKind::ColoursAlike, Spot::default()).times(alike.len());
    (!alike.is_empty()).then(|| defect.found(pairs.join(", ")).into())
}
