//! What changed, as data.

use serde::Serialize;

use super::Told;
use super::summary;
use crate::compare::{
    Break, Evidence, Fate, FrontChange, Ground, Matrix, Origin, PlaceChange, SideChange,
};
use crate::geometry::SquareKilometres;
use crate::model::{Date, DefectCount};
use crate::report::dates::Dated;
use crate::report::grounds::{GroundData, GroundNames, precise};
use crate::report::pockets::{PocketData, pocket};
use crate::report::points::RegionName;

#[derive(Debug, Serialize)]
struct Report<'a> {
    from: Dated,
    to: Dated,
    summary: String,
    breaks: Vec<BreakData>,
    sides: Vec<SideData<'a>>,
    matrix: Vec<Entry<'a>>,
    changed_km2: f64,
    total_km2: f64,
    slivers: SliversData,
    places: Vec<PlaceData<'a>>,
    pockets_before: Vec<PocketData<'a>>,
    pockets_after: Vec<PocketData<'a>>,
    fronts: Vec<FrontData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    regions: Vec<RegionData<'a>>,
    /// What is doubtful about the data.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    doubts: Vec<DefectCount>,
}

#[derive(Debug, Serialize)]
struct BreakData {
    date: Date,
    evidence: &'static str,
    sentence: String,
}

#[derive(Debug, Serialize)]
struct SideData<'a> {
    #[serde(flatten)]
    ground: GroundData<'a>,
    before_km2: f64,
    gained_km2: f64,
    lost_km2: f64,
    slivers_km2: f64,
    after_km2: f64,
    net_km2: f64,
    net_percent: Option<f64>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Entry<'a> {
    from: GroundData<'a>,
    to: GroundData<'a>,
    km2: f64,
}

#[derive(Debug, Serialize)]
struct SliversData {
    narrower_than_km: f64,
    pieces: usize,
    km2: f64,
}

#[derive(Debug, Serialize)]
pub(crate) struct PlaceData<'a> {
    name: &'a str,
    lon: f64,
    lat: f64,
    population: Option<u64>,
    region: Option<RegionName<'a>>,
    from: GroundData<'a>,
    to: GroundData<'a>,
}

#[derive(Debug, Serialize)]
struct FrontData<'a> {
    between: [Option<GroundData<'a>>; 2],
    before_km: f64,
    after_km: f64,
}

#[derive(Debug, Serialize)]
struct RegionData<'a> {
    /// Nothing for what lies in no region.
    region: Option<RegionName<'a>>,
    matrix: Vec<Entry<'a>>,
}

/// All that changed.
pub(crate) fn of<'a>(told: &'a Told<'a>) -> impl Serialize + 'a {
    let (names, comparison) = (&told.names, &told.comparison);
    let (pieces, slivers) = comparison.slivers();
    let region_names = names
        .dataset
        .base_map
        .regions
        .iter()
        .map(|region| Some(RegionName::of(region, names.language)));
    Report {
        from: Dated::of_snapshot(&told.before),
        to: Dated::of_snapshot(&told.after),
        summary: summary::paragraph(told),
        breaks: told.breaks.iter().map(break_data).collect(),
        sides: comparison.sides.iter().map(|it| side(names, it)).collect(),
        matrix: matrix(names, &comparison.matrix),
        changed_km2: precise(comparison.matrix.changed().0),
        total_km2: precise(comparison.matrix.total().0),
        slivers: SliversData {
            narrower_than_km: told.how.sliver_width.0,
            pieces,
            km2: precise(slivers.0),
        },
        places: comparison.places.iter().map(|it| place(names, it)).collect(),
        pockets_before: before(told),
        pockets_after: after(told),
        fronts: comparison.fronts.iter().map(|it| front(names, it)).collect(),
        regions: region_names
            .chain([None])
            .zip(&comparison.regions)
            .map(|(region, it)| RegionData { region, matrix: matrix(names, it) })
            .collect(),
        doubts: names.dataset.doubts(),
    }
}

fn break_data(it: &Break) -> BreakData {
    let evidence = match it.evidence {
        Evidence::Declared => "declared",
        Evidence::Redrawn { .. } => "redrawn",
        Evidence::Jump { .. } => "jump",
    };
    BreakData { date: it.date, evidence, sentence: summary::source_change(it) }
}

fn side<'a>(names: &GroundNames<'a>, side: &SideChange) -> SideData<'a> {
    SideData {
        ground: names.data(&side.ground),
        before_km2: precise(side.before.0),
        gained_km2: precise(side.gained.0),
        lost_km2: precise(side.lost.0),
        slivers_km2: precise(side.slivers.0),
        after_km2: precise(side.after.0),
        net_km2: precise(side.net().0),
        net_percent: side.percent_of_before(side.net()).map(precise),
    }
}

/// The entries of a matrix that are not nought: from, to, how much.
pub(crate) fn entries(matrix: &Matrix) -> Vec<(&Ground, &Ground, SquareKilometres)> {
    let grounds = matrix.grounds();
    let all = (0..grounds.len()).flat_map(|row| (0..grounds.len()).map(move |to| (row, to)));
    let entries = all.map(|(from, to)| (&grounds[from], &grounds[to], matrix.area(from, to)));
    entries.filter(|(.., area)| area.0 > 0.0).collect()
}

pub(crate) fn matrix<'a>(names: &GroundNames<'a>, matrix: &Matrix) -> Vec<Entry<'a>> {
    let entries = entries(matrix).into_iter();
    entries
        .map(|(from, to, area)| Entry {
            from: names.data(from),
            to: names.data(to),
            km2: precise(area.0),
        })
        .collect()
}

pub(crate) fn place<'a>(names: &GroundNames<'a>, change: &PlaceChange<'a>) -> PlaceData<'a> {
    let place = change.place;
    let region = names.dataset.base_map.region_at(place.position);
    PlaceData {
        name: place.names.get(names.language),
        lon: place.position.lon(),
        lat: place.position.lat(),
        population: place.population,
        region: region.map(|it| RegionName::of(it, names.language)),
        from: names.data(&change.from),
        to: names.data(&change.to),
    }
}

fn before<'a>(told: &Told<'a>) -> Vec<PocketData<'a>> {
    let linked = |fate: &Fate| match fate {
        Fate::Kept(one) | Fate::Grew(one) | Fate::Shrank(one) | Fate::Merged(one) => vec![*one],
        Fate::Split(several) => several.clone(),
        Fate::Vanished => Vec::new(),
    };
    let pockets = told.comparison.pockets.before.iter();
    pockets
        .map(|(it, fate)| PocketData {
            fate: Some(summary::fate(fate)),
            linked_to: Some(linked(fate)),
            ..pocket(&told.names, it)
        })
        .collect()
}

fn after<'a>(told: &Told<'a>) -> Vec<PocketData<'a>> {
    let linked = |origin: &Origin| match origin {
        Origin::From(one) => vec![*one],
        Origin::Merged(several) => several.clone(),
        Origin::Appeared => Vec::new(),
    };
    let pockets = told.comparison.pockets.after.iter();
    pockets
        .map(|(it, origin)| PocketData {
            fate: (*origin == Origin::Appeared).then_some("appeared"),
            linked_to: Some(linked(origin)),
            ..pocket(&told.names, it)
        })
        .collect()
}

fn front<'a>(names: &GroundNames<'a>, front: &FrontChange) -> FrontData<'a> {
    FrontData {
        between: front.sides.clone().map(|side| names.side(side.as_ref())),
        before_km: precise(front.before.0),
        after_km: precise(front.after.0),
    }
}
