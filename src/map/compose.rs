//! From a snapshot to a scene.

use super::furniture::corner::{Corner, cheapest};
use super::furniture::footer::footer;
use super::furniture::heading::heading;
use super::furniture::legend::Legend;
use super::furniture::scale_bar::ScaleBar;
use super::ground::Ground;
use super::labels::{self, Labels};
use super::page::{Page, outlined};
use super::scene::{Layer, Rect, Scene};
use super::style;
use super::view::View;
use crate::compare::{Areas, areas, control_lines};
use crate::geometry::{BoundingBox, Coord, Projection, Projector};
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
/// Shares of the frame's width and height that the legend's panel may take.
const PANEL: (f32, f32) = (0.42, 0.72);
/// Share of the frame's area that the legend's panel may take.
const PANEL_AREA: f32 = 0.2;

/// Draws the map of a snapshot as a scene.
///
/// The same arguments give the same scene.
///
/// # Errors
///
/// When the page is too small or too large, when there is nothing to show, or when the projection
/// can't show the extent.
pub fn compose(snapshot: &Snapshot, options: &MapOptions) -> Result<Scene> {
    let (least, most) = PAGE_SIDES;
    for side in [options.width, options.height] {
        if !(least..=most).contains(&side) {
            return Err(Error::usage(format!(
                "a page's sides are between {least} and {most} pixels"
            ))
            .found(format!("{}x{}", options.width, options.height)));
        }
    }
    let extent = options.extent.of(snapshot)?;
    let page = Page::new(options.width as f32, options.height as f32, options.language);
    let areas = areas(snapshot);
    let lines = control_lines(snapshot);

    let margin = page.length(style::MARGIN);
    let sheet = Rect { x: 0.0, y: 0.0, width: page.width, height: page.height };
    let column = sheet.grown(-margin);
    let projection = Projector::over(options.projection, &extent)?.projection();
    let (mut furniture, top) = heading(&page, snapshot, options.title.as_deref(), &column);
    let (footer, bottom) = footer(&page, snapshot, projection, &column);
    furniture.extend(footer);
    let frame = Rect {
        x: column.x,
        y: top + margin * 0.25,
        width: column.width,
        height: bottom - margin * 0.3 - top - margin * 0.25,
    };
    let Plan { view, ground, legend, panel } =
        plan(&page, snapshot, options, &extent, frame, &areas, &lines)?;
    let frame = view.frame();
    let mut taken = Vec::new();
    match panel {
        LegendPlace::Panel(place) => {
            furniture.extend(legend.panel(&page, &place));
            taken.push(place);
        }
        LegendPlace::Band(place) => furniture.extend(legend.band(&page, &place)),
        LegendPlace::Nowhere => {}
    }
    let bar = ScaleBar::new(&page, frame.width, view.pixels_per_kilometre());
    if !view.shows_whole_globe()
        && let Some(place) = cheapest(
            Corner::for_scale_bar(page.is_mirrored()),
            bar.size,
            &frame,
            margin * 0.6,
            &taken,
            |rect| harm(&page, snapshot, &view, &ground, rect),
        )
    {
        furniture.extend(bar.draw(&page, &place));
        taken.push(place.grown(margin * 0.2));
    }
    furniture.push(outlined(frame, page.stroke(style::solid(style::RULE, style::RULE_WIDTH))));
    let Labels { items } = labels::place(&page, snapshot, &view, &ground, &areas, &taken);
    let mut layers = ground.layers;
    layers.push(Layer { name: "labels", clip: Some(frame), items });
    layers.push(Layer { name: "furniture", clip: None, items: furniture });
    Ok(Scene { width: page.width, height: page.height, background: style::PAPER, layers })
}

/// Where the legend stands.
enum LegendPlace {
    /// On the map.
    Panel(Rect),
    /// Below the map.
    Band(Rect),
    /// There is nothing to explain.
    Nowhere,
}

/// The map proper, and the legend that explains it.
struct Plan {
    view: View,
    ground: Ground,
    legend: Legend,
    panel: LegendPlace,
}

/// Fits map and legend into a frame: the legend on the map, or below it where it would hide too much.
fn plan(
    page: &Page,
    snapshot: &Snapshot,
    options: &MapOptions,
    extent: &BoundingBox,
    frame: Rect,
    areas: &Areas,
    lines: &crate::compare::ControlLines,
) -> Result<Plan> {
    let dataset = snapshot.dataset;
    let inset = page.length(style::MARGIN) * 0.5;
    let view = View::new(options.projection, extent, frame)?;
    let ground = Ground::of(page, snapshot, &view, lines);
    let row = page.letters(style::LEGEND).size * 1.5;
    let most_rows = (frame.height * PANEL.1 / row) as usize;
    let legend = Legend::new(page, dataset, areas, &ground.symbols, most_rows.clamp(4, 24));
    if legend.is_empty() {
        return Ok(Plan { view, ground, legend, panel: LegendPlace::Nowhere });
    }
    let (width, height) = legend.panel_size(page);
    if width <= frame.width * PANEL.0
        && height <= frame.height * PANEL.1
        && width * height <= frame.width * frame.height * PANEL_AREA
        && let Some(place) = cheapest(
            Corner::for_legend(page.is_mirrored()),
            (width, height),
            &frame,
            inset,
            &[],
            |rect| harm(page, snapshot, &view, &ground, rect),
        )
    {
        return Ok(Plan { view, ground, legend, panel: LegendPlace::Panel(place) });
    }
    let band = legend.band_height(page, frame.width);
    let apart = page.length(style::MARGIN) * 0.5;
    let least = page.length(80.0);
    let upper = Rect { height: (frame.height - band - apart).max(least), ..frame };
    let lower = Rect { y: upper.bottom() + apart, height: band, ..frame };
    let view = View::new(options.projection, extent, upper)?;
    let ground = Ground::of(page, snapshot, &view, lines);
    let legend = Legend::new(page, dataset, areas, &ground.symbols, most_rows.clamp(4, 24));
    Ok(Plan { view, ground, legend, panel: LegendPlace::Band(lower) })
}

/// How much a panel would hide: ground that the map is about, above all fronts and large places.
fn harm(page: &Page, snapshot: &Snapshot, view: &View, ground: &Ground, rect: &Rect) -> f32 {
    let covered = ground.territories.count_within(rect) + ground.subject.count_within(rect);
    let points = ground.fronts.iter().flatten().filter(|point| rect.contains(**point)).count();
    let places: f32 = snapshot
        .dataset
        .base_map
        .places
        .iter()
        .filter(|place| place.rank <= 3)
        .filter(|place| {
            let around = rect.grown(page.length(12.0));
            view.point(Coord::from(place.position)).is_some_and(|at| around.contains(at))
        })
        .map(|place| 120.0 / f32::from(place.rank.max(1)))
        .sum();
    covered as f32 + 3.0 * points as f32 + places
}

/// The box to show.
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
