//! Ground by whom it is given to.

use crate::model::Control;

/// Who is given a piece of ground: each piece is of exactly one of these kinds, so that areas by
/// ground sum to the whole.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ground {
    /// One control, and no other.
    Of(Control),
    /// Several at once, in order of precedence: the data contradicts itself, or two of its territories
    /// are drawn over each other.
    Overlap(Vec<Control>),
    /// Nobody.
    Unclaimed,
}

impl Ground {
    /// Ground that is given to these, in order of precedence.
    pub fn of(controls: Vec<Control>) -> Self {
        match <[Control; 1]>::try_from(controls) {
            Ok([only]) => Self::Of(only),
            Err(none) if none.is_empty() => Self::Unclaimed,
            Err(several) => Self::Overlap(several),
        }
    }

    /// Whom a map shows here: the first by precedence.
    pub fn first(&self) -> Option<&Control> {
        match self {
            Self::Of(only) => Some(only),
            Self::Overlap(several) => several.first(),
            Self::Unclaimed => None,
        }
    }
}
