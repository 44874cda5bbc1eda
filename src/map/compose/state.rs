//! What a map tells of a date, before anything is placed on a page.

use geo::LineString;
use rayon::prelude::*;

use crate::compare::{Advance, Areas, Comparing, ControlLines, areas, control_lines};
use crate::model::{Date, Snapshot};
use crate::{Error, Result};

/// What is told of one date.
pub(in crate::map) struct State<'a> {
    /// The ground on the date.
    pub(in crate::map) snapshot: Snapshot<'a>,
    /// How large it is, as it is drawn.
    pub(in crate::map) areas: Areas,
    /// Where it meets and ends.
    pub(in crate::map) lines: ControlLines,
    /// What has changed since an earlier date, if that is told.
    pub(in crate::map) change: Option<Change<'a>>,
}

/// What has changed since an earlier date.
pub(in crate::map) struct Change<'a> {
    /// The earlier date.
    pub(in crate::map) since: Date,
    /// The ground that changed hands.
    pub(in crate::map) advance: Advance<'a>,
    /// Where the front lines ran.
    pub(in crate::map) former_fronts: Vec<LineString>,
}

impl<'a> State<'a> {
    /// Measures several snapshots; what has changed is told of those that come after the earlier date.
    pub(in crate::map) fn of_all(
        snapshots: &[Snapshot<'a>],
        since: Option<Date>,
    ) -> Result<Vec<Self>> {
        let earlier = |date: Date| since.filter(|since| *since < date);
        snapshots.par_iter().map(|it| Self::of(it, earlier(it.date))).collect()
    }

    /// Measures a snapshot, and what has changed up to it.
    pub(in crate::map) fn of(snapshot: &Snapshot<'a>, since: Option<Date>) -> Result<Self> {
        let ((areas, lines), change) = rayon::join(
            || rayon::join(|| areas(snapshot), || control_lines(snapshot)),
            || since.map(|since| Change::of(snapshot, since)).transpose(),
        );
        let (areas, change) = (areas?.as_drawn(), change?);
        Ok(Self { snapshot: snapshot.clone(), areas, lines, change })
    }
}

impl<'a> Change<'a> {
    fn of(snapshot: &Snapshot<'a>, since: Date) -> Result<Self> {
        if since >= snapshot.date {
            return Err(Error::usage("changes are shown since an earlier date than the map's own")
                .found(format!("{since}, on a map of {}", snapshot.date)));
        }
        let before = snapshot.dataset.on(since)?;
        let sliver_width = Comparing::default().sliver_width;
        let (advance, lines) =
            rayon::join(|| Advance::of(&before, snapshot, sliver_width), || control_lines(&before));
        // Where the data knows the ground of one side only, its edge is the front.
        let former_fronts = if lines.fronts.is_empty() {
            lines.outlines.into_iter().flat_map(|outline| outline.lines).collect()
        } else {
            lines.fronts
        };
        Ok(Self { since, advance: advance?, former_fronts })
    }
}
