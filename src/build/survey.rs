//! One date: the faces between the lines valid on it, and who each of them goes to.

use std::collections::{BTreeMap, BTreeSet};

use geo::InteriorPoint;

use super::judgement::{self, Judgement};
use super::places::{self, Place, Statement};
use super::timeline::Ground;
use super::{Face, Finding, FrontLine, LooseEndRule, NoFact, Options, Verdict};
use crate::geometry::subdivision::{Faces, Location, LooseEnd, Subdivision};
use crate::geometry::{LonLat, area};
use crate::model::Date;
use crate::{Error, Result};

/// Everything that does not change from date to date.
pub(super) struct Survey<'a> {
    pub(super) subdivision: &'a Subdivision,
    pub(super) lines: &'a [FrontLine],
    pub(super) places: Vec<Place<'a>>,
    pub(super) options: &'a Options,
}

/// The state of one date.
#[derive(Default)]
pub(super) struct State {
    pub(super) grounds: BTreeMap<Verdict, Ground>,
    pub(super) findings: Vec<Finding>,
}

/// A place with what is said of it on the date.
type Said<'a> = (&'a Place<'a>, &'a Statement<'a>);

impl Survey<'_> {
    /// The state at the end of a day.
    pub(super) fn on(&self, date: Date) -> Result<State> {
        let is_valid = |line: usize| self.lines[line].validity.contains(date);
        let faces = self.subdivision.along(is_valid);
        let mut state = State::default();
        self.find_idle_lines(&faces, is_valid, &mut state)
            .and_then(|()| self.judge_faces(&faces, date, &mut state))
            .map_err(|error| error.at(date))?;
        Ok(state)
    }

    fn find_idle_lines(
        &self,
        faces: &Faces,
        is_valid: impl Fn(usize) -> bool,
        state: &mut State,
    ) -> Result<()> {
        for (number, line) in self.lines.iter().enumerate() {
            if is_valid(number) && !self.subdivision.reaches(number) {
                state.findings.push(Finding::OutsideFrame { line: line.name.clone() });
            }
        }
        let mut loose = faces.loose_ends();
        loose.retain(|end| end.tail_metres.is_none_or(|tail| tail > self.options.overshoot_metres));
        match (self.options.loose_end, loose.first()) {
            (LooseEndRule::Error, Some(first)) => Err(self.loose(first, loose.len() - 1)),
            _ => {
                for end in loose {
                    state.findings.push(Finding::LooseEnd {
                        line: self.lines[end.line].name.clone(),
                        position: LonLat::new(end.position.x, end.position.y)?,
                        gap_metres: end.gap_metres,
                    });
                }
                Ok(())
            }
        }
    }

    fn loose(&self, end: &LooseEnd, more: usize) -> Error {
        let name = &self.lines[end.line].name;
        let also = if more > 0 { format!("; {more} more lines end so") } else { String::new() };
        Error::input(format!(
            "line `{name}` reaches neither the border of the frame nor another line"
        ))
        .found(format!("its end at {} {}", end.position.x, end.position.y))
        .hint(format!(
            "the nearest thing to meet is {:.0} m away; draw the line across it, up to {:.0} m beyond is cut off{also}",
            end.gap_metres, self.options.overshoot_metres
        ))
    }

    fn judge_faces(&self, faces: &Faces, date: Date, state: &mut State) -> Result<()> {
        let mut said: Vec<Vec<Said>> = Vec::new();
        said.resize_with(faces.len(), Vec::new);
        for place in &self.places {
            let Some(statement) = place.on(date) else { continue };
            match faces.locate(&place.site) {
                Location::Inside(face) => said[face].push((place, statement)),
                _ => return Err(places::on_edge(statement.fact, "a line")),
            }
        }
        for ((face, cells), said) in faces.iter().enumerate().zip(said) {
            let verdict = self.settle(faces, face, cells, &said, state)?;
            let ground = state.grounds.entry(verdict).or_default();
            ground.cells.extend(cells);
            let sources: BTreeSet<&str> =
                said.iter().flat_map(|(_, statement)| statement.sources.iter().copied()).collect();
            ground.sources.extend(sources.into_iter().map(str::to_owned));
        }
        for ground in state.grounds.values_mut() {
            ground.cells.sort_unstable();
        }
        Ok(())
    }

    fn settle(
        &self,
        faces: &Faces,
        face: usize,
        cells: &[usize],
        said: &[Said],
        state: &mut State,
    ) -> Result<Verdict> {
        let found = || self.describe(faces, face, cells);
        match judgement::judge(said.iter().map(|(place, said)| (place.name, said.verdict()))) {
            Judgement::Agreed(verdict) => Ok(verdict),
            Judgement::NoFact => {
                let finding = Finding::NoFact { face: found()? };
                if self.options.no_fact == NoFact::Error {
                    return Err(Error::input(finding.to_string())
                        .hint("add a fact for a place in the face, or let such faces be unknown"));
                }
                state.findings.push(finding);
                Ok(Verdict::UNKNOWN)
            }
            Judgement::Contradictory(sides) => {
                let settled = judgement::settle(&sides, self.options.contradiction);
                let became = settled.clone().unwrap_or(Verdict::UNKNOWN);
                let finding =
                    Finding::Contradiction { face: found()?, sides, became: became.clone() };
                if settled.is_none() {
                    return Err(Error::input(finding.to_string()).hint(
                        "correct a fact, or draw a line between the places; or let such faces be contested",
                    ));
                }
                state.findings.push(finding);
                Ok(became)
            }
        }
    }

    fn describe(&self, faces: &Faces, face: usize, cells: &[usize]) -> Result<Face> {
        let shape = self.subdivision.outline(cells);
        // A face has ground, so it has a point inside; its corner would do for a message.
        let corner = shape.iter().flat_map(|polygon| polygon.exterior().points()).next();
        let inside = shape.interior_point().or(corner).unwrap_or_default();
        let position = LonLat::new(inside.x(), inside.y())?;
        let mut lines: Vec<String> = Vec::new();
        for line in faces.lines_round(face) {
            if !lines.contains(&self.lines[line].name) {
                lines.push(self.lines[line].name.clone());
            }
        }
        let nearest_place = self
            .places
            .iter()
            .map(|place| (place.name.to_owned(), place.kilometres_to(position)))
            .min_by(|one, other| one.1.total_cmp(&other.1));
        Ok(Face { position, area: area::of(&shape), lines, nearest_place })
    }
}
