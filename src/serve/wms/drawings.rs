//! What maps of a dataset share, made once: the atlas, and the lines of the dates that were asked for last.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::civil::Date;

use crate::Result;
use crate::compare::{ControlLines, control_lines};
use crate::geometry::BoundingBox;
use crate::map::Atlas;
use crate::model::Snapshot;
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
