//! A dataset with all that is made of it to answer from.

use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use super::features::Derived;
use super::page::PageData;
use super::wms::Drawings;
use crate::compare::{Break, breaks};
use crate::index::{ControlIndex, RegionFinder};
use crate::model::{BaseMap, Dataset, Language, Validity};
use crate::report::holders::{Background, Naming};
use crate::tile::{Address, TileSet, Tiles};
use crate::{Result, source};

/// Hexadecimal digits of a version.
const VERSION_DIGITS: usize = 16;

/// A dataset with all that is made of it to answer from. It never changes: a dataset that changed on
/// disk is another one.
#[derive(Debug)]
pub struct Published {
    /// The dataset, with a backdrop.
    pub dataset: Dataset,
    /// Who controls a place.
    pub index: ControlIndex,
    /// Differs where answers may.
    pub version: String,
    /// What the page tells of it.
    pub(super) page: PageData,
    /// What features are made from.
    pub(super) features: Derived,
    /// SHA-256 of what the dataset says of control, see [`Dataset::fingerprint`].
    pub fingerprint: String,
    /// What puts names to places.
    background: Background,
    /// In which region a place lies.
    pub(super) regions: RegionFinder,
    breaks: OnceLock<Vec<Break>>,
    /// The backdrop of maps that go beyond the dataset's own.
    pub(super) far_base_map: OnceLock<BaseMap>,
    /// Vector tiles.
    pub tiles: Tiles,
    /// What plain maps share.
    pub(super) drawings: Drawings,
}

impl Published {
    /// Makes a dataset ready to answer from.
    ///
    /// # Errors
    ///
    /// When it can't be indexed.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::serve::Published;
    ///
    /// let published = Published::of(controlmap::source::built_in(&Default::default())?)?;
    /// assert_eq!(published.version.len(), 16);
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn of(mut dataset: Dataset) -> Result<Self> {
        dataset.forget_folders();
        if let Some(bounds) = dataset.about.view.or_else(|| dataset.bounding_box()) {
            source::add_backdrop(&mut dataset, &bounds)?;
        }
        let index = ControlIndex::of(&dataset)?;
        let fingerprint = dataset.fingerprint();
        let version = version(&dataset, &fingerprint);
        Ok(Self {
            background: Background::of(&dataset),
            regions: RegionFinder::of(&dataset.base_map),
            breaks: OnceLock::new(),
            dataset,
            index,
            version,
            fingerprint,
            page: PageData::default(),
            far_base_map: OnceLock::new(),
            tiles: Tiles::default(),
            features: Derived::default(),
            drawings: Drawings::default(),
        })
    }

    /// Makes what is otherwise made when it is first asked for, in the order in which a client that opens
    /// the map asks for it, as long as that is wanted.
    pub(super) fn make_ready(&self, is_wanted: impl Fn() -> bool) {
        let Self { dataset, index, tiles, .. } = self;
        let tile = |set| {
            // What goes wrong here is told to whoever asks for it.
            let _ = Address::new(0, 0, 0)
                .and_then(|whole| tiles.cut(dataset, index, set, whole, Validity::ALWAYS));
        };
        let steps: [&dyn Fn(); 5] = [
            &|| index.make_ready(),
            &|| drop(self.page.told(self)),
            &|| tile(TileSet::Base),
            &|| tile(TileSet::Control),
            &|| {
                self.breaks();
            },
        ];
        for step in steps.into_iter().take_while(|_| is_wanted()) {
            step();
        }
    }

    /// Names what its answers tell of.
    pub(super) fn naming(&self, language: Language) -> Naming<'_> {
        self.background.naming(&self.dataset, &self.index, language)
    }

    /// The dates on which the source of the data changes or seems to, found when first asked for.
    pub(super) fn breaks(&self) -> &[Break] {
        self.breaks.get_or_init(|| breaks(&self.dataset, self.index.ledger()))
    }
}

/// The beginning of a hash over the program's version and all that a dataset says.
fn version(dataset: &Dataset, fingerprint: &str) -> String {
    let Dataset { about, actors, precedence, gap_policy, annotations, base_map, dates, .. } =
        dataset;
    let words = format!(
        "{} {fingerprint} {about:?} {actors:?} {precedence:?} {gap_policy:?} {annotations:?} {dates:?} {:?}",
        env!("CARGO_PKG_VERSION"),
        base_map.places,
    );
    let hash = Sha256::digest(words);
    hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>()[..VERSION_DIGITS].to_owned()
}
