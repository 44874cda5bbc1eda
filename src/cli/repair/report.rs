//! What was repaired, in words and as data.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::cli::output::report::Report;
use crate::cli::output::table::Table;
use crate::geometry::SquareKilometres;
use crate::map::wording;
use crate::model::{ActorId, Language, Spot};
use crate::repair::{KeptOverlap, Repair, RepairKind, Repaired, Total};
use crate::report::grounds::precise;

/// Repairs that a text lists unless all are asked for.
const LISTED: usize = 12;

/// What was done, at length.
pub(super) fn text(repaired: &Repaired, lists_all: bool) -> Report {
    let mut report = Report::default();
    report.say(sentence(repaired) + ".");
    report.table("What was done", kinds(repaired), Vec::new());
    let most = if lists_all { usize::MAX } else { LISTED };
    let (table, more) = largest(repaired, most);
    report.table("Ground that moved, the largest first", table, more);
    let (table, more) = kept(repaired, most);
    report.table("Overlaps that were left", table, more);
    let (table, more) = totals(repaired, most);
    report.table("Whose ground changed, km² of all features together", table, more);
    report
}

/// What was done, in a sentence.
pub(super) fn sentence(repaired: &Repaired) -> String {
    let files = counted(repaired.files.len(), "file", "files");
    if repaired.repairs.is_empty() {
        return format!("{files}: nothing to repair");
    }
    let moved: f64 = repaired.repairs.iter().map(|it| it.moved().0 * it.states() as f64).sum();
    let changed = repaired.is_changed.iter().filter(|it| **it).count();
    let repairs = counted(repaired.repairs.len(), "repair", "repairs");
    format!("{files}, {changed} changed: {repairs}, which moved {} km²", km2(moved))
}

fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

/// How often something was done, and the ground that moved.
#[derive(Default)]
struct Sum {
    count: usize,
    repairs: usize,
    gained: f64,
    lost: f64,
}

impl Sum {
    fn add(&mut self, repair: &Repair) {
        self.count += repair.count;
        self.repairs += 1;
        self.gained += repair.gained.0 * repair.states() as f64;
        self.lost += repair.lost.0 * repair.states() as f64;
    }
}

fn sums(repaired: &Repaired) -> BTreeMap<(RepairKind, Option<ActorId>), Sum> {
    let mut sums: BTreeMap<_, Sum> = BTreeMap::new();
    for repair in &repaired.repairs {
        sums.entry((repair.kind, repair.actor)).or_default().add(repair);
    }
    sums
}

fn kinds(repaired: &Repaired) -> Table {
    let mut kinds: BTreeMap<RepairKind, Sum> = BTreeMap::new();
    for repair in &repaired.repairs {
        kinds.entry(repair.kind).or_default().add(repair);
    }
    let mut table = Table::default().words("").numbers("times").numbers("km² gained");
    table = table.numbers("km² lost");
    for (kind, sum) in kinds {
        let times = sum.count.to_string();
        table.row([kind.what().to_owned(), times, km2(sum.gained), km2(sum.lost)]);
    }
    table
}

fn largest(repaired: &Repaired, most: usize) -> (Table, Vec<String>) {
    let mut moving: Vec<&Repair> =
        repaired.repairs.iter().filter(|it| it.moved().0 > 0.0).collect();
    moving.sort_by(|one, other| other.moved().0.total_cmp(&one.moved().0));
    let mut table =
        Table::default().words("repair").numbers("km²").words("where").words("given to");
    for repair in moving.iter().take(most) {
        let given_to = match &repair.given_to {
            Some((spot, actor)) if spot.feature != repair.spot.feature => {
                let feature = spot.feature.map_or(String::new(), |it| format!(" (feature {it})"));
                name(repaired, *actor) + &feature
            }
            Some((_, actor)) => name(repaired, *actor),
            None => String::new(),
        };
        let states = match repair.states() {
            1 => String::new(),
            states => format!(", in {states} states"),
        };
        let place = place(&repair.spot) + &states;
        table.row([repair.kind.code().to_owned(), km2(repair.moved().0), place, given_to]);
    }
    (table, more(moving.len().saturating_sub(most)))
}

fn kept(repaired: &Repaired, most: usize) -> (Table, Vec<String>) {
    let mut kept: Vec<&KeptOverlap> = repaired.kept.iter().collect();
    kept.sort_by(|one, other| other.area.0.total_cmp(&one.area.0));
    let mut table = Table::default().words("of").numbers("km²").words("where").words("and");
    for overlap in kept.iter().take(most) {
        let [one, other] = &overlap.features;
        let names = overlap.actors.map(|actor| name(repaired, actor));
        let feature = other.feature.map_or(String::new(), |it| format!("feature {it}"));
        table.row([names.join(" and "), km2(overlap.area.0), place(one), feature]);
    }
    let mut notes = more(kept.len().saturating_sub(most));
    if !kept.is_empty() {
        notes.push("--overlaps or --precedence says who keeps such ground.".to_owned());
    }
    (table, notes)
}

fn more(count: usize) -> Vec<String> {
    if count == 0 { Vec::new() } else { vec![format!("And {count} more: --all lists them.")] }
}

