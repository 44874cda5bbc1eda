//! `controlmap at`: who held a place on a date.

use std::fmt::Write;

use clap::Args;
use jiff::civil::Date;

use crate::Result;
use crate::cli::arguments::dataset::DatasetArgs;
use crate::cli::arguments::points::PointArgs;
use crate::cli::naming::holders::{days_text, phrases};
use crate::cli::output;
use crate::cli::output::progress::Voice;
use crate::index::ControlIndex;
use crate::model::Language;
use crate::report::at::{Front, Report};
use crate::report::dates::date_or_latest;
use crate::report::holders::{Background, Standing};
use crate::source::parse_date;

/// Sources that the text lists; JSON has them all.
const SOURCES_LISTED: usize = 6;
/// The eight winds, from north on clockwise.
const WINDS: [&str; 8] =
    ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];

/// Tell who held a place on a date, since when, and how far the front was
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  controlmap at 41.22 37.05 --date 2026-01-27
  controlmap at --place Qamishli --date 2026-01-27 --json
  controlmap at --place الرقة --lang ar
  controlmap at -d deepstate/ --place Kharkiv --date 2025-06-01")]
pub(super) struct At {
    #[command(flatten)]
    points: PointArgs,
    /// The date, as YYYY-MM-DD: the answer is of the end of that day [default: the last of the data]
    #[arg(long, value_name = "DATE", value_parser = parse_date, allow_hyphen_values = true)]
    date: Option<Date>,
    /// The language of names: en, ar, ku or ckb
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    lang: Language,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    dataset: DatasetArgs,
}

impl At {
    pub fn run(mut self, voice: Voice) -> Result<()> {
        self.points.take_numbers_of(&mut self.dataset);
        let dataset = self.dataset.open(voice)?;
        let date = date_or_latest(self.date, &dataset);
        // Refuses dates without data, with a hint of those that have some.
        dataset.on(date)?;
        let point = self.points.point(&dataset, voice)?;
        let index = ControlIndex::of(&dataset)?;
        let answer = index.at(point.position, date)?;
        let background = Background::of(&dataset);
        let naming = background.naming(&dataset, &index, self.lang);
        let front = index.nearest_front(point.position, date);
        let report = Report::of(&naming, &point, &answer, front.as_ref());
        let text = if self.json {
            output::json(&report)?
        } else {
            report.text(self.lang, self.date.is_none())
        };
        output::to_stdout(text.as_bytes())
    }
}

impl Report<'_> {
    fn text(&self, language: Language, is_latest: bool) -> String {
        let mut text = String::new();
        let mut line = |label: &str, value: String| {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{label:<13} {value}");
        };
        line("place", self.at.point.label(language));
        if let Some(region) = &self.at.region {
            line("region", region.name.to_owned());
        }
        if let Some(date) = self.dated.date {
            let which = if is_latest { ", the last of the data" } else { "" };
            line("date", format!("{date}{which}"));
        }
        line("data", self.data_text());
        line("holder", self.side.who());
        if let Standing::As(status) = self.side.status {
            line("status", status.to_string());
        }
        if !self.overlaps.is_empty() {
            line("overlap", format!("the data also says: {}", phrases(&self.overlaps, language)));
        }
        if self.is_on_boundary {
            line("border", "exactly on the border; counted to the side east of it".to_owned());
        }
        line("since", self.since_text());
        if self.side.status != Standing::NoData || self.until.is_some() {
            line("until", self.until_text(language));
        }
        if let Some(before) = &self.before {
            let until = match (before.until, self.unseen_since) {
                (Some(_), Some(seen)) => format!(" until {seen} or after"),
                (Some(until), None) => format!(" until {until}"),
                (None, _) => String::new(),
            };
            line("before", format!("{}{until}", before.phrase(language)));
        }
        if let Some(front) = &self.front {
            line("front", front.text(language));
        }
        for (index, source) in self.sources.iter().take(SOURCES_LISTED).enumerate() {
            line(if index == 0 { "sources" } else { "" }, (*source).to_owned());
        }
        if self.sources.len() > SOURCES_LISTED {
            line("", "and others, which --json lists".to_owned());
        }
        text
    }

    fn data_text(&self) -> String {
        match (self.dated.data_date, self.dated.age_days, self.first_date) {
            (Some(date), Some(0), _) => format!("of {date}, the same day"),
            (Some(date), Some(age), _) if self.side.status == Standing::NoData => {
                format!("of {date}, {} old: too old to be carried on", days_text(age))
            }
            (Some(date), Some(age), _) => format!("of {date}, {} old", days_text(age)),
            (_, _, Some(first)) => format!("of before {first}, the first date of the data"),
            _ => "undated: valid at all times".to_owned(),
        }
    }

    fn since_text(&self) -> String {
        match (self.since, self.is_so_since_data_begins) {
            (Some(since), true) => format!("{since} or before: the data begins then"),
            (Some(since), false) => match self.unseen_since {
                Some(before) => format!("{since} or before: the data before it is of {before}"),
                None => since.to_string(),
            },
            (None, _) => "always, as far as the data says".to_owned(),
        }
    }

    fn until_text(&self, language: Language) -> String {
        match (&self.after, self.until, self.last_date) {
            (Some(after), Some(until), _) => {
                let when = match after.unseen_since {
                    Some(seen) => format!("{seen} or after: by {until}, the next data"),
                    None => until.to_string(),
                };
                format!("{when}, then {}", after.phrase(language))
            }
            (_, _, Some(last)) => format!("still so on {last}, the last date of the data"),
            _ => "always, as far as the data says".to_owned(),
        }
    }
}

impl Front<'_> {
    /// `43.2 km to the south-west (226°), Syrian government on the other side`.
    fn text(&self, language: Language) -> String {
        let Self { distance_km, bearing_degrees, far, .. } = self;
        let far =
            if far.is_empty() { "unmapped ground".to_owned() } else { phrases(far, language) };
        format!(
            "{distance_km:.1} km to the {} ({bearing_degrees:.0}°), {far} on the other side",
            wind(*bearing_degrees)
        )
    }
}

/// The wind nearest to a bearing in degrees clockwise from north.
fn wind(bearing: f64) -> &'static str {
    let eighth = (bearing / 45.0).round().rem_euclid(8.0);
    WINDS.get(eighth as usize).copied().unwrap_or(WINDS[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Status;
    use crate::report::holders::{Holder, Side};

    #[test]
    fn bearings_are_told_by_the_nearest_of_eight_winds() {
        let winds = [0.0, 22.4, 22.6, 90.0, 226.0, 337.4, 337.6, 360.0].map(wind);
        let expected =
            ["north", "north", "north-east", "east", "south-west", "north-west", "north", "north"];
        assert_eq!(winds, expected);
    }

    #[test]
    fn the_front_is_told_by_distance_direction_and_who_is_beyond() {
        let mut front = Front {
            distance_km: 43.21,
            bearing_degrees: 226.4,
            lon: 40.9,
            lat: 36.8,
            near: Vec::new(),
            far: Vec::new(),
        };
        assert_eq!(
            front.text(Language::English),
            "43.2 km to the south-west (226°), unmapped ground on the other side"
        );
        let holders = vec![Holder { id: "gov", name: "Government" }];
        front.far = vec![Side { status: Standing::As(Status::Held), holders }];
        assert_eq!(
            front.text(Language::English),
            "43.2 km to the south-west (226°), Government on the other side"
        );
    }
}
