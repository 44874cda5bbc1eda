//! Mapbox Vector Tiles 2.1 in their own words: protocol buffers.

use rustc_hash::FxHashMap;

/// What a property says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(String),
    Integer(i64),
    Real(f64),
}

/// The kinds of geometry that a feature may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Point = 1,
    Line = 2,
    Polygon = 3,
}

/// Names of properties and what they say, each once; features point here.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    keys: Vec<String>,
    values: Vec<Value>,
    key_places: FxHashMap<String, u32>,
    /// By what they are as bytes, which tells values of all kinds apart.
    value_places: FxHashMap<Vec<u8>, u32>,
}

/// A property: the places of its name and of its value in a [`Dictionary`].
pub(super) type Tag = [u32; 2];

impl Dictionary {
    /// Writes down a property.
    pub fn tag(&mut self, key: &str, value: Value) -> Tag {
        let key = match self.key_places.get(key) {
            Some(place) => *place,
            None => {
                let place = self.keys.len() as u32;
                self.keys.push(key.to_owned());
                self.key_places.insert(key.to_owned(), place);
                place
            }
        };
        let place = self.values.len() as u32;
        let place = *self.value_places.entry(encoded(&value)).or_insert(place);
        if place as usize == self.values.len() {
            self.values.push(value);
        }
        [key, place]
    }
}

/// A layer of a tile that is being written.
pub(super) struct Layer<'a> {
    dictionary: &'a Dictionary,
    features: Vec<u8>,
    keys: Used,
    values: Used,
}

/// Which words of a dictionary a tile has, in the order in which they came up.
struct Used {
    place_of: Vec<u32>,
    order: Vec<u32>,
}

impl Used {
    const NOT_YET: u32 = u32::MAX;

    fn of(count: usize) -> Self {
        Self { place_of: vec![Self::NOT_YET; count], order: Vec::new() }
    }

    fn place(&mut self, word: u32) -> Option<u32> {
        let place = self.place_of.get_mut(word as usize)?;
        if *place == Self::NOT_YET {
            *place = self.order.len() as u32;
            self.order.push(word);
        }
        Some(*place)
    }
}

impl<'a> Layer<'a> {
    /// A layer without features yet, whose tags are of a dictionary.
    pub fn new(dictionary: &'a Dictionary) -> Self {
        let (keys, values) = (dictionary.keys.len(), dictionary.values.len());
        Self { dictionary, features: Vec::new(), keys: Used::of(keys), values: Used::of(values) }
    }

    /// Adds a feature.
    pub fn add(&mut self, id: u64, tags: &[Tag], geometry: &Geometry) {
        let mut feature = Vec::with_capacity(geometry.commands.len() + 2 * tags.len() + 16);
        number(&mut feature, 1, id);
        let mut packed = Vec::with_capacity(2 * tags.len());
        for [key, value] in tags {
            if let (Some(key), Some(value)) = (self.keys.place(*key), self.values.place(*value)) {
                varint(&mut packed, u64::from(key));
                varint(&mut packed, u64::from(value));
            }
        }
        bytes(&mut feature, 2, &packed);
        number(&mut feature, 3, geometry.kind as u64);
        bytes(&mut feature, 4, &geometry.commands);
        bytes(&mut self.features, 2, &feature);
    }

    /// Adds the layer to a tile, if it has features.
    pub fn finish(self, name: &str, extent: u32, tile: &mut Vec<u8>) {
        if self.features.is_empty() {
            return;
        }
        let mut layer = Vec::with_capacity(self.features.len() + 256);
        number(&mut layer, 15, 2);
        bytes(&mut layer, 1, name.as_bytes());
        layer.extend(self.features);
        for key in self.keys.order {
            let key = self.dictionary.keys.get(key as usize);
            bytes(&mut layer, 3, key.map_or(&[], |key| key.as_bytes()));
        }
        for value in self.values.order {
            let value = self.dictionary.values.get(value as usize);
            bytes(&mut layer, 4, &value.map(encoded).unwrap_or_default());
        }
        number(&mut layer, 5, u64::from(extent));
        bytes(tile, 3, &layer);
    }
}

/// Where a feature is, as the commands of a pen.
#[derive(Debug)]
pub(super) struct Geometry {
    kind: Kind,
    commands: Vec<u8>,
    at: [i32; 2],
}

