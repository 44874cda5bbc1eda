//! Maps of several dates on one sheet: the same extent, scale and legend for all.

use geo::LineString;
use rayon::prelude::*;

use super::MapOptions;
use super::plan::map_layers;
use super::sight::Sight;
use super::state::State;
use crate::map::furniture::corner::{Corner, cheapest};
use crate::map::furniture::footer::Footer;
use crate::map::furniture::heading::{caption, heading, headline, period_line};
use crate::map::furniture::legend::{Contents, Figures, Legend, MOST_CLASSES};
use crate::map::furniture::scale_bar::ScaleBar;
use crate::map::ground::Ground;
use crate::map::ground::backdrop::{Backdrop, region_borders};
use crate::map::page::{Page, outlined};
use crate::map::scene::{Item, Layer, Rect, Scene};
use crate::map::style;
use crate::map::view::{ProjectedExtent, View};
use crate::model::Snapshot;
use crate::{Error, Result};

/// Maps that a sheet holds at most.
const MOST_MAPS: usize = 64;
/// Dates whose areas stand side by side in the legend at most.
const MOST_COLUMNS: usize = 6;
/// Width in ems beyond which names in the legend are broken.
const NAME_WIDTH: f32 = 22.0;
/// Shortest side of a map, in page pixels of the style.
const LEAST_SIDE: f32 = 60.0;

/// Draws the maps of several snapshots of one dataset on one sheet, in the order of reading.
///
/// All show the same extent at the same scale, and share a legend that tells the areas of up to six
/// dates side by side. Changes since [`MapOptions::since`] are shown on the maps of later dates only.
///
/// # Errors
///
/// When there are no snapshots or more than 64, when the sheet has no room for so many maps, and
/// wherever [`compose`](super::compose) says.
///
/// # Example
///
/// ```
/// use controlmap::map::{MapOptions, compose_grid};
/// use controlmap::model::Dataset;
///
/// let dataset = Dataset::open("fixtures/snapshots")?;
/// let days = [dataset.on("2024-07-08".parse().unwrap())?, dataset.on("2024-07-11".parse().unwrap())?];
/// let scene = compose_grid(&days, &MapOptions::default())?;
/// assert_eq!(scene.layers.iter().filter(|layer| layer.name == "territories").count(), 2);
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn compose_grid(snapshots: &[Snapshot], options: &MapOptions) -> Result<Scene> {
    options.check()?;
    let Some(first) = snapshots.first() else {
        return Err(Error::usage("there are no dates to show"));
    };
    if snapshots.len() > MOST_MAPS {
        return Err(Error::limit(format!("a sheet holds {MOST_MAPS} maps at most"))
            .found(snapshots.len())
            .hint("choose fewer dates, or a file for each"));
    }
    let extent = ProjectedExtent::new(options.projection, &options.shown(snapshots)?)?;
    let states = State::of_all(snapshots, options.since)?;

    let (width, height) = (options.width as f32, options.height as f32);
    let page = Page::new(width, height, options.language, options.theme);
    let margin = page.length(style::MARGIN);
    let column = Rect { x: 0.0, y: 0.0, width, height }.grown(-margin);
    let title = headline(&page, first.dataset, options.title.as_deref());
    let (mut furniture, top) = heading(&page, title, period_line(&page, &states), &column);
    let footer = Footer::new(&page, first.dataset, Some(extent.projection()), column.width);
    let bottom = column.bottom() - footer.height();
    furniture.extend(footer.draw(&page, &column, bottom));
    let room = Rect { y: top + margin * 0.25, height: bottom - top - margin * 0.6, ..column };

    let caption_height = caption(&page, &states[0], &room).1;
    // The size of the maps depends on the legend, whose rows depend on what the maps show: what that
    // is hardly depends on their size.
    let borders = region_borders(first.dataset);
    let rough = Lattice::best(&page, &extent, states.len(), caption_height, room)?;
    let seen = Panels::of(&page, &states, &extent, &rough, &borders);
    let (legend, place, lattice) = seen.legend(&page, &states, &extent, caption_height, room)?;
    let mut panels = Panels::of(&page, &states, &extent, &lattice, &borders);
    let grounds = std::mem::take(&mut panels.grounds);
    let legend = legend.map(|legend| legend.columns(&page, &place, 0)).unwrap_or_default();
    let mut layers = Vec::new();
    let drawn: Vec<Vec<Layer>> = grounds
        .into_par_iter()
        .enumerate()
        .map(|(index, ground)| panels.layers(&states[index], index, ground, &lattice))
        .collect();
    for (index, of_map) in drawn.into_iter().enumerate() {
        layers.extend(of_map);
        furniture.extend(caption(&page, &states[index], &lattice.places[index]).0);
        let rule = page.stroke(page.theme.rule());
        furniture.push(outlined(lattice.frame(index), rule));
    }
    layers.push(Layer { name: "legend", clip: None, items: legend });
    layers.push(Layer { name: "furniture", clip: None, items: furniture });
    Ok(Scene { width, height, background: page.theme.colors.paper, layers })
}

