//! What changed, in a paragraph.

use super::Told;
use crate::compare::{Break, Evidence, Fate, Ground, Pocket, SideChange};
use crate::geometry::SquareKilometres;
use crate::map::wording;
use crate::model::{Date, Language, Place, Status};
use crate::report::dates::day_and_data;

/// A side whose ground changed by less, in square kilometres, in percent of what it had and in percent
/// of the largest change, is not worth a sentence.
const NOTABLE: [f64; 3] = [1.0, 0.1, 2.0];
/// The pockets of a side are told of if it lost so many percent of what it had.
const GREAT_LOSS: f64 = 10.0;
/// Sides that lost, and sides that gained, that are told of.
const MOST_SIDES: usize = 2;
/// Pockets smaller than this share of their actor's ground are not named.
const LEAST_POCKET: f64 = 0.005;
/// Pockets and places that are named.
const MOST_NAMED: usize = 4;

/// The most important of what changed, in English.
pub(crate) fn paragraph(told: &Told) -> String {
    let mut sentences = vec![opening(told)];
    sentences.extend(pockets(told));
    sentences.extend(places(told));
    sentences.extend(told.breaks.iter().map(source_change));
    sentences.join(" ")
}

/// Who lost and gained how much.
fn opening(told: &Told) -> String {
    let changed = told.comparison.matrix.changed();
    let [before, after] = [&told.before, &told.after].map(day_and_data);
    let period = match (told.before.date, told.after.date) {
        (one, other) if one == other => return format!("{before} is one date: nothing changed."),
        // Data that may not be carried so far has changed all the same.
        _ if told.before.data_date == told.after.data_date && changed.0 <= 0.0 => {
            return format!("{before} and {after} rest on the same data: no change is known.");
        }
        (one, other) if one > other => format!("From {before} back to {after}"),
        _ => format!("Between {before} and {after}"),
    };
    let mut sides = notable(told);
    sides.sort_by(|a, b| b.net().0.abs().total_cmp(&a.net().0.abs()));
    let (losers, gainers): (Vec<_>, Vec<_>) =
        sides.into_iter().partition(|side| side.net().0 < 0.0);
    let told_of: Vec<String> = losers
        .iter()
        .take(MOST_SIDES)
        .chain(gainers.iter().take(MOST_SIDES))
        .map(|side| change_of(told, side))
        .collect();
    match told_of.is_empty() {
        true if changed.0 <= 0.0 => format!("{period} nothing changed."),
        true => format!(
            "{period} no side's ground changed notably; {} went from one to another.",
            area(changed)
        ),
        false => format!("{period} {}.", joined(&told_of, "; ")),
    }
}

/// The sides whose ground changed notably.
fn notable<'a>(told: &'a Told) -> Vec<&'a SideChange> {
    let sides = || told.comparison.sides.iter();
    let largest = sides().map(|side| side.net().0.abs()).fold(0.0, f64::max);
    let is_notable = |side: &&SideChange| {
        let size = side.net().0.abs();
        let share = side.percent_of_before(side.net()).map_or(100.0, f64::abs);
        size >= NOTABLE[0] && share >= NOTABLE[1] && size >= NOTABLE[2] / 100.0 * largest
    };
    // Without a frame there is no telling how much ground nobody is given.
    let is_known = |side: &&SideChange| side.ground != Ground::Unclaimed || told.has_frame();
    sides().filter(is_notable).filter(is_known).collect()
}

/// Whose ground it is, as a sentence begins.
fn subject(told: &Told, ground: &Ground) -> String {
    let Ground::Of(control) = ground else {
        return match ground {
            Ground::Unclaimed => "ground that nobody is given".to_owned(),
            _ => "ground that several are given at once".to_owned(),
        };
    };
    let names: Vec<String> =
        control.claimants.iter().map(|actor| told.names.actor(*actor).to_owned()).collect();
    let names = joined(&names, " and ");
    match control.status {
        Status::Held => names,
        Status::Contested => format!("ground contested between {names}"),
        Status::Joint => format!("ground under {names} jointly"),
        Status::Claimed => format!("ground claimed by {names}"),
        Status::Unknown => "ground under unknown control".to_owned(),
    }
}