const MOVE: u64 = 1;
const LINE: u64 = 2;
const CLOSE: u64 = 7;

impl Geometry {
    /// Nothing yet of a kind.
    pub fn new(kind: Kind) -> Self {
        Self { kind, commands: Vec::new(), at: [0; 2] }
    }

    /// Whether nothing has been drawn.
    pub fn is_empty(&self) -> bool {
        self.commands.is_empty()
    }

    /// Adds a point, a line or a ring, which is closed by itself and must not repeat its first position.
    pub fn draw(&mut self, positions: &[[i32; 2]]) {
        let [first, rest @ ..] = positions else { return };
        self.command(MOVE, 1);
        self.go(*first);
        if self.kind == Kind::Point {
            return;
        }
        self.command(LINE, rest.len() as u64);
        rest.iter().for_each(|at| self.go(*at));
        if self.kind == Kind::Polygon {
            self.command(CLOSE, 1);
        }
    }

    fn command(&mut self, command: u64, count: u64) {
        varint(&mut self.commands, count << 3 | command);
    }

    fn go(&mut self, to: [i32; 2]) {
        for (axis, to) in to.into_iter().enumerate() {
            let step = to.wrapping_sub(std::mem::replace(&mut self.at[axis], to));
            let zigzag = (step << 1) ^ (step >> 31);
            varint(&mut self.commands, u64::from(zigzag as u32));
        }
    }
}

/// A value as its own message.
fn encoded(value: &Value) -> Vec<u8> {
    let mut message = Vec::new();
    match value {
        Value::Text(text) => bytes(&mut message, 1, text.as_bytes()),
        Value::Real(real) => {
            key(&mut message, 3, 1);
            message.extend(real.to_le_bytes());
        }
        Value::Integer(integer) => {
            key(&mut message, 6, 0);
            varint(&mut message, (integer << 1 ^ integer >> 63) as u64);
        }
    }
    message
}

/// A field that is a number.
fn number(message: &mut Vec<u8>, field: u64, number: u64) {
    key(message, field, 0);
    varint(message, number);
}

/// A field that is bytes, a text or a message.
fn bytes(message: &mut Vec<u8>, field: u64, bytes: &[u8]) {
    key(message, field, 2);
    varint(message, bytes.len() as u64);
    message.extend_from_slice(bytes);
}

fn key(message: &mut Vec<u8>, field: u64, wire: u64) {
    varint(message, field << 3 | wire);
}

fn varint(message: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        message.push(number as u8 | 0x80);
        number >>= 7;
    }
    message.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of section 4.3.5 of the specification.
    #[test]
    fn geometries_are_written_as_the_specification_shows() {
        let drawn = |kind, parts: &[&[[i32; 2]]]| {
            let mut geometry = Geometry::new(kind);
            parts.iter().for_each(|part| geometry.draw(part));
            geometry.commands
        };
        assert_eq!(drawn(Kind::Point, &[&[[25, 17]]]), [9, 50, 34]);
        assert_eq!(
            drawn(Kind::Line, &[&[[2, 2], [2, 10], [10, 10]], &[[1, 1], [3, 5]]]),
            [9, 4, 4, 18, 0, 16, 16, 0, 9, 17, 17, 10, 4, 8]
        );
        assert_eq!(
            drawn(Kind::Polygon, &[&[[3, 6], [8, 12], [20, 34]]]),
            [9, 6, 12, 18, 10, 12, 24, 44, 15]
        );
    }

    #[test]
    fn words_are_written_once() {
        let mut dictionary = Dictionary::default();
        let tag = dictionary.tag("status", Value::Text("held".to_owned()));
        assert_eq!(dictionary.tag("status", Value::Text("held".to_owned())), tag);
        let other = dictionary.tag("status", Value::Integer(-1));
        let mut point = Geometry::new(Kind::Point);
        point.draw(&[[1, 1]]);
        let mut layer = Layer::new(&dictionary);
        (0..3).for_each(|id| layer.add(id, &[tag, other], &point));
        let mut tile = Vec::new();
        layer.finish("control", 4096, &mut tile);
        let count = |word: &[u8]| tile.windows(word.len()).filter(|it| *it == word).count();
        assert_eq!((count(b"held"), count(b"status"), count(b"control")), (1, 1, 1));
    }
}
