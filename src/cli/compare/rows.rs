//! The matrix row by row.

use crate::cli::naming::figures::km2;
use crate::cli::output::table::Table;
use crate::compare::{Comparison, Matrix};
use crate::report::comparison::data::entries;
use crate::report::grounds::{GroundNames, precise};
use crate::report::points::id_of;

/// Every entry of the matrix, of each region where these are told apart.
pub(in crate::cli) fn matrix(names: &GroundNames, comparison: &Comparison) -> Table {
    let has_regions = !comparison.regions.is_empty();
    let mut table = Table::default();
    if has_regions {
        table = table.words("region");
    }
    for heading in ["from_status", "from_actors", "to_status", "to_actors"] {
        table = table.words(heading);
    }
    let mut table = table.numbers("km2");
    let regions = names.dataset.base_map.regions.iter().map(id_of);
    let by_region: Vec<(&str, &Matrix)> = if has_regions {
        regions.chain([""]).zip(&comparison.regions).collect()
    } else {
        vec![("", &comparison.matrix)]
    };
    for (region, matrix) in by_region {
        for (from, to, area) in entries(matrix) {
            let (from, to) = (names.data(from), names.data(to));
            let mut row = Vec::new();
            if has_regions {
                row.push(region.to_owned());
            }
            row.extend([from.status.to_owned(), from.ids(), to.status.to_owned(), to.ids()]);
            row.push(precise(area.0).to_string());
            table.row(row);
        }
    }
    table
}

/// What went from whom to whom, the most first, but what stayed.
pub(in crate::cli) fn changes(names: &GroundNames, matrix: &Matrix, sides: [&str; 2]) -> Table {
    let mut entries = entries(matrix);
    entries.retain(|(from, to, area)| from != to && area.0 >= 0.05);
    entries.sort_by(|a, b| b.2.0.total_cmp(&a.2.0));
    let mut table = Table::default().words(sides[0]).words(sides[1]).numbers("km²");
    for (from, to, area) in entries {
        table.row([names.of(from), names.of(to), km2(area)]);
    }
    table
}
