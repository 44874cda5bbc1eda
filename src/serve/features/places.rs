//! Places, and who holds them.

use super::item::{Id, Item, Shape};
use super::list::List;
use super::property::{Kind, Property, Value};
use super::wording::{control, name_of, names};
use crate::geometry::BoundingBox;
use crate::model::{Date, Place, Validity};
use crate::serve::Published;

/// What a place says.
pub(super) const PROPERTIES: &[Property] = &[
    Property::new("name", Kind::Text, "Name", "Its name in English, or as it came"),
    Property::new("name:ar", Kind::Text, "Arabic name", "Its name in Arabic"),
    Property::new("name:ku", Kind::Text, "Kurdish name", "Its name in Kurmanji Kurdish"),
    Property::new("name:ckb", Kind::Text, "Sorani name", "Its name in Sorani Kurdish"),
    Property::new("kind", Kind::Text, "Kind", "`city`, `town`, `village`, `dam` and the like"),
    Property::new("rank", Kind::Integer, "Rank", "Importance, 1 for a capital"),
    Property::new("population", Kind::Integer, "Population", "People living there"),
    Property::new("region", Kind::Text, "Region", "The code of the region it belongs to"),
    Property::new("holder", Kind::Text, "Holder", "All who stand on it, joined with `;`"),
    Property::new("holder_name", Kind::Text, "Holder's name", "The name of the first of them"),
    Property::new("status", Kind::Status, "Status", "How the ground is controlled"),
    Property::new("since", Kind::Date, "Since", "The first day of the unbroken time of that"),
];

/// The places of a dataset on a date.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places<'a> {
    published: &'a Published,
    places: &'a [Place],
    date: Date,
}

impl<'a> Places<'a> {
    /// Those of a dataset on a date; without one on its last.
    pub fn on(published: &'a Published, date: Option<Date>) -> Self {
        let date = date.or_else(|| published.dataset.latest()).unwrap_or(Date::MAX);
        Self { published, places: &published.dataset.base_map.places, date }
    }

    /// Who holds a place: who stands on it, the first one's name, how, and since when.
    fn holder(&self, place: &Place) -> [Value<'a>; 4] {
        let (index, dataset) = (&self.published.index, &self.published.dataset);
        let (lon, lat) = (place.position.lon(), place.position.lat());
        let Some(id) = index.find(lon, lat, self.date).control() else {
            return [const { Value::Missing }; 4];
        };
        let held = index.control(id);
        let [holder, status] = control(dataset, Some(held));
        let first = held.claimants.first();
        let name = first.map_or(Value::Missing, |actor| name_of(dataset.actor(*actor)));
        [holder, name, status, index.since(lon, lat, self.date).into()]
    }
}

impl<'a> List<'a> for Places<'a> {
    fn len(&self) -> usize {
        self.places.len()
    }

    fn validity(&self, _: usize) -> Validity {
        Validity::ALWAYS
    }

    fn bounds(&self, place: usize) -> Option<BoundingBox> {
        Shape::Point(self.places.get(place)?.position).bounds()
    }

    fn item(&self, number: usize) -> Option<Item<'a>> {
        let place = self.places.get(number)?;
        let whole = |number: u64| i64::try_from(number).map_or(Value::Missing, Value::Integer);
        let mut values: Vec<Value> = names(&place.names).collect();
        values.extend([
            Value::text(&place.kind),
            Value::Integer(i64::from(place.rank)),
            place.population.map_or(Value::Missing, whole),
            Value::text(&place.region),
        ]);
        values.extend(self.holder(place));
        Some(Item { id: Id::Number(number as u32), shape: Shape::Point(place.position), values })
    }
}
