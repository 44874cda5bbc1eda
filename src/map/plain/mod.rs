//! Maps without furniture that fill their page with exactly a part of a plane: what tiled clients lay beside
//! each other and geographic information systems lay over other maps.

mod atlas;
mod legend;

pub use atlas::Atlas;
pub use legend::{LegendOptions, plain_legend};

use super::ground::pen::Pen;
use super::labels::everywhere;
use super::page::Page;
use super::scene::{Color, Item, Layer, Rect, Scene};
use super::theme::Theme;
use super::view::View;
use crate::compare::{ControlLines, MANY_CONTROLS};
use crate::geometry::{Coord, Cylindrical};
use crate::model::{Control, Language, Snapshot};
use crate::{Error, Result};

/// The factor by which sizes of the style are adapted, whatever the page's size: tiles are small, but seen
/// beside each other.
const UNIT: f32 = 0.8;
/// Degrees or metres of a page pixel at the least, and how far from the origin of the plane it may lie.
const FINEST: f64 = 1e-9;
const FARTHEST: f64 = 1e9;
/// Steps in which resolutions are told apart, each a doubling's part: what clients round is one resolution.
const STEPS: f64 = 65_536.0;

/// Which part of a plane is drawn, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct PlainOptions {
    /// The plane.
    pub plane: Cylindrical,
    /// The south-western corner, in units of the plane.
    pub min: Coord,
    /// The north-eastern corner.
    pub max: Coord,
    /// Width of the page in page pixels, above 0.
    pub width: f32,
    /// Height of the page in page pixels, above 0.
    pub height: f32,
    /// The language of names.
    pub language: Language,
    /// What is drawn, from bottom to top: each whole upon the one before.
    pub layers: Vec<StyledLayer>,
    /// What lies beneath; it may be translucent.
    pub background: Color,
}

/// A layer of a plain map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlainLayer {
    /// All others as one map: roads, water and borders lie upon the ground, not beneath it.
    Map,
    /// Sea, land, water, borders, roads.
    Base,
    /// Ground by who controls it.
    Control,
    /// Front lines.
    Fronts,
    /// Towns.
    Places,
}

/// A layer, and how it looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StyledLayer {
    /// The layer.
    pub layer: PlainLayer,
    /// Colours and line widths.
    pub theme: Theme,
}

/// Draws a part of a plane so that parts that meet fit together: stripes and names go on from one to the
/// next. The lines are those of the snapshot; they take long to make, and are the same for all parts.
///
/// # Errors
///
/// When the part or the page has no size, or is no place where numbers are exact enough.
///
/// # Example
///
/// ```
/// use controlmap::compare::control_lines;
/// use controlmap::geometry::{Coord, Cylindrical};
/// use controlmap::map::{Atlas, PlainLayer, PlainOptions, StyledLayer, Theme, compose_plain};
/// use controlmap::map::scene::Color;
///
/// let syria = controlmap::source::built_in(&Default::default())?;
/// let atlas = Atlas::of(&syria, None)?;
/// let snapshot = syria.on("2026-01-27".parse().unwrap())?;
/// let options = PlainOptions {
///     plane: Cylindrical::PlateCarree,
///     min: Coord { x: 38.0, y: 35.0 },
///     max: Coord { x: 40.0, y: 37.0 },
///     width: 256.0,
///     height: 256.0,
///     language: Default::default(),
///     layers: vec![StyledLayer { layer: PlainLayer::Control, theme: Theme::LIGHT }],
///     background: Color { r: 255, g: 255, b: 255, a: 0 },
/// };
/// let scene = compose_plain(&atlas, &snapshot, &control_lines(&snapshot), &options)?;
/// assert!(scene.layers.iter().any(|layer| layer.name == "territories"));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn compose_plain(
    atlas: &Atlas,
    snapshot: &Snapshot,
    lines: &ControlLines,
    options: &PlainOptions,
) -> Result<Scene> {
    options.check()?;
    let PlainOptions { plane, min, max, width, height, language, background, .. } = *options;
    let resolution = options.resolution();
    let origin = Coord { x: min.x / resolution.x, y: -max.y / resolution.y };
    let frame = Rect { x: 0.0, y: 0.0, width, height };
    let view = View::exact(plane, [min, max], frame);
    let drawing = Drawing { atlas, snapshot, lines, view: &view, plane, origin, resolution };
    let mut layers = Vec::new();
    for StyledLayer { layer, theme } in &options.layers {
        let anchor = Coord { x: -origin.x, y: -origin.y };
        let page = Page { width, height, language, unit: UNIT, theme: *theme, anchor };
        layers.extend(drawing.layers(&page, *layer));
    }
    Ok(Scene { width, height, background, layers })
}

