//! Where map and legend stand: the legend on the map, beside it or below it, whichever leaves most
//! to be seen.

use super::sight::Sight;
use super::state::State;
use crate::map::furniture::corner::{Corner, cheapest};
use crate::map::furniture::legend::{Contents, Figures, Legend, MOST_CLASSES};
use crate::map::page::Page;
use crate::map::scene::Rect;
use crate::map::style;
use crate::map::view::ProjectedExtent;
use crate::map::wording::Symbol;

/// Where the legend stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::map) enum LegendPlace {
    /// On the map.
    Panel(Rect),
    /// In columns beside or below the map.
    Columns(Rect),
    /// There is nothing to explain.
    Nowhere,
}

/// Where the map stands, and the legend that explains it.
pub(in crate::map) struct Layout {
    /// The part of the page that the map fills.
    pub(in crate::map) frame: Rect,
    /// The legend.
    pub(in crate::map) legend: Legend,
    /// Where the legend stands.
    pub(in crate::map) legend_place: LegendPlace,
    /// What the legend has room for.
    scope: Scope,
}

/// What a legend has room for.
#[derive(Debug, Clone)]
struct Scope {
    symbols: Vec<Symbol>,
    /// Width in ems beyond which names are broken.
    name_width: f32,
    most_classes: usize,
}

/// Widths in ems beyond which names in the legend are broken, the best first.
const NAME_WIDTHS: [f32; 3] = [16.0, 11.5, 8.5];
/// Shares of the frame's width and height that a panel may take.
const PANEL: (f32, f32) = (0.45, 0.8);
/// Share of the frame that is left to the map at least.
const LEAST_MAP: f32 = 0.45;
/// How much worse it is to hide a part of the ground than to show all of it smaller.
const HIDING: f32 = 40.0;
/// A legend beside or below the map is a little worse than one on the map that hides nothing.
const APART: f32 = 0.97;
/// A legend with less in it is tried where those with more score less than this.
const GOOD: f32 = 0.7;
/// Classes of ground that the shortest legend tells apart.
const FEW_CLASSES: usize = 5;

/// A way to arrange map and legend.
struct Arrangement {
    /// How much is to be seen; 1 for a map that fills the frame and hides nothing.
    score: f32,
    frame: Rect,
    legend: Legend,
    place: LegendPlace,
}

/// What a layout depends on.
pub(in crate::map) struct Context<'a> {
    /// The page.
    pub(in crate::map) page: &'a Page,
    /// What is told of each date.
    pub(in crate::map) states: &'a [State<'a>],
    /// The figures that the legend tells.
    pub(in crate::map) figures: Figures,
    /// What is to be shown.
    pub(in crate::map) extent: &'a ProjectedExtent,
    /// The part of the page that map and legend share.
    pub(in crate::map) frame: Rect,
    /// What is to be seen where the map fills all of it.
    pub(in crate::map) sight: &'a Sight,
}

