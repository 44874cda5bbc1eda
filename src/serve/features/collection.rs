//! The collections of features that there are.

use std::fmt::Write as _;

use super::item::Id;
use super::property::Property;
use super::{changes, fronts, places, pockets, regions, territories};
use crate::serve::problem::Problem;

/// A collection of features.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::serve) enum Collection {
    Territories,
    Fronts,
    Pockets,
    Changes,
    Places,
    Regions,
}

/// What a collection says of itself.
struct Row {
    id: &'static str,
    title: &'static str,
    description: &'static str,
    geometry: Geometry,
    properties: &'static [Property],
}

/// What shape all features of a collection have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::serve) enum Geometry {
    Points,
    Lines,
    Polygons,
}

impl Collection {
    /// Every collection, in the order that they are listed.
    pub const ALL: [Self; 6] = [
        Self::Territories,
        Self::Fronts,
        Self::Pockets,
        Self::Changes,
        Self::Places,
        Self::Regions,
    ];

    /// The collection with an id.
    ///
    /// # Errors
    ///
    /// When there is none: those there are are listed.
    pub fn called(id: &str) -> Result<Self, Problem> {
        Self::ALL.into_iter().find(|it| it.id() == id).ok_or_else(|| {
            let mut detail = "there is no such collection; there are".to_owned();
            for (place, collection) in Self::ALL.iter().enumerate() {
                let comma = if place == 0 { "" } else { "," };
                let _ = write!(detail, "{comma} {}", collection.id());
            }
            Problem::unknown(detail)
        })
    }

    /// As addresses name it.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// As people name it.
    pub fn title(self) -> &'static str {
        self.row().title
    }

    /// What its features are.
    pub fn description(self) -> &'static str {
        self.row().description
    }

    /// What shape its features have.
    pub fn geometry(self) -> Geometry {
        self.row().geometry
    }

    /// What its features say, in this order.
    pub fn properties(self) -> &'static [Property] {
        self.row().properties
    }

    /// Whether its features are so at some times and at others not.
    pub fn is_dated(self) -> bool {
        !matches!(self, Self::Places | Self::Regions)
    }

    /// Whether its features are computed, a state of the dataset at a time.
    pub(super) fn is_computed(self) -> bool {
        matches!(self, Self::Fronts | Self::Pockets | Self::Changes)
    }

    /// Reads the identifier of a feature; nothing where no feature of the collection can have it.
    pub(super) fn feature_id(self, text: &str) -> Option<Id> {
        if self.is_computed() { Id::dated(text) } else { Id::number(text) }
    }

    fn row(self) -> Row {
        match self {
            Self::Territories => Row {
                id: "territories",
                title: "Territories",
                description: "Ground under one control, as the data has it: who stands on it, how, \
                              and from which day up to but without which it is so.",
                geometry: Geometry::Polygons,
                properties: territories::PROPERTIES,
            },
            Self::Fronts => Row {
                id: "fronts",
                title: "Front lines",
                description: "Borders with rivals on either side, for each stretch of days on which \
                              nothing changed.",
                geometry: Geometry::Lines,
                properties: fronts::PROPERTIES,
            },
            Self::Pockets => Row {
                id: "pockets",
                title: "Pockets",
                description: "The connected pieces of the ground that an actor holds alone, for each \
                              stretch of days on which nothing changed.",
                geometry: Geometry::Polygons,
                properties: pockets::PROPERTIES,
            },
            Self::Changes => Row {
                id: "changes",
                title: "Changes",
                description: "The connected pieces of ground that changed hands, on the first day on \
                              which the data says so.",
                geometry: Geometry::Polygons,
                properties: changes::PROPERTIES,
            },
            Self::Places => Row {
                id: "places",
                title: "Places",
                description: "Towns, villages and sites, with who holds them on the last day of \
                              `datetime`, or without one on the last date of the data.",
                geometry: Geometry::Points,
                properties: places::PROPERTIES,
            },
            Self::Regions => Row {
                id: "regions",
                title: "Regions",
                description: "Administrative regions, whatever the date.",
                geometry: Geometry::Polygons,
                properties: regions::PROPERTIES,
            },
        }
    }
}

impl Geometry {
    /// As GeoJSON names it.
    pub fn geojson(self) -> &'static str {
        match self {
            Self::Points => "Point",
            Self::Lines => "MultiLineString",
            Self::Polygons => "MultiPolygon",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_property_takes_the_place_of_a_parameter() {
        let parameters = [
            "bbox",
            "bbox-crs",
            "crs",
            "datetime",
            "f",
            "filter",
            "filter-crs",
            "filter-lang",
            "limit",
            "offset",
            "properties",
            "start_after",
            "v",
        ];
        for collection in Collection::ALL {
            let names = || collection.properties().iter().map(|property| property.name);
            assert!(names().all(|name| !parameters.contains(&name)), "{}", collection.id());
            let several = |name: &&str| names().filter(|it| it == name).count() > 1;
            assert!(!names().any(|name| several(&name)), "{}", collection.id());
        }
    }
}
