//! Places that are asked about: positions, or names of the gazetteer.

use serde::Serialize;

use super::holders::Naming;
use crate::geometry::{Coord, LonLat};
use crate::model::{Language, Names, Region, swap_hint};

/// A place that is asked about.
#[derive(Debug, Clone)]
pub(crate) struct Point<'a> {
    /// Nothing where only its position was given.
    pub names: Option<Names>,
    pub position: LonLat,
    pub region: Option<&'a Region>,
}

/// A place that is asked about, as data.
#[derive(Debug, Serialize)]
pub(crate) struct PointData<'a> {
    #[serde(skip)]
    pub point: &'a Point<'a>,
    /// Nothing where only its position was given.
    pub place: Option<&'a str>,
    pub lon: f64,
    pub lat: f64,
    /// That longitude and latitude seem to be exchanged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<&'static str>,
    pub region: Option<RegionName<'a>>,
}

impl<'a> PointData<'a> {
    /// Puts names to a place.
    pub fn of(naming: &Naming<'a>, point: &'a Point<'a>) -> Self {
        let position = Coord::from(point.position);
        Self {
            point,
            place: point.name(naming.language),
            lon: position.x,
            lat: position.y,
            hint: swap_hint(naming.bounds, position),
            region: point.region(naming.language),
        }
    }
}

/// A region by its identifier and its name.
#[derive(Debug, Serialize)]
pub(crate) struct RegionName<'a> {
    pub id: &'a str,
    pub name: &'a str,
}

impl<'a> RegionName<'a> {
    /// A region in a language.
    pub fn of(region: &'a Region, language: Language) -> Self {
        Self { id: &region.id, name: region.names.get(language) }
    }
}

/// What a region is told apart by in tables for programs: its identifier, else its name.
pub(crate) fn id_of(region: &Region) -> &str {
    if region.id.is_empty() { region.names.get(Language::English) } else { &region.id }
}

impl Point<'_> {
    /// The place's name, where it was asked for by one.
    pub fn name(&self, language: Language) -> Option<&str> {
        self.names.as_ref().map(|names| names.get(language))
    }

    /// The region that the place lies in.
    pub fn region(&self, language: Language) -> Option<RegionName<'_>> {
        self.region.map(|region| RegionName::of(region, language))
    }
}
