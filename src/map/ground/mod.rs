//! Control of a date on a map: ground, what of it was gained, front lines.

pub(super) mod backdrop;
pub(super) mod pen;

use std::cmp::Reverse;

use crate::compare::{ControlLines, Ground as Held};
use crate::map::compose::state::{Change, State};
use crate::map::mask::Mask;
use crate::map::page::Page;
use crate::map::scene::{Item, Layer, Paint, Point};
use crate::map::style;
use crate::map::view::View;
use crate::map::wording::Symbol;
use crate::model::{Control, Dataset, Snapshot};
use pen::Pen;

/// Control of a date in a view.
pub(in crate::map) struct Ground {
    /// Ground in its paints.
    pub(in crate::map) fills: Vec<Layer>,
    /// Outlines and front lines.
    pub(in crate::map) lines: Vec<Layer>,
    /// Where territories lie.
    pub(in crate::map) territories: Mask,
    /// The front lines, or where there are none the outlines of territories.
    pub(in crate::map) fronts: Vec<Vec<Point>>,
    /// Who controls the ground that can be seen, how, and where.
    pub(in crate::map) controls: Vec<(Control, Mask)>,
    /// From whom to whom ground went that can be seen.
    pub(in crate::map) changed: Vec<(Held, Held)>,
    /// Whether a front line of the earlier date can be seen.
    pub(in crate::map) shows_former_front: bool,
    /// The kinds of lines that were drawn.
    pub(in crate::map) symbols: Vec<Symbol>,
}

impl Ground {
    /// The control of a date in a view.
    pub(in crate::map) fn of(page: &Page, state: &State, view: &View) -> Self {
        let State { snapshot, areas, lines, change } = state;
        let dataset = snapshot.dataset;
        let mut pen = Pen::new(page, view);
        let traced: Vec<Vec<Vec<Point>>> =
            snapshot.territories.iter().map(|it| view.rings(&it.polygons)).collect();
        let controls = visible_controls(snapshot, &traced, view);
        let mut territories = Mask::empty(view.frame());
        controls.iter().for_each(|(_, mask)| territories.unite(mask));
        pen.control(snapshot, traced, lines);
        let changed = change.as_ref().map(|change| pen.gains(dataset, change)).unwrap_or_default();
        let fills = std::mem::take(&mut pen.layers);
        let outlines = pen.outlines(dataset, lines);
        let shows_former_front = change.as_ref().is_some_and(|change| pen.former_fronts(change));
        let fronts = pen.front_lines(lines, areas.are_many());
        let fronts = if fronts.is_empty() { outlines } else { fronts };
        let Pen { layers, symbols, .. } = pen;
        Self {
            fills,
            lines: layers,
            territories,
            fronts,
            controls,
            changed,
            shows_former_front,
            symbols,
        }
    }
}

/// The controls of the territories of which something lies within the frame, and where they lie.
fn visible_controls(
    snapshot: &Snapshot,
    traced: &[Vec<Vec<Point>>],
    view: &View,
) -> Vec<(Control, Mask)> {
    let frame = view.frame();
    let mut controls: Vec<(Control, Mask, bool)> = Vec::new();
    for (territory, rings) in snapshot.territories.iter().zip(traced) {
        if rings.is_empty() {
            continue;
        }
        let control = territory.control();
        let known = controls.iter().position(|known| known.0 == control);
        let index = known.unwrap_or_else(|| {
            controls.push((control, Mask::empty(frame), false));
            controls.len() - 1
        });
        let (_, mask, is_seen) = &mut controls[index];
        mask.add(rings);
        // What is smaller than the cells of a mask can be seen, too.
        *is_seen = *is_seen || rings.iter().flatten().any(|point| frame.contains(*point));
    }
    controls.retain(|(_, mask, is_seen)| *is_seen || mask.count() > 0);
    controls.into_iter().map(|(control, mask, _)| (control, mask)).collect()
}

