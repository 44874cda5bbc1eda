//! Areas through time as a chart.

use crate::Result;
use crate::compare::DatedAreas;
use crate::map::{AreaSeries, ChartOptions, Scene, area_chart};
use crate::model::Dataset;

/// Draws areas through time.
pub(super) fn draw(
    dataset: &Dataset,
    series: &[DatedAreas],
    options: &ChartOptions,
) -> Result<Scene> {
    let dates = series.iter().map(|it| (it.date, it.areas.as_ref().map(|areas| &areas.all)));
    area_chart(dataset, &AreaSeries::of_dates(dates), options)
}
