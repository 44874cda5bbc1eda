//! Archives of tiles, PMTiles 3: one file that any web host can serve, read in parts.

use std::io::{Seek, Write};
use std::ops::RangeInclusive;

use flate2::Compression as Level;
use flate2::write::GzEncoder;
use pmtiles::{Compression, PmTilesWriter, PmtError, TileCoord, TileId, TileType};
use rayon::prelude::*;
use serde::Serialize;

use super::{Address, LayerFields, MAX_ZOOM, TileJson, TileSet, Tiles};
use crate::geometry::{BoundingBox, Coord};
use crate::index::ControlIndex;
use crate::model::{Dataset, Date, Validity};
use crate::{Error, Result};

/// Tiles that are cut before any of them is written.
const BATCH: usize = 512;
/// The deepest zoom of which an archive has the whole world's base map.
const WORLD_ZOOM: u8 = 4;
/// How far beyond its ground a dataset's base map reaches, as a part of the larger of the ground's sides.
const SURROUNDINGS: f64 = 0.25;
/// Tiles that an archive may have: those of a country of Syria's size up to zoom 14 are a tenth of it.
const MOST: u64 = 2_000_000;

/// What an archive is to have.
#[derive(Debug, Clone, PartialEq)]
pub struct ArchiveOptions {
    /// Whose layers, in this order.
    pub sets: Vec<TileSet>,
    /// The zooms, the first one at most the last, and that [`MAX_ZOOM`] at most. Clients enlarge the
    /// tiles of the last.
    pub zooms: RangeInclusive<u8>,
    /// What is so on any of these days.
    pub days: Validity,
}

impl Default for ArchiveOptions {
    /// All sets and dates up to zoom 10, where a unit of the grid is less than ten metres.
    fn default() -> Self {
        Self { sets: TileSet::ALL.to_vec(), zooms: 0..=10, days: Validity::ALWAYS }
    }
}

/// What an archive has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ArchiveSummary {
    /// Its tiles; those in which nothing lies are left out.
    pub tiles: u64,
    /// Bytes of all tiles, compressed.
    pub bytes: u64,
    /// Bytes of the largest tile, compressed.
    pub largest: u64,
    /// Which tile that is.
    pub largest_at: Option<Address>,
}

/// What an archive says of itself.
#[derive(Serialize)]
struct Metadata<'a> {
    name: &'a str,
    description: &'a str,
    attribution: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    /// The first and the last date of the data.
    #[serde(skip_serializing_if = "Option::is_none")]
    dates: Option<[Date; 2]>,
    vector_layers: &'a [LayerFields],
}

/// Writes tiles into an archive, and says after every batch how many of how many it has been through.
///
/// Deeper than zoom 4 it has the tiles of the dataset's ground and of what lies round it. The bytes
/// depend on the dataset and the options alone.
///
/// # Errors
///
/// When zooms are none or too deep, the archive would have more than two million tiles, the tiles can't
/// be made (see [`Tiles::cut`]) or the output can't be written.
///
/// # Example
///
/// ```
/// use controlmap::index::ControlIndex;
/// use controlmap::model::Dataset;
/// use controlmap::tile::{self, ArchiveOptions, Tiles};
///
/// let dataset = Dataset::open("fixtures/snapshots")?;
/// let index = ControlIndex::of(&dataset)?;
/// let options = ArchiveOptions { zooms: 0..=6, ..ArchiveOptions::default() };
/// let mut file = std::io::Cursor::new(Vec::new());
/// let summary =
///     tile::archive(&Tiles::default(), (&dataset, &index), &options, &mut file, |_, _| ())?;
/// assert!(summary.tiles >= 7, "one a zoom at least");
/// assert!(file.into_inner().starts_with(b"PMTiles"));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn archive(
    tiles: &Tiles,
    (dataset, index): (&Dataset, &ControlIndex),
    options: &ArchiveOptions,
    to: &mut (impl Write + Seek),
    mut progress: impl FnMut(u64, u64),
) -> Result<ArchiveSummary> {
    let ids = ids(dataset, options)?;
    let description = TileJson::of(dataset, &options.sets, "");
    let mut archive = begun(dataset, options, &description)?.create(to).map_err(unwritable)?;
    let mut summary = ArchiveSummary::default();
    let mut done = 0;
    for batch in ids.chunks(BATCH) {
        let cut = |id: &TileId| {
            let place = TileCoord::from(*id);
            let at = Address::new(place.z(), place.x(), place.y())?;
            let mut layers = Vec::new();
            for set in &options.sets {
                layers.extend(tiles.cut(dataset, index, *set, at, options.days)?);
            }
            Ok((place, at, packed(&layers)?))
        };
        let cut: Result<Vec<(TileCoord, Address, Vec<u8>)>> = batch.par_iter().map(cut).collect();
        for (place, at, tile) in cut?.into_iter().filter(|(_, _, tile)| !tile.is_empty()) {
            archive.add_tile(place, &tile).map_err(unwritable)?;
            summary.add(at, tile.len() as u64);
        }
        done += batch.len() as u64;
        progress(done, ids.len() as u64);
    }
    archive.finalize().map_err(unwritable)?;
    Ok(summary)
}

