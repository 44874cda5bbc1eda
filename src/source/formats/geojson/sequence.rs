//! GeoJSON text sequences: objects one after the other, each read by itself and several at a time.

use rayon::prelude::*;

use super::super::json::{Lines, Part};
use super::document::{FORMAT, Object};
use crate::model::{Defect, DefectKind};
use crate::source::feature::File;
use crate::source::reading::Document;
use crate::{Error, Result};

/// What stands before each object of a sequence by RFC 8142 (2).
const RECORD_SEPARATOR: char = '\u{1e}';

/// Records that are read at a time; all at once would take many times the bytes of the file.
const BATCH: usize = 1 << 14;

/// Reads a file: objects after a record separator each, which may have several lines, else one object
/// a line. Objects are features, bare geometries or whole collections; blank ones are passed over.
pub(in crate::source::formats) fn read(document: &Document) -> Result<Vec<File>> {
    let mut file = document.layer(None);
    let lines = Lines::default();
    let whole = Part::of(document, &lines, FORMAT, &mut file)?;
    let text = whole.text;
    let separator = if text.contains(RECORD_SEPARATOR) { RECORD_SEPARATOR } else { '\n' };
    let mut records = text.split(separator).map(str::trim_ascii).filter(|text| !text.is_empty());
    let mut vertices = 0_usize;
    loop {
        let batch: Vec<Part> =
            records.by_ref().take(BATCH).map(|text| Part { text, ..whole }).collect();
        if batch.is_empty() {
            return Ok(vec![file]);
        }
        let from = file.features.len();
        read_batch(batch, document, &mut file)?;
        let added = file.features.iter().skip(from).map(|feature| feature.shape.vertices());
        vertices = vertices.saturating_add(added.sum());
        document.reading.limits.hold(file.features.len(), vertices)?;
    }
}

/// Adds the features of records to the file.
fn read_batch(batch: Vec<Part>, document: &Document, file: &mut File) -> Result<()> {
    let parsed: Vec<(File, Result<Object>)> = batch
        .into_par_iter()
        .map(|part| {
            let mut file = document.layer(None);
            let object = Object::parse(part, document, &mut file);
            (file, object)
        })
        .collect();
    let mut before = file.features.len();
    let mut readable = Vec::with_capacity(parsed.len());
    for (part, object) in parsed {
        match object {
            Ok(object) => {
                let count = object.len();
                readable.push((part, object, before));
                before += count;
            }
            Err(error) if document.reading.passes_over(&error) => {
                file.defects.push(unreadable(file, error));
            }
            Err(error) => return Err(error),
        }
    }
    let parts: Result<Vec<File>> = readable
        .into_par_iter()
        .map(|(mut part, object, before)| {
            object.add_to(&mut part, document, before)?;
            Ok(part)
        })
        .collect();
    for part in parts? {
        file.features.extend(part.features);
        file.defects.append(part.defects);
    }
    Ok(())
}

/// RFC 8142 (2.1) lets what follows a record that can't be read be read all the same.
fn unreadable(file: &File, error: Error) -> Defect {
    Defect::new(DefectKind::UnreadableRecord, file.spot()).found(error)
}
