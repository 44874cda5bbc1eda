//! What a placemark says besides its geometry.

use jiff::ToSpan;
use jiff::civil::Date;
use roxmltree::Node;
use rustc_hash::FxHashMap;
use serde_json::{Map, Number, Value};

use super::xml::{element, elements, text, text_in};

/// When something is so, as its elements say it.
#[derive(Debug, Clone, Default)]
pub(super) struct Time {
    begin: Option<String>,
    end: Option<String>,
    when: Option<String>,
}

impl Time {
    /// The time of an element: its own, else that of what it stands in.
    pub fn of(node: Node, around: &Self) -> Self {
        let own = |element, name| text_in(element, name).map(|text| text.into_owned());
        if let Some(span) = element(node, "TimeSpan") {
            let end = text_in(span, "end").map(|end| first_instant_after(&end));
            Self { begin: own(span, "begin"), end, when: None }
        } else if let Some(stamp) = element(node, "TimeStamp") {
            Self { when: own(stamp, "when"), ..Self::default() }
        } else {
            around.clone()
        }
    }
}

/// The end of a span is an instant (OGC 12-007r2, 9.18), so a day stands for its midnight, on which it is
/// no longer so. Many write the last second of the last day instead: that is the midnight after it.
fn first_instant_after(end: &str) -> String {
    let next_day = || {
        let (day, time) = end.split_once('T')?;
        if !time.starts_with("23:59") && !time.starts_with("24:00") {
            return None;
        }
        day.parse::<Date>().ok()?.checked_add(1.day()).ok()
    };
    next_day().map_or_else(|| end.to_owned(), |day| day.to_string())
}

/// The types of the fields of a file's schemas, by the schema's id and the field's name.
pub(super) struct Schemas<'a>(FxHashMap<(&'a str, &'a str), &'a str>);

impl<'a> Schemas<'a> {
    /// The schemas anywhere in a file.
    pub fn of(root: Node<'a, '_>) -> Self {
        let schemas = root.descendants().filter(|node| node.tag_name().name() == "Schema");
        let fields = schemas.flat_map(|schema| {
            let id = schema.attribute("id").or(schema.attribute("name")).unwrap_or_default();
            elements(schema).filter_map(move |field| {
                Some(((id, field.attribute("name")?), field.attribute("type")?))
            })
        });
        Self(fields.collect())
    }

    fn value(&self, schema: &str, field: &str, text: &str) -> Value {
        match self.0.get(&(schema, field)).copied() {
            Some("int" | "uint" | "short" | "ushort") => whole(text),
            Some("float" | "double") => {
                text.parse().ok().and_then(Number::from_f64).map(Value::Number)
            }
            Some("bool") => match text {
                "1" | "true" => Some(Value::Bool(true)),
                "0" | "false" => Some(Value::Bool(false)),
                _ => None,
            },
            _ => None,
        }
        .unwrap_or_else(|| text.into())
    }
}

fn whole(text: &str) -> Option<Value> {
    text.parse::<i64>().ok().map(Value::from)
}

/// The properties of a placemark. Data that the file adds go under their own names, before KML's own
/// of the same name.
pub(super) fn of(
    placemark: Node,
    folder: &str,
    around: &Time,
    fill: Option<String>,
    schemas: &Schemas,
) -> Map<String, Value> {
    let mut properties = Map::new();
    if let Some(data) = element(placemark, "ExtendedData") {
        extended(data, schemas, &mut properties);
    }
    let mut add = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            properties.entry(name).or_insert(value);
        }
    };
    for name in ["name", "description", "styleUrl"] {
        add(name, text_in(placemark, name).map(|text| text.into()));
    }
    let snippet = text_in(placemark, "Snippet").or_else(|| text_in(placemark, "snippet"));
    add("snippet", snippet.map(|text| text.into()));
    add("visibility", text_in(placemark, "visibility").and_then(|text| whole(&text)));
    add("id", placemark.attribute("id").map(Value::from));
    add("folder", (!folder.is_empty()).then(|| folder.into()));
    add("fill", fill.map(Value::from));
    let Time { begin, end, when } = Time::of(placemark, around);
    add("begin", begin.map(Value::from));
    add("end", end.map(Value::from));
    add("when", when.map(Value::from));
    properties
}

fn extended(data: Node, schemas: &Schemas, properties: &mut Map<String, Value>) {
    for entry in elements(data) {
        match (entry.tag_name().name(), entry.attribute("name")) {
            ("Data", Some(name)) => {
                let value = text_in(entry, "value").map(|text| text.into());
                properties.insert(name.to_owned(), value.unwrap_or_default());
            }
            ("SchemaData", _) => {
                let schema = entry.attribute("schemaUrl").unwrap_or_default();
                let schema = schema.rsplit('#').next().unwrap_or_default();
                for field in elements(entry) {
                    if let Some(name) = field.attribute("name") {
                        let value = text(field).map(|text| schemas.value(schema, name, &text));
                        properties.insert(name.to_owned(), value.unwrap_or_default());
                    }
                }
            }
            (name, _) => {
                if let Some(text) = text(entry) {
                    properties.insert(name.to_owned(), text.into());
                }
            }
        }
    }
}
