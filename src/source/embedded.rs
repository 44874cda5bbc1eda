//! What is inside the program: the built-in dataset, and a backdrop of the world for any other.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use geo::BoundingRect;

use super::archive::unpacked;
use super::coarse::coarse;
use super::files::{Input, MANIFEST, Store};
use super::limits::Limits;
use super::{OpenOptions, layers};
use crate::geometry::BoundingBox;
use crate::model::{BaseMap, Country, Dataset, Names, Place, SourceNote};
use crate::{Error, Result};

/// Includes files of `geodata/`, each under its path there.
macro_rules! geodata {
    ($($path:literal),+ $(,)?) => {
        [$(($path, include_bytes!(concat!("../../geodata/", $path)) as &[u8])),+]
    };
}

/// The built-in dataset with what it was built from.
static SYRIA: [(&str, &[u8]); 13] = geodata![
    "syria/controlmap.toml",
    "syria/control.geojson",
    "syria/frame.geojson",
    "syria/fronts.geojson",
    "syria/facts.csv",
    "syria/places.csv",
    "syria/regions.geojson",
    "syria/neighbours.geojson",
    "syria/lakes.geojson",
    "syria/rivers.geojson",
    "syria/roads.geojson",
    "syria/borders.geojson",
    "syria/annotations.geojson",
];
static WORLD: [(&str, &[u8]); 3] =
    geodata!["world/countries.geojson.gz", "world/lakes.geojson.gz", "world/cities.csv"];

/// The files inside the program.
pub(super) struct Embedded;

impl Store for Embedded {
    fn read(&self, path: &Path, _: &Limits) -> Result<Cow<'static, [u8]>> {
        let file = SYRIA.iter().chain(&WORLD).find(|(name, _)| Path::new(name) == path);
        let (_, bytes) =
            file.ok_or_else(|| Error::input("the program holds no such file").at(path.display()))?;
        // What is in the program is sound, whatever little is allowed to other files.
        unpacked(path, Cow::Borrowed(bytes), u64::MAX)
    }

    fn has(&self, path: &Path) -> bool {
        SYRIA.iter().chain(&WORLD).any(|(name, _)| Path::new(name) == path)
    }
}

/// The built-in dataset: Syria, 31 December 2025 to 15 February 2026.
///
/// # Errors
///
/// None that the tests of this crate would let pass.
///
/// # Example
///
/// ```
/// let syria = controlmap::source::built_in(&Default::default())?;
/// assert!(syria.find_actor("sdf").is_ok());
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn built_in(options: &OpenOptions) -> Result<Dataset> {
    super::read(&Embedded, input(), options, &|_| ())
}

/// The manifest of the built-in dataset.
pub(super) fn input() -> Input {
    Input { manifest: Some(Path::new("syria").join(MANIFEST)), ..Input::default() }
}

/// The files of the built-in dataset, by name.
pub fn built_in_files() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    SYRIA.iter().map(|&(path, bytes)| (path.trim_start_matches("syria/"), bytes))
}

/// The world's main cities, for datasets that name no places.
///
/// # Errors
///
/// None that the tests of this crate would let pass.
pub fn world_places() -> Result<Vec<Place>> {
    layers::places(&Embedded, &[PathBuf::from("world/cities.csv")])
}

/// Gives a dataset whose own backdrop does not reach over an extent the built-in one of the world:
/// countries (Natural Earth's de facto borders, but with Crimea in Ukraine), large lakes and main
/// cities, the latter two only where the dataset has none. The countries of the world are there in any
/// case, for a locator.
///
/// # Errors
///
/// None that the tests of this crate would let pass.
pub fn add_backdrop(dataset: &mut Dataset, extent: &BoundingBox) -> Result<()> {
    extend_backdrop(&mut dataset.base_map, extent)
}

/// The same as [`add_backdrop`] for a backdrop without its dataset.
///
/// # Errors
///
/// See [`add_backdrop`].
///
/// # Example
///
/// ```
/// use controlmap::geometry::BoundingBox;
/// use controlmap::source::{backdrop_reaches, built_in, extend_backdrop};
///
/// let world = BoundingBox::new(-120.0, -40.0, 150.0, 60.0)?;
/// let mut base_map = built_in(&Default::default())?.base_map;
/// assert!(!backdrop_reaches(&base_map, &world));
/// extend_backdrop(&mut base_map, &world)?;
/// assert!(backdrop_reaches(&base_map, &world));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn extend_backdrop(base: &mut BaseMap, extent: &BoundingBox) -> Result<()> {
    let file = |name: &str| [PathBuf::from("world").join(name)];
    let world = layers::features(&Embedded, &file("countries.geojson.gz"), layers::country)?;
    base.world = coarse(&world);
    if backdrop_reaches(base, extent) {
        return Ok(());
    }
    base.countries = world;
    base.credits.push(natural_earth());
    if base.lakes.is_empty() {
        base.lakes = layers::features(&Embedded, &file("lakes.geojson.gz"), layers::water)?;
    }
    if base.places.is_empty() {
        base.places = world_places()?;
        base.credits.push(geonames());
    }
    Ok(())
}

fn natural_earth() -> SourceNote {
    SourceNote {
        title: Names::new("Natural Earth"),
        url: "https://www.naturalearthdata.com".to_owned(),
        license: "public domain".to_owned(),
    }
}

fn geonames() -> SourceNote {
    SourceNote {
        title: Names::new("GeoNames"),
        url: "https://www.geonames.org".to_owned(),
        license: "CC BY 4.0".to_owned(),
    }
}

/// Whether the countries of a backdrop reach over an extent, of which no more is known than the box round
/// them.
///
/// See [`extend_backdrop`] for an example.
pub fn backdrop_reaches(base: &BaseMap, extent: &BoundingBox) -> bool {
    let corners = |country: &Country| {
        country.polygons.bounding_rect().map(|bounds| [bounds.min(), bounds.max()])
    };
    let reach = BoundingBox::around(base.countries.iter().filter_map(corners).flatten());
    reach.is_some_and(|reach| {
        reach.contains(extent.south_west()) && reach.contains(extent.north_east())
    })
}
