//! Events joined to who held the ground that day.
//!
//! A file goes through in blocks of whole records: one thread reads them, several answer them, and
//! they are written in the order in which they came. What the input says is copied byte for byte;
//! the answer is put beside it.

mod added;
mod answer;
mod blocks;
mod caller;
mod columns;
mod cut;
mod event;
mod features;
mod format;
mod objects;
mod pipeline;
mod precision;
mod rows;
mod summary;
mod table;

use std::io::{Read, Write};

use jiff::civil::Date;

pub use caller::Caller;
pub use columns::ColumnNames;
pub use event::Fault;
pub use format::Format;
pub use precision::Scale;
pub use summary::Summary;

use crate::index::ControlIndex;
use crate::model::Dataset;
use crate::{Error, Result};
use added::Added;
use answer::Lookup;
use blocks::Blocks;
use cut::{ObjectLines, QuotedLines};
use event::Reading;
use features::Features;
use objects::Objects;
use rows::Rows;
use table::Table;

/// How events are read, and what is written beside them.
#[derive(Debug, Clone)]
pub struct Options {
    /// The format of input and output.
    pub format: Format,
    /// Columns that are not to be found by their usual names.
    pub columns: ColumnNames,
    /// The date of all events; nothing where each has its own.
    pub date: Option<Date>,
    /// What the codes of [`ColumnNames::geo_precision`] mean, in kilometres.
    pub geo_precision: Scale,
    /// What the codes of [`ColumnNames::time_precision`] mean, in days before and after.
    pub time_precision: Scale,
    /// What the names of the new columns begin with: `control` for `control_actor` and so on.
    pub prefix: String,
    /// Whether the distance to the front is measured.
    pub measures_fronts: bool,
    /// Whether the first row that has no answer, or is not UTF-8, ends the join.
    pub is_strict: bool,
    /// Bytes that are read and answered at a time.
    pub block_size: usize,
    /// Whether events are answered as they come, a block ending where nothing more has come yet; else a
    /// block is waited for until it is full, which is faster.
    pub is_live: bool,
    /// Rows that there may be, those that say nothing and the header among them.
    pub most_rows: u64,
    /// Who reads the messages.
    pub caller: Caller,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: Format::default(),
            columns: ColumnNames::default(),
            date: None,
            geo_precision: Scale::acled_kilometres(),
            time_precision: Scale::acled_days(),
            prefix: added::PREFIX.to_owned(),
            measures_fronts: true,
            is_strict: false,
            block_size: 1 << 20,
            is_live: false,
            most_rows: u64::MAX,
            caller: Caller::default(),
        }
    }
}

/// A dataset to which events can be joined.
///
/// # Example
///
/// ```
/// use controlmap::index::ControlIndex;
/// use controlmap::join::{Join, Options};
/// use controlmap::model::Dataset;
///
/// let dataset = Dataset::open("fixtures/snapshots")?;
/// let index = ControlIndex::of(&dataset)?;
/// let options = Options::default();
/// let events = "lon,lat,date\n39.2,36.5,2024-07-11\n".as_bytes();
/// let mut joined = Vec::new();
/// let summary = Join { index: &index, dataset: &dataset, options: &options }
///     .run(events, &mut joined, |inference| eprintln!("{inference}"))?;
/// assert_eq!(summary.joined, 1);
/// assert_eq!(
///     String::from_utf8_lossy(&joined).lines().last(),
///     Some("39.2,36.5,2024-07-11,West,held,2024-07-11,2024-07-11,26.88,,")
/// );
/// # Ok::<(), controlmap::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Join<'a> {
    /// The dataset, ready to be asked.
    pub index: &'a ControlIndex,
    /// The dataset itself.
    pub dataset: &'a Dataset,
    /// How events are read.
    pub options: &'a Options,
}

impl Join<'_> {
    /// Copies events from a reader to a writer, each with its answer.
    ///
    /// Rows that can't be read are kept, with an empty answer and the reason beside it. Memory
    /// depends on the size of a block and the number of threads, not on the length of the input.
    /// Which columns of a table are taken is told to `say`, as a sentence, before anything is written.
    ///
    /// # Errors
    ///
    /// When reading or writing fails, when a table lacks a column that is needed or has one that
    /// is to be added, when the first line of NDJSON is no JSON object, when a feature collection is
    /// none or is cut off, when a row is longer than 64 MiB, when there are more rows than the options
    /// allow, and, if they are strict, at the first row that has no answer or is not UTF-8.
    pub fn run(
        &self,
        reader: impl Read + Send,
        mut writer: impl Write,
        say: impl FnOnce(&str),
    ) -> Result<Summary> {
        let options = self.options;
        let rows = Rows {
            reading: Reading {
                date: options.date,
                has_geo_precision: options.columns.geo_precision.is_some(),
                has_time_precision: options.columns.time_precision.is_some(),
                kilometres: options.geo_precision.clone(),
                days: options.time_precision.clone(),
            },
            lookup: Lookup::new(self.index, self.dataset, options.measures_fronts),
            is_strict: options.is_strict,
            caller: options.caller,
        };
        let added = Added::new(&options.prefix, options.measures_fronts);
        let objects = Objects { rows: &rows, added: &added, names: &options.columns };
        match options.format {
            Format::Csv => self.join_table(&rows, &added, None, reader, &mut writer, say),
            Format::Tsv => self.join_table(&rows, &added, Some(b'\t'), reader, &mut writer, say),
            Format::Ndjson => {
                let blocks = Blocks::new(reader, ObjectLines::of(options.caller), options);
                pipeline::run(blocks, &mut writer, &|block| objects.join_lines(block))
            }
            Format::GeoJson => {
                let blocks = Blocks::new(reader, Features::default(), options);
                pipeline::run(blocks, &mut writer, &|block| objects.join_features(block))
            }
        }
    }

    fn join_table(
        &self,
        rows: &Rows<'_>,
        added: &Added,
        delimiter: Option<u8>,
        reader: impl Read + Send,
        writer: &mut impl Write,
        say: impl FnOnce(&str),
    ) -> Result<Summary> {
        let cut = QuotedLines { delimiter };
        let mut blocks = Blocks::new(reader, cut, self.options);
        let mut first = blocks.next().ok_or_else(|| {
            Error::input("the input is empty").hint("the first line names the columns")
        })??;
        let names = &self.options.columns;
        // A block that is there has a first line, which tells it.
        let delimiter = blocks.rule().delimiter.unwrap_or(b',');
        let (table, header) = Table::open(rows, added, names, delimiter, &mut first)?;
        if let Some(inference) = &table.inference {
            say(inference);
        }
        writer.write_all(&header).map_err(|cause| pipeline::unwritable(&cause))?;
        let blocks = std::iter::once(Ok(first)).chain(blocks);
        let mut summary = pipeline::run(blocks, writer, &|block| table.join(block))?;
        summary.inferences.extend(table.inference);
        Ok(summary)
    }
}