/// `Syrian Democratic Forces (SDF) lost 40,821 km² (79.6 %)`.
fn change_of(told: &Told, side: &SideChange) -> String {
    let name = subject(told, &side.ground);
    let net = side.net();
    let verb = if net.0 < 0.0 { "lost" } else { "gained" };
    let size = area(SquareKilometres(net.0.abs()));
    let share = match side.percent_of_before(net) {
        None => "from none".to_owned(),
        Some(_) if side.after.0 <= 0.0 => "all that it had".to_owned(),
        Some(percent) if net.0 < 0.0 => format!("{} %", decimal(-percent)),
        Some(percent) => format!("+{} %", decimal(percent)),
    };
    format!("{name} {verb} {size} ({share})")
}

/// What is left of the side that lost most.
fn pockets(told: &Told) -> Option<String> {
    let lost = |side: &SideChange| -side.percent_of_before(side.net()).unwrap_or_default();
    let is_held = |side: &SideChange| matches!(&side.ground, Ground::Of(control) if control.status == Status::Held);
    let losers = notable(told).into_iter().filter(|it| is_held(it) && lost(it) >= GREAT_LOSS);
    let loser = losers.min_by(|a, b| a.net().0.total_cmp(&b.net().0))?;
    let Ground::Of(control) = &loser.ground else { return None };
    let name = told.names.control(control);
    if loser.after.0 <= 0.0 {
        return Some(format!("Nothing is left to {name}."));
    }
    let own = told.comparison.pockets.after.iter().map(|(pocket, _)| pocket);
    let own = own.filter(|pocket| [pocket.actor] == control.claimants[..]);
    let large: Vec<&Pocket> = own.filter(|it| it.area.0 >= LEAST_POCKET * loser.after.0).collect();
    let named: Vec<String> = large
        .iter()
        .take(MOST_NAMED)
        .map(|pocket| format!("{} ({})", told.names.pocket(pocket), area(pocket.area)))
        .collect();
    let more = large.len().saturating_sub(named.len());
    let more = if more > 0 { format!(" and {more} smaller ones") } else { String::new() };
    match large.len() {
        0 => None,
        1 => Some(format!("{name} kept one connected piece of ground: {}.", named[0])),
        count => Some(format!(
            "{name} kept {} pockets: {}{more}.",
            in_words(count),
            joined(&named, if more.is_empty() { " and " } else { ", " })
        )),
    }
}

/// The largest places that changed hands.
fn places(told: &Told) -> Option<String> {
    let changes = &told.comparison.places;
    let name = |place: &Place| place.names.get(told.names.language).to_owned();
    let named: Vec<String> =
        changes.iter().take(MOST_NAMED).map(|change| name(change.place)).collect();
    match changes.len() {
        0 => None,
        1 => Some(format!("One of the places on the map changed hands: {}.", named[0])),
        count if count <= MOST_NAMED => Some(format!(
            "{} places changed hands: {}.",
            capital(&in_words(count)),
            joined(&named, " and ")
        )),
        count => Some(format!(
            "{} places changed hands, among them {}.",
            capital(&in_words(count)),
            joined(&named, " and ")
        )),
    }
}

/// That the source may have changed.
pub(crate) fn source_change(it: &Break) -> String {
    let date = day(it.date);
    match it.evidence {
        Evidence::Declared => {
            format!(
                "Note that the source of the data changes on {date}: part of this may be no news."
            )
        }
        Evidence::Redrawn { kept, usual } => format!(
            "Note that on {date} only {} % of the lines stay where they were (usually {} %): \
             the source may have changed, and part of this may be no news.",
            decimal(kept),
            decimal(usual)
        ),
        Evidence::Jump { area: changed, times } => format!(
            "Note that on {date} {} change hands, {} times as much a day as usual: \
             make sure that it is the front that moved, not the source.",
            area(changed),
            wording::grouped(times, Language::English)
        ),
    }
}

/// What became of a pocket, in a word.
pub(crate) fn fate(fate: &Fate) -> &'static str {
    match fate {
        Fate::Kept(_) => "as it was",
        Fate::Grew(_) => "grew",
        Fate::Shrank(_) => "shrank",
        Fate::Split(_) => "split",
        Fate::Merged(_) => "merged",
        Fate::Vanished => "vanished",
    }
}

fn day(date: Date) -> String {
    wording::date(date, Language::English)
}

fn area(area: SquareKilometres) -> String {
    format!("{} km²", wording::area(area.0, Language::English))
}

fn decimal(percent: f64) -> String {
    wording::percentage(percent, Language::English)
}

/// Items with commas between them and something else before the last.
fn joined(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., end] => {
            format!("{}{last}{end}", rest.join(if last == "; " { last } else { ", " }))
        }
    }
}

fn in_words(count: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
