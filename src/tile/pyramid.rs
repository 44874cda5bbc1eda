//! A layer of features, made ready to be cut into the tiles of every zoom.

use std::sync::OnceLock;

use geo::{Coord, LineString, MultiPolygon};

use super::address::{Address, MAX_ZOOM};
use super::level::{Drawn, Level};
use super::mvt::{self, Dictionary, Geometry, Kind, Tag, Value};
use crate::geometry::LonLat;
use crate::model::Validity;

/// A layer of features, made ready to be cut.
#[derive(Debug)]
pub(super) struct Pyramid {
    name: &'static str,
    features: Vec<Feature>,
    dictionary: Dictionary,
    /// The features on the grid of each zoom, made when they are first asked for.
    levels: [OnceLock<Level>; MAX_ZOOM as usize + 1],
}

#[derive(Debug)]
struct Feature {
    shape: Shape,
    tags: Vec<Tag>,
    validity: Validity,
    min_zoom: u8,
}

/// Where a feature is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    Ground(MultiPolygon),
    Lines(Vec<LineString>),
    Point(LonLat),
}

/// Properties of a feature.
pub(super) type Properties = Vec<(String, Value)>;

impl Pyramid {
    /// A layer without features.
    pub fn new(name: &'static str) -> Self {
        let levels = [const { OnceLock::new() }; MAX_ZOOM as usize + 1];
        Self { name, features: Vec::new(), dictionary: Dictionary::default(), levels }
    }

    /// Adds a feature, which is drawn over those before, from a zoom on.
    pub fn add(&mut self, shape: Shape, properties: Properties, validity: Validity, min_zoom: u8) {
        let tags = properties.into_iter().map(|(key, value)| self.dictionary.tag(&key, value));
        let tags = tags.collect();
        self.features.push(Feature { shape, tags, validity, min_zoom });
    }

    /// Adds the layer to a tile, with the features that are valid on any of some days.
    pub fn cut(&self, at: Address, days: Validity, tile: &mut Vec<u8>) {
        let Some(level) = self.levels.get(usize::from(at.z())) else { return };
        let level = level.get_or_init(|| self.level(at.z()));
        let mut layer = mvt::Layer::new(&self.dictionary);
        let mut written: Option<(u32, Geometry)> = None;
        let mut write = |written: Option<(u32, Geometry)>| {
            let Some((number, geometry)) = written.filter(|(_, it)| !it.is_empty()) else { return };
            if let Some(feature) = self.features.get(number as usize) {
                layer.add(u64::from(number) + 1, &feature.tags, &geometry);
            }
        };
        for (number, part) in level.near(at) {
            let Some(feature) = self.features.get(number as usize) else { continue };
            if !feature.validity.overlaps(days) {
                continue;
            }
            if written.as_ref().is_none_or(|(before, _)| *before != number) {
                write(written.replace((number, Geometry::new(feature.shape.kind()))));
            }
            if let Some((_, geometry)) = &mut written {
                part.draw(at, geometry);
            }
        }
        write(written);
        layer.finish(self.name, super::address::extent(at.z()), tile);
    }

    fn level(&self, z: u8) -> Level {
        let shown = (0..).zip(&self.features).filter(|(_, feature)| feature.min_zoom <= z);
        Level::of(shown.flat_map(|(number, feature)| {
            feature.shape.drawn(z).into_iter().map(move |drawn| (number, drawn))
        }))
    }
}

impl Shape {
    fn kind(&self) -> Kind {
        match self {
            Self::Ground(_) => Kind::Polygon,
            Self::Lines(_) => Kind::Line,
            Self::Point(_) => Kind::Point,
        }
    }

    /// Its parts on the grid of a zoom, without those that are too small for it.
    fn drawn(&self, z: u8) -> Vec<Drawn> {
        match self {
            Self::Ground(ground) => {
                ground.iter().filter_map(|polygon| Drawn::polygon(z, polygon)).collect()
            }
            Self::Lines(lines) => lines.iter().filter_map(|line| Drawn::line(z, line)).collect(),
            Self::Point(place) => vec![Drawn::point(z, Coord::from(*place))],
        }
    }
}
