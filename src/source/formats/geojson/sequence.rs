//! GeoJSON text sequences: objects one after the other, each read by itself and several at a time.

use rayon::prelude::*;

use super::super::json::Part;
use super::document::{FORMAT, Object};
use crate::model::{Defect, DefectKind};
use crate::source::feature::File;
use crate::source::reading::Document;
use crate::{Error, Result};

/// What stands before each object of a sequence by RFC 8142 (2).
const RECORD_SEPARATOR: char = '\u{1e}';

/// Reads a file: objects after a record separator each, which may have several lines, else one object
/// a line. Objects are features, bare geometries or whole collections; blank ones are passed over.
pub(in crate::source::formats) fn read(document: &Document) -> Result<Vec<File>> {
    let mut file = File::new(document.path, None, document.defects());
    let Part { whole, text } = Part::of(document, FORMAT, &mut file)?;
    let separator = if text.contains(RECORD_SEPARATOR) { RECORD_SEPARATOR } else { '\n' };
    let records: Vec<Part> = text
        .split(separator)
        .map(str::trim_ascii)
        .filter(|text| !text.is_empty())
        .map(|text| Part { whole, text })
        .collect();
    let parsed: Vec<(File, Result<Object>)> = records
        .into_par_iter()
        .map(|part| {
            let mut file = File::new(document.path, None, document.defects());
            let object = Object::parse(part, &mut file);
            (file, object)
        })
        .collect();
    let mut before = 0;
    let mut readable = Vec::with_capacity(parsed.len());
    for (part, object) in parsed {
        match object {
            Ok(object) => {
                let count = object.len();
                readable.push((part, object, before));
                before += count;
            }
            Err(error) if document.reading.goes_on => file.defects.push(unreadable(&file, error)),
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
    file.features.reserve(before);
    for part in parts? {
        file.features.extend(part.features);
        file.defects.append(part.defects);
    }
    Ok(vec![file])
}

/// RFC 8142 (2.1) lets what follows a record that can't be read be read all the same.
fn unreadable(file: &File, error: Error) -> Defect {
    Defect::new(DefectKind::UnreadableRecord, file.spot()).found(error)
}
