//! Where the result goes, and as what.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::output;
use crate::source::{self, Format, Packing, Table};
use crate::{Error, Result};

/// The path that stands for stdout.
const STDOUT: &str = "-";

/// A file to write, its format, and how it is packed.
#[derive(Debug)]
pub(super) struct Target {
    pub path: PathBuf,
    pub format: Format,
    packing: Packing,
    has_separators: bool,
}

/// Whether a file's name says that tabs stand between the values of its table.
fn is_tabbed(path: &Path) -> bool {
    let name = path.to_string_lossy().to_lowercase();
    [".tsv", ".tsv.gz", ".tsv.zst"].iter().any(|ending| name.ends_with(ending))
}

impl Target {
    /// The format that was asked for, else the one that the path's ending tells.
    pub fn find(path: &Path, told: Option<&str>, has_separators: bool) -> Result<Self> {
        let format = match told {
            Some(name) => named(name)?,
            None => Format::of_name(path).ok_or_else(|| {
                Error::usage("the ending of the output tells no format")
                    .found(path.display())
                    .hint(format!("say --to FORMAT: {}", names(Format::is_written)))
            })?,
        };
        if !format.is_written() {
            return Err(Error::usage(format!("{} is read, but not written", format.name()))
                .hint(format!("formats that are written are {}", names(Format::is_written))));
        }
        if path == Path::new(STDOUT) && !format.is_text() {
            return Err(Error::usage(format!("{} can't go to stdout", format.name()))
                .hint(format!("formats for stdout are {}", names(Format::is_text))));
        }
        if Format::of_name(path) == Some(Format::Csv) && is_tabbed(path) {
            return Err(Error::usage("tables are written with commas between values, not tabs")
                .found(path.display())
                .hint("name a file that ends in .csv"));
        }
        if has_separators && format != Format::GeoJsonSeq {
            return Err(Error::usage("--rs is for GeoJSONSeq").found(format.name()));
        }
        let packing = Packing::of_name(path);
        Ok(Self { path: path.to_owned(), format, packing, has_separators })
    }

    /// Fails where the result would be written over an input, or among the files of an input folder
    /// over one of them.
    pub fn spare(&self, inputs: &[PathBuf]) -> Result<()> {
        let Ok(target) = self.path.canonicalize() else { return Ok(()) };
        let is_hit = |input: &PathBuf| {
            let input = input.canonicalize().ok();
            input.as_deref() == Some(target.as_path())
                || input.is_some_and(|input| input.is_dir() && target.parent() == Some(&input))
        };
        if inputs.iter().any(is_hit) { Err(self.is_input()) } else { Ok(()) }
    }

    /// The same for files that were read by way of a manifest.
    pub fn spare_layers<'a>(&self, mut read: impl Iterator<Item = &'a Path>) -> Result<()> {
        let Ok(target) = self.path.canonicalize() else { return Ok(()) };
        let is_hit = |file: &Path| file.canonicalize().is_ok_and(|file| file == target);
        if read.any(is_hit) { Err(self.is_input()) } else { Ok(()) }
    }

    fn is_input(&self) -> Error {
        Error::usage("the output would be written over the input")
            .at(self.path.display())
            .hint("name another file")
    }

    /// What the layer is called: the file's name without its endings.
    pub fn name(&self) -> String {
        let file = self.path.file_name().unwrap_or_default().to_string_lossy();
        let name = file.split('.').find(|part| !part.is_empty()).unwrap_or_default();
        if matches!(name, "" | STDOUT) { "control".to_owned() } else { name.to_owned() }
    }

    /// Writes the table and gives how many bytes that were; nothing where it went to stdout.
    pub fn write(&self, table: &Table) -> Result<Option<u64>> {
        let written = output::stream(&self.path, |out| {
            let mut counted = Counted { out: std::io::BufWriter::new(out), bytes: 0 };
            self.packing.pack(&mut counted, |out| match self.has_separators {
                true => source::write_text_sequence(table, out),
                false => source::write(self.format, table, out),
            })?;
            counted.flush().map_err(|cause| {
                Error::input(format!("the output can't be written: {cause}"))
                    .at(self.path.display())
            })?;
            Ok(counted.bytes)
        });
        Ok(written?.filter(|_| self.path != Path::new(STDOUT)))
    }
}

/// The format of this name, or the one whose files have this ending.
fn named(name: &str) -> Result<Format> {
    let lower = name.to_lowercase();
    let is_meant = |format: &Format| {
        format.name().to_lowercase() == lower || format.endings().contains(&lower.as_str())
    };
    Format::ALL.into_iter().find(is_meant).ok_or_else(|| {
        Error::usage("there is no such format")
            .found(format!("`{name}`"))
            .hint(format!("formats that are written are {}", names(Format::is_written)))
    })
}

fn names(is_meant: impl Fn(Format) -> bool) -> String {
    let names = Format::ALL.into_iter().filter(|format| is_meant(*format));
    names.map(Format::name).collect::<Vec<_>>().join(", ")
}

/// Counts what is written.
struct Counted<W> {
    out: W,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}
