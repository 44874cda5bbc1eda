//! Everything of a map but its date: where headline, map, legend, scale bar and sources stand, and the
//! backdrop. The frames of a series share one.

use geo::LineString;
use rayon::prelude::*;

use super::MapOptions;
use super::insets::Insets;
use super::layout::{Context, Layout, LegendPlace};
use super::sight::Sight;
use super::state::State;
use crate::Result;
use crate::geometry::BoundingBox;
use crate::map::chart::{AreaSeries, Strip};
use crate::map::furniture::footer::Footer;
use crate::map::furniture::heading::{date_line, heading, heading_of_frame, headline};
use crate::map::furniture::legend::{Figures, Legend};
use crate::map::ground::Ground;
use crate::map::ground::backdrop::{Backdrop, region_borders};
use crate::map::labels::{self, Labels};
use crate::map::page::{Page, outlined};
use crate::map::scene::{Item, Layer, Point, Rect, Scene};
use crate::map::style;
use crate::map::view::{ProjectedExtent, View};

/// Height of a map at the very least.
const LEAST_HEIGHT: f32 = 60.0;
/// Height of the chart below a map: a share of the page's, and so many page pixels of the style at
/// least.
const STRIP: (f32, f32) = (0.19, 80.0);
/// Dates whose ground is drawn at a time, to see what there is to explain.
const AT_A_TIME: usize = 16;

/// What kind of map is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::map) enum Kind {
    /// A map of one date.
    Still,
    /// A frame of an animation, with the date large.
    Frame,
}

/// A map laid out, but for its date.
pub(in crate::map) struct Plan<'a> {
    page: Page,
    kind: Kind,
    title: &'a str,
    column: Rect,
    view: View,
    backdrop: Backdrop,
    legend: Legend,
    legend_place: LegendPlace,
    /// Furniture that is the same on every date.
    fixed: Vec<Item>,
    /// The front lines of all dates.
    fronts: Vec<Vec<Point>>,
    /// Small maps on the map.
    insets: Vec<Layer>,
    /// Where no name can stand.
    taken: Vec<Rect>,
    /// The chart that goes on with the dates.
    strip: Option<Strip>,
}

