//! Features that stand in a list.

use std::ops::ControlFlow;

use super::item::{Id, Item};
use super::selection::Selection;
use crate::geometry::BoundingBox;
use crate::model::Validity;

/// Features that stand in a list, each named by its place.
pub(super) trait List<'a> {
    /// How many there are.
    fn len(&self) -> usize;

    /// When a feature is so.
    fn validity(&self, place: usize) -> Validity;

    /// The box round a feature; nothing where it has no positions.
    fn bounds(&self, place: usize) -> Option<BoundingBox>;

    /// A feature; nothing where the list is shorter.
    fn item(&self, place: usize) -> Option<Item<'a>>;

    /// Visits the features after one that a selection has, until `visit` has enough.
    fn visit(
        &self,
        selection: &Selection,
        after: Option<Id>,
        visit: &mut dyn FnMut(&Item) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let first = match after {
            Some(Id::Number(place)) => place as usize + 1,
            _ => 0,
        };
        for place in first..self.len() {
            if selection.may_have(self.validity(place), self.bounds(place))
                && let Some(item) = self.item(place)
                && selection.has(&item)
            {
                visit(&item)?;
            }
        }
        ControlFlow::Continue(())
    }

    /// How many features a selection has, where their boxes and dates tell that; nothing else.
    fn count(&self, selection: &Selection) -> Option<usize> {
        selection.is_by_date_alone().then(|| {
            let places = 0..self.len();
            places.filter(|place| selection.may_have(self.validity(*place), None)).count()
        })
    }
}
