//! Drawings from text: GeoJSON for what is drawn, CSV for what is noted down.
//!
//! The text comes with the name of its file, which errors begin with.

mod csv_facts;
mod drawn;

pub use csv_facts::place_facts;
pub use drawn::{frame, front_lines};

use crate::model::Date;
use crate::{Error, Result};

/// Reads `YYYY-MM-DD`, nothing looser.
fn date(text: &str) -> Result<Date> {
    let wrong = || Error::input("a date is written YYYY-MM-DD").found(format!("`{text}`"));
    if text.len() != "YYYY-MM-DD".len() {
        return Err(wrong());
    }
    text.parse().map_err(|_| wrong())
}
