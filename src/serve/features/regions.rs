//! Administrative regions.

use super::item::{Id, Item, Shape};
use super::list::List;
use super::property::{Kind, Property, Value};
use super::wording::names;
use crate::geometry::BoundingBox;
use crate::model::{Region, Validity};
use crate::serve::Published;

/// What a region says.
pub(super) const PROPERTIES: &[Property] = &[
    Property::new("name", Kind::Text, "Name", "Its name in English, or as it came"),
    Property::new("name:ar", Kind::Text, "Arabic name", "Its name in Arabic"),
    Property::new("name:ku", Kind::Text, "Kurdish name", "Its name in Kurmanji Kurdish"),
    Property::new("name:ckb", Kind::Text, "Sorani name", "Its name in Sorani Kurdish"),
    Property::new("code", Kind::Text, "Code", "Its identifier, usually of ISO 3166-2"),
];

/// The regions of a dataset.
#[derive(Debug, Clone, Copy)]
pub(super) struct Regions<'a>(&'a [Region]);

impl<'a> Regions<'a> {
    /// Those of a dataset.
    pub fn of(published: &'a Published) -> Self {
        Self(&published.dataset.base_map.regions)
    }
}

impl<'a> List<'a> for Regions<'a> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn validity(&self, _: usize) -> Validity {
        Validity::ALWAYS
    }

    fn bounds(&self, place: usize) -> Option<BoundingBox> {
        Shape::Polygons(&self.0.get(place)?.polygons).bounds()
    }

    fn item(&self, place: usize) -> Option<Item<'a>> {
        let region = self.0.get(place)?;
        let mut values: Vec<Value> = names(&region.names).collect();
        values.push(Value::text(&region.id));
        Some(Item {
            id: Id::Number(place as u32),
            shape: Shape::Polygons(&region.polygons),
            values,
        })
    }
}
