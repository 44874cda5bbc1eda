//! From front lines and place facts to control polygons that share their edges exactly.
//!
//! Somebody draws where ground is divided (fronts, rivers, internal borders, each with its dates) and
//! notes who held which place when. On each date the frame is cut along the lines valid on it, and
//! every face goes to whom the places inside say. What the drawing leaves open is reported.

mod drawing;
pub mod input;
mod judgement;
mod options;
pub mod output;
mod places;
mod report;
mod survey;
mod timeline;

use std::collections::BTreeSet;

pub use drawing::{FrontLine, PlaceFact, Verdict};
pub use options::{Contradiction, LooseEndRule, NoFact, Options};
pub use report::{Face, Finding, Report, Side};

use crate::geometry::subdivision::Subdivision;
use crate::geometry::{LineString, MultiPolygon};
use crate::model::{ActorId, Date, Territory, Validity};
use crate::{Error, Result};
use survey::Survey;
use timeline::{Spell, Timeline};

/// What was built.
#[derive(Debug, Clone, PartialEq)]
pub struct Built {
    /// The ids of the actors; an [`ActorId`] of a territory is a position in this list.
    pub actors: Vec<String>,
    /// The ground of each verdict, by first day and then by verdict. On each day they cover the frame
    /// once, and where two touch they have the same vertices. A territory's `source` names the
    /// sources of all facts inside it on all its days, sorted and joined by `; `; after some 600
    /// bytes it only counts the rest.
    pub territories: Vec<Territory>,
    /// The days on which something may have changed, ascending.
    pub dates: Vec<Date>,
    /// What the drawing leaves open, by first day.
    pub reports: Vec<Report>,
}

/// Cuts a frame along dated lines and gives each face to whom the facts in it say.
///
/// A fact is in force from its date until the place's next one; facts from before the first day that
/// is written make the first state. The frame is the same on all days.
///
/// # Errors
///
/// - A position is not on the globe, or the frame encloses no ground.
/// - A place lies outside the frame or exactly on an edge, has two positions, or two verdicts on one
///   date.
/// - A line ends inside the frame and touches nothing, a face has no fact, or its facts contradict
///   each other, each where the options make that an error.
/// - A fact names an actor that the options do not list, where they list any.
/// - Nothing is dated, or no day is left between the options' `since` and `until`.
///
/// # Example
///
/// ```
/// use controlmap::build::{self, Options, input};
///
/// let frame = input::frame(
///     r#"{"type":"Polygon","coordinates":[[[38,35],[40,35],[40,37],[38,37],[38,35]]]}"#,
///     "frame.geojson",
/// )?;
/// let lines = input::front_lines(
///     r#"{"type":"Feature","properties":{"name":"Euphrates","from":"2025-12-31"},
///         "geometry":{"type":"LineString","coordinates":[[37.9,36],[40.1,35.8]]}}"#,
///     "fronts.geojson",
/// )?;
/// let facts = input::place_facts(
///     "place,lon,lat,date,actor,status,source\n\
///      Raqqa,39.01,35.95,2025-12-31,sdf,held,a newspaper\n\
///      Rusafa,38.76,35.63,2025-12-31,gov,held,another\n\
///      Raqqa,39.01,35.95,2026-01-18,gov,held,a newspaper\n",
///     "facts.csv",
/// )?;
/// let built = build::build(&frame, &lines, &facts, &Options::default())?;
/// assert_eq!(built.actors, ["gov", "sdf"]);
/// // Each its bank until the 18th of January, then one territory without the river's edge.
/// assert_eq!(built.territories.len(), 3);
/// assert_eq!(built.territories[2].validity.to_string(), "from 2026-01-18");
/// assert!(built.reports.is_empty());
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn build(
    frame: &MultiPolygon,
    lines: &[FrontLine],
    facts: &[PlaceFact],
    options: &Options,
) -> Result<Built> {
    let actors = actors(facts, options)?;
    let dates = dates(lines, facts, options)?;
    let paths: Vec<LineString> = lines.iter().map(|line| line.path.clone()).collect();
    let subdivision = Subdivision::new(frame, &paths)?;
    let survey = Survey {
        places: places::histories(facts, &subdivision)?,
        subdivision: &subdivision,
        lines,
        options,
    };
    let mut timeline = Timeline::default();
    for &date in &dates {
        timeline.next(date, survey.on(date)?)?;
    }
    let (spells, reports) = timeline.end(options.until)?;
    let territories = spells.iter().map(|spell| territory(&subdivision, &actors, spell)).collect();
    Ok(Built { actors, territories, dates, reports })
}

fn territory(subdivision: &Subdivision, actors: &[String], spell: &Spell) -> Territory {
    let mut ids = spell.verdict.claimants().filter_map(|id| {
        actors.iter().position(|actor| actor == id).map(|place| ActorId(place as u16))
    });
    Territory {
        polygons: subdivision.outline(&spell.ground.cells),
        actor: ids.next(),
        others: ids.collect(),
        status: spell.verdict.status(),
        validity: spell.validity,
        source: spell.ground.source(),
        origin: None,
    }
}

fn actors(facts: &[PlaceFact], options: &Options) -> Result<Vec<String>> {
    let known = &options.actors;
    let mut named = BTreeSet::new();
    for fact in facts {
        for id in fact.verdict.claimants() {
            if !known.is_empty() && !known.iter().any(|actor| actor == id) {
                return Err(Error::input(format!(
                    "{} names an actor that is not listed",
                    fact.place
                ))
                .at(&fact.origin)
                .found(format!("`{id}`"))
                .hint(format!("the actors are {}", known.join(", "))));
            }
            named.insert(id);
        }
    }
    let actors: Vec<String> = if known.is_empty() {
        named.into_iter().map(str::to_owned).collect()
    } else {
        known.clone()
    };
    if actors.len() > usize::from(u16::MAX) {
        return Err(Error::limit(format!("there are more than {} actors", u16::MAX)));
    }
    Ok(actors)
}

/// The days on which anything may change, from `since` up to but without `until`.
fn dates(lines: &[FrontLine], facts: &[PlaceFact], options: &Options) -> Result<Vec<Date>> {
    let first_line = lines.iter().filter_map(|line| line.validity.from()).min();
    let first_fact = facts.iter().map(|fact| fact.date).min();
    let Some(since) = options.since.or(first_line).or(first_fact) else {
        return Err(Error::input("nothing is dated: there is neither a dated line nor a fact")
            .hint("give facts a date, or name the first date to write"));
    };
    Validity::new(Some(since), options.until)?;
    let dates: BTreeSet<Date> = lines
        .iter()
        .flat_map(|line| [line.validity.from(), line.validity.until()])
        .flatten()
        .chain(facts.iter().map(|fact| fact.date))
        .chain([since])
        .filter(|&date| date >= since && options.until.is_none_or(|until| date < until))
        .collect();
    Ok(dates.into_iter().collect())
}
