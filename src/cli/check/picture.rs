//! The worst findings on a map, where they are.

use std::path::Path;

use crate::Result;
use crate::check::{Finding, Findings};
use crate::cli::arguments::page::Resolution;
use crate::cli::output;
use crate::cli::output::picture::{self, TextForm};
use crate::cli::output::progress::Voice;
use crate::geometry::{BoundingBox, LonLat};
use crate::map::scene::Color;
use crate::map::{Extent, MapOptions, Pin, compose_pinned, provenance};
use crate::model::{
    Actor, ActorId, Dataset, Language, Names, Rgb, Severity, Status, Territory, Validity,
};
use crate::report::dates::date_or_latest;
use crate::source;

/// Findings that are marked at most.
const MOST_MARKED: usize = 40;
/// Degrees round the findings that are shown at least.
const MARGIN: f64 = 0.25;
/// The share of their extent that is shown round the findings.
const MARGIN_SHARE: f64 = 0.15;

/// The findings that a map marks: the worst that have a place on the globe, each place once.
pub(super) fn marked(findings: &Findings) -> Vec<&Finding> {
    let mut marked: Vec<&Finding> = Vec::new();
    for finding in findings.groups().into_iter().flat_map(|group| group.findings) {
        let place = (finding.defect.kind, finding.defect.spot.position);
        let is_known = marked.iter().any(|it| (it.defect.kind, it.defect.spot.position) == place);
        if position(finding).is_some() && !is_known {
            marked.push(finding);
        }
        if marked.len() == MOST_MARKED {
            break;
        }
    }
    marked
}

fn position(finding: &Finding) -> Option<LonLat> {
    let [lon, lat] = finding.defect.spot.position?;
    LonLat::new(lon, lat).ok()
}

/// Draws the data of its last date with the findings on it, numbered as in the text.
pub(super) fn draw(
    path: &Path,
    dataset: &Dataset,
    marked: &[&Finding],
    voice: Voice,
) -> Result<()> {
    let mut dataset = dataset.clone();
    dataset.annotations.clear();
    add_ground(&mut dataset, marked);
    let date = date_or_latest(None, &dataset);
    let title = match marked.len() {
        0 => "No defect has a place on the map".to_owned(),
        1 => "The one defect that has a place on the map".to_owned(),
        MOST_MARKED => format!("The {MOST_MARKED} worst defects that have a place, by number"),
        count => format!("The {count} defects that have a place, by number"),
    };
    let options = MapOptions {
        extent: extent(marked).map_or(Extent::Dataset, Extent::Box),
        title: Some(title),
        ..MapOptions::default()
    };
    let shown = options.shown(&[dataset.on(date)?])?;
    source::add_backdrop(&mut dataset, &shown)?;
    let pins: Vec<Pin> = marked.iter().enumerate().filter_map(pin).collect();
    let scene = compose_pinned(&dataset.on(date)?, &options, &pins)?;
    let metadata = provenance(&dataset, &dataset.fingerprint(), Language::English);
    let bytes =
        picture::picture(path, &scene, Resolution::of_screen(1.0)?, TextForm::Letters, &metadata)?;
    output::write(path, &bytes)?;
    voice.say(format_args!("{} defects drawn into {}", marked.len(), path.display()));
    Ok(())
}

fn pin((place, finding): (usize, &&Finding)) -> Option<Pin> {
    let Rgb { r, g, b } = color(finding.defect.kind.severity());
    Some(Pin { at: position(finding)?, number: place + 1, color: Color { r, g, b, a: 255 } })
}

/// The colour of a severity.
fn color(severity: Severity) -> Rgb {
    match severity {
        Severity::Error => Rgb { r: 0xC0, g: 0x10, b: 0x20 },
        Severity::Warning => Rgb { r: 0xC0, g: 0x60, b: 0x00 },
        Severity::Note => Rgb { r: 0x30, g: 0x60, b: 0xB0 },
    }
}

/// Gives the ground of findings to actors that stand for their severity, above all others.
fn add_ground(dataset: &mut Dataset, marked: &[&Finding]) {
    for severity in Severity::ALL {
        let of_it = marked.iter().filter(|it| it.defect.kind.severity() == severity);
        let grounds: Vec<_> = of_it.filter_map(|it| it.ground.clone()).collect();
        let Ok(place) = u16::try_from(dataset.actors.len()) else { return };
        if grounds.is_empty() {
            continue;
        }
        let name = match severity {
            Severity::Error => "Ground with errors",
            Severity::Warning => "Ground with warnings",
            Severity::Note => "Ground with notes",
        };
        let actor = ActorId(place);
        dataset.actors.push(Actor {
            id: format!("check:{severity}"),
            names: Names::new(name),
            color: color(severity),
            aliases: Vec::new(),
        });
        dataset.precedence.insert(0, actor);
        dataset.territories.extend(grounds.into_iter().map(|polygons| Territory {
            polygons,
            actor: Some(actor),
            others: Vec::new(),
            status: Status::Held,
            validity: Validity::ALWAYS,
            source: String::new(),
            origin: None,
        }));
    }
}

/// The box round the findings and their ground, with some margin.
fn extent(marked: &[&Finding]) -> Option<BoundingBox> {
    let positions = marked.iter().filter_map(|it| position(it)).map(geo::Coord::from);
    let grounds = marked.iter().filter_map(|it| it.ground.as_ref()).flatten();
    let corners = grounds.flat_map(|polygon| polygon.exterior().coords().copied());
    let tight = BoundingBox::around(positions.chain(corners))?;
    let margin = |low: f64, high: f64| MARGIN.max((high - low) * MARGIN_SHARE);
    let (x, y) = (margin(tight.west(), tight.east()), margin(tight.south(), tight.north()));
    let [west, east] = [(tight.west() - x).max(-180.0), (tight.east() + x).min(180.0)];
    let [south, north] = [(tight.south() - y).max(-85.0), (tight.north() + y).min(85.0)];
    BoundingBox::new(west, south, east, north).ok()
}
