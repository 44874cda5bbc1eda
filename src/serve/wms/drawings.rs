//! What maps of a dataset share, made once: the atlas, and the lines of the dates that were asked for last.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::civil::Date;

use crate::Result;
use crate::compare::{
    Areas, ControlLines, Measuring, areas, control_lines, largest_first, series_of,
};
use crate::geometry::BoundingBox;
use crate::map::Atlas;
use crate::model::{Control, Snapshot};
use crate::report::dates::ANY_DATE;
use crate::serve::Published;
use crate::serve::pictures::far_base_map;
use crate::source::backdrop_reaches;

/// Dates whose lines are kept.
const MOST: usize = 16;
/// West, south, east and north of most of the world's land.
const WORLD: [f64; 4] = [-170.0, -50.0, 170.0, 75.0];

/// What maps of a dataset share.
#[derive(Debug, Default)]
pub(in crate::serve) struct Drawings {
    atlas: OnceLock<Atlas>,
    /// The lines of dates, those that were asked for last at the end.
    lines: Mutex<Vec<(Date, Arc<ControlLines>)>>,
    /// Who controls ground on any date, and how.
    controls: OnceLock<Arc<[Control]>>,
}

impl Drawings {
    /// The atlas of a dataset.
    pub fn atlas<'a>(&'a self, published: &Published) -> Result<&'a Atlas> {
        if let Some(atlas) = self.atlas.get() {
            return Ok(atlas);
        }
        let [west, south, east, north] = WORLD;
        let world = BoundingBox::new(west, south, east, north)?;
        let is_of_world = backdrop_reaches(&published.dataset.base_map, &world);
        let far = if is_of_world { None } else { Some(far_base_map(published)?) };
        let atlas = Atlas::of(&published.dataset, far)?;
        Ok(self.atlas.get_or_init(|| atlas))
    }

    /// Who controls ground on a date, and how, or on any; as legends of maps tell them, the largest first.
    pub fn controls(&self, published: &Published, date: Option<Date>) -> Result<Arc<[Control]>> {
        let dataset = &published.dataset;
        let ordered = |days: &[Areas]| largest_first(days).into_iter().cloned().collect();
        // What has no dates is as it is on any.
        let date = date.or(dataset.dates.is_empty().then_some(ANY_DATE));
        if let Some(date) = date {
            return Ok(ordered(&[areas(&dataset.on(date)?)?.as_drawn()]));
        }
        if let Some(controls) = self.controls.get() {
            return Ok(Arc::clone(controls));
        }
        let ledger = published.index.ledger();
        let days = series_of(dataset, ledger, &dataset.dates, Measuring::default())?;
        let days: Vec<Areas> =
            days.into_iter().filter_map(|day| Some(day.areas?.all.as_drawn())).collect();
        Ok(Arc::clone(self.controls.get_or_init(|| ordered(&days))))
    }

    /// The lines of a snapshot.
    pub fn lines(&self, snapshot: &Snapshot) -> Arc<ControlLines> {
        let kept = || self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let mut known = kept();
        if let Some(index) = known.iter().position(|(date, _)| *date == snapshot.date) {
            let found = known.remove(index);
            let lines = Arc::clone(&found.1);
            known.push(found);
            return lines;
        }
        // Others are not to wait while these are made.
        drop(known);
        let lines = Arc::new(control_lines(snapshot));
        let mut known = kept();
        if known.len() >= MOST {
            known.remove(0);
        }
        known.push((snapshot.date, Arc::clone(&lines)));
        lines
    }
}
