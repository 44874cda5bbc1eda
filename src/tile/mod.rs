//! Vector tiles: the ground of all dates cut into squares, and archives of them.
//!
//! A tile has the ground of all dates, each piece once with the days on which it is so; a client
//! filters by date without fetching anything. Tiles are Mapbox Vector Tiles 2.1 in Web Mercator.

mod address;
mod archive;
mod base;
mod control;
mod dated;
mod level;
mod mvt;
mod pyramid;
mod tile_json;

use std::fmt;
use std::str::FromStr;
use std::sync::{Mutex, OnceLock, PoisonError};

pub use address::{Address, MAX_ZOOM, MERCATOR_LIMIT};
pub use archive::{ArchiveOptions, ArchiveSummary, archive};
#[cfg(feature = "serve")]
pub(crate) use dated::day_number;
pub use tile_json::{LayerFields, TileJson};

use crate::index::ControlIndex;
use crate::model::{Dataset, Validity};
use crate::{Error, Result};
use pyramid::Pyramid;

/// The sets of tiles that a dataset has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TileSet {
    /// Who holds which ground, and the front lines, through all dates.
    Control,
    /// What a map shows besides: countries, waters, roads, regions, places.
    Base,
}

impl TileSet {
    /// Every set, in the order in which an archive of all has their layers.
    pub const ALL: [Self; 2] = [Self::Base, Self::Control];

    /// The word that stands for it in addresses and on a command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Control => "control",
            Self::Base => "base",
        }
    }
}

impl fmt::Display for TileSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for TileSet {
    type Err = Error;

    fn from_str(word: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|set| set.word() == word).ok_or_else(|| {
            let shown: String = word.chars().take(40).collect();
            Error::input("there is no such set of tiles")
                .found(format!("`{shown}`"))
                .hint("the sets are control and base")
        })
    }
}

/// The tiles of a dataset. What they are cut from is made when a tile is first asked for.
#[derive(Debug, Default)]
pub struct Tiles {
    control: OnceLock<Vec<Pyramid>>,
    base: OnceLock<Vec<Pyramid>>,
    /// Held by the one who makes the layers, so that they are made once.
    making: Mutex<()>,
}

impl Tiles {
    /// The tile of a set at an address, with what is so on any of some days; no bytes where nothing
    /// lies in it. The dataset and its index must be the same every time.
    ///
    /// # Errors
    ///
    /// See [`holdings`](crate::compare::holdings).
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::index::ControlIndex;
    /// use controlmap::model::{Dataset, Validity};
    /// use controlmap::tile::{Address, TileSet, Tiles};
    ///
    /// let dataset = Dataset::open("fixtures/snapshots")?;
    /// let index = ControlIndex::of(&dataset)?;
    /// let tiles = Tiles::default();
    /// let tile = tiles.cut(&dataset, &index, TileSet::Control, Address::new(0, 0, 0)?, Validity::ALWAYS)?;
    /// assert!(!tile.is_empty());
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn cut(
        &self,
        dataset: &Dataset,
        index: &ControlIndex,
        set: TileSet,
        at: Address,
        days: Validity,
    ) -> Result<Vec<u8>> {
        let mut tile = Vec::new();
        for layer in self.layers(dataset, index, set)? {
            layer.cut(at, days, &mut tile);
        }
        Ok(tile)
    }

    fn layers(&self, dataset: &Dataset, index: &ControlIndex, set: TileSet) -> Result<&[Pyramid]> {
        let made = match set {
            TileSet::Control => &self.control,
            TileSet::Base => &self.base,
        };
        if let Some(layers) = made.get() {
            return Ok(layers);
        }
        let making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(layers) = made.get() {
            return Ok(layers);
        }
        let layers = match set {
            TileSet::Control => control::layers(dataset, index)?,
            TileSet::Base => base::layers(&dataset.base_map),
        };
        let layers = made.get_or_init(|| layers);
        drop(making);
        Ok(layers)
    }
}
