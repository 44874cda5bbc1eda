//! A small reader of Mapbox Vector Tiles, strict about what the specification demands.

use std::collections::BTreeMap;

use controlmap::geometry::Coord;

#[derive(Debug, Clone, Default)]
pub struct Layer {
    pub name: String,
    pub extent: f64,
    pub features: Vec<Feature>,
}

#[derive(Debug, Clone)]
pub struct Feature {
    /// 1 points, 2 lines, 3 polygons.
    pub kind: u64,
    pub properties: BTreeMap<String, Value>,
    /// Points, lines or rings; a ring does not repeat its first position.
    pub parts: Vec<Vec<Coord>>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    Real(f64),
    Integer(i64),
}

impl Feature {
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.properties.get(key) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub fn integer(&self, key: &str) -> Option<i64> {
        match self.properties.get(key) {
            Some(Value::Integer(integer)) => Some(*integer),
            _ => None,
        }
    }

    pub fn real(&self, key: &str) -> Option<f64> {
        match self.properties.get(key) {
            Some(Value::Real(real)) => Some(*real),
            _ => None,
        }
    }

    /// Whether it is so on a day, in days since 1970-01-01.
    pub fn is_on(&self, day: i64) -> bool {
        self.integer("from_day").is_none_or(|from| from <= day)
            && self.integer("until_day").is_none_or(|until| day < until)
    }

    /// The edges of rings.
    pub fn edges(&self) -> impl Iterator<Item = [Coord; 2]> {
        self.parts.iter().flat_map(|ring| {
            let next = ring.iter().cycle().skip(1);
            ring.iter().zip(next).map(|(from, to)| [*from, *to])
        })
    }

    /// The area of its polygons, holes left out.
    pub fn area(&self) -> f64 {
        self.edges().map(|[a, b]| (a.x * b.y - a.y * b.x) / 2.0).sum()
    }

    pub fn contains(&self, at: Coord) -> bool {
        let crossings = self.edges().filter(|[a, b]| {
            (a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x
        });
        crossings.count() % 2 == 1
    }
}

/// The layers of a tile.
pub fn layers(tile: &[u8]) -> Vec<Layer> {
    let layers: Vec<Layer> = Fields(tile)
        .map(|(field, value)| {
            assert_eq!(field, 3);
            layer(value.bytes())
        })
        .collect();
    let mut names: Vec<&str> = layers.iter().map(|layer| layer.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), layers.len(), "no name twice");
    layers
}

fn layer(message: &[u8]) -> Layer {
    let (mut layer, mut version) = (Layer::default(), 0);
    let (mut keys, mut values, mut features) = (Vec::new(), Vec::new(), Vec::new());
    for (field, content) in Fields(message) {
        match field {
            1 => layer.name = text(content.bytes()),
            2 => features.push(content.bytes()),
            3 => keys.push(text(content.bytes())),
            4 => values.push(value(content.bytes())),
            5 => layer.extent = content.number() as f64,
            15 => version = content.number(),
            _ => panic!("field {field} of a layer"),
        }
    }
    assert_eq!(version, 2);
    assert!(!features.is_empty(), "a layer must have a feature");
    layer.features = features.iter().map(|it| feature(it, &keys, &values)).collect();
    layer
}

fn feature(message: &[u8], keys: &[String], values: &[Value]) -> Feature {
    let mut feature = Feature { kind: 0, properties: BTreeMap::new(), parts: Vec::new() };
    let (mut tags, mut commands) = (Vec::new(), Vec::new());
    for (field, content) in Fields(message) {
        match field {
            1 => assert!(content.number() > 0),
            2 => tags = numbers(content.bytes()),
            3 => feature.kind = content.number(),
            4 => commands = numbers(content.bytes()),
            _ => panic!("field {field} of a feature"),
        }
    }
    assert_eq!(tags.len() % 2, 0);
    for tag in tags.chunks(2) {
        let (key, value) = (&keys[tag[0] as usize], &values[tag[1] as usize]);
        assert_eq!(feature.properties.insert(key.clone(), value.clone()), None);
    }
    feature.parts = parts(feature.kind, &commands);
    feature
}

