//! The legend of a layer of plain maps, for clients that show it beside them.

use super::{Atlas, PlainLayer, StyledLayer, UNIT};
use crate::geometry::Coord;
use crate::map::furniture::legend::Legend;
use crate::map::naming::control_name;
use crate::map::page::Page;
use crate::map::scene::{Color, Layer, Paint, Rect, Scene};
use crate::map::wording::{Symbol, others};
use crate::model::{Control, Dataset, Language};

/// Width in ems beyond which names are broken.
const NAME_WIDTH: f32 = 20.0;
/// Ways of control that a legend tells apart at most: as many rows as a screen shows.
const MOST_CONTROLS: usize = 40;
/// Room round the rows in page pixels.
const MARGIN: f32 = 8.0;

/// What the legend of a layer explains, and how.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LegendOptions<'a> {
    /// The layer, and how it looks.
    pub layer: StyledLayer,
    /// Who controls ground, and how; the most important first. Of more than 40 the last are told as one.
    pub controls: &'a [Control],
    /// Whether fronts are to be explained where the layer is not of them alone.
    pub has_fronts: bool,
    /// The language of names.
    pub language: Language,
    /// What lies beneath; it may be translucent.
    pub background: Color,
}

/// The legend of a layer, on a page just as large as it is: swatches and lines look as
/// [`compose_plain`](super::compose_plain) draws the layer itself.
///
/// # Example
///
/// ```
/// use controlmap::map::{Atlas, LegendOptions, PlainLayer, StyledLayer, Theme, plain_legend};
///
/// let syria = controlmap::source::built_in(&Default::default())?;
/// let snapshot = syria.on("2026-01-27".parse().unwrap())?;
/// let controls: Vec<_> = snapshot.territories.iter().map(|it| it.control()).collect();
/// let options = LegendOptions {
///     layer: StyledLayer { layer: PlainLayer::Control, theme: Theme::LIGHT },
///     controls: &controls[..1],
///     has_fronts: true,
///     language: Default::default(),
///     background: Theme::LIGHT.colors.paper,
/// };
/// let scene = plain_legend(&Atlas::of(&syria, None)?, &syria, &options);
/// assert!(scene.width > scene.height);
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn plain_legend(atlas: &Atlas, dataset: &Dataset, options: &LegendOptions) -> Scene {
    let LegendOptions { layer: StyledLayer { theme, .. }, language, background, .. } = *options;
    let anchor = Coord { x: 0.0, y: 0.0 };
    let page = Page { width: 0.0, height: 0.0, language, unit: UNIT, theme, anchor };
    let grounds = options.grounds(&page, dataset);
    let symbols = options.symbols(atlas, dataset, grounds.is_empty());
    let legend = Legend::of_grounds(&page, &grounds, &symbols, NAME_WIDTH);
    let (width, height) = legend.column_size(&page);
    let place = Rect { x: MARGIN, y: MARGIN, width, height };
    let (width, height) = ((width + 2.0 * MARGIN).ceil(), (height + 2.0 * MARGIN).ceil());
    let items = legend.columns(&page, &place, 0);
    let layers = vec![Layer { name: "legend", clip: None, items }];
    Scene { width, height, background, layers }
}

impl LegendOptions<'_> {
    /// The kinds of ground with their paints, where the layer has ground.
    fn grounds(&self, page: &Page, dataset: &Dataset) -> Vec<(String, Vec<Paint>)> {
        if !matches!(self.layer.layer, PlainLayer::Map | PlainLayer::Control) {
            return Vec::new();
        }
        let count = self.controls.len();
        let told = if count > MOST_CONTROLS { MOST_CONTROLS - 1 } else { count };
        let (first, rest) = self.controls.split_at(told);
        let ground = |control| {
            (control_name(dataset, control, page.language), page.ground(dataset, control))
        };
        let mut grounds: Vec<(String, Vec<Paint>)> = first.iter().map(ground).collect();
        if !rest.is_empty() {
            grounds.push((others(rest.len(), page.language), Vec::new()));
        }
        grounds
    }

    /// The signs, and the land that nobody has.
    fn symbols(&self, atlas: &Atlas, dataset: &Dataset, has_no_ground: bool) -> Vec<Symbol> {
        let layer = self.layer.layer;
        let shows = |part| layer == part || layer == PlainLayer::Map;
        let mut symbols = Vec::new();
        let is_bare = layer == PlainLayer::Map && atlas.has_bare_land();
        if is_bare || layer == PlainLayer::Control && has_no_ground {
            symbols.push(Symbol::NoData);
        }
        if layer == PlainLayer::Fronts || layer == PlainLayer::Map && self.has_fronts {
            symbols.push(Symbol::Front);
        }
        if shows(PlainLayer::Base) {
            symbols.extend(atlas.symbols(dataset));
        }
        if shows(PlainLayer::Places) {
            symbols.push(Symbol::Town);
        }
        symbols
    }
}
