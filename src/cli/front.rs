//! `controlmap front`: the front lines on a date.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::pockets::Format;
use crate::Result;
use crate::cli::arguments::dataset::DatasetArgs;
use crate::cli::naming::dates::{dates, heading};
use crate::cli::naming::figures::km;
use crate::cli::output;
use crate::cli::output::progress::Voice;
use crate::cli::output::report::Report;
use crate::cli::output::table::Table;
use crate::compare::{Front as FrontLine, fronts};
use crate::model::{Language, Snapshot};
use crate::report;
use crate::report::dates::{Dated, date_or_latest};
use crate::report::grounds::{GroundNames, precise};
use crate::source::parse_date;

/// Tell how long the front line is between whom on a date, and where it runs
#[derive(Debug, Args)]
#[command(after_help = "\
A front line is a border with somebody on either side, and no actor on both; to claim ground is not to
stand on it. Ground that the data gives to several is the first's by precedence. In a dataset that maps
one side only it is the edge of that side's ground, its coasts too.

Examples:
  controlmap front --date 2026-01-27
  controlmap front --date 2026-01-27 --geojson -o front.geojson")]
pub(super) struct Front {
    #[command(flatten)]
    dataset: DatasetArgs,
    /// The date, as YYYY-MM-DD: the state at the end of that day [default: the last of the data]
    #[arg(long, value_name = "DATE", value_parser = parse_date, allow_hyphen_values = true)]
    date: Option<Date>,
    /// How the fronts are printed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// The same as --format geojson
    #[arg(long, conflicts_with = "format")]
    geojson: bool,
    /// Where they go; - is stdout
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// The language of names: en, ar, ku or ckb
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    lang: Language,
}

impl Front {
    pub fn run(self, voice: Voice) -> Result<()> {
        output::expect_file(&self.output)?;
        let dataset = self.dataset.open(voice)?;
        let snapshot = dataset.on(date_or_latest(self.date, &dataset))?;
        let fronts = fronts(&snapshot)?;
        let names = GroundNames { dataset: &dataset, language: self.lang };
        let text = match self.format {
            _ if self.geojson => report::fronts::geojson(&names, &snapshot, &fronts)?,
            Format::Geojson => report::fronts::geojson(&names, &snapshot, &fronts)?,
            Format::Text => table(&names, &snapshot, &fronts).text(),
            Format::Md => table(&names, &snapshot, &fronts).markdown(),
            Format::Csv => csv(&names, &snapshot, &fronts).csv()?,
            Format::Json => output::json(&report::fronts::json(&names, &snapshot, &fronts))?,
        };
        output::write(&self.output, text.as_bytes())
    }
}

fn table(names: &GroundNames, snapshot: &Snapshot, fronts: &[FrontLine]) -> Report {
    let mut table = Table::default().words("between").words("and").numbers("km");
    for front in fronts {
        let [one, other] = names.sides(&front.sides);
        table.row([one, other, km(front.length)]);
    }
    let mut report = Report::default();
    if fronts.is_empty() {
        report.say("There is no front line.");
    }
    report.table(heading(snapshot), table, Vec::new());
    report
}

fn csv(names: &GroundNames, snapshot: &Snapshot, fronts: &[FrontLine]) -> Table {
    let mut table = Table::default().words("date").words("data_date");
    for heading in ["status", "actors", "other_status", "other_actors"] {
        table = table.words(heading);
    }
    let mut table = table.numbers("km");
    for front in fronts {
        let sides = front.sides.each_ref().map(|side| names.side(side.as_ref()));
        let cells = sides.iter().flat_map(|side| match side {
            Some(data) => [data.status.to_owned(), data.ids()],
            None => [String::new(), String::new()],
        });
        let length = precise(front.length.0).to_string();
        table.row(dates(Dated::of_snapshot(snapshot)).into_iter().chain(cells).chain([length]));
    }
    table
}
