//! The edges of all sources, and what each bounds.

use std::borrow::Cow;
use std::collections::BTreeSet;

use geo::Coord;

use crate::index::{Bound, ControlId, ControlIndex, Ledger};
use crate::model::{Control, Dataset};
use crate::{Error, Result};

/// The ledgers of all sources, with one numbering of what they say.
pub(super) struct Known<'a> {
    ledgers: Vec<Cow<'a, Ledger>>,
    /// The number of the first edge of each ledger.
    starts: Vec<u32>,
    /// What is said by whom, in order of precedence.
    claims: Vec<(Control, &'a str)>,
    /// The claim that each control of each ledger is.
    claim_of: Vec<Vec<ControlId>>,
}

impl<'a> Known<'a> {
    /// What the sources of a dataset say, whose index is this.
    ///
    /// # Errors
    ///
    /// When there are more than some 65,000 dates or ways of control.
    pub fn of(dataset: &'a Dataset, index: &'a ControlIndex) -> Result<Self> {
        let sources: BTreeSet<&str> =
            dataset.territories.iter().map(|territory| territory.source.as_str()).collect();
        let of_source = |source: &str| {
            Ledger::of_some(dataset, |territory| territory.source == source).map(Cow::Owned)
        };
        let ledgers: Vec<Cow<Ledger>> = if sources.len() == 1 {
            // The only source has said all that the index knows, and to gather it once more takes longer
            // than all that follows.
            vec![Cow::Borrowed(index.ledger())]
        } else {
            sources.iter().map(|source| of_source(source)).collect::<Result<_>>()?
        };
        let said = ledgers.iter().zip(&sources);
        let mut claims: Vec<(Control, &str)> = said
            .flat_map(|(ledger, source)| ledger.controls().iter().map(|it| (it.clone(), *source)))
            .collect();
        claims.sort_by_cached_key(|(control, source)| (dataset.precedence_of(control), *source));
        if claims.len() >= usize::from(u16::MAX) {
            return Err(Error::limit(
                "ground may be controlled in 65,534 ways at most, those of every source counted",
            ));
        }
        let number = |control: &Control, source: &str| {
            claims
                .iter()
                .zip((0..).map(ControlId))
                .find(|(it, _)| it.0 == *control && it.1 == source)
        };
        let claim_of = ledgers.iter().zip(&sources).map(|(ledger, source)| {
            ledger.controls().iter().filter_map(|it| Some(number(it, source)?.1)).collect()
        });
        let claim_of = claim_of.collect();
        let mut starts = vec![0];
        for ledger in &ledgers {
            starts.push(starts.last().copied().unwrap_or_default() + ledger.table().len() as u32);
        }
        Ok(Self { ledgers, starts, claims, claim_of })
    }

    /// The ends of all edges.
    pub fn edges(&self) -> Vec<[Coord; 2]> {
        self.ledgers.iter().flat_map(|ledger| ledger.table().ends()).copied().collect()
    }

    /// What an edge bounds.
    pub fn bounds(&self, edge: u32) -> Cow<'_, [Bound]> {
        let place = self.starts.partition_point(|start| *start <= edge).saturating_sub(1);
        let (Some(ledger), Some(claims)) = (self.ledgers.get(place), self.claim_of.get(place))
        else {
            return Cow::Borrowed(&[]);
        };
        let claim = |bound: &Bound| {
            let control = *claims.get(usize::from(bound.control.0))?;
            Some(Bound { control, ..*bound })
        };
        Cow::Owned(
            ledger.table().bounds(edge - self.starts[place]).iter().filter_map(claim).collect(),
        )
    }

    /// Who controls ground and how, and who says so.
    pub fn claim(&self, id: ControlId) -> Option<(&Control, &'a str)> {
        self.claims.get(usize::from(id.0)).map(|(control, source)| (control, *source))
    }

    /// Who controls ground and how.
    pub fn control(&self, id: ControlId) -> Option<&Control> {
        self.claim(id).map(|(control, _)| control)
    }
}
