//! Whose ground looks alike, and to whom.

use super::difference::{Lab, color_difference};
use super::vision::Vision;
use super::{Cue, Theme};
use crate::model::{ActorId, Snapshot, Status};

/// Two grounds look alike whose colours differ by less, by CIEDE2000.
///
/// About 1 is seen where two colours touch; on a map they are apart, and are looked up in a legend.
/// A warning is not given for whatever falls short of [`SAFE`], which few palettes of more than five
/// tints reach for every reader, but where two tints are likely to be mistaken.
pub const ALIKE: f64 = 6.0;
/// The difference, by CIEDE2000, by which readers tell colours apart even far from one another on a
/// map, as A. Brychtová and A. Çöltekin recommend (The effect of spatial distance on the
/// discriminability of colors in maps, Cartography and Geographic Information Science 44(3), 2017).
pub const SAFE: f64 = 10.0;

/// Actors that are compared at most: more than any palette can tell apart.
const MOST_COMPARED: usize = 100;

/// Two actors whose ground looks alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lookalikes {
    /// The two, in the dataset's order.
    pub actors: (ActorId, ActorId),
    /// To whom most.
    pub vision: Vision,
    /// By how much they differ then, by CIEDE2000: less than [`ALIKE`].
    pub difference: f64,
}

/// The actors who hold ground in a snapshot, alone or with others, and whose tints look alike, the
/// likest first. There are none where a theme tells actors apart by patterns, and of many actors
/// the first hundred are compared.
///
/// # Example
///
/// ```
/// use controlmap::map::theme::{Theme, lookalikes};
/// use controlmap::source;
///
/// let dataset = source::built_in(&source::OpenOptions::default())?;
/// let snapshot = dataset.on(source::parse_date("2026-01-27")?)?;
/// assert!(lookalikes(&Theme::LIGHT, &snapshot).is_empty());
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn lookalikes(theme: &Theme, snapshot: &Snapshot) -> Vec<Lookalikes> {
    if theme.cue == Cue::Pattern {
        return Vec::new();
    }
    let holders = holders(snapshot);
    let mut found = Vec::new();
    for (index, one) in holders.iter().enumerate() {
        for other in holders.iter().skip(index + 1) {
            let worst = Vision::ALL
                .into_iter()
                .map(|vision| (vision, tint_difference(theme, snapshot, (*one, *other), vision)))
                .min_by(|(_, least), (_, next)| least.total_cmp(next));
            if let Some((vision, difference)) = worst.filter(|(_, least)| *least < ALIKE) {
                found.push(Lookalikes { actors: (*one, *other), vision, difference });
            }
        }
    }
    found.sort_by(|one, other| one.difference.total_cmp(&other.difference));
    found
}

/// The actors who hold ground, in the dataset's order.
fn holders(snapshot: &Snapshot) -> Vec<ActorId> {
    let holds = |status| matches!(status, Status::Held | Status::Contested | Status::Joint);
    let held = snapshot.territories.iter().filter(|territory| holds(territory.status));
    let mut holders: Vec<ActorId> = held.flat_map(|territory| territory.claimants()).collect();
    holders.sort_unstable();
    holders.dedup();
    holders.truncate(MOST_COMPARED);
    holders
}

fn tint_difference(
    theme: &Theme,
    snapshot: &Snapshot,
    (one, other): (ActorId, ActorId),
    vision: Vision,
) -> f64 {
    let seen = |actor| Lab::of(vision.of(theme.tint(snapshot.dataset.actor(actor).color)));
    color_difference(seen(one), seen(other))
}
