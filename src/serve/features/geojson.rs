//! Features as GeoJSON writes them, straight into bytes.

use std::io::Write as _;

use geo::{Coord, LineString};
use serde_json::Value as Json;

use super::collection::Collection;
use super::crs::Crs;
use super::item::{Id, Item, Shape};
use super::property::Value;
use crate::geometry::shared_edges::rings;

/// How features are written.
#[derive(Debug, Clone)]
pub(super) struct Writing {
    pub collection: Collection,
    pub crs: Crs,
    /// Which of the collection's properties are written.
    pub is_wanted: Vec<bool>,
}

impl Writing {
    /// Writes a feature, with more members after the usual ones, if there are.
    pub fn write(&self, to: &mut Vec<u8>, item: &Item, more: &[(&str, Json)]) {
        to.extend(br#"{"type":"Feature","id":"#);
        match item.id {
            Id::Number(number) => whole(to, i64::from(number)),
            id @ Id::Dated(..) => text(to, &id.to_string()),
        }
        to.extend(br#","geometry":"#);
        self.shape(to, item.shape);
        to.extend(br#","properties":{"#);
        let named = self.collection.properties().iter().zip(&item.values).zip(&self.is_wanted);
        let wanted = named.filter(|(_, is_wanted)| **is_wanted).map(|(named, _)| named);
        listed(to, wanted, |to, (property, it)| {
            text(to, property.name);
            to.push(b':');
            value(to, it);
        });
        to.push(b'}');
        for (name, json) in more {
            to.push(b',');
            text(to, name);
            to.push(b':');
            // JSON of the server's own making: it can be written.
            to.extend(json.to_string().as_bytes());
        }
        to.push(b'}');
    }

    fn shape(&self, to: &mut Vec<u8>, shape: Shape) {
        let kind = self.collection.geometry().geojson();
        let _ = write!(to, r#"{{"type":"{kind}","coordinates":"#);
        match shape {
            Shape::Point(at) => self.position(to, at.into()),
            Shape::Lines(lines) => {
                to.push(b'[');
                listed(to, lines, |to, line| self.line(to, line));
                to.push(b']');
            }
            Shape::Polygons(polygons) => {
                to.push(b'[');
                listed(to, polygons, |to, polygon| {
                    to.push(b'[');
                    listed(to, rings(polygon), |to, ring| self.line(to, ring));
                    to.push(b']');
                });
                to.push(b']');
            }
        }
        to.push(b'}');
    }

    fn line(&self, to: &mut Vec<u8>, line: &LineString) {
        to.push(b'[');
        listed(to, line.coords(), |to, at| self.position(to, *at));
        to.push(b']');
    }

    fn position(&self, to: &mut Vec<u8>, at: Coord) {
        let at = self.crs.written(at);
        to.push(b'[');
        number(to, at.x);
        to.push(b',');
        number(to, at.y);
        to.push(b']');
    }
}

/// Writes each of several, with commas between.
fn listed<T>(
    to: &mut Vec<u8>,
    all: impl IntoIterator<Item = T>,
    mut write: impl FnMut(&mut Vec<u8>, T),
) {
    for (place, it) in all.into_iter().enumerate() {
        if place > 0 {
            to.push(b',');
        }
        write(to, it);
    }
}

fn value(to: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Missing => to.extend(b"null"),
        Value::Text(it) => text(to, it),
        Value::Number(it) => number(to, *it),
        Value::Integer(it) => whole(to, *it),
        Value::Boolean(it) => to.extend(if *it { "true" } else { "false" }.as_bytes()),
        Value::Date(it) => {
            let _ = write!(to, "\"{it}\"");
        }
    }
}

fn text(to: &mut Vec<u8>, it: &str) {
    // A vector takes everything, and text can always be written.
    let _ = serde_json::to_writer(to, it);
}

fn number(to: &mut Vec<u8>, it: f64) {
    if it.is_finite() {
        to.extend(zmij::Buffer::new().format_finite(it).as_bytes());
    } else {
        to.extend(b"null");
    }
}

fn whole(to: &mut Vec<u8>, it: i64) {
    let _ = write!(to, "{it}");
}