/// Those whose ground changed, the most first.
fn totals(repaired: &Repaired, most: usize) -> (Table, Vec<String>) {
    let moved = sums(repaired);
    let is_moved = |actor: Option<ActorId>| {
        let mut own = moved.iter().filter(|((_, of), _)| *of == actor);
        own.any(|(_, sum)| sum.gained > 0.0 || sum.lost > 0.0)
    };
    let mut totals: Vec<&Total> = repaired.totals.iter().filter(|it| is_moved(it.actor)).collect();
    let change = |total: &Total| total.after.0 - total.before.0;
    totals.sort_by(|one, other| change(other).abs().total_cmp(&change(one).abs()));
    let mut table = Table::default().words("").numbers("before").numbers("after");
    table = table.numbers("difference");
    for total in totals.iter().take(most) {
        let difference = change(total);
        let sign = if difference >= 0.0005 { "+" } else { "" };
        let difference = format!("{sign}{}", km2(difference));
        table.row([
            name(repaired, total.actor),
            km2(total.before.0),
            km2(total.after.0),
            difference,
        ]);
    }
    (table, more(totals.len().saturating_sub(most)))
}

fn name(repaired: &Repaired, actor: Option<ActorId>) -> String {
    let actor = actor.and_then(|actor| repaired.actors.get(usize::from(actor.0)));
    match actor {
        Some(actor) => actor.names.get(Language::English).to_owned(),
        None => "nobody named".to_owned(),
    }
}

/// The place, shortly: positions to a metre.
fn place(spot: &Spot) -> String {
    let position = spot.position.map(|at| at.map(|degrees| (degrees * 1e5).round() / 1e5));
    Spot { position, polygon: None, ring: None, byte: None, ..spot.clone() }.to_string()
}

/// Square kilometres to the dekametre squared, with commas between thousands.
fn km2(area: f64) -> String {
    let text = format!("{:.3}", area.abs());
    if text == "0.000" {
        return if area == 0.0 { "0" } else { "<0.001" }.to_owned();
    }
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, "000"));
    let whole = wording::grouped(whole.parse().unwrap_or(0.0), Language::English);
    format!("{}{whole}.{decimals}", if area < 0.0 { "-" } else { "" })
}

#[derive(Debug, Serialize)]
pub(super) struct Data<'a> {
    /// Whether the repaired files were written.
    is_written: bool,
    files: usize,
    changed_files: usize,
    moved_km2: f64,
    summary: Vec<SumData<'a>>,
    repairs: Vec<RepairData<'a>>,
    kept_overlaps: Vec<KeptData<'a>>,
    totals: Vec<TotalData<'a>>,
}

#[derive(Debug, Serialize)]
struct SumData<'a> {
    kind: RepairKind,
    actor: Option<&'a str>,
    count: usize,
    repairs: usize,
    gained_km2: f64,
    lost_km2: f64,
}

#[derive(Debug, Serialize)]
struct RepairData<'a> {
    kind: RepairKind,
    count: usize,
    #[serde(flatten)]
    spot: &'a Spot,
    actor: Option<&'a str>,
    from: Option<Date>,
    until: Option<Date>,
    /// In how many states of the data: the sums count it as often.
    states: usize,
    gained_km2: f64,
    lost_km2: f64,
    given_to: Option<FeatureData<'a>>,
}

#[derive(Debug, Serialize)]
struct FeatureData<'a> {
    file: &'a str,
    feature: Option<usize>,
    actor: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct KeptData<'a> {
    features: [FeatureData<'a>; 2],
    position: Option<[f64; 2]>,
    from: Option<Date>,
    until: Option<Date>,
    km2: f64,
}

#[derive(Debug, Serialize)]
struct TotalData<'a> {
    actor: Option<&'a str>,
    before_km2: f64,
    after_km2: f64,
}

/// All of it, for programs.
pub(super) fn data(repaired: &Repaired, is_written: bool) -> Data<'_> {
    let id = |actor: Option<ActorId>| {
        repaired.actors.get(usize::from(actor?.0)).map(|actor| actor.id.as_str())
    };
    let feature = |spot, actor| feature(spot, id(actor));
    let exact = |area: SquareKilometres| precise(area.0);
    let moved = repaired.repairs.iter().map(|it| it.moved().0 * it.states() as f64);
    Data {
        is_written,
        files: repaired.files.len(),
        changed_files: repaired.is_changed.iter().filter(|it| **it).count(),
        moved_km2: precise(moved.sum()),
        summary: sums(repaired)
            .into_iter()
            .map(|((kind, actor), sum)| SumData {
                kind,
                actor: id(actor),
                count: sum.count,
                repairs: sum.repairs,
                gained_km2: precise(sum.gained),
                lost_km2: precise(sum.lost),
            })
            .collect(),
        repairs: repaired
            .repairs
            .iter()
            .map(|it| RepairData {
                kind: it.kind,
                count: it.count,
                spot: &it.spot,
                actor: id(it.actor),
                from: it.when.and_then(|when| when.from()),
                until: it.when.and_then(|when| when.until()),
                states: it.states(),
                gained_km2: exact(it.gained),
                lost_km2: exact(it.lost),
                given_to: it.given_to.as_ref().map(|(spot, actor)| feature(spot, *actor)),
            })
            .collect(),
        kept_overlaps: repaired
            .kept
            .iter()
            .map(|KeptOverlap { features: [one, other], actors, when, area }| KeptData {
                features: [feature(one, actors[0]), feature(other, actors[1])],
                position: one.position,
                from: when.and_then(|when| when.from()),
                until: when.and_then(|when| when.until()),
                km2: exact(*area),
            })
            .collect(),
        totals: repaired
            .totals
            .iter()
            .map(|it| TotalData {
                actor: id(it.actor),
                before_km2: exact(it.before),
                after_km2: exact(it.after),
            })
            .collect(),
    }
}

fn feature<'a>(spot: &'a Spot, actor: Option<&'a str>) -> FeatureData<'a> {
    FeatureData { file: &spot.file, feature: spot.feature, actor }
}
