//! `controlmap info`: what is in a dataset.

use std::fmt::Write;

use clap::Args;
use jiff::civil::Date;
use serde::Serialize;

use crate::Result;
use crate::cli::arguments::dataset::DatasetArgs;
use crate::cli::output;
use crate::cli::output::doubts::say_who_looks_alike;
use crate::cli::output::progress::Voice;
use crate::geometry::BoundingBox;
use crate::index::{EdgeCount, Ledger};
use crate::map::Theme;
use crate::model::{Dataset, DateGap, DefectCount};
use crate::report::dates::date_or_latest;

/// Gaps that the text lists; JSON has them all.
const GAPS_LISTED: usize = 5;
/// Actors that the text lists.
const ACTORS_LISTED: usize = 12;

/// Tell what a dataset holds: dates, actors, size, gaps and defects
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  controlmap info
  controlmap info -d snapshots/ --actor Russia --json")]
pub(super) struct Info {
    #[command(flatten)]
    dataset: DatasetArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Info {
    pub fn run(self, voice: Voice) -> Result<()> {
        let dataset = self.dataset.open(voice)?;
        if let Ok(snapshot) = dataset.on(date_or_latest(None, &dataset)) {
            say_who_looks_alike(&snapshot, &Theme::default(), voice);
        }
        let report = Report::of(&dataset)?;
        let text = if self.json { output::json(&report)? } else { report.text() };
        output::to_stdout(text.as_bytes())
    }
}

#[derive(Debug, Serialize)]
struct Report<'a> {
    title: &'a str,
    dates: usize,
    first_date: Option<Date>,
    last_date: Option<Date>,
    gaps: Vec<DateGap>,
    actors: Vec<ActorLine<'a>>,
    territories: usize,
    annotations: usize,
    vertices: usize,
    edges: EdgeCount,
    bounding_box: Option<BoundingBox>,
    sha256: String,
    defects: Vec<DefectCount>,
}

#[derive(Debug, Serialize)]
struct ActorLine<'a> {
    id: &'a str,
    name: &'a str,
}

impl<'a> Report<'a> {
    fn of(dataset: &'a Dataset) -> Result<Self> {
        let actor = |actor: &'a crate::model::Actor| ActorLine {
            id: &actor.id,
            name: actor.names.get(Default::default()),
        };
        Ok(Self {
            title: dataset.about.title.get(Default::default()),
            dates: dataset.dates.len(),
            first_date: dataset.dates.first().copied(),
            last_date: dataset.dates.last().copied(),
            gaps: dataset.date_gaps(),
            actors: dataset.actors.iter().map(actor).collect(),
            territories: dataset.territories.len(),
            annotations: dataset.annotations.len(),
            vertices: dataset.territories.iter().map(|territory| territory.vertices()).sum(),
            edges: Ledger::of(dataset)?.count(),
            bounding_box: dataset.bounding_box(),
            sha256: dataset.fingerprint(),
            defects: dataset.defects.iter().collect(),
        })
    }

    fn text(&self) -> String {
        let mut text = String::new();
        let mut line = |label: &str, value: String| {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{label:<13} {value}");
        };
        if !self.title.is_empty() {
            line("title", self.title.to_owned());
        }
        line("dates", self.dates_text());
        for gap in self.gaps.iter().take(GAPS_LISTED) {
            line("", gap_text(gap));
        }
        if self.gaps.len() > GAPS_LISTED {
            line("", format!("and shorter gaps: {}", self.gaps.len() - GAPS_LISTED));
        }
        line("actors", self.actors_text());
        line("territories", grouped(self.territories));
        if self.annotations > 0 {
            line("annotations", grouped(self.annotations));
        }
        line("vertices", grouped(self.vertices));
        line(
            "edges",
            format!(
                "{}, of which {} distinct",
                grouped(self.edges.edges),
                grouped(self.edges.distinct)
            ),
        );
        if let Some(bounds) = &self.bounding_box {
            let [west, south, east, north] =
                [bounds.west(), bounds.south(), bounds.east(), bounds.north()];
            line("bounding box", format!("{west:.4},{south:.4},{east:.4},{north:.4}"));
        }
        line("sha256", self.sha256.clone());
        for (index, defect) in self.defects.iter().enumerate() {
            line(if index == 0 { "defects" } else { "" }, defect.to_string());
        }
        if self.defects.is_empty() {
            line("defects", "none".to_owned());
        }
        text
    }

    fn dates_text(&self) -> String {
        match (self.first_date, self.last_date) {
            (Some(first), Some(last)) => format!("{}, {first} to {last}", self.dates),
            _ => "none: the data is valid at all times".to_owned(),
        }
    }

    fn actors_text(&self) -> String {
        let names: Vec<String> =
            self.actors.iter().take(ACTORS_LISTED).map(ActorLine::text).collect();
        let more = self.actors.len().saturating_sub(ACTORS_LISTED);
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{}: {}{rest}", self.actors.len(), names.join(", "))
    }
}

impl ActorLine<'_> {
    fn text(&self) -> String {
        if self.id == self.name {
            self.id.to_owned()
        } else {
            format!("{} ({})", self.id, self.name)
        }
    }
}

fn gap_text(gap: &DateGap) -> String {
    match gap.days {
        1 => format!("no data on {}", gap.first),
        days => format!("no data from {} to {} ({days} days)", gap.first, gap.last),
    }
}

/// A count with spaces between thousands.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}
