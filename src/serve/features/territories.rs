//! Territories, as the dataset has them.

use std::sync::OnceLock;

use super::item::{Id, Item, Shape};
use super::list::List;
use super::property::{Kind, Property, Value};
use super::wording::name_of;
use crate::geometry::BoundingBox;
use crate::model::{Dataset, Validity};
use crate::serve::Published;

/// What a territory says.
pub(super) const PROPERTIES: &[Property] = &[
    Property::new("actor", Kind::Actor, "Actor", "Who controls the ground, or is named first"),
    Property::new("actor_name", Kind::Text, "Name", "The actor's name in English"),
    Property::new(
        "actors",
        Kind::Text,
        "Actors",
        "All who stand on it, joined with `;`; in the order of the dataset's actors unless it is claimed, \
         where the first claims it",
    ),
    Property::new("status", Kind::Status, "Status", "How the ground is controlled"),
    Property::new("from", Kind::Date, "From", "The first day on which this is so")
        .with_role("primary-interval-start"),
    Property::new("until", Kind::Date, "Until", "The first day on which it is no longer so")
        .with_role("primary-interval-end"),
    Property::new("source", Kind::Text, "Source", "Where this is known from"),
];

/// The territories of a dataset.
#[derive(Debug, Clone, Copy)]
pub(super) struct Territories<'a> {
    dataset: &'a Dataset,
    bounds: &'a [Option<BoundingBox>],
}

/// The boxes round the territories of a dataset, in its order.
#[derive(Debug, Default)]
pub(super) struct TerritoryBounds(OnceLock<Vec<Option<BoundingBox>>>);

impl<'a> Territories<'a> {
    /// Those of a dataset.
    pub fn of(published: &'a Published) -> Self {
        let dataset = &published.dataset;
        let around = || {
            let shapes = dataset.territories.iter().map(|it| Shape::Polygons(&it.polygons));
            shapes.map(|shape| shape.bounds()).collect()
        };
        Self { dataset, bounds: published.features.territory_bounds.0.get_or_init(around) }
    }
}

impl<'a> List<'a> for Territories<'a> {
    fn len(&self) -> usize {
        self.dataset.territories.len()
    }

    fn validity(&self, place: usize) -> Validity {
        self.dataset.territories.get(place).map_or(Validity::ALWAYS, |it| it.validity)
    }

    fn bounds(&self, place: usize) -> Option<BoundingBox> {
        self.bounds.get(place).copied().flatten()
    }

    fn item(&self, place: usize) -> Option<Item<'a>> {
        let territory = self.dataset.territories.get(place)?;
        let actor = territory.actor.map(|actor| self.dataset.actor(actor));
        let values = vec![
            actor.map_or(Value::Missing, |actor| Value::text(&actor.id)),
            actor.map_or(Value::Missing, name_of),
            Value::text(self.dataset.ids(territory.control().claimants)),
            Value::text(territory.status.word()),
            territory.validity.from().into(),
            territory.validity.until().into(),
            Value::text(&territory.source),
        ];
        let shape = Shape::Polygons(&territory.polygons);
        Some(Item { id: Id::Number(place as u32), shape, values })
    }
}

/// The box round all territories; nothing where there are none.
pub(super) fn extent(published: &Published) -> Option<BoundingBox> {
    Territories::of(published).bounds.iter().copied().flatten().reduce(BoundingBox::union)
}
