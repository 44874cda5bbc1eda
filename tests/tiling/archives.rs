//! Archives: the bytes of the tiles, where a reader of PMTiles 3 looks for them, and always the same.

use std::io::{Cursor, Read};

use controlmap::model::Validity;
use controlmap::tile::{self, Address, ArchiveOptions, ArchiveSummary, TileSet, Tiles};
use flate2::read::GzDecoder;

use crate::World;
use crate::reader::{layers, varint};

fn archive(world: &World, options: &ArchiveOptions) -> (ArchiveSummary, Vec<u8>) {
    let mut file = Cursor::new(Vec::new());
    let parts = (&world.dataset, &world.index);
    let mut told = 0;
    let summary = tile::archive(&Tiles::default(), parts, options, &mut file, |done, all| {
        assert!(told < done && done <= all);
        told = done;
    });
    (summary.unwrap(), file.into_inner())
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut unpacked = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut unpacked).unwrap();
    unpacked
}

/// A part of the file that the header tells of, at a place in the header.
fn part(file: &[u8], place: usize) -> &[u8] {
    let number = |at: usize| u64::from_le_bytes(file[at..at + 8].try_into().unwrap()) as usize;
    &file[number(place)..number(place) + number(place + 8)]
}

/// The tiles of an archive whose directory has no leaves: their numbers and their bytes.
fn tiles(file: &[u8]) -> Vec<(u64, Vec<u8>)> {
    let directory = unpacked(part(file, 8));
    let mut left = directory.as_slice();
    let count = varint(&mut left) as usize;
    let mut column = || (0..count).map(|_| varint(&mut left)).collect::<Vec<u64>>();
    let (steps, runs, lengths, offsets) = (column(), column(), column(), column());
    let data = part(file, 56);
    let (mut id, mut end) = (0, 0);
    let mut tiles = Vec::new();
    for place in 0..count {
        id += steps[place];
        let start = if offsets[place] == 0 { end } else { offsets[place] as usize - 1 };
        end = start + lengths[place] as usize;
        let tile = unpacked(&data[start..end]);
        tiles.extend((0..runs[place]).map(|run| (id + run, tile.clone())));
    }
    tiles
}

#[test]
fn an_archive_has_the_layers_of_both_sets_for_every_tile_of_its_ground() {
    let world = World::built_in();
    let options = ArchiveOptions { zooms: 0..=7, ..ArchiveOptions::default() };
    let (summary, file) = archive(&world, &options);
    assert_eq!(&file[..8], b"PMTiles\x03");
    // Packed with gzip inside and out, vector tiles, zooms 0 to 7, in order.
    assert_eq!(file[96..102], [1, 2, 2, 1, 0, 7]);
    let metadata: serde_json::Value = serde_json::from_slice(&unpacked(part(&file, 24))).unwrap();
    let ids: Vec<&str> = metadata["vector_layers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|layer| layer["id"].as_str().unwrap())
        .collect();
    assert!(ids.contains(&"control") && ids.contains(&"places"), "{ids:?}");
    assert_eq!(metadata["name"], "Who controls northern Syria");
    let tiles = tiles(&file);
    assert_eq!(tiles.len() as u64, summary.tiles);
    // The first tile is the whole world's; those of zoom 1 run west, south-west, south-east, east.
    let whole = Address::new(0, 0, 0).unwrap();
    let mut expected = world.cut(TileSet::Base, whole, Validity::ALWAYS);
    expected.extend(world.cut(TileSet::Control, whole, Validity::ALWAYS));
    assert_eq!(tiles[0], (0, expected));
    let north_east = Address::new(1, 1, 0).unwrap();
    let mut expected = world.cut(TileSet::Base, north_east, Validity::ALWAYS);
    expected.extend(world.cut(TileSet::Control, north_east, Validity::ALWAYS));
    assert!(tiles.contains(&(4, expected)));
    for (_, tile) in &tiles {
        assert!(layers(tile).iter().all(|layer| ids.contains(&layer.name.as_str())));
    }
}

#[test]
fn the_same_bytes_are_written_by_any_number_of_threads() {
    let options = ArchiveOptions { zooms: 0..=8, ..ArchiveOptions::default() };
    let by_threads = |count| {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(count).build().unwrap();
        threads.install(|| archive(&World::built_in(), &options).1)
    };
    assert!(by_threads(1) == by_threads(4));
}

#[test]
fn zooms_that_are_none_and_archives_without_end_are_told() {
    let world = World::built_in();
    let refused = |zooms| {
        let options = ArchiveOptions { zooms, ..ArchiveOptions::default() };
        let mut file = Cursor::new(Vec::new());
        let parts = (&world.dataset, &world.index);
        let done = tile::archive(&Tiles::default(), parts, &options, &mut file, |_, _| ());
        done.unwrap_err().to_string()
    };
    assert!(refused(0..=15).contains("0 to 14"));
    #[expect(clippy::reversed_empty_ranges, reason = "that is what is tried")]
    let reversed = refused(5..=4);
    assert!(reversed.contains("the first at most the last"), "{reversed}");
}
