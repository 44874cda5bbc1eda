//! Rows of palette numbers to the compressed data of a PNG file.

use flate2::{Compress, Compression, FlushCompress};
use rayon::prelude::*;

use super::png::refused;
use crate::error::Result;

/// Bytes of image data that are compressed at a time: enough that what the parts cannot refer to in
/// each other does not matter.
const PART: usize = 1 << 18;

/// The image data of a PNG file: a zlib stream (RFC 1950) of unfiltered rows, made in parts at the
/// same time. Filters would not help, since neighbouring numbers of a palette have nothing in
/// common.
pub(super) fn compress(pixels: &[u8], width: usize, level: u32) -> Result<Vec<u8>> {
    let rows = (PART / width.max(1)).max(1);
    let part = (width * rows).max(1);
    let count = pixels.len().div_ceil(part);
    let parts: Vec<(Vec<u8>, Vec<u8>)> = pixels
        .par_chunks(part)
        .enumerate()
        .map(|(index, part)| {
            let mut raw = Vec::with_capacity(part.len() + rows);
            for row in part.chunks(width.max(1)) {
                raw.push(NO_FILTER);
                raw.extend_from_slice(row);
            }
            deflate(&raw, level, index + 1 == count).map(|deflated| (raw, deflated))
        })
        .collect::<Result<_>>()?;
    // Deflate with a window of 32 KiB, the fastest class of compression.
    let mut stream = vec![0x78, 0x01];
    let mut checksum = simd_adler32::Adler32::new();
    for (raw, deflated) in &parts {
        checksum.write(raw);
        stream.extend_from_slice(deflated);
    }
    stream.extend_from_slice(&checksum.finish().to_be_bytes());
    Ok(stream)
}

/// The filter type of a row that is stored as it is.
const NO_FILTER: u8 = 0;

/// Compresses a part of a deflate stream (RFC 1951); one that is not the last ends on a whole byte,
/// so that the next can follow.
fn deflate(raw: &[u8], level: u32, last: bool) -> Result<Vec<u8>> {
    let mut compressor = Compress::new(Compression::new(level), false);
    let flush = if last { FlushCompress::Finish } else { FlushCompress::Sync };
    let mut out = Vec::with_capacity(raw.len() / 4 + 1024);
    loop {
        let rest = raw.get(compressor.total_in() as usize..).unwrap_or_default();
        compressor.compress_vec(rest, &mut out, flush).map_err(refused)?;
        // With room left over, everything has been written.
        if out.len() < out.capacity() {
            return Ok(out);
        }
        out.reserve(out.len());
    }
}
