//! The history of every place: which fact is in force when.

use std::collections::BTreeMap;

use geo::{Distance, Haversine, Point};

use super::{PlaceFact, Verdict};
use crate::geometry::LonLat;
use crate::geometry::subdivision::{Location, Site, Subdivision};
use crate::model::Date;
use crate::{Error, Result};

/// A place and all that is said of it.
pub(super) struct Place<'a> {
    pub(super) name: &'a str,
    pub(super) position: LonLat,
    pub(super) site: Site,
    history: Vec<Statement<'a>>,
}

/// What is said of a place from a date on.
pub(super) struct Statement<'a> {
    pub(super) fact: &'a PlaceFact,
    pub(super) sources: Vec<&'a str>,
}

/// Sorts facts by place and date and finds where in the subdivision the places are.
///
/// # Errors
///
/// When a place has two positions, or two verdicts on one date, or lies outside the frame or on its
/// border.
pub(super) fn histories<'a>(
    facts: &'a [PlaceFact],
    subdivision: &Subdivision,
) -> Result<Vec<Place<'a>>> {
    let mut by_place: BTreeMap<&str, BTreeMap<Date, Statement>> = BTreeMap::new();
    let mut first_fact: BTreeMap<&str, &PlaceFact> = BTreeMap::new();
    for fact in facts {
        let first = *first_fact.entry(&fact.place).or_insert(fact);
        if first.position != fact.position {
            return Err(Error::input(format!("{} is at two positions", fact.place))
                .at(&fact.origin)
                .found(fact.position)
                .hint(format!(
                    "{} says {}: give two places two names, and one place one position",
                    first.origin, first.position
                )));
        }
        let statements = by_place.entry(&fact.place).or_default();
        let statement =
            statements.entry(fact.date).or_insert_with(|| Statement { fact, sources: Vec::new() });
        if !statement.fact.verdict.agrees_with(&fact.verdict) {
            let (place, date) = (&fact.place, fact.date);
            return Err(Error::input(format!("{place} has two verdicts on {date}"))
                .at(&fact.origin)
                .found(&fact.verdict)
                .hint(format!(
                    "{} says {}: a fact is the state at the end of the day; keep one, or call it contested",
                    statement.fact.origin, statement.fact.verdict
                )));
        }
        // Who is named first may differ; the smallest stands for all, whatever the order of the rows.
        if fact.verdict < statement.fact.verdict {
            statement.fact = fact;
        }
        statement.sources.extend(Some(fact.source.trim()).filter(|source| !source.is_empty()));
    }
    let uncut = subdivision.along(|_| false);
    first_fact
        .into_values()
        .zip(by_place.into_values())
        .map(|(fact, history)| {
            let site = subdivision.site(fact.position.into())?;
            match uncut.locate(&site) {
                Location::Inside(_) => {}
                Location::OnEdge => return Err(on_edge(fact, "the border of the frame")),
                Location::Outside => {
                    let kilometres = subdivision.metres_to_border(fact.position.into()) / 1000.0;
                    return Err(Error::input(format!("{} lies outside the frame", fact.place))
                        .at(&fact.origin)
                        .found(format!("{}, {kilometres:.1} km from the border", fact.position))
                        .hint("leave the fact out, or move the place or the frame"));
                }
            }
            Ok(Place {
                name: &fact.place,
                position: fact.position,
                site,
                history: history.into_values().collect(),
            })
        })
        .collect()
}

/// A place exactly on an edge is on neither side of it.
pub(super) fn on_edge(fact: &PlaceFact, edge: &str) -> Error {
    Error::input(format!("{} lies exactly on {edge}", fact.place))
        .at(&fact.origin)
        .found(fact.position)
        .hint("move the place or the line a little, to the side where the place belongs")
}

impl Place<'_> {
    /// What holds at the end of a day; nothing before the first fact.
    pub(super) fn on(&self, date: Date) -> Option<&Statement<'_>> {
        let later = self.history.partition_point(|statement| statement.fact.date <= date);
        self.history[..later].last()
    }

    /// Kilometres to a position.
    pub(super) fn kilometres_to(&self, at: LonLat) -> f64 {
        let point = |at: LonLat| Point::new(at.lon(), at.lat());
        Haversine.distance(point(self.position), point(at)) / 1000.0
    }
}

impl Statement<'_> {
    pub(super) fn verdict(&self) -> &Verdict {
        &self.fact.verdict
    }
}