impl Pen<'_> {
    /// Ground in its paints, given with its rings on the page.
    pub(in crate::map) fn control(
        &mut self,
        snapshot: &Snapshot,
        traced: Vec<Vec<Vec<Point>>>,
        lines: &ControlLines,
    ) {
        let dataset = snapshot.dataset;
        let mut items = Vec::new();
        // Where two fills of one colour meet, their edges would let the land shine through.
        for seam in &lines.seams {
            if let Some(Paint::Solid(color)) = self.page.ground(dataset, &seam.control).first() {
                items.extend(self.stroke(self.view.lines(&seam.lines), style::solid(*color, 1.0)));
            }
        }
        let mut order: Vec<_> = snapshot.territories.iter().zip(traced).collect();
        // Where ground overlaps, the picture shows what a lookup names first.
        order.sort_by_cached_key(|(territory, _)| {
            Reverse(dataset.precedence_of(&territory.control()))
        });
        for (territory, rings) in order {
            if rings.is_empty() {
                continue;
            }
            for paint in self.page.ground(dataset, &territory.control()) {
                items.push(Item::Fill { rings: rings.clone(), paint });
            }
        }
        self.layer("territories", items);
    }

    /// The ground that changed hands, in paints of its own; from whom to whom what can be seen of it went.
    fn gains(&mut self, dataset: &Dataset, change: &Change) -> Vec<(Held, Held)> {
        let frame = self.view.frame();
        let (mut items, mut seen) = (Vec::new(), Vec::new());
        for patch in change.advance.patches.iter().filter(|patch| !patch.is_sliver) {
            let rings = self.view.rings(&patch.polygons);
            if rings.is_empty() {
                continue;
            }
            for paint in self.page.changed(dataset, &patch.from, &patch.to) {
                items.push(Item::Fill { rings: rings.clone(), paint });
            }
            let pair = (patch.from.clone(), patch.to.clone());
            if !seen.contains(&pair) && rings.iter().flatten().any(|point| frame.contains(*point)) {
                seen.push(pair);
            }
        }
        self.layer("gains", items);
        seen
    }

    /// The outlines of ground that no other ground shares.
    pub(in crate::map) fn outlines(
        &mut self,
        dataset: &Dataset,
        lines: &ControlLines,
    ) -> Vec<Vec<Point>> {
        let theme = &self.page.theme;
        let (mut items, mut outlined) = (Vec::new(), Vec::new());
        // Where territories meet each other, what is left is mostly the country's own border.
        let width = theme.widths.outline * if lines.fronts.is_empty() { 1.0 } else { 0.6 };
        for outline in &lines.outlines {
            let actor = outline.control.claimants.first();
            let color =
                actor.map_or(theme.colors.border, |actor| theme.shade(dataset.actor(*actor).color));
            let traced = self.view.lines(&outline.lines);
            outlined.extend(traced.iter().cloned());
            items.extend(self.stroke(traced, style::solid(color, width)));
        }
        self.layer("outlines", items);
        outlined
    }

    /// The front lines of the earlier date, and whether any can be seen.
    fn former_fronts(&mut self, change: &Change) -> bool {
        if change.advance.patches.is_empty() {
            return false;
        }
        let lines = self.view.lines(&change.former_fronts);
        let is_seen = self.is_seen(&lines);
        let item = self.stroke(lines, self.page.theme.former_front());
        self.layer("former-fronts", item);
        is_seen
    }

    /// The front lines and the edges of contested ground.
    pub(in crate::map) fn front_lines(
        &mut self,
        lines: &ControlLines,
        many: bool,
    ) -> Vec<Vec<Point>> {
        let theme = &self.page.theme;
        let limits = self.view.lines(&lines.limits);
        let mut items = Vec::new();
        items.extend(self.stroke(limits, theme.limit()));
        let fronts = self.view.lines(&lines.fronts);
        if !many {
            self.explain(Symbol::Front, &fronts);
        }
        // Among very many actors these are borders rather than fronts.
        let width = theme.widths.front * if many { 0.4 } else { 1.0 };
        items.extend(self.stroke(fronts.clone(), style::solid(theme.colors.front, width)));
        self.layer("fronts", items);
        fronts
    }
}