/// Follows the pen, which may only draw as section 4.3.4 of the specification allows.
fn parts(kind: u64, commands: &[u64]) -> Vec<Vec<Coord>> {
    let mut parts: Vec<Vec<Coord>> = Vec::new();
    let (mut at, mut is_open) = (Coord { x: 0.0, y: 0.0 }, false);
    let mut left = commands.iter();
    while let Some(command) = left.next() {
        let (command, count) = (command & 7, command >> 3);
        assert!(count > 0);
        match command {
            1 if kind == 3 => assert!(!is_open && count == 1, "a ring must be closed"),
            2 => assert!(is_open),
            7 => {
                assert!(kind == 3 && is_open && count == 1);
                assert!(parts.last().unwrap().len() >= 3);
                is_open = false;
                continue;
            }
            _ => assert!(command == 1 && (kind == 1 || count == 1)),
        }
        for _ in 0..count {
            let mut step = || {
                let zigzag = *left.next().unwrap() as i64;
                ((zigzag >> 1) ^ -(zigzag & 1)) as f64
            };
            let step = Coord { x: step(), y: step() };
            at = at + step;
            match command {
                1 => parts.push(vec![at]),
                _ => {
                    assert!(step.x != 0.0 || step.y != 0.0, "a position is repeated");
                    parts.last_mut().unwrap().push(at);
                }
            }
        }
        is_open = kind != 1;
    }
    assert!(!parts.is_empty() && (kind != 3 || !is_open));
    assert!(kind != 2 || parts.iter().all(|line| line.len() > 1));
    parts
}

fn value(message: &[u8]) -> Value {
    let (field, content) = Fields(message).next().unwrap();
    match (field, content) {
        (1, Content::Bytes(bytes)) => Value::Text(text(bytes)),
        (3, Content::Eight(bytes)) => Value::Real(f64::from_le_bytes(bytes)),
        (6, Content::Number(number)) => {
            Value::Integer((number >> 1) as i64 ^ -((number & 1) as i64))
        }
        _ => panic!("field {field} of a value"),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn numbers(mut bytes: &[u8]) -> Vec<u64> {
    let mut numbers = Vec::new();
    while !bytes.is_empty() {
        numbers.push(varint(&mut bytes));
    }
    numbers
}

/// The fields of a message, one after the other.
struct Fields<'a>(&'a [u8]);

enum Content<'a> {
    Number(u64),
    Eight([u8; 8]),
    Bytes(&'a [u8]),
}

impl<'a> Content<'a> {
    fn number(&self) -> u64 {
        match self {
            Self::Number(number) => *number,
            _ => panic!("no number"),
        }
    }

    fn bytes(&self) -> &'a [u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            _ => panic!("no bytes"),
        }
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = (u64, Content<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let key = varint(&mut self.0);
        let content = match key & 7 {
            0 => Content::Number(varint(&mut self.0)),
            1 => Content::Eight(taken(&mut self.0, 8).try_into().unwrap()),
            2 => {
                let length = varint(&mut self.0) as usize;
                Content::Bytes(taken(&mut self.0, length))
            }
            wire => panic!("wire type {wire}"),
        };
        Some((key >> 3, content))
    }
}

fn taken<'a>(bytes: &mut &'a [u8], count: usize) -> &'a [u8] {
    let (taken, rest) = bytes.split_at(count);
    *bytes = rest;
    taken
}

pub fn varint(bytes: &mut &[u8]) -> u64 {
    let (mut number, mut shift) = (0, 0);
    loop {
        let byte = taken(bytes, 1)[0];
        number |= u64::from(byte & 0x7f) << shift;
        shift += 7;
        if byte < 0x80 {
            return number;
        }
    }
}
