//! Shapefile in.

use std::borrow::Cow;

use serde_json::Map;

use super::super::encoding;
use super::super::layer::Layer;
use super::bytes::Bytes;
use super::dbase::Table;
use super::shape;
use crate::model::{Defect, DefectKind};
use crate::source::crs::Crs;
use crate::source::feature::File;
use crate::source::reading::Document;
use crate::{Error, Result};

/// Bytes before the first record.
const HEADER: usize = 100;

/// Reads a file with the table (`.dbf`), the encoding (`.cpg`) and the coordinate reference system
/// (`.prj`) that lie beside it. Without a table there are no properties; without a system positions are
/// degrees, which is noted.
pub(in crate::source::formats) fn read(document: &Document) -> Result<Vec<File>> {
    let text = |ending: &str| -> Result<Option<String>> {
        let bytes = (document.beside)(ending)?;
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    };
    let projection = text("prj")?.filter(|text| !text.trim().is_empty());
    let crs = projection.as_deref().map_or(Ok(Crs::Degrees), Crs::of_text)?;
    let told = text("cpg")?.and_then(|name| encoding::by_name(&name));
    let rows: Option<Cow<[u8]>> = (document.beside)("dbf")?;
    let table = rows.as_deref().map(|bytes| Table::read(bytes, told)).transpose()?;

    let mut layer = Layer::new(document, None, crs);
    let mut records = Bytes(document.bytes);
    records.take(HEADER).ok_or_else(|| Error::input("the file's header is cut off"))?;
    let mut place = 0;
    while !records.0.is_empty() {
        let content = record(&mut records).ok_or_else(|| {
            Error::input("the file is cut off").at(format!("shape {}", place + 1))
        })?;
        let row = table.as_ref().map_or_else(|| Some(Map::new()), |table| table.row(place));
        if let Some(properties) = row {
            layer.add(shape::read(content), properties)?;
        }
        place += 1;
    }
    let mut file = layer.finish();
    if projection.is_none() {
        let defect = Defect::new(DefectKind::CrsMissing, file.spot());
        file.defects.push(defect.found("no .prj beside it"));
    }
    Ok(vec![file])
}

/// The content of the next record: its length is told in words of two bytes.
fn record<'a>(records: &mut Bytes<'a>) -> Option<&'a [u8]> {
    records.big()?;
    let words = usize::try_from(records.big()?).ok()?;
    records.take(words.checked_mul(2)?)
}
