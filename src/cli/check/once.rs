//! What is there in file after file, told once.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::check::Finding;

/// Degrees by which a place may be written otherwise: a decimetre.
const SAME: f64 = 1e-6;

/// By what findings are told apart: place, dates, and what was found.
type Told<'a> = (Option<[i64; 2]>, Option<(Date, Date)>, &'a str);

/// Findings that say the same of the same place, in one file or in many.
pub(super) struct Once<'a> {
    /// The first of them.
    pub first: &'a Finding,
    /// The last; the first where it is the only one.
    pub last: &'a Finding,
    /// How often it was found in all.
    pub count: usize,
}

/// Those of one kind that say the same made one, in the order of the first of each.
pub(super) fn once<'a>(findings: &[&'a Finding]) -> Vec<Once<'a>> {
    let mut places: FxHashMap<Told<'a>, usize> = FxHashMap::default();
    let mut told: Vec<Once> = Vec::new();
    for &finding in findings {
        let position =
            finding.defect.spot.position.map(|it| it.map(|degrees| (degrees / SAME) as i64));
        let next = told.len();
        let told_of = (position, finding.dates, finding.defect.found.as_str());
        let place = *places.entry(told_of).or_insert(next);
        match told.get_mut(place) {
            Some(known) => {
                known.last = finding;
                known.count += finding.defect.count;
            }
            None => told.push(Once { first: finding, last: finding, count: finding.defect.count }),
        }
    }
    told
}
