//! Vector tiles: what is in them is what the index answers, on every date and at every zoom.
#![cfg(feature = "serve")]

mod archives;
mod dates;
mod fronts;
mod ground;
mod reader;

use controlmap::index::ControlIndex;
use controlmap::model::{Dataset, Validity};
use controlmap::source;
use controlmap::tile::{Address, TileSet, Tiles};
use reader::{Layer, layers};

/// A dataset with its tiles.
struct World {
    dataset: Dataset,
    index: ControlIndex,
    tiles: Tiles,
}

impl World {
    fn of(dataset: Dataset) -> Self {
        let index = ControlIndex::of(&dataset).unwrap();
        Self { dataset, index, tiles: Tiles::default() }
    }

    fn built_in() -> Self {
        Self::of(source::built_in(&Default::default()).unwrap())
    }

    /// The datasets that all is tried on: of changes, of snapshots that share their edges, and with
    /// ground that two are given.
    fn all() -> Vec<Self> {
        let others = ["fixtures/snapshots", "fixtures/overlap.geojson", "fixtures/intervals"];
        let others = others.into_iter().map(|path| Self::of(Dataset::open(path).unwrap()));
        std::iter::once(Self::built_in()).chain(others).collect()
    }

    fn cut(&self, set: TileSet, at: Address, days: Validity) -> Vec<u8> {
        self.tiles.cut(&self.dataset, &self.index, set, at, days).unwrap()
    }

    /// A layer of a tile with all dates; one without features where it has none there.
    fn layer(&self, set: TileSet, at: Address, name: &str) -> Layer {
        let found = layers(&self.cut(set, at, Validity::ALWAYS));
        found.into_iter().find(|layer| layer.name == name).unwrap_or_default()
    }
}
