//! Sizes in a file, looked at before anything is unpacked: a few bytes can announce gigabytes.

use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData};

use super::super::super::limits::Limits;
use super::thrift;
use crate::{Error, Result};

/// Holds what a file announces against its bytes and the limits.
///
/// # Errors
///
/// When a column lies outside the file, a page's head is malformed, or rows, values or pages are more
/// or larger than is allowed.
pub(super) fn check(bytes: &[u8], metadata: &ParquetMetaData, limits: &Limits) -> Result<()> {
    let most = limits.unpacked(bytes.len() as u64);
    let (mut rows, mut unpacked) = (0_u64, 0_u64);
    for group in metadata.row_groups() {
        let count = u64::try_from(group.num_rows()).map_err(|_| malformed())?;
        rows = rows.saturating_add(count);
        for column in group.columns() {
            unpacked = unpacked.saturating_add(unpacked_bytes(bytes, column)?);
            let values = u64::try_from(column.num_values()).map_err(|_| malformed())?;
            if values > limits.vertices as u64 {
                let most = limits.vertices as u64;
                return Err(Limits::reached("vertices", "a column has too many values", most));
            }
        }
        if unpacked > most {
            return Err(Limits::reached("bytes", "the pages are too large when unpacked", most)
                .found(unpacked));
        }
    }
    limits.hold(usize::try_from(rows).unwrap_or(usize::MAX), 0)
}

/// The bytes of a column's pages once they are unpacked, as their heads announce them.
fn unpacked_bytes(bytes: &[u8], column: &ColumnChunkMetaData) -> Result<u64> {
    let start = column.dictionary_page_offset().unwrap_or(column.data_page_offset());
    let pages = usize::try_from(start)
        .ok()
        .zip(usize::try_from(column.compressed_size()).ok())
        .and_then(|(start, length)| bytes.get(start..)?.get(..length));
    let mut rest = pages.ok_or_else(malformed)?;
    let mut whole = 0_u64;
    while !rest.is_empty() {
        let (numbers, length) = thrift::numbers(rest).ok_or_else(malformed)?;
        let [_, Some(unpacked), Some(packed), ..] = numbers else { return Err(malformed()) };
        let (Ok(unpacked), Ok(packed)) = (u64::try_from(unpacked), usize::try_from(packed)) else {
            return Err(malformed());
        };
        whole = whole.saturating_add(unpacked);
        rest = length
            .checked_add(packed)
            .and_then(|length| rest.get(length..))
            .ok_or_else(malformed)?;
    }
    Ok(whole)
}

fn malformed() -> Error {
    Error::input("the pages are not where the Parquet file says they are")
        .hint("was the file cut off or changed?")
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use parquet::file::reader::{FileReader, SerializedFileReader};

    use super::*;

    #[test]
    fn pages_larger_than_is_allowed_are_refused_before_they_are_unpacked() {
        let bytes = std::fs::read("fixtures/formats/geopandas.parquet").unwrap();
        let reader = SerializedFileReader::new(Bytes::from(bytes.clone())).unwrap();
        assert_eq!(check(&bytes, reader.metadata(), &Limits::default()), Ok(()));
        let limits = Limits { bytes: 500, ..Limits::default() };
        let error = check(&bytes, reader.metadata(), &limits).unwrap_err();
        assert_eq!(error.exit_code(), 4, "{error}");
        assert!(check(&bytes[..500], reader.metadata(), &Limits::default()).is_err());
    }
}
