//! Findings for programs: JSON with all that is known, GeoJSON of those that have a place.

use geojson::GeometryValue;
use jiff::civil::Date;
use serde::Serialize;

use super::mended_by;
use crate::Result;
use crate::check::{Finding, Findings};
use crate::geometry::SquareKilometres;
use crate::model::{Defect, DefectKind, Severity};
use crate::report::features;

#[derive(Debug, Serialize)]
struct Report<'a> {
    files: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    kinds: Vec<Kind>,
    defects: Vec<Entry<'a>>,
}

/// All of a kind.
#[derive(Debug, Serialize)]
struct Kind {
    kind: DefectKind,
    severity: Severity,
    count: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    km2: Option<SquareKilometres>,
    what: &'static str,
    suggestion: &'static str,
    /// The command that does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    mended_by: Option<&'static str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    rule: &'static str,
}

/// One finding.
#[derive(Debug, Serialize)]
struct Entry<'a> {
    severity: Severity,
    #[serde(flatten)]
    defect: &'a Defect,
    /// The first date of the data on which it is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Date>,
    /// The last.
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<Date>,
}

/// Everything as JSON.
pub(super) fn json(findings: &Findings, files: usize) -> impl Serialize + '_ {
    let groups = findings.groups();
    let kinds = groups.iter().map(|group| Kind {
        kind: group.kind,
        severity: group.kind.severity(),
        count: group.count,
        km2: group.km2,
        what: group.kind.what(),
        suggestion: group.kind.suggestion(),
        mended_by: mended_by(group.kind),
        rule: group.kind.rule(),
    });
    Report {
        files,
        errors: findings.count(Severity::Error),
        warnings: findings.count(Severity::Warning),
        notes: findings.count(Severity::Note),
        kinds: kinds.collect(),
        defects: groups.iter().flat_map(|group| &group.findings).map(|it| entry(it)).collect(),
    }
}

fn entry(finding: &Finding) -> Entry<'_> {
    Entry {
        severity: finding.defect.kind.severity(),
        defect: &finding.defect,
        since: finding.dates.map(|(first, _)| first),
        last: finding.dates.map(|(_, last)| last),
    }
}

/// The findings that have a place: the ground that each concerns, else its position.
pub(super) fn geojson(findings: &Findings) -> Result<String> {
    #[derive(Serialize)]
    struct Properties<'a> {
        #[serde(flatten)]
        entry: Entry<'a>,
        suggestion: &'static str,
    }
    let groups = findings.groups();
    let placed = groups.iter().flat_map(|group| &group.findings).filter_map(|finding| {
        let geometry: GeometryValue = match (&finding.ground, finding.defect.spot.position) {
            (Some(ground), _) => ground.into(),
            (None, Some([lon, lat])) => (&geo::Point::new(lon, lat)).into(),
            (None, None) => return None,
        };
        let suggestion = finding.defect.kind.suggestion();
        Some((Properties { entry: entry(finding), suggestion }, geometry))
    });
    features::collection(placed)
}
