//! Areas for programs: a row, or an object, for each piece of ground on each date.

use serde::Serialize;

use crate::cli::output::table::Table;
use crate::compare::{Areas, DatedAreas, Ground};
use crate::geometry::SquareKilometres;
use crate::model::{Date, DefectCount};
use crate::report::dates::ANY_DATE;
use crate::report::grounds::{GroundData, GroundNames, precise};
use crate::report::points::{RegionName, id_of};

/// The pieces of ground of some areas, in the order of tables; overlaps and unclaimed ground last.
pub(super) fn grounds(areas: &Areas) -> Vec<(Ground, SquareKilometres)> {
    let rows = areas.rows.iter().map(|row| (Ground::Of(row.control.clone()), row.area));
    let overlaps =
        areas.overlaps.iter().map(|row| (Ground::Overlap(row.controls.clone()), row.area));
    rows.chain(overlaps).chain([(Ground::Unclaimed, areas.unclaimed)]).collect()
}

/// The blocks of a date: all ground, and each region by name; nothing as name for what lies in none.
fn blocks<'a>(
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

/// The date asked for; nothing where the data is undated.
fn asked(dated: &DatedAreas) -> Option<Date> {
    Some(dated.date).filter(|date| *date != ANY_DATE)
}

/// A row for each piece of ground, each date and each region.
pub(super) fn table(names: &GroundNames, series: &[DatedAreas]) -> Table {
    let has_regions =
        series.iter().any(|it| it.areas.as_ref().is_some_and(|it| !it.regions.is_empty()));
    let mut table = Table::default().words("date").words("data_date");
    if has_regions {
        table = table.words("region");
    }
    let mut table = table.words("status").words("actors").numbers("km2").numbers("percent");
    for dated in series {
        for (region, areas) in blocks(names, dated) {
            for (ground, area) in grounds(areas) {
                let data = names.data(&ground);
                let day = |date: Option<Date>| date.map(|it| it.to_string()).unwrap_or_default();
                let mut row = vec![day(asked(dated)), day(dated.data_date)];
                if has_regions {
                    row.push(region.as_ref().map_or(String::new(), |it| it.id.to_owned()));
                }
                let percent = areas.share(area).map(|it| precise(it).to_string());
                row.extend([data.status.to_owned(), data.ids()]);
                row.extend([precise(area.0).to_string(), percent.unwrap_or_default()]);
                table.row(row);
            }
        }
    }
    table
}

#[derive(Debug, Serialize)]
struct DatedData<'a> {
    /// Nothing where the data is undated.
    date: Option<Date>,
    data_date: Option<Date>,
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
pub(super) fn json<'a>(names: &GroundNames<'a>, series: &'a [DatedAreas]) -> impl Serialize + 'a {
    let dated = |dated: &'a DatedAreas| DatedData {
        date: asked(dated),
        data_date: dated.data_date,
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
