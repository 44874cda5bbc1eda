//! A geometry of GeoPackage: a header, then well-known binary.

use super::super::super::limits::Limits;
use super::super::extent::Extent;
use super::super::layer::Geometry;
use super::super::wkb;
use crate::{Error, Result};

const MAGIC: [u8; 2] = *b"GP";
/// Bytes of the header before the envelope.
const FIXED: usize = 8;
/// Flags: the form is one of an extension, the geometry is empty.
const EXTENDED: u8 = 1 << 5;
const EMPTY: u8 = 1 << 4;
/// Bytes of an envelope by the number in its flags: none, two dimensions, three (height or measure), four.
const ENVELOPES: [usize; 5] = [0, 32, 48, 48, 64];
/// The identifier of WGS 84 in every GeoPackage.
const WGS_84: i32 = 4326;
/// Flags of a little-endian header with an envelope in two dimensions.
const WRITTEN_FLAGS: u8 = 0b011;

/// Reads a geometry.
///
/// # Errors
///
/// When the header is none, and those of [`wkb::read`].
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Geometry> {
    let not_one = || Error::input("a geometry does not begin as GeoPackage has it");
    let flags = match bytes.first_chunk::<FIXED>() {
        Some([first, second, _, flags, ..]) if [*first, *second] == MAGIC => *flags,
        _ => return Err(not_one()),
    };
    if flags & EXTENDED != 0 {
        return Err(Error::input("a geometry is in the form of an extension, which can't be read"));
    }
    if flags & EMPTY != 0 {
        return Ok(Geometry::nothing());
    }
    let envelope = ENVELOPES.get(usize::from(flags >> 1 & 0b111)).ok_or_else(not_one)?;
    wkb::read(bytes.get(FIXED + envelope..).ok_or_else(not_one)?, limits)
}

/// The bytes before the well-known binary of a geometry on WGS 84.
pub(super) fn header(extent: Extent) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend([0, WRITTEN_FLAGS]);
    bytes.extend(WGS_84.to_le_bytes());
    for number in [extent.west, extent.east, extent.south, extent.north] {
        bytes.extend(number.to_le_bytes());
    }
    bytes
}
