//! `controlmap diff`: where two datasets disagree about one date.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;
use serde::Serialize;

use super::compare::{self, Format, HowArgs};
use crate::Result;
use crate::cli::arguments::dataset::ActorArgs;
use crate::cli::arguments::measuring::say_what_is_misdrawn;
use crate::cli::naming::figures::{km2, percent};
use crate::cli::output;
use crate::cli::output::progress::Voice;
use crate::cli::output::report::Report;
use crate::compare::{Comparison, SideBySide};
use crate::map::wording;
use crate::model::{Dataset, DefectCount, Language, Snapshot};
use crate::report::comparison;
use crate::report::comparison::data::{self, Entry, PlaceData};
use crate::report::dates::date_or_latest;
use crate::report::grounds::{GroundNames, precise};
use crate::source::parse_date;

/// Tell where two datasets disagree about who holds what on a date
#[derive(Debug, Args)]
#[command(after_help = "\
Actors are the same if they share an id, a name or an alias. Rows of the matrix are what the first
dataset says, columns what the second does. All ground counts that either gives to anybody; --actor and
--actor-property hold for both.

Examples:
  controlmap diff isw/ deepstate/ --actor Russia --date 2025-06-01
  controlmap diff ours.geojson theirs.geojson --format geojson -o disagreements.geojson")]
pub(super) struct Diff {
    /// The first dataset: a file of any format that is read, a folder of dated ones, or a manifest
    #[arg(value_name = "FIRST")]
    first: PathBuf,
    /// The second dataset
    #[arg(value_name = "SECOND")]
    second: PathBuf,
    /// The date, as YYYY-MM-DD: the state at the end of that day [default: the last of which both have
    /// data]
    #[arg(long, value_name = "DATE", value_parser = parse_date, allow_hyphen_values = true)]
    date: Option<Date>,
    #[command(flatten)]
    actors: ActorArgs,
    #[command(flatten)]
    how: HowArgs,
}

impl Diff {
    pub fn run(self, voice: Voice) -> Result<()> {
        output::expect_file(&self.how.output)?;
        let [one, other] = [&self.first, &self.second]
            .map(|path| self.actors.open(std::slice::from_ref(path), voice));
        let (one, other) = (one?, other?);
        let date = self.date.unwrap_or_else(|| date_of_both(&one, &other));
        let both = SideBySide::of(
            &one.on(date).map_err(|error| error.at(self.first.display()))?,
            &other.on(date).map_err(|error| error.at(self.second.display()))?,
        )?;
        let (first, second) = (both.first(), both.second());
        let told = Told {
            diff: &self,
            names: GroundNames { dataset: both.dataset(), language: self.how.lang },
            comparison: Comparison::of(&first, &second, self.how.comparing(false)?)?,
            snapshots: [&first, &second],
        };
        for snapshot in [&one.on(date)?, &other.on(date)?] {
            let names = GroundNames { dataset: snapshot.dataset, language: self.how.lang };
            say_what_is_misdrawn(snapshot, &names, voice)?;
        }
        let text = match self.how.format {
            Format::Text => told.report().text(),
            Format::Md => told.report().markdown(),
            Format::Json => output::json(&told.data())?,
            Format::Csv => compare::matrix_rows(&told.names, &told.comparison).csv()?,
            Format::Geojson => comparison::collection(&told.names, &told.comparison.patches)?,
        };
        output::write(&self.how.output, text.as_bytes())
    }
}

/// The last date of the dataset that ends first, if the other has begun by then; else that of the
/// other.
fn date_of_both(one: &Dataset, other: &Dataset) -> Date {
    let mut dates = [one, other].map(|dataset| date_or_latest(None, dataset));
    dates.sort_unstable();
    let have_both = |date: &Date| one.on(*date).is_ok() && other.on(*date).is_ok();
    dates.into_iter().find(have_both).unwrap_or(dates[0])
}

/// Two datasets and where they disagree.
struct Told<'a> {
    diff: &'a Diff,
    names: GroundNames<'a>,
    snapshots: [&'a Snapshot<'a>; 2],
    comparison: Comparison<'a>,
}

#[derive(Debug, Serialize)]
struct Data<'a> {
    /// Nothing where neither is dated.
    date: Option<Date>,
    first: Source,
    second: Source,
    agree_km2: f64,
    disagree_km2: f64,
    matrix: Vec<Entry<'a>>,
    slivers_km2: f64,
    places: Vec<PlaceData<'a>>,
}

#[derive(Debug, Serialize)]
struct Source {
    path: String,
    data_date: Option<Date>,
    /// What is doubtful about the data.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    doubts: Vec<DefectCount>,
}

impl<'a> Told<'a> {
    fn report(&self) -> Report {
        let Self { diff, names, comparison, .. } = self;
        let mut report = Report::default();
        report.say(self.paragraph());
        let width = format!("{} m", diff.how.sliver_width());
        let slivers = compare::slivers(comparison, &format!("narrower than {width}"));
        let disagreements = compare::changes(names, &comparison.matrix, ["first", "second"]);
        let notes = if disagreements.is_empty() { Vec::new() } else { vec![slivers] };
        report.table("Where they disagree, km²", disagreements, notes);
        report.table(
            "First (rows) and second (columns), km²",
            compare::matrix(names, &comparison.matrix, ["first", "second"]),
            Vec::new(),
        );
        let (table, more) = compare::places(names, comparison);
        report.table("Places about which they disagree", table, more);
        report
    }

    fn paragraph(&self) -> String {
        let matrix = &self.comparison.matrix;
        let (changed, total) = (matrix.changed(), matrix.total());
        let share = |area: f64| percent((total.0 > 0.0).then(|| area / total.0 * 100.0));
        let [one, other] = [&self.diff.first, &self.diff.second].map(|it| it.display().to_string());
        let of = |snapshot: &Snapshot| match snapshot.data_date {
            Some(date) if date != snapshot.date => {
                format!(" (data of {})", wording::date(date, Language::English))
            }
            None => " (undated)".to_owned(),
            _ => String::new(),
        };
        let [first, second] = self.snapshots;
        let is_dated = first.data_date.is_some() || second.data_date.is_some();
        let date = wording::date(first.date, Language::English);
        if total.0 <= 0.0 {
            return format!("Neither {one} nor {other} gives any ground to anybody.");
        }
        format!(
            "{}{one}{} and {other}{} agree on {} km² ({} %) and disagree on {} km² ({} %).",
            if is_dated { format!("{date}: ") } else { String::new() },
            of(first),
            of(second),
            km2(total - changed),
            share((total - changed).0),
            km2(changed),
            share(changed.0),
        )
    }

    fn data(&self) -> Data<'a> {
        let Self { diff, names, comparison, snapshots } = self;
        let source = |path: &PathBuf, snapshot: &Snapshot| Source {
            path: path.display().to_string(),
            data_date: snapshot.data_date,
            doubts: snapshot.dataset.doubts(),
        };
        let matrix = &comparison.matrix;
        Data {
            date: snapshots.iter().find_map(|it| it.data_date.map(|_| it.date)),
            first: source(&diff.first, snapshots[0]),
            second: source(&diff.second, snapshots[1]),
            agree_km2: precise((matrix.total() - matrix.changed()).0),
            disagree_km2: precise(matrix.changed().0),
            matrix: data::matrix(names, matrix),
            slivers_km2: precise(comparison.slivers().1.0),
            places: comparison.places.iter().map(|it| data::place(names, it)).collect(),
        }
    }
}
