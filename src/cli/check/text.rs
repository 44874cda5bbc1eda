//! Findings for people: grouped by kind, the worst first.

use std::fmt::Write;

use super::once::{Once, once};
use crate::check::{Finding, Findings, Group};
use crate::cli::naming::grounds::km2;
use crate::map::wording;
use crate::model::{Language, Severity, Spot};

/// Findings of a kind that are listed.
const LISTED: usize = 4;
/// Decimals of positions: a decimetre.
const DECIMALS: f64 = 1e6;

/// The findings by kind, then how many there are. Those that a map marks have its numbers.
pub(super) fn report(
    findings: &Findings,
    files: usize,
    marked: &[&Finding],
    lists_all: bool,
) -> String {
    let mut text = String::new();
    let mut has_more = false;
    for group in findings.groups() {
        text += &heading(&group);
        let told = once(&group.findings);
        let listed = if lists_all { told.len() } else { LISTED };
        for it in told.iter().take(listed) {
            let number = marked.iter().position(|marked| std::ptr::eq(*marked, it.first));
            text += &line(it, number);
        }
        if told.len() > listed {
            has_more = true;
            // Writing to a string does not fail.
            let _ = writeln!(text, "    … {} more", count(told.len() - listed));
        }
        text.push('\n');
    }
    text + &summary(findings, files, has_more)
}

/// What is wrong, how often, what to do.
fn heading(group: &Group) -> String {
    let kind = group.kind;
    let ground = group.km2.filter(|it| it.0 > 0.0).map(|it| format!(", {} km²", km2(it)));
    let done = match kind.done() {
        "" => String::new(),
        done => format!(" ({done})"),
    };
    let rule = match kind.rule() {
        "" => String::new(),
        rule => format!(" [{rule}]"),
    };
    format!(
        "{} {kind}: {} {}{done}{}\n  {}{rule}\n",
        kind.severity(),
        count(group.count),
        kind.what(),
        ground.unwrap_or_default(),
        kind.suggestion(),
    )
}

fn line(it: &Once, number: Option<usize>) -> String {
    let defect = &it.first.defect;
    let mut parts: Vec<String> = Vec::new();
    parts.extend(number.map(|number| format!("#{}", number + 1)));
    parts.extend(defect.km2.map(|area| format!("{} km²", km2(area))));
    let dates = it.first.dates.filter(|(first, last)| first != last);
    parts.extend(dates.map(|(first, last)| format!("{first} to {last}")));
    let place = rounded(&defect.spot).to_string();
    parts.extend((!place.is_empty()).then_some(place));
    parts.extend((!defect.found.is_empty()).then(|| defect.found.clone()));
    if it.times > 1 {
        let (times, last) = (count(it.times), &it.last.defect.spot);
        let last = match last.file == defect.spot.file {
            true => last.feature.map(|it| format!("feature {it}")).unwrap_or_default(),
            false => last.file.clone(),
        };
        parts.push(format!("{times} times, last in {last}"));
    } else if it.count > 1 {
        parts.push(format!("{} times", count(it.count)));
    }
    format!("    {}\n", parts.join("  "))
}

fn rounded(spot: &Spot) -> Spot {
    let round = |degrees: f64| (degrees * DECIMALS).round() / DECIMALS;
    Spot { position: spot.position.map(|it| it.map(round)), ..spot.clone() }
}

/// `2 errors, 5 warnings and 1 note in 14 files`.
fn summary(findings: &Findings, files: usize, has_more: bool) -> String {
    let files = plural(files, "file");
    if findings.is_empty() {
        return format!("No defects in {files}.\n");
    }
    let counts: Vec<String> = Severity::ALL
        .iter()
        .rev()
        .map(|severity| (findings.count(*severity), severity.word()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| plural(count, word))
        .collect();
    let more = if has_more { "; --all lists every one" } else { "" };
    format!("{} in {files}{more}.\n", counts.join(", "))
}

fn plural(number: usize, noun: &str) -> String {
    format!("{} {noun}{}", count(number), if number == 1 { "" } else { "s" })
}

fn count(number: usize) -> String {
    wording::grouped(number as f64, Language::English)
}
