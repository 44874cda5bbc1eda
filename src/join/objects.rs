//! Events as JSON objects, flat or GeoJSON features: each is kept as it is written, and the answer
//! put at the end of it, or of its properties.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::added::{self, Added, Values};
use super::blocks::Block;
use super::columns::{ColumnNames, Role};
use super::event::{Fault, RowText, Trouble};
use super::pipeline::Joined;
use super::rows::Rows;
use super::table::BYTE_ORDER_MARK;
use crate::Result;

/// How JSON objects are joined.
#[derive(Debug)]
pub(super) struct Objects<'a> {
    pub rows: &'a Rows<'a>,
    pub added: &'a Added,
    pub names: &'a ColumnNames,
}

/// A JSON object whose values are not read yet.
struct Object<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl Objects<'_> {
    /// Answers the objects of a block of lines. A line that is no object stays as it is.
    pub fn join_lines(&self, block: Block) -> Result<Joined> {
        let mut joined = Joined { bytes: room_for(&block), ..Joined::default() };
        let mut start = 0;
        for line in block.bytes.split_inclusive(|byte| *byte == b'\n') {
            let after_mark = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
            let object = after_mark.trim_ascii();
            let before = line.len() - after_mark.trim_ascii_start().len();
            joined.bytes.extend_from_slice(&line[..before]);
            if !object.is_empty() {
                self.join(object, || block.line_of(start), &mut joined)?;
            }
            joined.bytes.extend_from_slice(&line[before + object.len()..]);
            start += line.len();
        }
        Ok(joined)
    }

    /// Answers the features of a block; what stands between them stays as it is.
    pub fn join_features(&self, block: Block) -> Result<Joined> {
        let mut joined = Joined { bytes: room_for(&block), ..Joined::default() };
        let mut written = 0;
        for (number, record) in (block.first..).zip(&block.records) {
            joined.bytes.extend_from_slice(&block.bytes[written..record.start]);
            written = record.end;
            let place = || format!("feature {number}");
            self.join(&block.bytes[record.clone()], place, &mut joined)?;
        }
        joined.bytes.extend_from_slice(&block.bytes[written..]);
        Ok(joined)
    }

    fn join(&self, bytes: &[u8], place: impl Fn() -> String, joined: &mut Joined) -> Result<()> {
        let text = std::str::from_utf8(bytes);
        let object = text.ok().and_then(|text| Some((text, Object::read(text)?)));
        let Some((text, object)) = object else {
            let trouble = Trouble::new(Fault::Unreadable, "this is not a JSON object");
            self.rows.answer(Err(trouble), None, text.is_ok(), place, &mut joined.summary)?;
            joined.bytes.extend_from_slice(bytes);
            return Ok(());
        };
        let properties = object.properties();
        let holder = match &properties {
            Some(properties) => properties.as_ref(),
            None => Some(&object),
        };
        if let Some(taken) = self.added.names().find(|name| holder.is_some_and(|it| it.has(name))) {
            return Err(self.rows.already_there(taken).at(place()));
        }
        let event = match &properties {
            Some(properties) => self.feature_text(&object, properties.as_ref()),
            None => Ok(self.flat_text(&object)),
        };
        let event = event.and_then(|text| self.rows.read(&text));
        let front = self.rows.fronts([&event].into_iter()).pop().flatten();
        let answer = self.rows.answer(event, front, true, place, &mut joined.summary)?;
        let mut members = Members::default();
        added::write(self.added, &answer, &mut members);
        object.write_with(text, &members.text, &mut joined.bytes);
        Ok(())
    }

    fn flat_text<'r>(&self, object: &'r Object<'_>) -> RowText<'r> {
        RowText {
            lon: self.text(object, Role::Lon),
            lat: self.text(object, Role::Lat),
            date: self.text(object, Role::Date),
            geo_precision: self.text(object, Role::GeoPrecision),
            time_precision: self.text(object, Role::TimePrecision),
        }
    }

    fn feature_text<'r>(
        &self,
        feature: &'r Object<'_>,
        properties: Option<&'r Object<'_>>,
    ) -> Result<RowText<'r>, Trouble> {
        let text = properties.map(|properties| self.flat_text(properties)).unwrap_or_default();
        let [lon, lat] = feature.point()?;
        Ok(RowText { lon: Some(lon), lat: Some(lat), ..text })
    }

    /// The text of what an object says in a role: a string's content, a number as it is written.
    fn text<'r>(&self, object: &'r Object<'_>, role: Role) -> Option<Cow<'r, [u8]>> {
        let place = self.names.position(role, object.0.iter().map(|(key, _)| key.as_ref()))?;
        scalar(object.0[place].1)
    }
}