/// Where the maps of a sheet stand.
struct Lattice {
    /// The part of the sheet of each map with its caption.
    places: Vec<Rect>,
    caption_height: f32,
    /// Page pixels a metre.
    scale: f64,
}

impl Lattice {
    /// As many columns as show the maps largest.
    fn best(
        page: &Page,
        extent: &ProjectedExtent,
        count: usize,
        caption_height: f32,
        room: Rect,
    ) -> Result<Self> {
        let mut best: Option<Self> = None;
        for columns in 1..=count {
            let lattice = Self::with(page, extent, (count, columns), caption_height, room);
            if best.as_ref().is_none_or(|best| lattice.scale > best.scale) {
                best = Some(lattice);
            }
        }
        let least = page.length(LEAST_SIDE);
        let is_enough = |it: &Self| {
            let frame = it.frame(0);
            frame.width >= least && frame.height >= least
        };
        best.filter(is_enough).ok_or_else(|| {
            Error::usage("the sheet has no room for so many maps")
                .found(format!("{count} maps on {}x{}", page.width, page.height))
                .hint("make it larger, or choose fewer dates")
        })
    }

    fn with(
        page: &Page,
        extent: &ProjectedExtent,
        (count, columns): (usize, usize),
        caption_height: f32,
        room: Rect,
    ) -> Self {
        let gap = page.length(style::MARGIN) * 0.6;
        let rows = count.div_ceil(columns);
        let width = (room.width - gap * (columns as f32 - 1.0)) / columns as f32;
        let height = (room.height - gap * (rows as f32 - 1.0)) / rows as f32;
        let place = |index: usize| {
            let (row, column) = (index / columns, index % columns);
            let along = column as f32 * (width + gap);
            let x = if page.is_mirrored() { room.right() - along - width } else { room.x + along };
            Rect { x, y: room.y + row as f32 * (height + gap), width, height }
        };
        let frame = Rect { x: 0.0, y: 0.0, width, height: height - caption_height };
        let is_possible = frame.width > 0.0 && frame.height > 0.0;
        let scale = if is_possible { extent.scale(&frame) } else { 0.0 };
        Self { places: (0..count).map(place).collect(), caption_height, scale }
    }

    /// The part of the sheet that a map fills.
    fn frame(&self, index: usize) -> Rect {
        let place = self.places[index];
        Rect {
            y: place.y + self.caption_height,
            height: place.height - self.caption_height,
            ..place
        }
    }
}

/// The maps of a sheet, but for their names.
struct Panels<'a> {
    /// The page that lines and letters of a map suit.
    page: Page,
    views: Vec<View>,
    grounds: Vec<Ground>,
    /// What is to be seen on any of them, as if all stood where the first stands.
    sight: Sight,
    region_borders: &'a [LineString],
}

impl<'a> Panels<'a> {
    fn of(
        sheet: &Page,
        states: &[State],
        extent: &ProjectedExtent,
        lattice: &Lattice,
        region_borders: &'a [LineString],
    ) -> Self {
        let frame = lattice.frame(0);
        let page = sheet.part(frame.width, frame.height);
        let views: Vec<View> =
            (0..states.len()).map(|index| View::new(extent, lattice.frame(index))).collect();
        let grounds: Vec<Ground> = states
            .par_iter()
            .zip(&views)
            .map(|(state, view)| Ground::of(&page, state, view))
            .collect();
        let dataset = states[0].snapshot.dataset;
        let mut sight = Sight::new(&views[0], dataset);
        grounds.iter().for_each(|ground| sight.add(ground));
        sight.add_backdrop(&backdrop(&page, &states[0], &views[0], &grounds[0], region_borders));
        Self { page, views, grounds, sight, region_borders }
    }