impl ArchiveSummary {
    fn add(&mut self, at: Address, bytes: u64) {
        self.tiles += 1;
        self.bytes += bytes;
        if bytes > self.largest {
            (self.largest, self.largest_at) = (bytes, Some(at));
        }
    }
}

/// An archive with all that it says of itself.
fn begun(
    dataset: &Dataset,
    options: &ArchiveOptions,
    description: &TileJson,
) -> Result<PmTilesWriter> {
    let ends = dataset.dates.first().zip(dataset.dates.last());
    let metadata = Metadata {
        name: &description.name,
        description: &description.description,
        attribution: &description.attribution,
        kind: "overlay",
        dates: ends.map(|(first, last)| [*first, *last]),
        vector_layers: &description.vector_layers,
    };
    let metadata = serde_json::to_string(&metadata)
        .map_err(|cause| Error::input(format!("the archive can't be described: {cause}")))?;
    let [west, south, east, north] = description.bounds;
    let [lon, lat, zoom] = description.center;
    let (first, last) = (*options.zooms.start(), *options.zooms.end());
    Ok(PmTilesWriter::new(TileType::Mvt)
        .precompressed(Compression::Gzip)
        .min_zoom(first)
        .max_zoom(last)
        .bounds(west, south, east, north)
        .center(lon, lat)
        .center_zoom((zoom as u8).clamp(first, last))
        .metadata(metadata))
}

/// The tiles in which something may lie, in the order of an archive.
fn ids(dataset: &Dataset, options: &ArchiveOptions) -> Result<Vec<TileId>> {
    let (first, last) = (*options.zooms.start(), *options.zooms.end());
    if first > last || last > MAX_ZOOM {
        return Err(Error::usage(format!(
            "zooms are from 0 to {MAX_ZOOM}, the first at most the last"
        ))
        .found(format!("{first} to {last}")));
    }
    let ground = dataset.bounding_box().or(dataset.about.view);
    let has_base = options.sets.contains(&TileSet::Base);
    let mut ranges = Vec::new();
    let mut count = 0;
    for z in first..=last {
        let reach = match ground {
            Some(ground) if !has_base => Some(ground),
            Some(ground) if z > WORLD_ZOOM => Some(with_surroundings(&ground)?),
            None if z > WORLD_ZOOM => continue,
            _ => None,
        };
        let side = 1_u32 << z;
        let [columns, rows] = match reach {
            None => [0..=side - 1, 0..=side - 1],
            Some(reach) => {
                let low = Address::at(z, reach.south_west())?;
                let high = Address::at(z, reach.north_east())?;
                // What is drawn in the strip round a tile lies in the tile beside it.
                let wider = |low: u32, high: u32| low.saturating_sub(1)..=(high + 1).min(side - 1);
                [wider(low.x(), high.x()), wider(high.y(), low.y())]
            }
        };
        let length = |range: &RangeInclusive<u32>| u64::from(range.end() - range.start()) + 1;
        count += length(&columns) * length(&rows);
        if count > MOST {
            return Err(Error::limit(format!(
                "an archive may have {MOST} tiles at most, which zoom {z} exceeds"
            ))
            .hint("end at a shallower zoom with --max-zoom"));
        }
        ranges.push((z, columns, rows));
    }
    let mut ids = Vec::with_capacity(count as usize);
    for (z, columns, rows) in ranges {
        for y in rows {
            ids.extend(
                columns.clone().filter_map(|x| TileCoord::new(z, x, y).ok().map(TileId::from)),
            );
        }
    }
    ids.sort_unstable_by_key(|id: &TileId| id.value());
    Ok(ids)
}

fn with_surroundings(ground: &BoundingBox) -> Result<BoundingBox> {
    let (south_west, north_east) = (ground.south_west(), ground.north_east());
    let size = north_east - south_west;
    let margin = SURROUNDINGS * size.x.max(size.y);
    let kept = |at: Coord| Coord { x: at.x.clamp(-180.0, 180.0), y: at.y.clamp(-90.0, 90.0) };
    let margin = Coord { x: margin, y: margin };
    let (low, high) = (kept(south_west - margin), kept(north_east + margin));
    BoundingBox::new(low.x, low.y, high.x, high.y)
}

/// A tile packed with gzip; nothing of nothing.
fn packed(tile: &[u8]) -> Result<Vec<u8>> {
    if tile.is_empty() {
        return Ok(Vec::new());
    }
    let mut packing = GzEncoder::new(Vec::new(), Level::best());
    let packed = packing.write_all(tile).and_then(|()| packing.finish());
    packed.map_err(|cause| Error::input(format!("a tile can't be packed: {cause}")))
}

fn unwritable(cause: PmtError) -> Error {
    Error::input(format!("the archive can't be written: {cause}"))
}
