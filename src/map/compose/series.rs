//! Maps of several dates with one layout: what does not change stands still from one to the next.

use rayon::prelude::*;

use super::MapOptions;
use super::plan::{Kind, Plan};
use super::state::State;
use crate::map::scene::Scene;
use crate::model::Snapshot;
use crate::{Error, Result};

/// Maps of several dates that share extent, layout and the rows of their legend, so that one can be
/// laid upon the other.
pub struct Series<'a> {
    plan: Plan<'a>,
    states: Vec<State<'a>>,
}

impl<'a> Series<'a> {
    /// Maps of snapshots of one dataset, for files side by side.
    ///
    /// Changes since [`MapOptions::since`] are shown on the maps of later dates only.
    ///
    /// # Errors
    ///
    /// When there are no snapshots, and wherever [`compose`](super::compose) says.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::map::{MapOptions, Series};
    /// use controlmap::model::Dataset;
    ///
    /// let dataset = Dataset::open("fixtures/snapshots")?;
    /// let days: Vec<_> =
    ///     dataset.dates.iter().map(|date| dataset.on(*date)).collect::<Result<_, _>>()?;
    /// let options = MapOptions::default();
    /// let series = Series::of(&days, &options)?;
    /// let (first, last) = (series.scene(0).unwrap(), series.scene(2).unwrap());
    /// // The sea is the sea.
    /// assert_eq!(first.layers[0], last.layers[0]);
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn of(snapshots: &[Snapshot<'a>], options: &'a MapOptions) -> Result<Self> {
        Self::new(snapshots, options, Kind::Still)
    }

    /// The frames of an animation: the date stands large under the headline, and below the map is a
    /// chart of the areas that goes on with the dates, where the page has room for one.
    ///
    /// # Errors
    ///
    /// See [`of`](Self::of).
    pub fn frames(snapshots: &[Snapshot<'a>], options: &'a MapOptions) -> Result<Self> {
        Self::new(snapshots, options, Kind::Frame)
    }

    fn new(snapshots: &[Snapshot<'a>], options: &'a MapOptions, kind: Kind) -> Result<Self> {
        options.check()?;
        if snapshots.is_empty() {
            return Err(Error::usage("there are no dates to show"));
        }
        let extent = options.shown(snapshots)?;
        let states = State::of_all(snapshots, options.since)?;
        let (plan, _) = Plan::of(&states, options, &extent, kind)?;
        Ok(Self { plan, states })
    }

    /// How many maps there are, at least one.
    pub fn len(&self) -> usize {
        self.states.len()
    }

    /// Whether there are none, which is never so.
    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
    }

    /// The map of one of the snapshots, by its place among them; nothing beyond the last.
    pub fn scene(&self, index: usize) -> Option<Scene> {
        self.states.get(index).map(|state| self.plan.scene(index, state))
    }

    /// All maps in their order.
    pub fn scenes(&self) -> Vec<Scene> {
        let all = self.states.par_iter().enumerate();
        all.map(|(index, state)| self.plan.scene(index, state)).collect()
    }
}
