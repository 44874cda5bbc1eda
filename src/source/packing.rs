//! What written files are packed in.

use std::io::{Cursor, Write};
use std::path::Path;

use crate::{Error, Result};

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Packing {
    /// Not at all.
    #[default]
    Plain,
    /// With gzip.
    Gzip,
    /// With zstd.
    Zstd,
    /// As KMZ: a zip archive with the one file `doc.kml`.
    Kmz,
}

impl Packing {
    /// The packing that a file's name says it has, by its ending: `.gz`, `.zst`, `.kmz`.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::source::Packing;
    ///
    /// assert_eq!(Packing::of_name("control.geojson.gz".as_ref()), Packing::Gzip);
    /// assert_eq!(Packing::of_name("control.geojson".as_ref()), Packing::Plain);
    /// ```
    pub fn of_name(path: &Path) -> Self {
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        match ending.as_str() {
            "gz" => Self::Gzip,
            "zst" => Self::Zstd,
            "kmz" => Self::Kmz,
            _ => Self::Plain,
        }
    }

    /// Packs what is produced. The same bytes are packed to the same bytes: no time is written down.
    ///
    /// # Errors
    ///
    /// Those of `produce`, and when the output can't be written.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::Error;
    /// use controlmap::source::Packing;
    ///
    /// let mut packed = Vec::new();
    /// Packing::Gzip.pack(&mut packed, |out| {
    ///     out.write_all(b"{}").map_err(|cause| Error::input(cause.to_string()))
    /// })?;
    /// assert!(packed.starts_with(&[0x1f, 0x8b]));
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn pack(
        self,
        out: &mut dyn Write,
        produce: impl FnOnce(&mut dyn Write) -> Result<()>,
    ) -> Result<()> {
        let mut plain = Vec::new();
        match self {
            Self::Plain => produce(out),
            Self::Gzip => {
                let mut encoder =
                    flate2::write::GzEncoder::new(out, flate2::Compression::default());
                produce(&mut encoder)?;
                encoder.finish().map(drop).map_err(unwritable)
            }
            Self::Zstd => {
                produce(&mut plain)?;
                let level = ruzstd::encoding::CompressionLevel::Fastest;
                let packed = ruzstd::encoding::compress_to_vec(plain.as_slice(), level);
                out.write_all(&packed).map_err(unwritable)
            }
            Self::Kmz => {
                produce(&mut plain)?;
                let packed = zipped("doc.kml", &plain).map_err(unwritable)?;
                out.write_all(&packed).map_err(unwritable)
            }
        }
    }
}

/// An archive of one file.
fn zipped(name: &str, bytes: &[u8]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    archive.start_file(name, options)?;
    archive.write_all(bytes)?;
    Ok(archive.finish()?.into_inner())
}

fn unwritable(cause: impl std::fmt::Display) -> Error {
    Error::input(format!("the output can't be written: {cause}"))
}
