//! What changed, for readers.

use super::rows;
use crate::cli::naming::figures::{km, km2, percent, signed_km2};
use crate::cli::output::report::Report;
use crate::cli::output::table::Table;
use crate::compare::{Comparison, Fate, Ground, Matrix, Origin, Pocket, SideChange};
use crate::map::wording;
use crate::model::{Language, Place};
use crate::report::comparison::{self, Told};
use crate::report::grounds::GroundNames;

/// Sides that the table of gains and losses shows.
const MOST_SIDES: usize = 20;
/// Kinds of ground that the matrix shows: more columns no terminal has.
const MOST_COLUMNS: usize = 8;
/// Square kilometres of which less would be printed as nought.
const LEAST_SHOWN: f64 = 0.05;
/// Places that are listed; the other formats have them all.
const MOST_PLACES: usize = 30;
/// Pockets that are listed, and square kilometres that each has at least.
const POCKETS: (usize, f64) = (30, 1.0);

/// All that changed, section by section.
pub(super) fn report(told: &Told) -> Report {
    let (names, comparison) = (&told.names, &told.comparison);
    let mut report = Report::default();
    report.say(comparison::paragraph(told));
    let width = told.how.sliver_width.0 * 1000.0;
    let (table, more) = sides(told);
    let slivers = slivers(comparison, &format!("narrower than {width} m"));
    report.table("Gains and losses, km²", table, more.into_iter().chain([slivers]).collect());
    report.table(
        "From (rows) and to (columns), km²",
        matrix(names, &comparison.matrix, ["before", "after"]),
        Vec::new(),
    );
    let (table, more) = places(names, comparison);
    report.table("Places that changed hands", table, more);
    let (table, more) = pockets(told);
    report.table("Pockets", table, more);
    report.table("Front lines, km", fronts(names, comparison), Vec::new());
    let regions = names.dataset.base_map.regions.iter().map(|it| it.names.get(names.language));
    for (name, matrix) in regions.chain(["in no region"]).zip(&comparison.regions) {
        report.table(
            format!("{name}, km²"),
            rows::changes(names, matrix, ["from", "to"]),
            Vec::new(),
        );
    }
    report
}

/// What each side had, gained, lost and has.
fn sides(told: &Told) -> (Table, Option<String>) {
    let mut table = Table::default().words("");
    for heading in ["before", "gained", "lost", "slivers", "after", "net", "net %"] {
        table = table.numbers(heading);
    }
    let is_shown = |side: &&SideChange| {
        let is_known = side.ground != Ground::Unclaimed || told.has_frame();
        is_known && side.before.0.max(side.after.0) >= LEAST_SHOWN
    };
    let shown: Vec<&SideChange> = told.comparison.sides.iter().filter(is_shown).collect();
    for side in shown.iter().take(MOST_SIDES) {
        let is_somebodys = side.ground != Ground::Unclaimed;
        let net = side.percent_of_before(side.net()).filter(|_| is_somebodys);
        table.row([
            told.names.of(&side.ground),
            km2(side.before),
            km2(side.gained),
            km2(side.lost),
            signed_km2(side.slivers),
            km2(side.after),
            signed_km2(side.net()),
            percent(net),
        ]);
    }
    let more = shown.len().saturating_sub(MOST_SIDES);
    (
        table,
        (more > 0).then(|| format!("And {more} more sides that changed less; json has them all.")),
    )
}

/// What the slivers are.
pub(in crate::cli) fn slivers(comparison: &Comparison, which: &str) -> String {
    match comparison.slivers() {
        (0, _) => format!("There are no slivers, changed pieces {which}."),
        (count, area) => {
            format!("Slivers, changed pieces {which}: {count}, {} km² in all.", km2(area))
        }
    }
}

/// The matrix with its sums; the smallest kinds of ground are left out where there are many.
pub(in crate::cli) fn matrix(names: &GroundNames, matrix: &Matrix, sums: [&str; 2]) -> Table {
    let size = |row: usize| matrix.before(row).0.max(matrix.after(row).0);
    let mut shown: Vec<usize> =
        (0..matrix.grounds().len()).filter(|row| size(*row) >= LEAST_SHOWN).collect();
    let is_cut = shown.len() > MOST_COLUMNS;
    if is_cut {
        shown.sort_by(|a, b| size(*b).total_cmp(&size(*a)));
        shown.truncate(MOST_COLUMNS);
        shown.sort_unstable();
    }
    let mut table = Table::default().words("");
    for &column in &shown {
        table = table.numbers(names.short(&matrix.grounds()[column]));
    }
    if is_cut {
        table = table.numbers("others");
    }
    let mut table = table.numbers(sums[0]);
    for &row in &shown {
        let mut cells = vec![names.of(&matrix.grounds()[row])];
        cells.extend(shown.iter().map(|column| km2(matrix.area(row, *column))));
        if is_cut {
            let known = shown.iter().map(|column| matrix.area(row, *column)).sum();
            cells.push(km2(matrix.before(row) - known));
        }
        cells.push(km2(matrix.before(row)));
        table.row(cells);
    }
    let mut last = vec![sums[1].to_owned()];
    last.extend(shown.iter().map(|column| km2(matrix.after(*column))));
    if is_cut {
        let known = shown.iter().map(|column| matrix.after(*column)).sum();
        last.push(km2(matrix.total() - known));
    }
    last.push(km2(matrix.total()));
    table.row(last);
    table
}