/// A part of a plane on a date, of which layers are drawn.
struct Drawing<'a> {
    atlas: &'a Atlas,
    snapshot: &'a Snapshot<'a>,
    lines: &'a ControlLines,
    view: &'a View,
    plane: Cylindrical,
    /// Where the page begins, in page pixels of the whole plane.
    origin: Coord,
    /// Units of the plane for each page pixel.
    resolution: Coord,
}

impl Drawing<'_> {
    /// What a layer shows, from bottom to top.
    fn layers(&self, page: &Page, layer: PlainLayer) -> Vec<Layer> {
        let Self { atlas, snapshot, lines, view, .. } = *self;
        let shows = |part| layer == part || layer == PlainLayer::Map;
        let dataset = snapshot.dataset;
        let mut pen = Pen::new(page, view);
        if shows(PlainLayer::Base) {
            atlas.draw_land(&mut pen, dataset);
        }
        if shows(PlainLayer::Control) {
            let territories = snapshot.territories.iter();
            let traced = territories.map(|territory| view.rings(&territory.polygons)).collect();
            pen.control(snapshot, traced, lines);
        }
        if shows(PlainLayer::Base) {
            atlas.draw_water(&mut pen, dataset);
        }
        if shows(PlainLayer::Control) {
            pen.outlines(dataset, lines);
        }
        if shows(PlainLayer::Fronts) {
            pen.front_lines(lines, has_many_controls(snapshot));
        }
        if shows(PlainLayer::Base) {
            atlas.draw_borders(&mut pen, dataset);
        }
        let mut layers = pen.layers;
        if shows(PlainLayer::Places) {
            let items = self.names(page);
            layers.push(Layer { name: "labels", clip: Some(view.frame()), items });
        }
        layers
    }

    /// Towns and their names.
    fn names(&self, page: &Page) -> Vec<Item> {
        let Self { plane, origin, resolution, .. } = *self;
        let places = &self.snapshot.dataset.base_map.places;
        let places = places.iter().zip(self.atlas.inside()).map(|(place, is_inside)| {
            let at = plane.forward(place.position.into());
            (place, *is_inside, Coord { x: at.x / resolution.x, y: -at.y / resolution.y })
        });
        everywhere::names(page, origin, places)
    }
}

impl PlainOptions {
    fn check(&self) -> Result<()> {
        let Self { min, max, width, height, .. } = *self;
        let is_page = |side: f32| side.is_finite() && side > 0.0;
        if !(is_page(width) && is_page(height)) {
            return Err(Error::usage("a page is wider and higher than nothing")
                .found(format!("{width}x{height}")));
        }
        let found = || format!("{},{},{},{}", min.x, min.y, max.x, max.y);
        let sides = [min.x, min.y, max.x, max.y];
        if !sides.iter().all(|side| side.is_finite() && side.abs() <= FARTHEST) {
            return Err(
                Error::usage("a box has four numbers, none of them beyond all maps").found(found())
            );
        }
        let (x, y) = ((max.x - min.x) / f64::from(width), (max.y - min.y) / f64::from(height));
        if !(x >= FINEST && y >= FINEST) {
            return Err(Error::usage("a box is wider and higher than nothing")
                .found(found())
                .hint("its least sides come first"));
        }
        Ok(())
    }

    /// Units of the plane for each page pixel, the same for parts that clients took for equally fine.
    fn resolution(&self) -> Coord {
        let stepped = |size: f64| ((size.log2() * STEPS).round() / STEPS).exp2();
        Coord {
            x: stepped((self.max.x - self.min.x) / f64::from(self.width)),
            y: stepped((self.max.y - self.min.y) / f64::from(self.height)),
        }
    }
}

/// Whether so many hold ground that lines between them are borders rather than fronts.
fn has_many_controls(snapshot: &Snapshot) -> bool {
    let mut known: Vec<Control> = Vec::new();
    for territory in &snapshot.territories {
        let control = territory.control();
        if !known.contains(&control) {
            known.push(control);
        }
    }
    known.len() > MANY_CONTROLS
}
