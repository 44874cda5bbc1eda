//! Validities of the same ground in the same hands, and what ends mean.

use geo::BoundingRect;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::likeness;
use crate::check::Finding;
use crate::check::ground::spot;
use crate::model::{Dataset, Defect, DefectKind, Territory};

/// Features of the same ground in the same hands whose times overlap or touch, and ends that seem to be
/// the last day where others are the day after it.
pub(super) fn findings(dataset: &Dataset) -> Vec<Finding> {
    let mut found = twice(dataset);
    found.extend(mixed_ends(dataset));
    found
}

fn twice(dataset: &Dataset) -> Vec<Finding> {
    let mut alike: FxHashMap<u64, Vec<&Territory>> = FxHashMap::default();
    for territory in &dataset.territories {
        alike.entry(likeness(territory)).or_default().push(territory);
    }
    let mut groups: Vec<Vec<&Territory>> =
        alike.into_values().filter(|group| group.len() > 1).collect();
    groups.sort_by_key(|group| {
        group.first().and_then(|it| it.origin).map(|it| (it.layer, it.feature))
    });
    let mut found = Vec::new();
    for mut group in groups {
        group.sort_by_key(|territory| territory.validity.from());
        for pair in group.windows(2) {
            let [one, other] = pair else { continue };
            if one.polygons != other.polygons || one.control() != other.control() {
                continue;
            }
            let kind = if one.validity.overlaps(other.validity) {
                DefectKind::OverlappingValidity
            } else if one.validity.followed_by(other.validity).is_some() {
                DefectKind::TouchingValidity
            } else {
                continue;
            };
            let first = spot(dataset, one).map(|it| it.to_string()).unwrap_or_default();
            let said = format!("{}, and {} in {first}", other.validity, one.validity);
            let defect = Defect::new(kind, spot(dataset, other).unwrap_or_default()).found(said);
            found.push(Finding::from(defect));
        }
    }
    found
}

/// Ends one day before something else begins on the same ground. Where the manifest says that ends are
/// the last day, they have been moved already.
fn mixed_ends(dataset: &Dataset) -> Option<Finding> {
    let mut begins: FxHashMap<Date, Vec<&Territory>> = FxHashMap::default();
    for territory in &dataset.territories {
        if let Some(from) = territory.validity.from() {
            begins.entry(from).or_default().push(territory);
        }
    }
    let snapshots: FxHashSet<Date> = dataset.snapshots.iter().copied().collect();
    let (mut ends, mut early) = (0, Vec::new());
    for territory in &dataset.territories {
        let Some(until) = territory.validity.until().filter(|it| !snapshots.contains(it)) else {
            continue;
        };
        ends += 1;
        let next = until.tomorrow().ok().and_then(|next| begins.get(&next));
        let follows = |next: &&&Territory| lie_together(territory, next);
        let has_follower =
            |on: Option<&Vec<&Territory>>| on.is_some_and(|on| on.iter().any(|it| follows(&it)));
        if !has_follower(begins.get(&until)) && has_follower(next) {
            early.push(territory);
        }
    }
    let first = early.first()?;
    let count = early.len();
    let found = match count == ends {
        true => "all ends are so: say end_date = \"inclusive\" in the manifest".to_owned(),
        false => format!("{count} of {ends} ends"),
    };
    let defect = Defect::new(DefectKind::EndDateMix, spot(dataset, first).unwrap_or_default());
    Some(defect.times(count).found(found).into())
}

/// Whether the boxes round two grounds overlap.
fn lie_together(one: &Territory, other: &Territory) -> bool {
    let bounds = |territory: &Territory| territory.polygons.bounding_rect();
    let (Some(one), Some(other)) = (bounds(one), bounds(other)) else { return false };
    one.min().x < other.max().x
        && other.min().x < one.max().x
        && one.min().y < other.max().y
        && other.min().y < one.max().y
}
