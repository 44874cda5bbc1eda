//! Areas for programs: a row for each piece of ground on each date.

use crate::cli::naming::dates::dates;
use crate::cli::output::table::Table;
use crate::compare::DatedAreas;
use crate::report::area::{blocks, grounds};
use crate::report::dates::Dated;
use crate::report::grounds::{GroundNames, precise};

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
                let mut row = dates(Dated::of(dated.date, dated.data_date)).to_vec();
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