impl Context<'_> {
    /// Arranges map and legend within the frame.
    pub(in crate::map) fn lay_out(&self) -> Layout {
        match self.best() {
            Some((Arrangement { frame, legend, place, .. }, scope)) => {
                Layout { frame, legend, legend_place: place, scope }
            }
            None => {
                let scope = Scope {
                    symbols: Vec::new(),
                    name_width: NAME_WIDTHS[0],
                    most_classes: MOST_CLASSES,
                };
                let legend = self.legend(&scope);
                Layout { frame: self.frame, legend, legend_place: LegendPlace::Nowhere, scope }
            }
        }
    }

    /// The same layout with a legend of what is in sight here: a map beside its legend may show less
    /// than one that fills the frame.
    pub(in crate::map) fn explained_anew(&self, layout: Layout) -> Layout {
        let mut scope = layout.scope;
        scope.symbols.retain(|symbol| self.sight.symbols.contains(symbol));
        Layout { legend: self.legend(&scope), scope, ..layout }
    }

    /// The arrangement that shows most; nothing if there is nothing to explain, or no room at all.
    fn best(&self) -> Option<(Arrangement, Scope)> {
        let all = &self.sight.symbols;
        let fronts: Vec<Symbol> = all.iter().copied().filter(|it| *it <= Symbol::Front).collect();
        let mut best: Option<(Arrangement, Scope)> = None;
        for (symbols, most_classes) in
            [(all, MOST_CLASSES), (&fronts, MOST_CLASSES), (&fronts, FEW_CLASSES)]
        {
            for (index, name_width) in NAME_WIDTHS.into_iter().enumerate() {
                let scope = Scope { symbols: symbols.clone(), name_width, most_classes };
                let legend = self.legend(&scope);
                if legend.is_empty() {
                    return None;
                }
                let ragged = 1.0 - 0.01 * index as f32;
                for mut found in [self.panel(&legend), self.beside(&legend), self.below(&legend)]
                    .into_iter()
                    .flatten()
                {
                    found.score *= ragged;
                    if best.as_ref().is_none_or(|(best, _)| found.score > best.score) {
                        best = Some((found, scope.clone()));
                    }
                }
            }
            if best.as_ref().is_some_and(|(best, _)| best.score > GOOD) {
                break;
            }
        }
        best
    }

    fn legend(&self, scope: &Scope) -> Legend {
        let contents = Contents {
            map_page: self.page,
            states: self.states,
            figures: self.figures,
            controls: &self.sight.controls,
            changed: &self.sight.changed,
            symbols: &scope.symbols,
            shows_former_front: self.sight.shows_former_front,
            most_classes: scope.most_classes,
        };
        Legend::new(self.page, &contents, scope.name_width)
    }

    fn apart(&self) -> f32 {
        self.page.length(style::MARGIN) * 0.6
    }

    /// The legend on the map.
    fn panel(&self, legend: &Legend) -> Option<Arrangement> {
        let size = legend.panel_size(self.page);
        if size.0 > self.frame.width * PANEL.0 || size.1 > self.frame.height * PANEL.1 {
            return None;
        }
        let harm = |rect: &Rect| self.sight.harm(self.page, rect);
        let corners = Corner::for_legend(self.page.is_mirrored());
        let place = cheapest(corners, size, &self.frame, self.apart(), &[], harm)?;
        let share = harm(&place) / harm(&self.frame).max(1.0);
        Some(Arrangement {
            score: 1.0 - HIDING * share,
            frame: self.frame,
            legend: legend.clone(),
            place: LegendPlace::Panel(place),
        })
    }

    /// The legend beside the map, where lines end.
    fn beside(&self, legend: &Legend) -> Option<Arrangement> {
        let (width, height) = legend.column_size(self.page);
        let taken = width + self.apart();
        if height > self.frame.height {
            return None;
        }
        let mut frame = Rect { width: self.frame.width - taken, ..self.frame };
        let mut place = Rect { x: frame.right() + self.apart(), width, ..self.frame };
        if self.page.is_mirrored() {
            frame.x += taken;
            place.x = self.frame.x;
        }
        self.columns(legend, frame, place)
    }

    /// The legend below the map.
    fn below(&self, legend: &Legend) -> Option<Arrangement> {
        let (width, height) = legend.band_size(self.page, self.frame.width);
        if width > self.frame.width {
            return None;
        }
        let taken = height + self.apart();
        let frame = Rect { height: self.frame.height - taken, ..self.frame };
        let place = Rect { y: frame.bottom() + self.apart(), height, ..self.frame };
        self.columns(legend, frame, place)
    }

    fn columns(&self, legend: &Legend, frame: Rect, place: Rect) -> Option<Arrangement> {
        let area = |rect: &Rect| rect.width.max(0.0) * rect.height.max(0.0);
        if area(&frame) < LEAST_MAP * area(&self.frame) {
            return None;
        }
        let shrunk = (self.extent.scale(&frame) / self.extent.scale(&self.frame)) as f32;
        Some(Arrangement {
            score: APART * shrunk,
            frame,
            legend: legend.clone(),
            place: LegendPlace::Columns(place),
        })
    }
}