    /// The legend of all maps, beside or below them, whichever leaves more to them; and where they
    /// then stand. No legend where there is no room for one.
    fn legend(
        &self,
        sheet: &Page,
        states: &[State],
        extent: &ProjectedExtent,
        caption_height: f32,
        room: Rect,
    ) -> Result<(Option<Legend>, Rect, Lattice)> {
        let figures = if states.len() > MOST_COLUMNS { Figures::None } else { Figures::SideBySide };
        let contents = Contents {
            map_page: &self.page,
            states,
            figures,
            controls: &self.sight.controls,
            changed: &self.sight.changed,
            symbols: &self.sight.symbols,
            shows_former_front: self.sight.shows_former_front,
            most_classes: MOST_CLASSES,
        };
        let legend = Legend::new(sheet, &contents, NAME_WIDTH);
        let gap = sheet.length(style::MARGIN) * 0.6;
        let mut best: Option<(Rect, Lattice)> = None;
        let (width, height) = legend.band_size(sheet, room.width);
        let below = Rect { y: room.bottom() - height, height, ..room };
        let above = Rect { height: room.height - height - gap, ..room };
        let (column, length) = legend.column_size(sheet);
        let mut beside = Rect { x: room.right() - column, width: column, ..room };
        let mut left = Rect { width: room.width - column - gap, ..room };
        if sheet.is_mirrored() {
            beside.x = room.x;
            left.x = room.right() - left.width;
        }
        let fits = [width <= room.width, length <= room.height];
        for ((place, rest), fits) in [(below, above), (beside, left)].into_iter().zip(fits) {
            let lattice = Lattice::best(sheet, extent, states.len(), caption_height, rest);
            if let Some(lattice) = lattice.ok().filter(|_| fits && !legend.is_empty())
                && best.as_ref().is_none_or(|(_, best)| lattice.scale > best.scale)
            {
                best = Some((place, lattice));
            }
        }
        match best {
            Some((place, lattice)) => Ok((Some(legend), place, lattice)),
            None => {
                let lattice = Lattice::best(sheet, extent, states.len(), caption_height, room)?;
                Ok((None, room, lattice))
            }
        }
    }

    /// The layers of one of the maps.
    fn layers(&self, state: &State, index: usize, ground: Ground, lattice: &Lattice) -> Vec<Layer> {
        let view = &self.views[index];
        let frame = lattice.frame(index);
        let backdrop = backdrop(&self.page, state, view, &ground, self.region_borders);
        let fronts = ground.fronts.clone();
        let (mut bar_items, mut taken): (Vec<Item>, Vec<Rect>) = (Vec::new(), Vec::new());
        let bar = ScaleBar::new(&self.page, frame.width, view.pixels_per_kilometre());
        let corners = Corner::for_scale_bar(self.page.is_mirrored());
        let inset = self.page.length(style::MARGIN) * 0.5;
        // Where it stands must not depend on the date: it stands in the same corner of each.
        let first = lattice.frame(0);
        let hides = |rect: &Rect| {
            let moved =
                Rect { x: rect.x - frame.x + first.x, y: rect.y - frame.y + first.y, ..*rect };
            self.sight.harm(&self.page, &moved)
        };
        if !view.shows_whole_globe()
            && let Some(place) = cheapest(corners, bar.size, &frame, inset, &[], hides)
        {
            bar_items.extend(bar.draw(&self.page, &place));
            taken.push(place.grown(inset * 0.3));
        }
        let mut layers = map_layers(&self.page, state, view, &backdrop, ground, &fronts, &taken);
        layers.push(Layer { name: "scale", clip: Some(frame), items: bar_items });
        layers
    }
}

fn backdrop(
    page: &Page,
    state: &State,
    view: &View,
    ground: &Ground,
    region_borders: &[LineString],
) -> Backdrop {
    let Snapshot { dataset, territories, .. } = &state.snapshot;
    Backdrop::of(page, dataset, view, &ground.territories, territories, region_borders)
}
