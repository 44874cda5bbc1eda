//! How much ground each side holds, as data: an object for each date.

use serde::Serialize;

use super::dates::Dated;
use super::grounds::{GroundData, GroundNames, precise};
use super::points::{RegionName, id_of};
use crate::compare::{Areas, DatedAreas, Ground};
use crate::geometry::SquareKilometres;
use crate::model::DefectCount;

/// The pieces of ground of some areas, in the order of tables; overlaps and unclaimed ground last.
pub(crate) fn grounds(areas: &Areas) -> Vec<(Ground, SquareKilometres)> {
    let rows = areas.rows.iter().map(|row| (Ground::Of(row.control.clone()), row.area));
    let overlaps =
        areas.overlaps.iter().map(|row| (Ground::Overlap(row.controls.clone()), row.area));
    rows.chain(overlaps).chain([(Ground::Unclaimed, areas.unclaimed)]).collect()
}

/// The blocks of a date: all ground, and each region by name; nothing as name for what lies in none.
pub(crate) fn blocks<'a>(
    names: &GroundNames<'a>,
    dated: &'a DatedAreas,
) -> Vec<(Option<RegionName<'a>>, &'a Areas)> {
    let Some(areas) = &dated.areas else { return Vec::new() };
    if areas.regions.is_empty() {
        return vec![(None, &areas.all)];
    }
    let regions = names.dataset.base_map.regions.iter().map(|region| {
        Some(RegionName { id: id_of(region), name: region.names.get(names.language) })
    });
    regions.chain([None]).zip(&areas.regions).collect()
}

#[derive(Debug, Serialize)]
struct DatedData<'a> {
    #[serde(flatten)]
    dated: Dated,
    has_data: bool,
    all: Option<AreasData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    regions: Vec<RegionData<'a>>,
    /// What is doubtful about the data.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    doubts: Vec<DefectCount>,
}

#[derive(Debug, Serialize)]
struct RegionData<'a> {
    /// Nothing for what lies in no region.
    region: Option<RegionName<'a>>,
    #[serde(flatten)]
    areas: AreasData<'a>,
}

#[derive(Debug, Serialize)]
struct AreasData<'a> {
    grounds: Vec<GroundRow<'a>>,
    overlap_km2: f64,
    unclaimed_km2: f64,
    total_km2: f64,
    outside_frame_km2: f64,
}

#[derive(Debug, Serialize)]
struct GroundRow<'a> {
    #[serde(flatten)]
    ground: GroundData<'a>,
    km2: f64,
    percent: Option<f64>,
}

/// An object for each date.
pub(crate) fn json<'a>(names: &GroundNames<'a>, series: &'a [DatedAreas]) -> impl Serialize + 'a {
    let dated = |dated: &'a DatedAreas| DatedData {
        dated: Dated::of(dated.date, dated.data_date),
        has_data: dated.areas.is_some(),
        all: dated.areas.as_ref().map(|areas| data(names, &areas.all)),
        regions: match &dated.areas {
            Some(areas) if !areas.regions.is_empty() => blocks(names, dated)
                .into_iter()
                .map(|(region, areas)| RegionData { region, areas: data(names, areas) })
                .collect(),
            _ => Vec::new(),
        },
        doubts: names.dataset.doubts(),
    };
    series.iter().map(dated).collect::<Vec<DatedData>>()
}

fn data<'a>(names: &GroundNames<'a>, areas: &Areas) -> AreasData<'a> {
    let row = |(ground, area): (Ground, SquareKilometres)| GroundRow {
        ground: names.data(&ground),
        km2: precise(area.0),
        percent: areas.share(area).map(precise),
    };
    AreasData {
        grounds: grounds(areas).into_iter().map(row).collect(),
        overlap_km2: precise(areas.overlap().0),
        unclaimed_km2: precise(areas.unclaimed.0),
        total_km2: precise(areas.total.0),
        outside_frame_km2: precise(areas.outside.0),
    }
}
