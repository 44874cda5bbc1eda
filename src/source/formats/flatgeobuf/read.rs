//! FlatGeobuf in: features one after the other, each verified before anything in it is followed.

use ::flatgeobuf::{
    Crs as WrittenCrs, Feature, Header, size_prefixed_root_as_feature_with_opts,
    size_prefixed_root_as_header,
};
use flatbuffers::{InvalidFlatbuffer, VerifierOptions};

use super::super::super::crs::Crs;
use super::super::super::feature::File;
use super::super::super::reading::Document;
use super::super::layer::{Geometry, Layer};
use super::properties::Columns;
use super::shape;
use crate::{Error, Result};

/// What a file begins with; the fourth byte is the version, the eighth the patch of it.
const MAGIC: [u8; 7] = *b"fgb\x03fgb";
/// Bytes of the magic number, and of a size before what has it.
const MAGIC_LENGTH: usize = 8;
const SIZE_LENGTH: usize = 4;
/// Bytes of a node of the index: a box and an offset.
const NODE_LENGTH: u64 = 40;
/// Tables that a feature may have for each 16 of its bytes; a part of a geometry takes more.
const BYTES_OF_A_TABLE: usize = 16;

/// Reads a file.
///
/// # Errors
///
/// When the file is not FlatGeobuf 3, is cut off or inconsistent, or is in a coordinate reference
/// system that is not known.
pub(in super::super) fn read(document: &Document) -> Result<Vec<File>> {
    let bytes = document.bytes;
    if !bytes.starts_with(&MAGIC) {
        return Err(Error::input("the file does not begin as FlatGeobuf, version 3, does"));
    }
    let mut rest = bytes.get(MAGIC_LENGTH..).ok_or_else(cut_off)?;
    // A copy of its own, as numbers in a FlatBuffer must lie at multiples of their size.
    let header = take_sized(&mut rest)?.to_vec();
    let header = size_prefixed_root_as_header(&header)
        .map_err(|cause| unsound("the header is not a sound FlatBuffer", &cause))?;
    rest = rest.get(index_length(&header, rest.len())?..).ok_or_else(cut_off)?;
    let mut layer = Layer::new(document, None, crs(header.crs())?);
    let columns = Columns::new(header.columns());
    let limits = &document.reading.limits;
    let mut aligned = Vec::new();
    while !rest.is_empty() {
        let feature = take_sized(&mut rest)?;
        aligned.clear();
        aligned.extend_from_slice(feature);
        let feature = verified(&aligned)?;
        let geometry = match feature.geometry() {
            Some(geometry) => shape::read(&geometry, header.geometry_type(), limits),
            None => Ok(Geometry::nothing()),
        };
        let own = feature.columns().map(|columns| Columns::new(Some(columns)));
        let properties = feature.properties().map(|properties| properties.bytes());
        let properties = own.as_ref().unwrap_or(&columns).values(properties.unwrap_or_default())?;
        layer.add(geometry, properties)?;
    }
    Ok(vec![layer.finish()])
}

/// A feature that is sound, so that nothing in it leads outside it. One that leads to the same bytes
/// over and over, to be larger than it is, is refused.
fn verified(bytes: &[u8]) -> Result<Feature<'_>> {
    let options = VerifierOptions {
        max_tables: 16 + bytes.len() / BYTES_OF_A_TABLE,
        max_apparent_size: 1024 + 2 * bytes.len(),
        ..VerifierOptions::default()
    };
    size_prefixed_root_as_feature_with_opts(&options, bytes)
        .map_err(|cause| unsound("a feature is not a sound FlatBuffer", &cause))
}

/// What follows with its size before it, the size included; `rest` is then what comes after.
fn take_sized<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8]> {
    let size = rest.first_chunk::<SIZE_LENGTH>().ok_or_else(cut_off)?;
    let length = u32::from_le_bytes(*size) as usize;
    let (taken, after) = rest.split_at_checked(length + SIZE_LENGTH).ok_or_else(cut_off)?;
    *rest = after;
    Ok(taken)
}

/// Bytes of the index that stands between the header and the features.
fn index_length(header: &Header, rest: usize) -> Result<usize> {
    let branches = u64::from(header.index_node_size());
    let mut level = header.features_count();
    if branches == 0 || level == 0 {
        return Ok(0);
    }
    if branches == 1 {
        return Err(Error::input("an index needs two branches at each node at least").found(1));
    }
    if level > rest as u64 / NODE_LENGTH {
        return Err(cut_off());
    }
    let mut nodes = level;
    while level > 1 {
        level = level.div_ceil(branches);
        nodes += level;
    }
    // The only feature has a root above it all the same.
    let nodes = if header.features_count() == 1 { 2 } else { nodes };
    usize::try_from(nodes * NODE_LENGTH).map_err(|_| cut_off())
}

fn crs(written: Option<WrittenCrs>) -> Result<Crs> {
    let Some(written) = written else { return Ok(Crs::Degrees) };
    let authority = written.org().filter(|it| !it.is_empty()).unwrap_or("EPSG");
    if let Some(code) = written.code_string().filter(|code| !code.is_empty()) {
        return Crs::of_text(&format!("{authority}:{code}"));
    }
    match (u32::try_from(written.code()), written.wkt()) {
        (Ok(0), None) => Ok(Crs::Degrees),
        (Ok(code), _) if code > 0 && authority.eq_ignore_ascii_case("EPSG") => Crs::of_epsg(code),
        (_, Some(text)) => Crs::of_text(text),
        (_, None) => Crs::of_text(&format!("{authority}:{}", written.code())),
    }
}

/// An error with the cause but not the way down to it, which are the lines that follow.
fn unsound(what: &str, cause: &InvalidFlatbuffer) -> Error {
    let cause = cause.to_string();
    Error::input(what).found(cause.lines().next().unwrap_or_default())
}

fn cut_off() -> Error {
    Error::input("the file ends before what it announces").hint("was it cut off?")
}
