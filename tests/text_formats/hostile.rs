//! Files with bytes changed at random end in features or in one error, never otherwise.

use std::path::Path;

use controlmap::source::{Reading, features_of};

use crate::fixture;

/// Numbers that look random and are the same every time (Marsaglia's xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }
}

/// Pieces that mean something in one of the formats.
const WORDS: [&[u8]; 16] = [
    b"\xff\xff\xff\xff",
    b"\x00\x00\x00\x80",
    b"\x7f\xff\xff\xff",
    b"-1",
    b"1e308",
    b"null",
    b"[[[[",
    b"<Folder>",
    b"</",
    b"\"",
    b"(((",
    b"GEOMETRYCOLLECTION(",
    b",",
    b"\n",
    b"\x1e",
    b"NaN",
];

fn mutated(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        match dice.below(5) {
            0 => bytes[at] = dice.below(256) as u8,
            1 => bytes[at] ^= 1 << dice.below(8),
            2 => {
                let word = WORDS[dice.below(WORDS.len())];
                let end = (at + dice.below(2) * word.len()).min(bytes.len());
                bytes.splice(at..end, word.iter().copied());
            }
            3 => {
                let end = (at + dice.below(40)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                let to = dice.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            _ => bytes.truncate(at.max(1)),
        }
    }
    bytes
}

fn survives(name: &str, bytes: &[u8], rounds: usize) {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut reading = Reading { goes_on: false, room: 3, ..Reading::default() };
    let mut read = 0;
    for round in 0..rounds {
        reading.goes_on = round % 2 == 1;
        let hostile = mutated(bytes, &mut dice);
        let result = features_of(Path::new(name), &hostile, &reading);
        read += usize::from(result.is_ok());
    }
    assert!(read > 0 && read < rounds, "{name}: {read} of {rounds} could be read");
}

fn mutations_of(name: &str, rounds: usize) {
    survives(name, &std::fs::read(fixture(name)).unwrap(), rounds);
}

#[test]
fn sequences() {
    mutations_of("towns.geojsonl", 3000);
    mutations_of("towns.geojsons", 3000);
}

#[test]
fn topologies() {
    mutations_of("neighbours.topojson", 5000);
}

#[test]
fn kml() {
    mutations_of("folders.kml", 4000);
    mutations_of("towns.kmz", 1000);
}

#[test]
fn tables() {
    mutations_of("towns.csv", 5000);
}

#[test]
fn shapes() {
    mutations_of("towns_mercator.shp", 5000);
}

/// A shapefile and its table, changed each by itself, in an archive that is not compressed.
#[test]
fn shapes_with_tables() {
    use std::io::Write;

    let part = |ending: &str| std::fs::read(fixture(&format!("towns_mercator.{ending}"))).unwrap();
    let (shapes, projection, table) = (part("shp"), part("prj"), part("dbf"));
    let mut dice = Dice(77);
    for round in 0..3000 {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        let table = if round % 3 == 0 { table.clone() } else { mutated(&table, &mut dice) };
        let projection =
            if round % 5 == 0 { mutated(&projection, &mut dice) } else { projection.clone() };
        for (ending, bytes) in [("shp", &shapes), ("prj", &projection), ("dbf", &table)] {
            archive.start_file(format!("a.{ending}"), stored).unwrap();
            archive.write_all(bytes).unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        if let Ok(files) = features_of("a.zip".as_ref(), &bytes, &Reading::default()) {
            assert_eq!(files.len(), 1);
        }
    }
}
