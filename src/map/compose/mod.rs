//! From a snapshot to a scene.

pub(super) mod grid;
mod insets;
mod layout;
pub(super) mod pins;
mod plan;
pub(super) mod series;
pub(super) mod sidecar;
mod sight;
pub(super) mod state;

use crate::geometry::{BoundingBox, Projection};
use crate::map::scene::Scene;
use crate::map::theme::Theme;
use crate::model::{ActorId, Date, Language, Snapshot};
use crate::{Error, Result};
use plan::{Kind, Plan};
use state::State;

/// How a map is to look.
#[derive(Debug, Clone, PartialEq)]
pub struct MapOptions {
    /// Width of the page in page pixels.
    pub width: u32,
    /// Height of the page in page pixels.
    pub height: u32,
    /// The language it is lettered in.
    pub language: Language,
    /// The part of the world to show.
    pub extent: Extent,
    /// The projection.
    pub projection: Projection,
    /// Headline instead of the dataset's own.
    pub title: Option<String>,
    /// Colours and line widths.
    pub theme: Theme,
    /// Whether a small map tells where the map is, where there is room and the dataset has the countries
    /// of the world.
    pub locator: bool,
    /// Whether lines of equal longitude and latitude are drawn.
    pub graticule: bool,
    /// The earlier date since which the map shows what changed hands; nothing for control alone.
    pub since: Option<Date>,
}

impl Default for MapOptions {
    fn default() -> Self {
        Self {
            width: 1600,
            height: 1200,
            language: Language::default(),
            extent: Extent::default(),
            projection: Projection::default(),
            title: None,
            theme: Theme::default(),
            locator: true,
            graticule: false,
            since: None,
        }
    }
}

/// The part of the world that a map shows.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Extent {
    /// What the dataset says to show, else all its territories.
    #[default]
    Dataset,
    /// The territories of the date.
    Territories,
    /// The ground on which an actor stands on the date.
    Actor(ActorId),
    /// A box.
    Box(BoundingBox),
}

/// The smallest and the largest side of a page, in page pixels.
pub const PAGE_SIDES: (u32, u32) = (300, 20_000);

/// Share of its size by which the box round territories is widened on every side.
const AIR: f64 = 0.04;
/// Draws the map of a snapshot as a scene.
///
/// The same arguments give the same scene.
///
/// # Errors
///
/// When the page is too small or too large, when there is nothing to show, when the projection can't
/// show the extent, when changes are to be shown since a date that does not come before the
/// snapshot's or of which there is no data, or when edges cross each other into more than eight million
/// pieces.
///
/// # Example
///
/// ```
/// use controlmap::map::{MapOptions, compose};
///
/// let syria = controlmap::source::built_in(&Default::default())?;
/// let since = Some("2026-01-18".parse().unwrap());
/// let options = MapOptions { since, ..MapOptions::default() };
/// let scene = compose(&syria.on("2026-01-27".parse().unwrap())?, &options)?;
/// assert!(scene.layers.iter().any(|layer| layer.name == "gains"));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn compose(snapshot: &Snapshot, options: &MapOptions) -> Result<Scene> {
    options.check()?;
    let extent = options.shown(std::slice::from_ref(snapshot))?;
    let states = [State::of(snapshot, options.since)?];
    let (plan, ground) = Plan::of(&states, options, &extent, Kind::Still)?;
    let [state] = &states;
    Ok(match ground {
        Some(ground) => plan.scene_of(0, state, ground),
        None => plan.scene(0, state),
    })
}

impl MapOptions {
    /// The box that maps of some snapshots of one dataset show: what lies in view on any of them, and
    /// on the date since which changes are shown.
    ///
    /// # Errors
    ///
    /// When there is no ground to show on any of them, or there is no data on that date.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::map::MapOptions;
    ///
    /// let syria = controlmap::source::built_in(&Default::default())?;
    /// let shown = MapOptions::default().shown(&[syria.on("2026-01-27".parse().unwrap())?])?;
    /// assert_eq!(Some(shown), syria.about.view);
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn shown(&self, snapshots: &[Snapshot]) -> Result<BoundingBox> {
        let extent = self.extent.of_all(snapshots)?;
        let since = self.since.zip(snapshots.first());
        let before = since.map(|(since, snapshot)| snapshot.dataset.on(since)).transpose()?;
        // An actor may have held nothing yet.
        let former = before.and_then(|before| self.extent.of(&before).ok());
        Ok(former.map_or(extent, |former| extent.union(former)))
    }

    /// Whether a page can be so large.
    pub(in crate::map) fn check(&self) -> Result<()> {
        let (least, most) = PAGE_SIDES;
        for side in [self.width, self.height] {
            if !(least..=most).contains(&side) {
                return Err(Error::usage(format!(
                    "a page's sides are between {least} and {most} pixels"
                ))
                .found(format!("{}x{}", self.width, self.height)));
            }
        }
        Ok(())
    }
}

impl Extent {
    /// The box to show on a date.
    ///
    /// # Errors
    ///
    /// When there is no ground to show.
    pub fn of(self, snapshot: &Snapshot) -> Result<BoundingBox> {
        let dataset = snapshot.dataset;
        let found = match self {
            Self::Box(given) => Some(given),
            Self::Dataset => dataset
                .about
                .view
                .or_else(|| snapshot.bounding_box().or_else(|| dataset.bounding_box()).map(aired)),
            Self::Territories => snapshot.bounding_box().map(aired),
            Self::Actor(actor) => BoundingBox::around(
                snapshot
                    .territories
                    .iter()
                    .filter(|territory| territory.claimants().any(|claimant| claimant == actor))
                    .flat_map(|territory| territory.positions()),
            )
            .map(aired),
        };
        found.ok_or_else(|| match self {
            Self::Actor(actor) => Error::usage("the actor holds no ground on this date")
                .found(format!("`{}` on {}", dataset.actor(actor).id, snapshot.date)),
            _ => Error::input("there is nothing to show: no territories, and no box to show"),
        })
    }
}

impl Extent {
    /// The box to show on all of some dates: an actor may hold nothing on some of them, but not on all.
    ///
    /// # Errors
    ///
    /// When there is no ground to show on any of them.
    pub fn of_all(self, snapshots: &[Snapshot]) -> Result<BoundingBox> {
        let extents = snapshots.iter().map(|snapshot| self.of(snapshot));
        let extent = extents.reduce(|one, other| match (one, other) {
            (Ok(one), Ok(other)) => Ok(one.union(other)),
            (one, other) => one.or(other),
        });
        extent.unwrap_or_else(|| Err(Error::usage("there are no dates to show")))
    }
}

/// A box with some air round it.
fn aired(around: BoundingBox) -> BoundingBox {
    let x = (around.east() - around.west()) * AIR;
    let y = (around.north() - around.south()) * AIR;
    BoundingBox::new(
        (around.west() - x).max(-180.0),
        (around.south() - y).max(-90.0),
        (around.east() + x).min(180.0),
        (around.north() + y).min(90.0),
    )
    .unwrap_or(around)
}
