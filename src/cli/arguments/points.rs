//! Which places a command is asked about: positions, or names of the gazetteer.

use clap::Args;

use crate::cli::arguments::dataset::DatasetArgs;
use crate::cli::output::progress::Voice;
use crate::geometry::LonLat;
use crate::index::Gazetteer;
use crate::model::{BaseMap, Dataset, Language, swap_hint};
use crate::report::points::Point;
use crate::source::world_places;
use crate::{Error, Result};

#[derive(Debug, Args)]
pub(in crate::cli) struct PointArgs {
    /// Longitude and latitude in degrees: east and north are positive
    #[arg(value_name = "LON LAT", value_parser = parse_degrees, allow_negative_numbers = true)]
    position: Vec<f64>,
    /// A place by its name in any language of the dataset, however it is spelled
    #[arg(long, value_name = "NAME")]
    place: Vec<String>,
}

impl Point<'_> {
    /// `Qamishli, 41.2167 37.0505`, or the position alone.
    pub(in crate::cli) fn label(&self, language: Language) -> String {
        match self.name(language) {
            Some(name) => format!("{name}, {}", self.position),
            None => self.position.to_string(),
        }
    }
}

impl PointArgs {
    /// Takes the numbers that were written after the paths of `-d`.
    pub fn take_numbers_of(&mut self, dataset: &mut DatasetArgs) {
        self.position.splice(0..0, dataset.take_numbers());
    }

    /// The places, those given as positions first.
    ///
    /// What had to be guessed is said, and that a position seems to have its numbers swapped.
    pub fn points<'a>(&self, dataset: &'a Dataset, voice: Voice) -> Result<Vec<Point<'a>>> {
        let (pairs, odd) = self.position.as_chunks::<2>();
        if let Some(odd) = odd.first() {
            return Err(Error::usage("a longitude has no latitude after it")
                .found(odd)
                .hint("a place is given as longitude and latitude, for example 41.22 37.05"));
        }
        if pairs.is_empty() && self.place.is_empty() {
            return Err(Error::usage("no place is given").hint(
                "give a longitude and a latitude, for example 41.22 37.05, or --place NAME",
            ));
        }
        let mut points = Vec::new();
        for &[lon, lat] in pairs {
            let position =
                LonLat::new(lon, lat).map_err(|error| Error::usage(error.to_string()))?;
            suspect_swap(position, dataset, voice);
            let region = dataset.base_map.region_at(position);
            points.push(Point { names: None, position, region });
        }
        points.extend(self.named(dataset, voice)?);
        Ok(points)
    }

    /// The one place that a command answers for.
    pub fn point<'a>(&self, dataset: &'a Dataset, voice: Voice) -> Result<Point<'a>> {
        let mut points = self.points(dataset, voice)?;
        match (points.pop(), points.len()) {
            (Some(point), 0) => Ok(point),
            (_, others) => Err(Error::usage("one place at a time is looked up")
                .found(format!("{}", others + 1))
                .hint("`controlmap history` takes several")),
        }
    }

    fn named<'a>(&self, dataset: &'a Dataset, voice: Voice) -> Result<Vec<Point<'a>>> {
        if self.place.is_empty() {
            return Ok(Vec::new());
        }
        let world;
        let base_map = if dataset.base_map.places.is_empty() {
            voice.say("the dataset names no places: the world's main cities are searched");
            world = BaseMap { places: world_places()?, ..BaseMap::default() };
            &world
        } else {
            &dataset.base_map
        };
        let gazetteer = Gazetteer::of(base_map);
        let point = |name: &String| {
            let found = gazetteer.find(name)?;
            if found.is_guess {
                voice.say(format_args!("`{name}` is taken for {}", found.name));
            }
            Ok(Point {
                names: Some(found.place.names.clone()),
                position: found.place.position,
                region: dataset.base_map.region_at(found.place.position),
            })
        };
        self.place.iter().map(point).collect()
    }
}

fn parse_degrees(text: &str) -> Result<f64> {
    text.parse().map_err(|_| {
        Error::usage("a place is two numbers, longitude and latitude in degrees: 41.22 37.05")
            .hint("a name is given with --place")
    })
}

fn suspect_swap(position: LonLat, dataset: &Dataset, voice: Voice) {
    if let Some(hint) = swap_hint(dataset.bounding_box(), position.into()) {
        voice.say(format_args!("{position} lies {hint}"));
    }
}
