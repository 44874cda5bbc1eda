//! JSON as it was written: members keep their order, and ground is kept as lines to draw.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

/// A value of JSON.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tree {
    Nothing,
    Truth(bool),
    /// A number as it is written.
    Number(String),
    Text(String),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
    /// What stands under `coordinates`.
    Ground(Ground),
}

/// Positions of a geometry, for a sketch of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Ground {
    /// Rings, lines, or points that stand together.
    pub lines: Vec<Vec<[f64; 2]>>,
}

impl Tree {
    /// A member of an object.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(it, _)| it == name).map(|(_, value)| value)
    }

    /// A member of an object that is text.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A member of an object that is a list; nothing is in what is none.
    pub fn list(&self, name: &str) -> &[Self] {
        match self.get(name) {
            Some(Self::List(items)) => items,
            _ => &[],
        }
    }

    /// The members of an object; nothing is in what is none.
    pub fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// Whether it is no list and no object.
    pub fn is_plain(&self) -> bool {
        !matches!(self, Self::List(_) | Self::Object(_) | Self::Ground(_))
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of JSON")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Nothing)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Tree, E> {
        Ok(Tree::Truth(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Tree, E> {
        Ok(Tree::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Tree, E> {
        Ok(Tree::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Tree, E> {
        Ok(Tree::Number(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Tree, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = from.next_element()? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Tree, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = from.next_key::<String>()? {
            let value = if name == "coordinates" {
                let mut ground = Ground::default();
                match from.next_value_seed(Positions(&mut ground))? {
                    // A point is a position that stands in no line.
                    Part::Position(position) => ground.lines.push(vec![position]),
                    Part::Number(_) | Part::Lines => {}
                }
                Tree::Ground(ground)
            } else {
                from.next_value()?
            };
            members.push((name, value));
        }
        Ok(Tree::Object(members))
    }
}

/// Reads the arrays of a geometry, however deep, and adds the lines in them to some ground.
struct Positions<'a>(&'a mut Ground);

/// What an array of a geometry, or a member of one, is.
enum Part {
    Number(f64),
    Position([f64; 2]),
    Lines,
}

impl<'de> DeserializeSeed<'de> for Positions<'_> {
    type Value = Part;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Part, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Positions<'_> {
    type Value = Part;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("positions of a geometry")
    }

    fn visit_unit<E>(self) -> Result<Part, E> {
        Ok(Part::Lines)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Part, E> {
        Ok(Part::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Part, E> {
        Ok(Part::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Part, E> {
        Ok(Part::Number(number))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Part, A::Error> {
        let (mut numbers, mut x_y) = (0, [0.0; 2]);
        let mut line = Vec::new();
        while let Some(part) = from.next_element_seed(Positions(self.0))? {
            match part {
                Part::Number(number) => {
                    if let Some(place) = x_y.get_mut(numbers) {
                        *place = number;
                    }
                    numbers += 1;
                }
                Part::Position(position) => line.push(position),
                Part::Lines => {}
            }
        }
        if numbers >= 2 {
            return Ok(Part::Position(x_y));
        }
        if !line.is_empty() {
            self.0.lines.push(line);
        }
        Ok(Part::Lines)
    }

    /// A schema may have a member of the name, which is no ground.
    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Part, A::Error> {
        while from.next_entry::<serde::de::IgnoredAny, serde::de::IgnoredAny>()?.is_some() {}
        Ok(Part::Lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(json: &str) -> Tree {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn members_keep_their_order() {
        let read = tree(r#"{"title":"b","area":1.5,"is":true,"none":null,"list":[1,"x"]}"#);
        let names: Vec<&str> = read.members().iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["title", "area", "is", "none", "list"]);
        assert_eq!(read.get("area"), Some(&Tree::Number("1.5".to_owned())));
        assert_eq!(read.list("list").len(), 2);
    }

    #[test]
    fn geometries_become_lines() {
        let lines = |json: &str| match tree(json).get("coordinates") {
            Some(Tree::Ground(ground)) => ground.lines.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(lines(r#"{"coordinates":[41.5,37]}"#), [vec![[41.5, 37.0]]]);
        let polygons =
            r#"{"coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[5,5,9],[6,5,9],[5,5,9]]]]}"#;
        assert_eq!(lines(polygons).len(), 2);
        assert_eq!(lines(r#"{"coordinates":{"type":"array"}}"#), Vec::<Vec<[f64; 2]>>::new());
        assert_eq!(lines(r#"{"coordinates":[]}"#), Vec::<Vec<[f64; 2]>>::new());
    }
}
