//! `controlmap pockets`: the connected pieces of each side's ground on a date.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::compare::{name_places, people_in};
use crate::cli::arguments::dataset::DatasetArgs;
use crate::cli::naming::dates::{dates, heading};
use crate::cli::naming::figures::km2;
use crate::cli::output;
use crate::cli::output::progress::Voice;
use crate::cli::output::report::Report;
use crate::cli::output::table::Table;
use crate::compare::{Pocket, pockets};
use crate::map::wording;
use crate::model::{Language, Snapshot};
use crate::report;
use crate::report::dates::{Dated, date_or_latest};
use crate::report::grounds::{GroundNames, precise};
use crate::report::pockets::all_places;
use crate::source::parse_date;
use crate::{Error, Result};

/// Tell of which connected pieces each side's ground is made on a date
#[derive(Debug, Args)]
#[command(after_help = "\
A pocket is a connected piece of ground that one actor holds alone; touching at a point does not
connect. It is named after its largest place, or two if they are cities of the same rank. People are
those of its places; a plus says that the population of some is not known.

Examples:
  controlmap pockets --date 2026-01-27 --of sdf
  controlmap pockets --date 2026-01-27 --format geojson -o pockets.geojson")]
pub(super) struct Pockets {
    #[command(flatten)]
    dataset: DatasetArgs,
    /// The date, as YYYY-MM-DD: the state at the end of that day [default: the last of the data]
    #[arg(long, value_name = "DATE", value_parser = parse_date, allow_hyphen_values = true)]
    date: Option<Date>,
    /// Only this actor's pockets
    #[arg(long, value_name = "ACTOR")]
    of: Option<String>,
    /// Pockets smaller than so many square kilometres are summed in one line of the text
    #[arg(long, value_name = "KM2", default_value_t = 1.0, allow_negative_numbers = true)]
    least: f64,
    /// How the pockets are printed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Where they go; - is stdout
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// The language of names: en, ar, ku or ckb
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    lang: Language,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Md,
    Csv,
    Json,
    Geojson,
}

impl Pockets {
    pub fn run(self, voice: Voice) -> Result<()> {
        output::expect_file(&self.output)?;
        let mut dataset = self.dataset.open(voice)?;
        name_places(&mut dataset, voice)?;
        if self.least.is_nan() || self.least < 0.0 {
            return Err(
                Error::usage("the least size is a number of km², 0 or more").found(self.least)
            );
        }
        let actor = self.of.as_deref().map(|name| dataset.find_actor(name)).transpose()?;
        let snapshot = dataset.on(date_or_latest(self.date, &dataset))?;
        let pockets = pockets(&snapshot, actor)?;
        let names = GroundNames { dataset: &dataset, language: self.lang };
        let text = match self.format {
            Format::Text => self.report(&names, &snapshot, &pockets).text(),
            Format::Md => self.report(&names, &snapshot, &pockets).markdown(),
            Format::Csv => csv(&names, &snapshot, &pockets).csv()?,
            Format::Json => output::json(&report::pockets::json(&names, &snapshot, &pockets))?,
            Format::Geojson => report::pockets::geojson(&names, &snapshot, &pockets)?,
        };
        output::write(&self.output, text.as_bytes())
    }

    /// A table of the pockets, the small ones summed.
    fn report(&self, names: &GroundNames, snapshot: &Snapshot, pockets: &[Pocket]) -> Report {
        let (large, small): (Vec<&Pocket>, Vec<&Pocket>) =
            pockets.iter().partition(|pocket| pocket.area.0 >= self.least);
        let mut table = Table::default()
            .words("of")
            .words("pocket")
            .numbers("km²")
            .numbers("people")
            .words("places");
        for pocket in large {
            table.row([
                names.actor(pocket.actor).to_owned(),
                names.pocket(pocket),
                km2(pocket.area),
                people_in(pocket),
                places(names, pocket),
            ]);
        }
        let sum = small.iter().map(|pocket| pocket.area).sum();
        let count = wording::grouped(small.len() as f64, Language::English);
        let note = format!("And {count} smaller than {} km², {} km² in all.", self.least, km2(sum));
        let mut report = Report::default();
        if pockets.is_empty() {
            report.say("There are no pockets: nobody holds ground alone.");
        }
        report.table(
            heading(snapshot),
            table,
            if small.is_empty() { Vec::new() } else { vec![note] },
        );
        report
    }
}

/// Places that a line names.
const PLACES_NAMED: usize = 4;

fn places(names: &GroundNames, pocket: &Pocket) -> String {
    let named = pocket.places.iter().take(PLACES_NAMED);
    let mut named: Vec<&str> = named.map(|place| place.names.get(names.language)).collect();
    let more = pocket.places.len().saturating_sub(PLACES_NAMED);
    let more = format!("{more} more");
    if pocket.places.len() > PLACES_NAMED {
        named.push(&more);
    }
    named.join(", ")
}

fn csv(names: &GroundNames, snapshot: &Snapshot, pockets: &[Pocket]) -> Table {
    let mut table = Table::default()
        .words("date")
        .words("data_date")
        .words("actor")
        .words("pocket")
        .numbers("km2")
        .numbers("population")
        .words("places");
    for pocket in pockets {
        let [date, data_date] = dates(Dated::of_snapshot(snapshot));
        table.row([
            date,
            data_date,
            names.dataset.actor(pocket.actor).id.clone(),
            names.pocket(pocket),
            precise(pocket.area.0).to_string(),
            pocket.population().map(|people| people.to_string()).unwrap_or_default(),
            all_places(names, pocket),
        ]);
    }
    table
}