/// The places that changed hands, and how many more there are.
pub(in crate::cli) fn places(names: &GroundNames, comparison: &Comparison) -> (Table, Vec<String>) {
    let mut table =
        Table::default().words("").numbers("people").words("from").words("to").words("region");
    for change in comparison.places.iter().take(MOST_PLACES) {
        table.row([
            change.place.names.get(names.language).to_owned(),
            people(change.place.population),
            names.of(&change.from),
            names.of(&change.to),
            region_of(names, change.place),
        ]);
    }
    let more = comparison.places.len().saturating_sub(MOST_PLACES);
    let note = format!("And {more} more, which the other formats list.");
    (table, if more > 0 { vec![note] } else { Vec::new() })
}

fn region_of(names: &GroundNames, place: &Place) -> String {
    let region = names.dataset.base_map.region_at(place.position);
    region.map_or(String::new(), |region| region.names.get(names.language).to_owned())
}

/// A number of people, empty where it is not known.
fn people(population: Option<u64>) -> String {
    population.map(|it| wording::grouped(it as f64, Language::English)).unwrap_or_default()
}

/// The people of a pocket, with a plus where there are more, in places whose population is not known.
pub(in crate::cli) fn people_in(pocket: &Pocket) -> String {
    let is_partial = pocket.places.iter().any(|place| place.population.is_none());
    match pocket.population() {
        Some(known) if is_partial => people(Some(known)) + "+",
        known => people(known),
    }
}

/// What became of the pockets of those sides that lost or gained one, or whose pockets changed.
fn pockets(told: &Told) -> (Table, Vec<String>) {
    let fates = &told.comparison.pockets;
    let name = |pocket: &Pocket| told.names.pocket(pocket);
    let actor = |pocket: &Pocket| told.names.actor(pocket.actor).to_owned();
    let mut table =
        Table::default().words("of").words("pocket").numbers("people").numbers("before");
    table = table.numbers("after").words("");
    let mut left_out = 0;
    let mut rows: Vec<[String; 6]> = Vec::new();
    for (pocket, fate) in &fates.before {
        let after: Vec<&Pocket> = match fate {
            Fate::Kept(_) => continue,
            Fate::Grew(one) | Fate::Shrank(one) | Fate::Merged(one) => vec![&fates.after[*one].0],
            Fate::Split(several) => several.iter().map(|one| &fates.after[*one].0).collect(),
            Fate::Vanished => Vec::new(),
        };
        let largest = after.iter().map(|it| it.area.0).fold(pocket.area.0, f64::max);
        if largest < POCKETS.1 {
            left_out += 1;
            continue;
        }
        let what = match fate {
            Fate::Split(_) => {
                let parts: Vec<String> = after
                    .iter()
                    .filter(|it| it.area.0 >= POCKETS.1)
                    .map(|it| format!("{} {}", name(it), km2(it.area)))
                    .collect();
                format!("split into {}: {}", after.len(), parts.join(", "))
            }
            Fate::Merged(_) => {
                format!("merged into {}", after.first().map(|it| name(it)).unwrap_or_default())
            }
            fate => comparison::fate(fate).to_owned(),
        };
        let now = after.iter().map(|it| it.area).sum();
        let people = people_in(pocket);
        rows.push([actor(pocket), name(pocket), people, km2(pocket.area), km2(now), what]);
    }
    for (pocket, _) in fates.after.iter().filter(|(_, origin)| *origin == Origin::Appeared) {
        if pocket.area.0 < POCKETS.1 {
            left_out += 1;
            continue;
        }
        let people = people_in(pocket);
        let what = "appeared".to_owned();
        rows.push([actor(pocket), name(pocket), people, String::new(), km2(pocket.area), what]);
    }
    left_out += rows.len().saturating_sub(POCKETS.0);
    for row in rows.into_iter().take(POCKETS.0) {
        table.row(row);
    }
    let note = format!("And {left_out} more, most of them small; json has them all.");
    (table, if left_out > 0 { vec![note] } else { Vec::new() })
}

fn fronts(names: &GroundNames, comparison: &Comparison) -> Table {
    let mut table =
        Table::default().words("between").words("and").numbers("before").numbers("after");
    for front in &comparison.fronts {
        let [one, other] = names.sides(&front.sides);
        table.row([one, other, km(front.before), km(front.after)]);
    }
    table
}
