//! Where in a feature, its layer or its file a value stands.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;

use super::entries::OneOrMany;
use super::feature::{Feature, File, Shape};

/// The names of properties that may say something, the first that does being believed.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(from = "OneOrMany<String>")]
pub(super) struct Alternatives(pub Vec<String>);

impl From<OneOrMany<String>> for Alternatives {
    fn from(names: OneOrMany<String>) -> Self {
        Self(names.0)
    }
}

impl From<String> for Alternatives {
    fn from(name: String) -> Self {
        Self(vec![name])
    }
}

impl Alternatives {
    /// These, or others where there are none.
    pub fn or_else(self, others: impl FnOnce() -> Self) -> Self {
        if self.0.is_empty() { others() } else { self }
    }
}

/// A feature in its file: what properties are looked up in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject<'a> {
    pub file: &'a File,
    pub feature: &'a Feature,
}

impl<'a> Subject<'a> {
    /// What a property holds, and an empty text or null too. The name is a property's own; else a path
    /// into nested ones, dotted (`status.control`) or a JSON pointer (`/status/control`); else `layer`,
    /// `file` or `folder`: the name of the feature's layer, its file, or the folder of that; or
    /// `geometry`: `area`, `line` or `point`.
    pub fn value(self, name: &str) -> Option<Cow<'a, Value>> {
        let properties = &self.feature.properties;
        let own = properties.get(name).or_else(|| match name.strip_prefix('/') {
            Some(pointer) => {
                let unescaped = |step: &str| step.replace("~1", "/").replace("~0", "~");
                nested(properties, pointer.split('/').map(unescaped))
            }
            None => nested(properties, name.split('.').map(str::to_owned)),
        });
        own.map(Cow::Borrowed).or_else(|| Some(Cow::Owned(Value::String(self.surroundings(name)?))))
    }

    /// The first of the properties that holds anything.
    pub fn first(self, names: &Alternatives) -> Option<Cow<'a, Value>> {
        names.0.iter().filter_map(|name| self.value(name)).find(|value| !is_blank(value))
    }

    /// Whether any of the properties is there, though it may hold nothing.
    pub fn has_any(self, names: &Alternatives) -> bool {
        names.0.iter().any(|name| self.value(name).is_some())
    }

    /// The first of the properties that holds anything, as a tidy text.
    pub fn first_text(self, names: &Alternatives) -> Option<String> {
        self.first(names).and_then(|value| text_of(&value))
    }

    /// What a property holds, as a tidy text.
    pub fn text(self, name: &str) -> Option<String> {
        self.value(name).and_then(|value| text_of(&value))
    }

    fn surroundings(self, name: &str) -> Option<String> {
        let path = &self.file.path;
        match name {
            "layer" => self.file.layer.clone(),
            "file" => Some(path.file_name()?.to_string_lossy().into_owned()),
            "geometry" => match self.feature.shape {
                Shape::Nothing => None,
                Shape::Points(_) => Some("point".to_owned()),
                Shape::Lines(_) => Some("line".to_owned()),
                Shape::Polygons(_) => Some("area".to_owned()),
            },
            "folder" => Some(path.parent()?.file_name()?.to_string_lossy().into_owned()),
            _ => None,
        }
    }
}

/// Whether the name is one of those that stand for what is round a feature.
pub(super) fn is_of_surroundings(name: &str) -> bool {
    matches!(name, "layer" | "file" | "folder")
}

fn nested(
    properties: &serde_json::Map<String, Value>,
    mut steps: impl Iterator<Item = String>,
) -> Option<&Value> {
    let first = properties.get(&steps.next()?)?;
    steps.try_fold(first, |value, step| match value {
        Value::Object(inside) => inside.get(&step),
        Value::Array(values) => values.get(step.parse::<usize>().ok()?),
        _ => None,
    })
}

/// A value as a tidy text; nothing where it is blank.
pub(super) fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::String(text) => tidy(text),
        other => other.to_string(),
    };
    Some(text).filter(|text| !text.is_empty())
}

/// Whether a value says nothing.
pub(super) fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// The text with runs of white space, no-break spaces too, made one space.
pub(super) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::Defects;
    use crate::source::Format;

    #[test]
    fn names_lead_to_properties_paths_pointers_and_surroundings() {
        let path = std::path::Path::new("maps/2024.kml");
        let layer = Some("Occupied".to_owned());
        let file = File { layer, ..File::new(path, Format::Kml, Defects::default()) };
        let properties = json!({
            "a.b": 1, "c": {"d": [{"e": " x \u{a0}y "}]}, "f/g": {"h": true}, "none": null
        });
        let properties = properties.as_object().cloned().unwrap_or_default();
        let feature =
            Feature { number: 1, byte: None, id: None, shape: Shape::Nothing, properties };
        let subject = Subject { file: &file, feature: &feature };
        let text = |name: &str| subject.text(name);
        assert_eq!(text("a.b").as_deref(), Some("1"));
        assert_eq!(text("c.d.0.e").as_deref(), Some("x y"));
        assert_eq!(text("/f~1g/h").as_deref(), Some("true"));
        assert_eq!(text("layer").as_deref(), Some("Occupied"));
        assert_eq!(text("file").as_deref(), Some("2024.kml"));
        assert_eq!(text("folder").as_deref(), Some("maps"));
        assert_eq!((text("none"), text("c.d.1"), text("")), (None, None, None));
        assert_eq!(text("geometry"), None, "it has none");
        let names = Alternatives(vec!["none".to_owned(), "a.b".to_owned()]);
        assert_eq!(subject.first_text(&names).as_deref(), Some("1"));
        assert!(subject.has_any(&"none".to_owned().into()));
    }
}