impl<'a> Plan<'a> {
    /// Lays out a map of some dates, of which there is at least one; with the ground of the date where
    /// it is only one and was drawn already.
    pub(in crate::map) fn of(
        states: &[State<'a>],
        options: &'a MapOptions,
        extent: &BoundingBox,
        kind: Kind,
    ) -> Result<(Self, Option<Ground>)> {
        let extent = ProjectedExtent::new(options.projection, extent)?;
        let (width, height) = (options.width as f32, options.height as f32);
        let page = Page::new(width, height, options.language, options.theme);
        let margin = page.length(style::MARGIN);
        let column = Rect { x: 0.0, y: 0.0, width, height }.grown(-margin);
        let first = &states[0].snapshot;
        let title = headline(&page, first.dataset, options.title.as_deref());
        let tops = states.iter().map(|state| head(&page, kind, title, state, &column).1);
        let top = tops.fold(column.y, f32::max) + margin * 0.25;
        let footer = Footer::new(&page, first.dataset, Some(extent.projection()), column.width);
        let bottom = column.bottom() - footer.height();
        let mut fixed = footer.draw(&page, &column, bottom);
        let mut bottom = bottom - margin * 0.35;
        let strip = (kind == Kind::Frame).then(|| strip(&page, states, &column, bottom)).flatten();
        if let Some((strip, room)) = &strip {
            fixed.extend(strip.scales.iter().cloned());
            bottom = room.y - margin * 0.2;
        }
        let least = page.length(LEAST_HEIGHT);
        let frame = Rect { y: top, height: (bottom - top).max(least), ..column };

        let figures = Figures::OfEachDate;
        let borders = region_borders(first.dataset);
        let mut stage = Stage::of(&page, states, View::new(&extent, frame), &borders);
        let context =
            Context { page: &page, states, figures, extent: &extent, frame, sight: &stage.sight };
        let mut layout = context.lay_out();
        if layout.frame != frame {
            stage = Stage::of(&page, states, View::new(&extent, layout.frame), &borders);
            let context = Context {
                page: &page,
                states,
                figures,
                extent: &extent,
                frame,
                sight: &stage.sight,
            };
            layout = context.explained_anew(layout);
        }
        let Layout { legend, legend_place, .. } = layout;
        let Stage { view, sight, mut backdrop, ground } = stage;
        let mut insets = Insets::default();
        if let LegendPlace::Panel(place) = legend_place {
            insets.taken.push(place);
        }
        insets.add_scale_bar(&page, &view, &sight);
        if options.locator {
            insets.add_locator(&page, first.dataset, &view, (&sight, &backdrop));
        }
        if options.graticule {
            insets.add_graticule(&page, &view, &mut backdrop);
        }
        let Insets { items, layers: insets, taken } = insets;
        fixed.extend(items);
        fixed.push(outlined(view.frame(), page.stroke(page.theme.rule())));
        let plan = Self {
            page,
            kind,
            title,
            column,
            view,
            backdrop,
            legend,
            legend_place,
            fixed,
            fronts: sight.fronts,
            insets,
            taken,
            strip: strip.map(|(strip, _)| strip),
        };
        Ok((plan, ground))
    }

    /// The page that it is on.
    pub(super) fn page(&self) -> &Page {
        &self.page
    }

    /// Where what is on the page.
    pub(super) fn view(&self) -> &View {
        &self.view
    }

    /// The map of one of the dates, by its place among them.
    pub(in crate::map) fn scene(&self, index: usize, state: &State) -> Scene {
        self.scene_of(index, state, Ground::of(&self.page, state, &self.view))
    }

    /// The same where the ground has been drawn already.
    pub(in crate::map) fn scene_of(&self, index: usize, state: &State, ground: Ground) -> Scene {
        let page = &self.page;
        let mut layers =
            map_layers(page, state, &self.view, &self.backdrop, ground, &self.fronts, &self.taken);
        let (mut furniture, _) = head(page, self.kind, self.title, state, &self.column);
        match &self.legend_place {
            LegendPlace::Panel(place) => furniture.extend(self.legend.panel(page, place, index)),
            LegendPlace::Columns(place) => {
                furniture.extend(self.legend.columns(page, place, index));
            }
            LegendPlace::Nowhere => {}
        }
        if let Some(strip) = &self.strip {
            let played = strip.played_until(page, state.snapshot.date);
            layers.push(Layer { name: "chart", clip: None, items: strip.bands.clone() });
            layers.push(Layer { name: "played", clip: None, items: played });
        }
        layers.extend_from_slice(&self.insets);
        layers.push(Layer { name: "legend", clip: None, items: furniture });
        layers.push(Layer { name: "furniture", clip: None, items: self.fixed.clone() });
        let background = page.theme.colors.paper;
        Scene { width: page.width, height: page.height, background, layers }
    }
}

/// The layers of a map of a date, from the sea to its names, which keep clear of what is taken.
pub(in crate::map) fn map_layers(
    page: &Page,
    state: &State,
    view: &View,
    backdrop: &Backdrop,
    ground: Ground,
    fronts: &[Vec<Point>],
    taken: &[Rect],
) -> Vec<Layer> {
    let Labels { items, annotations } =
        labels::place(page, state, view, backdrop, &ground, fronts, taken);
    let mut layers = backdrop.below.clone();
    layers.extend(ground.fills);
    layers.extend_from_slice(&backdrop.upon);
    layers.extend(ground.lines);
    layers.extend_from_slice(&backdrop.above);
    let clip = Some(view.frame());
    if !annotations.is_empty() {
        layers.push(Layer { name: "annotations", clip, items: annotations });
    }
    layers.push(Layer { name: "labels", clip, items });
    layers
}

fn head(page: &Page, kind: Kind, title: &str, state: &State, column: &Rect) -> (Vec<Item>, f32) {
    match kind {
        Kind::Still => heading(page, title, date_line(page, state), column),
        Kind::Frame => heading_of_frame(page, title, state, column),
    }
}

/// The chart of the areas of some dates above a line of the page, where there is room for one.
fn strip(page: &Page, states: &[State], column: &Rect, bottom: f32) -> Option<(Strip, Rect)> {
    let height = STRIP.0 * page.height;
    if states.len() < 2 || height < page.length(STRIP.1) {
        return None;
    }
    let room = Rect { y: bottom - height, height, ..*column };
    let series = AreaSeries::of_dates(states.iter().map(|it| (it.snapshot.date, Some(&it.areas))));
    Some((Strip::of(page, states.first()?.snapshot.dataset, &series, &room)?, room))
}

/// A map on its part of the page.
struct Stage {
    view: View,
    sight: Sight,
    backdrop: Backdrop,
    /// The ground of the date, where there is only one.
    ground: Option<Ground>,
}

impl Stage {
    fn of(page: &Page, states: &[State], view: View, region_borders: &[LineString]) -> Self {
        let dataset = states[0].snapshot.dataset;
        let mut sight = Sight::new(&view, dataset);
        let mut last = None;
        for some in states.chunks(AT_A_TIME) {
            let grounds: Vec<Ground> =
                some.par_iter().map(|state| Ground::of(page, state, &view)).collect();
            grounds.iter().for_each(|ground| sight.add(ground));
            last = grounds.into_iter().next_back();
        }
        let territories = states.last().map_or(&[][..], |state| &state.snapshot.territories);
        let backdrop =
            Backdrop::of(page, dataset, &view, &sight.territories, territories, region_borders);
        sight.add_backdrop(&backdrop);
        Self { view, sight, backdrop, ground: last.filter(|_| states.len() == 1) }
    }
}
