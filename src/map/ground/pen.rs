//! Draws layer after layer of a map.

use crate::map::page::Page;
use crate::map::scene::{Item, Layer, Point, Stroke};
use crate::map::view::View;
use crate::map::wording::Symbol;

/// Draws layer after layer, and notes which of them the legend has to explain.
pub(in crate::map) struct Pen<'a> {
    pub(in crate::map) page: &'a Page,
    pub(in crate::map) view: &'a View,
    /// What has been drawn, from bottom to top.
    pub(in crate::map) layers: Vec<Layer>,
    /// The kinds of lines and land that can be seen.
    pub(in crate::map) symbols: Vec<Symbol>,
}

impl<'a> Pen<'a> {
    /// A pen that has drawn nothing yet.
    pub(in crate::map) fn new(page: &'a Page, view: &'a View) -> Self {
        Self { page, view, layers: Vec::new(), symbols: Vec::new() }
    }

    /// Adds a layer, unless there is nothing on it.
    pub(in crate::map) fn layer(
        &mut self,
        name: &'static str,
        items: impl IntoIterator<Item = Item>,
    ) {
        let items: Vec<Item> = items.into_iter().collect();
        if !items.is_empty() {
            self.layers.push(Layer { name, clip: Some(self.view.frame()), items });
        }
    }

    /// Lines as an item; nothing where there are none.
    pub(in crate::map) fn stroke(&self, lines: Vec<Vec<Point>>, stroke: Stroke) -> Option<Item> {
        (!lines.is_empty()).then(|| Item::Stroke { lines, stroke: self.page.stroke(stroke) })
    }

    /// Notes that the legend has to explain lines, if any of them can be seen.
    pub(in crate::map) fn explain(&mut self, symbol: Symbol, lines: &[Vec<Point>]) {
        if self.is_seen(lines) {
            self.symbols.push(symbol);
        }
    }

    /// Whether any of some lines has a point on the map.
    pub(in crate::map) fn is_seen(&self, lines: &[Vec<Point>]) -> bool {
        let frame = self.view.frame();
        lines.iter().flatten().any(|point| frame.contains(*point))
    }
}
