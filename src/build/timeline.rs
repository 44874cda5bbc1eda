//! From one state a date to spells: what stays the same is said once, with the days on which it is so.

use std::collections::{BTreeMap, BTreeSet};

use super::survey::State;
use super::{Finding, Report, Verdict};
use crate::Result;
use crate::model::{Date, Validity};

/// The ground of one verdict.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Ground {
    /// Its cells, ascending.
    pub(super) cells: Vec<usize>,
    /// The sources of the facts inside.
    pub(super) sources: BTreeSet<String>,
}

/// The ground of a verdict as long as it stays the same.
pub(super) struct Spell {
    pub(super) validity: Validity,
    pub(super) verdict: Verdict,
    pub(super) ground: Ground,
}

/// States laid end to end.
#[derive(Default)]
pub(super) struct Timeline {
    open: BTreeMap<Verdict, (Date, Ground)>,
    open_findings: Vec<(Date, Finding)>,
    closed: Vec<Spell>,
    closed_findings: Vec<Report>,
}

impl Timeline {
    /// Adds the state from a date on; dates must ascend.
    pub(super) fn next(&mut self, date: Date, state: State) -> Result<()> {
        let before = std::mem::take(&mut self.open);
        self.open =
            state.grounds.into_iter().map(|(verdict, ground)| (verdict, (date, ground))).collect();
        for (verdict, (from, ground)) in before {
            match self.open.get_mut(&verdict) {
                // The same cells are the same ground to the last vertex.
                Some((since, now)) if now.cells == ground.cells => {
                    *since = from;
                    now.sources.extend(ground.sources);
                }
                _ => {
                    let validity = Validity::new(Some(from), Some(date))?;
                    self.closed.push(Spell { validity, verdict, ground });
                }
            }
        }
        let before = std::mem::take(&mut self.open_findings);
        self.open_findings = state.findings.into_iter().map(|finding| (date, finding)).collect();
        for (from, finding) in before {
            match self.open_findings.iter_mut().find(|(_, now)| now.is_still(&finding)) {
                Some(still) => *still = (from, finding),
                None => {
                    let validity = Validity::new(Some(from), Some(date))?;
                    self.closed_findings.push(Report { validity, finding });
                }
            }
        }
        Ok(())
    }

    /// Closes what is still open and puts everything in order.
    pub(super) fn end(mut self, until: Option<Date>) -> Result<(Vec<Spell>, Vec<Report>)> {
        for (verdict, (from, ground)) in self.open {
            let validity = Validity::new(Some(from), until)?;
            self.closed.push(Spell { validity, verdict, ground });
        }
        for (from, finding) in self.open_findings {
            let validity = Validity::new(Some(from), until)?;
            self.closed_findings.push(Report { validity, finding });
        }
        self.closed.sort_by(|one, other| {
            (one.validity.from(), &one.verdict).cmp(&(other.validity.from(), &other.verdict))
        });
        self.closed_findings.sort_by_key(|report| report.validity.from());
        Ok((self.closed, self.closed_findings))
    }
}

impl Ground {
    /// The names of the sources in one text.
    pub(super) fn source(&self) -> String {
        self.sources.iter().map(String::as_str).collect::<Vec<_>>().join("; ")
    }
}
