//! `controlmap history`: everyone who held a place, one after the other.

use std::fmt::Write;
use std::path::Path;

use clap::Args;
use jiff::civil::Date;

use crate::Result;
use crate::cli::arguments::dataset::DatasetArgs;
use crate::cli::arguments::points::PointArgs;
use crate::cli::naming::holders::days_text;
use crate::cli::output;
use crate::cli::output::picture::ChartArgs;
use crate::cli::output::progress::Voice;
use crate::index::{ControlIndex, Span};
use crate::map::{Band, BandSpan, Scene, Theme, history_chart};
use crate::model::{Language, Names};
use crate::report::history::{PlaceHistory, Reign, Report, told};
use crate::report::holders::{Background, Naming};
use crate::report::points::Point;

/// Sources of a stretch that the text lists; JSON has them all.
const SOURCES_LISTED: usize = 3;
/// The column of a line in which it says who.
const WHO: usize = 37;

/// Tell who held a place through time: every change of hands
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  controlmap history --place Raqqa
  controlmap history 39.01 35.95 41.22 37.05
  controlmap history --place Raqqa --place Kobani --json
  controlmap history --place Raqqa --place Kobani --chart bands.png")]
pub(super) struct History {
    #[command(flatten)]
    points: PointArgs,
    /// The language of names: en, ar, ku or ckb
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    lang: Language,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    chart: ChartArgs,
    #[command(flatten)]
    dataset: DatasetArgs,
}

impl History {
    pub fn run(mut self, voice: Voice) -> Result<()> {
        self.chart.expect_room()?;
        self.points.take_numbers_of(&mut self.dataset);
        let mut dataset = self.dataset.open(voice)?;
        let theme = self.chart.theme.of(&mut dataset, voice)?;
        let points = self.points.points(&dataset, voice)?;
        let index = ControlIndex::of(&dataset)?;
        let background = Background::of(&dataset);
        let naming = background.naming(&dataset, &index, self.lang);
        let histories: Vec<(&Point, Vec<Span>)> =
            points.iter().map(|point| (point, index.history(point.position))).collect();
        if let Some(path) = &self.chart.path {
            let scene = self.draw(&naming, &histories, theme)?;
            self.chart.write(path, &scene, &dataset, self.lang, voice)?;
            if path == Path::new("-") {
                return Ok(());
            }
        }
        let places = histories.iter().map(|(point, spans)| PlaceHistory::of(&naming, point, spans));
        let report = Report::of(&naming, places.collect());
        let text = if self.json { output::json(&report)? } else { report.text(self.lang) };
        output::to_stdout(text.as_bytes())
    }

    /// The histories as a chart.
    fn draw(
        &self,
        naming: &Naming,
        histories: &[(&Point, Vec<Span>)],
        theme: Theme,
    ) -> Result<Scene> {
        let Naming { dataset, index, .. } = naming;
        let bands: Vec<Band> = histories
            .iter()
            .map(|(point, spans)| Band {
                label: point.names.clone().unwrap_or(Names::new(point.position.to_string())),
                spans: told(spans).iter().map(|span| band_span(index, span)).collect(),
            })
            .collect();
        history_chart(dataset, &bands, &self.chart.options(self.lang, theme))
    }
}

fn band_span(index: &ControlIndex, span: &Span) -> BandSpan {
    BandSpan {
        validity: span.validity,
        controls: span.claims.iter().map(|id| index.control(*id).clone()).collect(),
        has_data: span.has_data,
    }
}

impl Report<'_> {
    fn text(&self, language: Language) -> String {
        let blocks = self.places.iter().map(|place| place.text(language, self.last_date));
        blocks.collect::<Vec<String>>().join("\n")
    }
}

impl PlaceHistory<'_> {
    fn text(&self, language: Language, last_date: Option<Date>) -> String {
        let mut text = format!("{}\n", self.at.point.label(language));
        for reign in &self.spans {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{}", reign.line(language, last_date));
            for source in reign.sources_text() {
                let _ = writeln!(text, "{:WHO$}{source}", "");
            }
        }
        if self.spans.is_empty() {
            text.push_str("there is no data\n");
        }
        text
    }
}

impl Reign<'_> {
    /// `2025-12-31 to 2026-01-17    18 days  Syrian Democratic Forces (SDF)`.
    fn line(&self, language: Language, last_date: Option<Date>) -> String {
        let days = self.days.map(days_text).unwrap_or_default();
        let end = match last_date.filter(|_| self.is_so_at_end_of_data) {
            Some(last) => format!("; still so on {last}"),
            None => String::new(),
        };
        format!("{:24}  {days:>9}  {}{end}", self.when(), self.stretch.phrase(language))
    }

    fn when(&self) -> String {
        let last_day = self.stretch.until.and_then(|until| until.yesterday().ok());
        match (self.stretch.from, last_day) {
            (Some(from), Some(last)) if from == last => from.to_string(),
            (Some(from), Some(last)) => format!("{from} to {last}"),
            (Some(from), None) => format!("since {from}"),
            (None, Some(last)) => format!("up to {last}"),
            (None, None) => "at all times".to_owned(),
        }
    }

    fn sources_text(&self) -> Vec<String> {
        let listed = self.sources.iter().take(SOURCES_LISTED);
        let mut lines: Vec<String> = listed.map(|source| format!("  {source}")).collect();
        if self.sources.len() > SOURCES_LISTED {
            lines.push("  and others, which --json lists".to_owned());
        }
        lines
    }
}
