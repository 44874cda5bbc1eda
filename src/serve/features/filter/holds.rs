//! Whether a filter holds for a feature.

use std::borrow::Cow;
use std::cmp::Ordering;

use geo::Intersects;

use super::{Comparison, Condition, Ground, Operand, Span};
use crate::geometry::Coord;
use crate::model::Date;
use crate::serve::features::item::{Item, Shape};
use crate::serve::features::property::Value;

impl Condition {
    /// Whether it holds; nothing where that depends on what is missing.
    pub fn holds(&self, item: &Item) -> Option<bool> {
        match self {
            Self::Always(is_so) => Some(*is_so),
            Self::All(parts) => settled(parts, item, false),
            Self::Any(parts) => settled(parts, item, true),
            Self::Not(part) => part.holds(item).map(|is_so| !is_so),
            Self::Compare(one, how, other) => {
                Some(how.allows(one.value(item).order(&other.value(item))?))
            }
            Self::Between(it, least, most) => {
                let it = it.value(item);
                let from = it.order(&least.value(item))?;
                let to = it.order(&most.value(item))?;
                Some(from.is_ge() && to.is_le())
            }
            Self::OneOf(it, values) => {
                let it = it.value(item);
                it.kind()?;
                Some(values.iter().any(|one| it.order(&one.value(item)) == Some(Ordering::Equal)))
            }
            Self::Like(it, pattern) => match it.value(item) {
                Value::Text(text) => Some(pattern.fits(&text)),
                _ => None,
            },
            Self::IsMissing(it) => Some(it.value(item) == Value::Missing),
            Self::Meets(ground) => Some(ground.meets(item.shape)),
            Self::Overlap(one, other) => {
                let ((from, to), (other_from, other_to)) = (one.days(item)?, other.days(item)?);
                let begins_in_time = |from: Option<Date>, to: Option<Date>| match (from, to) {
                    (Some(from), Some(to)) => from <= to,
                    _ => true,
                };
                Some(begins_in_time(from, other_to) && begins_in_time(other_from, to))
            }
        }
    }
}

/// Whether one of several conditions is as wanted: it settles the whole. Else the whole is the
/// opposite, unless something is missing.
fn settled(parts: &[Condition], item: &Item, wanted: bool) -> Option<bool> {
    let mut whole = Some(!wanted);
    for part in parts {
        match part.holds(item) {
            Some(is_so) if is_so == wanted => return Some(wanted),
            Some(_) => {}
            None => whole = None,
        }
    }
    whole
}

impl Comparison {
    fn allows(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::Unequal => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::More => order.is_gt(),
            Self::MoreOrEqual => order.is_ge(),
        }
    }
}

impl Operand {
    fn value<'a>(&'a self, item: &'a Item) -> Value<'a> {
        match self {
            Self::Property(place) => {
                item.values.get(*place).map_or(Value::Missing, Value::borrowed)
            }
            Self::Constant(value) => value.borrowed(),
            Self::Folded(inner) => match inner.value(item) {
                Value::Text(text) => Value::Text(Cow::Owned(text.to_lowercase())),
                other => other,
            },
        }
    }
}

impl Span {
    /// The first day and the last; nothing where the only day is missing.
    fn days(&self, item: &Item) -> Option<(Option<Date>, Option<Date>)> {
        let day = |operand: &Operand| match operand.value(item) {
            Value::Date(date) => Some(date),
            _ => None,
        };
        match self {
            Self::Day(only) => {
                let only = day(only)?;
                Some((Some(only), Some(only)))
            }
            Self::Interval(first, last) => {
                Some((first.as_ref().and_then(day), last.as_ref().and_then(day)))
            }
        }
    }
}

impl Ground {
    fn meets(&self, shape: Shape) -> bool {
        match self {
            Self::Box(area) => area.meets(shape),
            Self::Shape(wanted) => match shape {
                Shape::Point(at) => geo::Point(Coord::from(at)).intersects(wanted),
                Shape::Lines(lines) => lines.iter().any(|line| line.intersects(wanted)),
                Shape::Polygons(polygons) => polygons.iter().any(|it| it.intersects(wanted)),
            },
        }
    }
}
