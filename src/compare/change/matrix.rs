//! Whose ground became whose.

use crate::compare::Ground;
use crate::geometry::SquareKilometres;

/// Areas by whom the ground was given to on one date and on another.
///
/// # Guarantees
///
/// Every piece of ground counts in one entry, so a row sums to what its ground was on the first date,
/// and a column to what its ground was on the second.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Matrix {
    grounds: Vec<Ground>,
    areas: Vec<SquareKilometres>,
}

impl Matrix {
    /// A matrix of nothing yet.
    pub(super) fn new(grounds: Vec<Ground>) -> Self {
        let areas = vec![SquareKilometres(0.0); grounds.len() * grounds.len()];
        Self { grounds, areas }
    }

    pub(super) fn add(&mut self, from: usize, to: usize, area: SquareKilometres) {
        self.areas[from * self.grounds.len() + to] += area;
    }

    /// What the rows, and in the same order the columns, are of.
    pub fn grounds(&self) -> &[Ground] {
        &self.grounds
    }

    /// How much went from one ground, by its row, to another, by its column; where the two are one,
    /// how much stayed.
    ///
    /// # Panics
    ///
    /// When there is no such row or column, as everywhere here.
    pub fn area(&self, from: usize, to: usize) -> SquareKilometres {
        self.areas[from * self.grounds.len() + to]
    }

    /// What a row's ground was on the first date.
    pub fn before(&self, row: usize) -> SquareKilometres {
        (0..self.grounds.len()).map(|column| self.area(row, column)).sum()
    }

    /// What a column's ground was on the second date.
    pub fn after(&self, column: usize) -> SquareKilometres {
        (0..self.grounds.len()).map(|row| self.area(row, column)).sum()
    }

    /// All ground.
    pub fn total(&self) -> SquareKilometres {
        self.areas.iter().copied().sum()
    }

    /// All ground that changed.
    pub fn changed(&self) -> SquareKilometres {
        let all = (0..self.grounds.len())
            .flat_map(|row| (0..self.grounds.len()).map(move |to| (row, to)));
        all.filter(|(from, to)| from != to).map(|(from, to)| self.area(from, to)).sum()
    }
}
