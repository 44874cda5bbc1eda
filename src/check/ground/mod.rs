//! Between features: ground that several have, or none.

mod pieces;
mod track;

use rayon::prelude::*;

use self::pieces::{Piece, PieceKind, pieces};
use self::track::Track;
use super::Finding;
use crate::Result;
use crate::model::{Dataset, Date, Defect, DefectKind, Spot, Status, Territory};

/// Overlaps, gaps and slivers between features, each once for all the dates on which it is there. Of a
/// date whose edges cross each other too often only that is told.
pub(super) fn findings(dataset: &Dataset) -> Vec<Finding> {
    let states = states(dataset);
    let found: Vec<Result<Vec<Piece>>> =
        states.par_iter().map(|state| pieces(dataset, &state.territories)).collect();
    let mut findings = Vec::new();
    let mut track = Track::default();
    for (state, pieces) in states.iter().zip(found) {
        match pieces {
            Ok(pieces) => track.add(state, pieces),
            Err(error) => {
                let spot = Spot { date: state.dates.map(|(first, _)| first), ..Spot::default() };
                let defect = Defect::new(DefectKind::Tangled, spot).found(error);
                findings.push(Finding { dates: state.dates, ..defect.into() });
            }
        }
    }
    let tracked = track.finish().into_iter();
    findings.extend(tracked.map(|(piece, dates)| finding(dataset, piece, dates)));
    findings
}

/// The territories that hold at the same time.
struct State {
    /// The dates of the data on which they do; nothing where it is undated.
    dates: Option<(Date, Date)>,
    /// Their places in the dataset's list.
    territories: Vec<u32>,
}

/// The distinct states of a dataset in order. Dates on which nothing changes are of the one before.
fn states(dataset: &Dataset) -> Vec<State> {
    let on = |date: Date| {
        let all = (0..).zip(&dataset.territories);
        let held = all.filter(|(_, territory)| territory.validity.contains(date));
        held.map(|(place, _)| place).collect::<Vec<u32>>()
    };
    if dataset.dates.is_empty() {
        let territories = (0..dataset.territories.len() as u32).collect();
        return vec![State { dates: None, territories }];
    }
    let mut states: Vec<State> = Vec::new();
    for &date in &dataset.dates {
        let territories = on(date);
        match states.last_mut() {
            Some(State { dates: Some((_, last)), territories: known }) if *known == territories => {
                *last = date;
            }
            _ => states.push(State { dates: Some((date, date)), territories }),
        }
    }
    states
}

fn finding(dataset: &Dataset, piece: Piece, dates: Option<(Date, Date)>) -> Finding {
    let kind = match piece.kind {
        _ if piece.is_sliver() => DefectKind::Sliver,
        PieceKind::Gap => DefectKind::Gap,
        PieceKind::Overlap => DefectKind::Overlap,
        PieceKind::CoveredTwice => DefectKind::CoveredTwice,
    };
    let territories: Vec<&Territory> = piece
        .territories
        .iter()
        .filter_map(|place| dataset.territories.get(*place as usize))
        .collect();
    let mut names: Vec<String> = territories.iter().map(|it| who(dataset, it)).collect();
    names.dedup();
    let origins: Vec<String> =
        territories.iter().filter_map(|it| Some(spot(dataset, it)?.to_string())).collect();
    let names = names.join(" and ");
    let what = match piece.kind {
        PieceKind::Gap => format!("between {names}"),
        PieceKind::Overlap => format!("given to {names}"),
        PieceKind::CoveredTwice => format!("in {} features of {names}", territories.len()),
    };
    let also = match (piece.kind, origins.get(1)) {
        (PieceKind::Gap, _) | (_, None) => String::new(),
        (_, Some(other)) => format!(", also in {other}"),
    };
    let width = match piece.width.0 {
        wide if wide >= 10.0 => format!("{wide:.0} km"),
        wide if wide >= 1.0 => format!("{wide:.1} km"),
        thin => format!("{:.0} m", thin * 1000.0),
    };
    let found = format!("{what}, {width} wide{also}");
    let first = territories.first().and_then(|it| spot(dataset, it)).unwrap_or_default();
    let first = if piece.kind == PieceKind::Gap { Spot::default() } else { first };
    let first = Spot { date: piece.date, ..first.at(piece.at) };
    let defect = Defect::new(kind, first).concerning(piece.area).found(found);
    Finding { defect, dates, ground: Some(piece.ground) }
}

fn who(dataset: &Dataset, territory: &Territory) -> String {
    let ids: Vec<&str> = territory.claimants().map(|it| dataset.actor(it).id.as_str()).collect();
    let who = if ids.is_empty() { "nobody known".to_owned() } else { ids.join("/") };
    match territory.status {
        Status::Held => who,
        status => format!("{who} ({status})"),
    }
}

/// The feature that a territory was read from.
pub(super) fn spot(dataset: &Dataset, territory: &Territory) -> Option<Spot> {
    let origin = territory.origin?;
    let layer = dataset.read_from.get(origin.layer as usize)?;
    Some(Spot::in_file(layer).feature(origin.feature as usize))
}
