//! The index on one date.

use jiff::civil::Date;
use rayon::prelude::*;

use super::answer::{Answer, Found};
use super::control_index::{ControlIndex, PART, same_length};
use crate::Result;
use crate::geometry::LonLat;

/// An index on one date: see [`ControlIndex::on`].
#[derive(Debug, Clone, Copy)]
pub struct Day<'a> {
    pub(super) index: &'a ControlIndex,
    pub(super) date: Date,
}

impl Day<'_> {
    /// Who controlled a place; see [`ControlIndex::at`].
    ///
    /// # Errors
    ///
    /// See [`ControlIndex::at`].
    pub fn at(&self, place: LonLat) -> Result<Answer> {
        self.index.at(place, self.date)
    }

    /// Who controls a position; see [`ControlIndex::find`].
    pub fn find(&self, lon: f64, lat: f64) -> Found {
        self.index.find(lon, lat, self.date)
    }

    /// Who controls positions; see [`ControlIndex::find_all`].
    ///
    /// # Errors
    ///
    /// When the slices are not all of one length.
    pub fn find_all(&self, lon: &[f64], lat: &[f64], found: &mut [Found]) -> Result<()> {
        same_length([lon.len(), lat.len(), found.len()])?;
        let parts = (lon.par_chunks(PART), lat.par_chunks(PART));
        found.par_chunks_mut(PART).zip(parts).for_each(|(found, (lon, lat))| {
            self.index.find_group(lon, lat, |_| self.date, found);
        });
        Ok(())
    }
}
