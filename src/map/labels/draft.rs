//! The words of a map while they are being placed.

use rayon::prelude::*;

use super::Labels;
use super::choice::{Choices, choose};
use super::mark::{Mark, Position};
use super::occupancy::Occupancy;
use super::remarks::{self, Placed};
use super::setting::{Ink, Setting, writable};
use crate::map::annotations::Remark;
use crate::map::ground::Ground;
use crate::map::ground::backdrop::Backdrop;
use crate::map::mask::Mask;
use crate::map::page::Page;
use crate::map::scene::{Anchor, Color, Item, Point, Rect, Stroke, TextStyle};
use crate::map::style;
use crate::map::view::View;
use crate::model::{Names, Snapshot};

/// What it costs a name to cross lines, for each cell of the line.
const FRONT: u8 = 5;
const RIVER: u8 = 2;
const BORDER: u8 = 2;
const SHORE: u8 = 1;
/// Width of a leader.
const LEADER: f32 = 0.9;

/// A map and the words on it so far.
pub(super) struct Draft<'a> {
    pub(super) page: &'a Page,
    pub(super) snapshot: &'a Snapshot<'a>,
    pub(super) view: &'a View,
    pub(super) backdrop: &'a Backdrop,
    pub(super) ground: &'a Ground,
    pub(super) occupancy: Occupancy,
    /// Where no symbol may stand.
    covered: Vec<Rect>,
    /// Names of areas and waters, beneath everything else.
    names: Vec<Item>,
    leaders: Vec<Item>,
    symbols: Vec<Item>,
    words: Vec<Item>,
    annotations: Vec<Item>,
}

impl<'a> Draft<'a> {
    /// A map without words.
    pub(super) fn new(
        page: &'a Page,
        snapshot: &'a Snapshot<'a>,
        view: &'a View,
        backdrop: &'a Backdrop,
        ground: &'a Ground,
        fronts: &[Vec<Point>],
        taken: &[Rect],
    ) -> Self {
        let mut occupancy = Occupancy::new(view.frame());
        for layer in backdrop.above.iter().filter(|layer| layer.name == "borders") {
            for item in &layer.items {
                if let Item::Stroke { lines, .. } = item {
                    lines.iter().for_each(|line| occupancy.mark(line, BORDER));
                }
            }
        }
        for (_, shores, _) in &backdrop.lakes {
            shores.iter().for_each(|shore| occupancy.mark(shore, SHORE));
        }
        for (_, lines) in &backdrop.rivers {
            lines.iter().for_each(|line| occupancy.mark(line, RIVER));
        }
        fronts.iter().for_each(|line| occupancy.mark(line, FRONT));
        taken.iter().for_each(|rect| occupancy.block(rect));
        Self {
            page,
            snapshot,
            view,
            backdrop,
            ground,
            occupancy,
            covered: taken.to_vec(),
            names: Vec::new(),
            leaders: Vec::new(),
            symbols: Vec::new(),
            words: Vec::new(),
            annotations: Vec::new(),
        }
    }

    /// The name to write, in the ways in which it can be set; nothing if there is none.
    pub(super) fn writable(
        &self,
        names: &Names,
        letters: TextStyle,
    ) -> Option<(String, Vec<Setting>)> {
        writable(names, self.page, letters)
    }

    /// Places at most so many marks, given by priority; how many it has placed.
    pub(super) fn place(&mut self, marks: &[Mark], most: usize) -> usize {
        let choices: Vec<Choices> = marks.par_iter().map(|mark| self.choices(mark)).collect();
        let chosen = choose(&choices, most);
        let mut placed = 0;
        for ((mark, choices), index) in marks.iter().zip(&choices).zip(chosen) {
            if let Some(position) = index.and_then(|index| choices.positions.get(index)) {
                self.put(mark, position);
                placed += 1;
            }
        }
        placed
    }

    /// Places annotations, the most important first, where there is room.
    pub(super) fn annotate(&mut self, remarks: &[Remark]) {
        let Placed { drawn, texts, taken } =
            remarks::place(self.page, remarks, &self.backdrop.subject, &mut self.occupancy);
        self.annotations.extend(drawn);
        self.words.extend(texts);
        self.covered.extend(taken);
    }

    fn choices(&self, mark: &Mark) -> Choices {
        let dot = mark.dot().grown(1.0);
        let is_hidden = self.covered.iter().any(|rect| rect.intersects(&dot));
        let positions = if is_hidden && !mark.must {
            Vec::new()
        } else {
            mark.positions(self.page, &self.occupancy)
        };
        let missing = if mark.must { f32::MAX } else { mark.priority };
        let may_meet = mark.is_hollow || mark.must;
        Choices { dot, may_meet, air: mark.air, missing, positions }
    }

    fn put(&mut self, mark: &Mark, position: &Position) {
        let dot = mark.dot().grown(1.0);
        if !mark.is_hollow {
            self.covered.push(dot);
        }
        self.covered.push(position.rect);
        self.occupancy.block(&dot);
        self.occupancy.block(&position.rect);
        if let Some(leader) = position.leader {
            self.occupancy.block_line(&leader);
            self.draw_leader(leader.to_vec(), mark.ink.color);
        }
        self.symbols.extend(mark.symbol.iter().cloned());
        self.words.extend(mark.words(self.page, position));
    }

    fn draw_leader(&mut self, line: Vec<crate::map::scene::Point>, color: Color) {
        let theme = &self.page.theme;
        let halo = style::solid(theme.colors.halo, LEADER + theme.widths.halo);
        for stroke in [halo, style::solid(color, LEADER)] {
            let stroke: Stroke = self.page.stroke(stroke);
            self.leaders.push(Item::Stroke { lines: vec![line.clone()], stroke });
        }
    }

    /// Writes words where some ground has most room left, in the first of several ways for which there
    /// is enough; false where there is none.
    pub(super) fn write_within(
        &mut self,
        ground: &Mask,
        ways: &[(Setting, Ink)],
        air: f32,
    ) -> bool {
        let room = ground.room();
        let found = ways.iter().find_map(|(setting, ink)| {
            let (width, height) = setting.size(self.page, ink.letters);
            let air = air * ink.letters.size;
            let middle = room.roomiest(width + 2.0 * air, height + air)?;
            let (x, y) = (middle.x - width / 2.0, middle.y - height / 2.0);
            Some((setting, ink, Rect { x, y, width, height }))
        });
        let Some((setting, ink, rect)) = found else { return false };
        self.occupancy.block(&rect);
        self.covered.push(rect);
        self.names.extend(setting.in_box(self.page, &rect, Anchor::Middle, ink));
        true
    }

    /// Adds a name that has been placed, and takes its ground.
    pub(super) fn write(&mut self, name: Item, ground: impl IntoIterator<Item = Rect>) {
        self.names.push(name);
        for rect in ground {
            self.occupancy.block(&rect);
            self.covered.push(rect);
        }
    }

    /// Everything in drawing order.
    pub(super) fn finish(self) -> Labels {
        let mut items = self.names;
        items.extend(self.leaders);
        items.extend(self.symbols);
        items.extend(self.words);
        Labels { items, annotations: self.annotations }
    }
}
