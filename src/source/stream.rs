//! Bytes as they come, for input that is too large to hold.

use std::io::{BufRead, BufReader, Read};

use super::{archive, zstd};
use crate::{Error, Result};

/// The bytes of a reader, or what gzip or zstd made of them.
///
/// # Errors
///
/// When the first bytes can't be read.
pub fn decompressed<'a>(reader: impl Read + Send + 'a) -> Result<Box<dyn Read + Send + 'a>> {
    let mut reader = BufReader::with_capacity(1 << 17, reader);
    let start = reader
        .fill_buf()
        .map_err(|cause| Error::input(format!("the input can't be read: {cause}")))?;
    if zstd::is_zstd(start) {
        Ok(Box::new(zstd::Frames::new(reader)))
    } else if archive::is_gzip(start) {
        Ok(Box::new(flate2::bufread::MultiGzDecoder::new(reader)))
    } else {
        Ok(Box::new(reader))
    }
}
