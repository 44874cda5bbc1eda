//! What a check found, the worst first.

use std::collections::BTreeMap;

use geo::MultiPolygon;
use jiff::civil::Date;

use crate::geometry::SquareKilometres;
use crate::model::{Defect, DefectKind, Severity};

/// A defect that a check found, with what only a look at the whole can tell.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What is wrong, and where.
    pub defect: Defect,
    /// The first and the last date of the data on which it is so; nothing for what has no time.
    pub dates: Option<(Date, Date)>,
    /// The ground that it concerns; nothing where it is of no ground.
    pub ground: Option<MultiPolygon>,
}

impl From<Defect> for Finding {
    fn from(defect: Defect) -> Self {
        Self { defect, dates: None, ground: None }
    }
}

/// All findings of a kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Group<'a> {
    /// The kind.
    pub kind: DefectKind,
    /// How often it was found, those that are not kept counted too.
    pub count: usize,
    /// How much ground it concerns; nothing where that is not known of any.
    pub km2: Option<SquareKilometres>,
    /// What was kept, the largest first.
    pub findings: Vec<&'a Finding>,
}

/// How often a kind was found, and how many findings of it are kept: one may be of many places.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    found: usize,
    kept: usize,
}

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Findings {
    kept: Vec<Finding>,
    counts: BTreeMap<DefectKind, Counts>,
}

impl Findings {
    /// Of each kind so many are kept; all are counted.
    pub const MOST: usize = 10_000;

    /// Adds a finding.
    pub fn push(&mut self, finding: impl Into<Finding>) {
        let finding = finding.into();
        let kind = finding.defect.kind;
        let count = finding.defect.count;
        self.extend(kind, count, [finding]);
    }

    /// Adds findings of a kind, which is there so often in all.
    pub(super) fn extend(
        &mut self,
        kind: DefectKind,
        count: usize,
        findings: impl IntoIterator<Item = Finding>,
    ) {
        let counts = self.counts.entry(kind).or_default();
        counts.found += count;
        let before = self.kept.len();
        self.kept.extend(findings.into_iter().take(Self::MOST.saturating_sub(counts.kept)));
        counts.kept += self.kept.len() - before;
    }

    /// Only findings of kinds that are wanted.
    #[must_use]
    pub fn of_kinds(mut self, is_wanted: impl Fn(DefectKind) -> bool) -> Self {
        self.kept.retain(|finding| is_wanted(finding.defect.kind));
        self.counts.retain(|kind, _| is_wanted(*kind));
        self
    }

    /// How bad the worst is; nothing where there is none.
    pub fn worst(&self) -> Option<Severity> {
        self.counts.keys().map(|kind| kind.severity()).max()
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        let of = self.counts.iter().filter(|(kind, _)| kind.severity() == severity);
        of.map(|(_, counts)| counts.found).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The findings by kind: the worst first, among equals those that concern most ground, then those
    /// that are most.
    pub fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: Vec<Group> =
            self.counts.iter().map(|(kind, counts)| self.group(*kind, counts.found)).collect();
        groups.sort_by(|one, other| {
            let km2 = |group: &Group| group.km2.unwrap_or_default().0;
            let severity = other.kind.severity().cmp(&one.kind.severity());
            severity.then(km2(other).total_cmp(&km2(one))).then(other.count.cmp(&one.count))
        });
        groups
    }

    fn group(&self, kind: DefectKind, count: usize) -> Group<'_> {
        let mut findings: Vec<&Finding> =
            self.kept.iter().filter(|finding| finding.defect.kind == kind).collect();
        let km2 = |finding: &Finding| finding.defect.km2.unwrap_or_default().0;
        // Equals stay in the order of files.
        findings.sort_by(|one, other| km2(other).total_cmp(&km2(one)));
        let known = findings.iter().filter_map(|finding| finding.defect.km2);
        let total = known.clone().sum();
        let km2 = (known.count() > 0).then_some(total);
        Group { kind, count, km2, findings }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Spot;

    #[test]
    fn a_finding_of_many_places_takes_the_room_of_one() {
        let mut findings = Findings::default();
        let many = Defect::new(DefectKind::HeightDropped, Spot::default()).times(Findings::MOST);
        findings.push(many.clone());
        findings.push(many);
        let groups = findings.groups();
        assert_eq!((groups[0].count, groups[0].findings.len()), (2 * Findings::MOST, 2));
    }
}
