//! Areas for readers.

use crate::cli::naming::figures::{km2, percent};
use crate::cli::output::report::Report;
use crate::cli::output::table::Table;
use crate::compare::{Areas, DatedAreas, Ground, RegionalAreas};
use crate::geometry::SquareKilometres;
use crate::map::wording;
use crate::model::Language;
use crate::report::area::grounds;
use crate::report::grounds::{GroundNames, UNCLAIMED};

/// Kinds of ground that a table of many dates has a column for; smaller ones are summed in one.
const MOST_COLUMNS: usize = 7;

/// One date as a table of sides, several as a table of dates.
pub(super) fn report(names: &GroundNames, series: &[DatedAreas]) -> Report {
    let mut report = Report::default();
    match series {
        [one] => {
            if let Some(areas) = &one.areas {
                date(names, one, areas, &mut report);
            }
        }
        several if several.iter().any(|it| it.areas.as_ref().is_some_and(has_regions)) => {
            for dated in several {
                if let Some(areas) = &dated.areas {
                    date(names, dated, areas, &mut report);
                }
            }
        }
        several => report.table("km²", dates(names, several), Vec::new()),
    }
    report
}

fn has_regions(areas: &RegionalAreas) -> bool {
    !areas.regions.is_empty()
}

/// What is held on a date, and in each region.
fn date(names: &GroundNames, dated: &DatedAreas, areas: &RegionalAreas, report: &mut Report) {
    let day = wording::date(dated.date, Language::English);
    let data = match dated.data_date {
        Some(data) if data != dated.date => {
            format!(", data of {}", wording::date(data, Language::English))
        }
        _ => String::new(),
    };
    let heading =
        if dated.data_date.is_some() { format!("{day}{data}") } else { "at all times".to_owned() };
    let whole = names.dataset.about.whole.get(names.language);
    let of_whole = match whole {
        "" => "%".to_owned(),
        whole => format!("% of {whole}"),
    };
    report.table(heading, sides(names, &areas.all, &of_whole), outside(&areas.all));
    let regions = names.dataset.base_map.regions.iter().map(|it| it.names.get(names.language));
    for (name, areas) in regions.chain(["in no region"]).zip(&areas.regions) {
        if areas.total.0 > 0.0 {
            report.table(name, sides(names, areas, "% of it"), Vec::new());
        }
    }
}

fn sides(names: &GroundNames, areas: &Areas, of: &str) -> Table {
    let mut table = Table::default().words("").numbers("km²").numbers(of);
    let mut row = |name: String, area: SquareKilometres| {
        table.row([name, km2(area), percent(areas.share(area))]);
    };
    for (ground, area) in grounds(areas) {
        if ground != Ground::Unclaimed {
            row(names.of(&ground), area);
        }
    }
    if areas.overlaps.is_empty() {
        row("overlaps".to_owned(), SquareKilometres(0.0));
    }
    row(UNCLAIMED.to_owned(), areas.unclaimed);
    row("total".to_owned(), areas.total);
    table
}

fn outside(areas: &Areas) -> Vec<String> {
    match areas.outside {
        // Less would be printed as nought.
        none if none.0 < 0.05 => Vec::new(),
        area => vec![format!("{} km² more lie outside the frame", km2(area))],
    }
}

/// A row a date, a column for each of the largest kinds of ground.
fn dates(names: &GroundNames, series: &[DatedAreas]) -> Table {
    let mut largest: Vec<(Ground, f64)> = Vec::new();
    for dated in series {
        for (ground, area) in dated.areas.iter().flat_map(|areas| grounds(&areas.all)) {
            match largest.iter_mut().find(|it| it.0 == ground) {
                Some((_, most)) => *most = most.max(area.0),
                None => largest.push((ground, area.0)),
            }
        }
    }
    largest.retain(|(ground, most)| *ground == Ground::Unclaimed || *most > 0.0);
    largest.sort_by(|a, b| b.1.total_cmp(&a.1));
    let unclaimed = Ground::Unclaimed;
    let named: Vec<&Ground> = largest
        .iter()
        .map(|(ground, _)| ground)
        .filter(|ground| **ground != unclaimed)
        .take(MOST_COLUMNS)
        .collect();
    let has_rest = largest.len() > named.len() + 1;
    let is_carried = |it: &DatedAreas| it.data_date.is_some_and(|data| data != it.date);
    let has_carried = series.iter().any(is_carried);
    let mut table = Table::default().words("date");
    if has_carried {
        table = table.words("data of");
    }
    for ground in &named {
        table = table.numbers(names.short(ground));
    }
    if has_rest {
        table = table.numbers("others");
    }
    let mut table = table.numbers(UNCLAIMED).numbers("total");
    for dated in series {
        let Some(areas) = &dated.areas else { continue };
        let areas = &areas.all;
        let of = |wanted: &Ground| -> SquareKilometres {
            grounds(areas).into_iter().filter(|it| it.0 == *wanted).map(|it| it.1).sum()
        };
        let columns: Vec<SquareKilometres> = named.iter().map(|ground| of(ground)).collect();
        let mut row = vec![dated.date.to_string()];
        if has_carried {
            row.push(dated.data_date.map(|date| date.to_string()).unwrap_or_default());
        }
        row.extend(columns.iter().map(|area| km2(*area)));
        if has_rest {
            let known: SquareKilometres = columns.iter().copied().sum();
            row.push(km2(areas.total - known - areas.unclaimed));
        }
        row.extend([km2(areas.unclaimed), km2(areas.total)]);
        table.row(row);
    }
    table
}
