//! KML.

use super::super::feature::File;
use super::super::reading::Document;
use crate::{Error, Result};

/// Reads a file.
pub(super) fn read(_document: &Document) -> Result<Vec<File>> {
    Err(Error::input("KML can't be read yet"))
}
