//! Areas through time as a chart.

use crate::Result;
use crate::compare::{Areas, DatedAreas};
use crate::geometry::SquareKilometres;
use crate::map::{AreaBand, AreaName, AreaSeries, ChartOptions, Scene, area_chart};
use crate::model::{Control, Dataset};

/// Square kilometres that a band has at some time: what would be written as nought has none.
const LEAST_BAND: f64 = 0.05;

/// Draws areas through time; bands lie as rows of a table of the last date would, the largest at the
/// bottom, overlaps and unclaimed ground on top.
pub(super) fn draw(
    dataset: &Dataset,
    series: &[DatedAreas],
    options: &ChartOptions,
) -> Result<Scene> {
    let areas = || series.iter().map(|it| it.areas.as_ref().map(|areas| &areas.all));
    let mut controls: Vec<(&Control, f64)> = Vec::new();
    for row in areas().flatten().flat_map(|areas| &areas.rows) {
        match controls.iter_mut().find(|known| known.0 == &row.control) {
            Some((_, most)) => *most = most.max(row.area.0),
            None => controls.push((&row.control, row.area.0)),
        }
    }
    controls.sort_by(|a, b| a.0.status.cmp(&b.0.status).then(b.1.total_cmp(&a.1)));
    let band = |name: AreaName, of: &dyn Fn(&Areas) -> SquareKilometres| AreaBand {
        name,
        areas: areas().map(|it| it.map(of).unwrap_or_default()).collect(),
    };
    let mut bands: Vec<AreaBand> = controls
        .iter()
        .map(|(control, _)| {
            let name = AreaName::Control((*control).clone());
            band(name, &|areas| areas.of_control(control))
        })
        .collect();
    bands.push(band(AreaName::Overlaps, &|areas| areas.overlap()));
    bands.push(band(AreaName::Unclaimed, &|areas| areas.unclaimed));
    bands.retain(|band| band.areas.iter().any(|area| area.0 >= LEAST_BAND));
    let dates = series.iter().map(|dated| dated.date).collect();
    let has_data = series.iter().map(|dated| dated.areas.is_some()).collect();
    area_chart(dataset, &AreaSeries { dates, bands, has_data }, options)
}
