//! From a snapshot to a scene.

use super::furniture::corner::{Corner, cheapest};
use super::furniture::footer::Footer;
use super::furniture::heading::heading_of_map;
use super::furniture::scale_bar::ScaleBar;
use super::labels::{self, Labels, Requests};
use super::layout::{Layout, LegendPlace, harm, lay_out};
use super::page::{Page, outlined};
use super::scene::{Layer, Rect, Scene};
use super::style;
use super::theme::Theme;
use super::view::ProjectedExtent;
use crate::compare::{areas, control_lines};
use crate::geometry::{BoundingBox, Projection};
use crate::model::{ActorId, Language, Snapshot};
use crate::{Error, Result};

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
/// Height of a map at the very least.
const LEAST_HEIGHT: f32 = 60.0;

/// Draws the map of a snapshot as a scene.
///
/// The same arguments give the same scene.
///
/// # Errors
///
/// When the page is too small or too large, when there is nothing to show, or when the projection
/// can't show the extent.
pub fn compose(snapshot: &Snapshot, options: &MapOptions) -> Result<Scene> {
    Ok(compose_with_report(snapshot, options)?.scene)
}

/// A map, and what could not be written on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Composed {
    /// The map.
    pub scene: Scene,
    /// Names that are left out because no bundled font has their letters, each once.
    pub unlettered: Vec<String>,
}

/// Draws the map of a snapshot as [`compose`] does, and tells what could not be written on it.
///
/// # Errors
///
/// Those of [`compose`].
pub fn compose_with_report(snapshot: &Snapshot, options: &MapOptions) -> Result<Composed> {
    let (least, most) = PAGE_SIDES;
    for side in [options.width, options.height] {
        if !(least..=most).contains(&side) {
            return Err(Error::usage(format!(
                "a page's sides are between {least} and {most} pixels"
            ))
            .found(format!("{}x{}", options.width, options.height)));
        }
    }
    let extent = ProjectedExtent::new(options.projection, &options.extent.of(snapshot)?)?;
    let page =
        Page::new(options.width as f32, options.height as f32, options.language, options.theme);
    let (areas, lines) = rayon::join(|| areas(snapshot), || control_lines(snapshot));
    let areas = areas?.as_drawn();

    let margin = page.length(style::MARGIN);
    let sheet = Rect { x: 0.0, y: 0.0, width: page.width, height: page.height };
    let column = sheet.grown(-margin);
    let (mut furniture, top) = heading_of_map(&page, snapshot, options.title.as_deref(), &column);
    let footer = Footer::new(&page, snapshot.dataset, Some(extent.projection()), column.width);
    let bottom = column.bottom() - footer.height();
    furniture.extend(footer.draw(&page, &column, bottom));
    let (top, bottom) = (top + margin * 0.25, bottom - margin * 0.35);
    let least = page.length(LEAST_HEIGHT);
    let frame = Rect { y: top, height: (bottom - top).max(least), ..column };
    let Layout { view, ground, legend, legend_place } =
        lay_out(&page, snapshot, &areas, &lines, &extent, frame);
    let frame = view.frame();
    let mut taken = Vec::new();
    match legend_place {
        LegendPlace::Panel(place) => {
            furniture.extend(legend.panel(&page, &place));
            taken.push(place);
        }
        LegendPlace::Columns(place) => furniture.extend(legend.columns(&page, &place)),
        LegendPlace::Nowhere => {}
    }
    let bar = ScaleBar::new(&page, frame.width, view.pixels_per_kilometre());
    let corners = Corner::for_scale_bar(page.is_mirrored());
    let hides = |rect: &Rect| harm(&page, snapshot, &view, &ground, rect);
    if !view.shows_whole_globe()
        && let Some(place) = cheapest(corners, bar.size, &frame, margin * 0.6, &taken, hides)
    {
        furniture.extend(bar.draw(&page, &place));
        taken.push(place.grown(margin * 0.2));
    }
    furniture.push(outlined(frame, page.stroke(page.theme.rule())));
    let Labels { items, unlettered } =
        labels::place(&page, snapshot, &view, &ground, &areas, &taken, Requests::default());
    let mut layers = ground.layers;
    layers.push(Layer { name: "labels", clip: Some(frame), items });
    layers.push(Layer { name: "furniture", clip: None, items: furniture });
    let (width, height, background) = (page.width, page.height, page.theme.colors.paper);
    Ok(Composed { scene: Scene { width, height, background, layers }, unlettered })
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