/// Whether a text is a JSON object.
pub(super) fn is_object(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| Object::read(text).is_some())
}

impl<'a> Object<'a> {
    fn read(text: &'a str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    fn get(&self, key: &str) -> Option<&'a RawValue> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| *value)
    }

    fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    fn is_feature(&self) -> bool {
        self.get("type").is_some_and(|kind| kind.get() == "\"Feature\"")
    }

    /// For a feature: its properties, if they are an object.
    fn properties(&self) -> Option<Option<Object<'a>>> {
        self.is_feature().then(|| Object::read(self.get("properties")?.get()))
    }

    /// The text of a point feature's coordinates.
    fn point(&self) -> Result<[Cow<'a, [u8]>; 2], Trouble> {
        let trouble = |reason: String| Trouble::new(Fault::Unreadable, reason);
        let geometry = self.get("geometry").and_then(|geometry| Object::read(geometry.get()));
        let geometry = geometry.ok_or_else(|| trouble("there is no geometry".to_owned()))?;
        let kind = geometry.get("type").map_or("nothing", RawValue::get).trim_matches('"');
        if kind != "Point" {
            return Err(trouble(format!("the geometry is a {kind}, not a Point")));
        }
        let positions = geometry.get("coordinates").map_or("", RawValue::get);
        match serde_json::from_str::<Vec<&RawValue>>(positions).ok().as_deref() {
            Some([lon, lat, ..]) => {
                Ok([lon, lat].map(|number| Cow::Borrowed(number.get().as_bytes())))
            }
            _ => Err(trouble("the point has no coordinates".to_owned())),
        }
    }

    /// Writes the object as it stands in `text`, with further members at the end of it, or of its
    /// properties if it is a feature.
    fn write_with(&self, text: &str, members: &str, out: &mut Vec<u8>) {
        if !self.is_feature() {
            return write_into(text, members, self.0.is_empty(), out);
        }
        let Some(properties) = self.get("properties") else {
            return write_into(text, &format!("\"properties\":{{{members}}}"), false, out);
        };
        // The value is a part of the text, so that the distance of their beginnings is its place.
        let start = properties.get().as_ptr() as usize - text.as_ptr() as usize;
        let end = start + properties.get().len();
        out.extend_from_slice(&text.as_bytes()[..start]);
        match Object::read(properties.get()) {
            Some(object) => write_into(properties.get(), members, object.0.is_empty(), out),
            None => write_into("{}", members, true, out),
        }
        out.extend_from_slice(&text.as_bytes()[end..]);
    }
}

/// Writes an object with further members before its closing brace.
fn write_into(object: &str, members: &str, is_empty: bool, out: &mut Vec<u8>) {
    let open = object.trim_end().strip_suffix('}').unwrap_or(object);
    out.extend_from_slice(open.trim_end().as_bytes());
    if !is_empty {
        out.push(b',');
    }
    out.extend_from_slice(members.as_bytes());
    out.push(b'}');
}

fn scalar(value: &RawValue) -> Option<Cow<'_, [u8]>> {
    match value.get().as_bytes() {
        b"null" => None,
        [b'"', ..] => {
            let text: String = serde_json::from_str(value.get()).ok()?;
            Some(Cow::Owned(text.into_bytes()))
        }
        raw => Some(Cow::Borrowed(raw)),
    }
}

fn room_for(block: &Block) -> Vec<u8> {
    Vec::with_capacity(2 * block.bytes.len())
}

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
                let mut entries = Vec::new();
                while let Some(Key(key)) = map.next_key()? {
                    entries.push((key, map.next_value()?));
                }
                Ok(Object(entries))
            }
        }

        deserializer.deserialize_map(Entries)
    }
}

/// A key, borrowed unless it has escapes in it.
#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// Values as further members of an object.
#[derive(Default)]
struct Members {
    text: String,
}

impl Members {
    fn member(&mut self, name: &str, value: &str) {
        if !self.text.is_empty() {
            self.text.push(',');
        }
        self.text.push_str(&quoted(name));
        self.text.push(':');
        self.text.push_str(if value.is_empty() { "null" } else { value });
    }
}

impl Values for Members {
    fn word(&mut self, name: &str, value: &str) {
        self.text(name, value);
    }

    fn text(&mut self, name: &str, value: &str) {
        let value = if value.is_empty() { String::new() } else { quoted(value) };
        self.member(name, &value);
    }

    fn number(&mut self, name: &str, digits: &str) {
        self.member(name, digits);
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
