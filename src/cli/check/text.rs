//! Findings for people: grouped by kind, the worst first.

use std::fmt::Write;

use super::advice;
use super::once::{Once, once};
use crate::check::{Finding, Findings, Group};
use crate::cli::naming::figures::km2;
use crate::geometry::SquareKilometres;
use crate::map::wording;
use crate::model::{Language, Severity, Spot};

/// Findings of a kind that are listed.
const LISTED: usize = 4;
/// Decimals of positions: a decimetre.
const DECIMALS: f64 = 1e6;
/// Less is told in square metres.
const LEAST_KM2: f64 = 0.1;
/// And less than a square metre not at all.
const LEAST_M2: f64 = 1e-6;

/// The findings by kind, then how many there are. Those that a map marks have its numbers.
pub(super) fn report(
    findings: &Findings,
    files: usize,
    marked: &[&Finding],
    lists_all: bool,
) -> String {
    let groups = findings.groups();
    let folder = common_folder(groups.iter().flat_map(|group| &group.findings).copied());
    let mut text = String::new();
    let mut has_more = false;
    for group in &groups {
        text += &heading(group);
        let told = once(&group.findings);
        let listed = if lists_all { told.len() } else { LISTED };
        for it in told.iter().take(listed) {
            let number = marked.iter().position(|marked| std::ptr::eq(*marked, it.first));
            text += &line(it, number).replace(&folder, "");
        }
        if told.len() > listed {
            has_more = true;
            // Writing to a string does not fail.
            let _ = writeln!(text, "    … {} more", count(told.len() - listed));
        }
        text.push('\n');
    }
    text + &summary(findings, files, &folder, has_more)
}

/// The folder that all files lie in, with the sign at its end; empty where there is none.
fn common_folder<'a>(findings: impl Iterator<Item = &'a Finding>) -> String {
    let mut files = findings.map(|it| it.defect.spot.file.as_str()).filter(|it| !it.is_empty());
    let folder_of = |file: &'a str| file.rfind('/').map_or("", |end| &file[..=end]);
    let Some(first) = files.next().map(folder_of) else { return String::new() };
    let common = files.fold(first, |mut folder, file| {
        while !file.starts_with(folder) {
            folder = folder_of(folder.trim_end_matches('/'));
        }
        folder
    });
    common.to_owned()
}

/// What is wrong, how often, what to do.
fn heading(group: &Group) -> String {
    let kind = group.kind;
    let ground = group.km2.filter(|it| it.0 > LEAST_KM2);
    let ground = ground.map(|it| format!(", {}", area(it))).unwrap_or_default();
    let done = match kind.done() {
        "" => String::new(),
        done => format!(", {done}"),
    };
    let rule = match kind.rule() {
        "" => String::new(),
        rule => format!(" [{rule}]"),
    };
    format!(
        "{} {kind}: {}{ground}\n  {}{done}: {}{rule}\n",
        kind.severity(),
        count(group.count),
        kind.what(),
        advice(kind),
    )
}

/// One line: its number on the map, how large, when, where, what, how often.
fn line(it: &Once, number: Option<usize>) -> String {
    let defect = &it.first.defect;
    let mut parts: Vec<String> = Vec::new();
    parts.extend(number.map(|number| format!("#{}", number + 1)));
    parts.extend(defect.km2.filter(|it| it.0 >= LEAST_M2).map(area));
    parts.extend(it.first.dates.map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first} to {last}"),
    }));
    let place = readable(it.first).to_string();
    parts.extend((!place.is_empty()).then_some(place));
    parts.extend((!defect.found.is_empty()).then(|| defect.found.clone()));
    parts.extend(repetition(it));
    format!("    {}\n", parts.join("  "))
}

/// How often the same was found, and where last.
fn repetition(it: &Once) -> Option<String> {
    if it.count < 2 {
        return None;
    }
    let (first, last) = (&it.first.defect.spot, &it.last.defect.spot);
    let until = if last.file != first.file {
        format!(", last in {}", last.file)
    } else if last.feature != first.feature {
        last.feature.map(|feature| format!(", last in feature {feature}")).unwrap_or_default()
    } else {
        let on = it.last.dates.filter(|_| it.last.dates != it.first.dates);
        on.map(|(_, last)| format!(", last on {last}")).unwrap_or_default()
    };
    Some(format!("{} times{until}", count(it.count)))
}

/// The spot without what says nothing to a reader: the line of a text of one line, digits beyond a
/// decimetre, a date that is told already.
fn readable(finding: &Finding) -> Spot {
    let spot = &finding.defect.spot;
    let round = |degrees: f64| (degrees * DECIMALS).round() / DECIMALS;
    Spot {
        position: spot.position.map(|it| it.map(round)),
        line: spot.line.filter(|line| *line > 1),
        date: spot.date.filter(|_| finding.dates.is_none()),
        ..spot.clone()
    }
}

/// Square kilometres, or square metres where these are few.
fn area(area: SquareKilometres) -> String {
    if area.0.abs() < LEAST_KM2 {
        format!("{} m²", wording::grouped(area.0 * 1e6, Language::English))
    } else {
        format!("{} km²", km2(area))
    }
}

/// `2 errors, 5 warnings, 1 note in 14 files of maps/`.
fn summary(findings: &Findings, files: usize, folder: &str, has_more: bool) -> String {
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
    let folder = if folder.is_empty() { String::new() } else { format!(" of {folder}") };
    let more = if has_more { "; --all lists every one" } else { "" };
    format!("{} in {files}{folder}{more}.\n", counts.join(", "))
}

fn plural(number: usize, noun: &str) -> String {
    format!("{} {noun}{}", count(number), if number == 1 { "" } else { "s" })
}

fn count(number: usize) -> String {
    wording::grouped(number as f64, Language::English)
}
