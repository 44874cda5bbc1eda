//! Draws the scenes of a film, what they share once.

use std::borrow::Cow;

use rayon::prelude::*;

use super::Film;
use crate::error::Result;
use crate::map::paint::prepare::{Shape, prepare};
use crate::map::paint::raster::{BAND, canvas, opaque, paint_over, shapes};
use crate::map::scene::{Item, Layer, Scene};

/// A scene's pixels, all opaque.
pub(super) type Pixels = Vec<[u8; 4]>;

/// What the scenes of a film share, ready to be drawn upon.
pub(super) struct Stage<'a> {
    film: &'a Film,
    scale: f32,
    /// Width and height in device pixels.
    pub(super) size: (u32, u32),
    /// How many layers lie at the bottom of every scene, and the page with them.
    bottom: (usize, Pixels),
    /// The first scene's layers further up, and what each of their items is made of: most return in
    /// other scenes.
    known: Vec<(&'a Layer, Vec<Vec<Shape>>)>,
}

/// Pixels of the scenes that are drawn at a time, unless a single one has more.
const AT_A_TIME: usize = 1 << 25;

/// Scenes drawn at a time at most.
const MOST_AT_A_TIME: usize = 16;

impl<'a> Stage<'a> {
    /// The stage for a film at `scale` device pixels a page pixel.
    pub(super) fn new(film: &'a Film, scale: f32) -> Result<Self> {
        let size = film.size(scale)?;
        let mut stage = Self { film, scale, size, bottom: (0, Vec::new()), known: Vec::new() };
        let Some((first, rest)) = film.scenes.split_first() else { return Ok(stage) };
        if rest.iter().all(|scene| scene.background == first.background) {
            let is_shared = |index: usize, layer: &Layer| {
                rest.iter().all(|scene| scene.layers.get(index) == Some(layer))
            };
            let layers = (0..).zip(&first.layers);
            let count = layers.take_while(|(index, layer)| is_shared(*index, layer)).count();
            let beneath = shapes(first.layers.get(..count).unwrap_or_default(), scale, size);
            let mut page = stage.bare(first);
            paint_over(&mut page, size.0, BAND, &beneath.iter().collect::<Vec<_>>());
            stage.bottom = (count, page);
        }
        let above = first.layers.iter().skip(stage.bottom.0);
        stage.known = above
            .filter_map(|layer| {
                let canvas = canvas(layer, scale, size)?;
                let items = layer.items.par_iter().map(|item| prepare(item, canvas));
                Some((layer, items.collect()))
            })
            .collect();
        Ok(stage)
    }

    /// Draws all scenes in their order, some at the same time, and hands them on together with the
    /// one before the first of them.
    pub(super) fn play(
        &self,
        mut onlooker: impl FnMut(Option<&Pixels>, &[Pixels]) -> Result<()>,
    ) -> Result<()> {
        let pixels = (self.size.0 as usize * self.size.1 as usize).max(1);
        let at_a_time = (AT_A_TIME / pixels).clamp(1, MOST_AT_A_TIME);
        let mut before = None;
        for scenes in self.film.scenes.chunks(at_a_time) {
            let mut drawn: Vec<Pixels> = scenes.par_iter().map(|scene| self.draw(scene)).collect();
            onlooker(before.as_ref(), &drawn)?;
            before = drawn.pop();
        }
        Ok(())
    }

    fn draw(&self, scene: &Scene) -> Pixels {
        let (beneath, page) = &self.bottom;
        let mut pixels = if page.is_empty() { self.bare(scene) } else { page.clone() };
        let layers = scene.layers.get(*beneath..).unwrap_or_default();
        let items: Vec<(&Layer, &Item)> = layers
            .iter()
            .flat_map(|layer| layer.items.iter().map(move |item| (layer, item)))
            .collect();
        let parts: Vec<Cow<[Shape]>> =
            items.into_par_iter().map(|(layer, item)| self.shapes(layer, item)).collect();
        let all: Vec<&Shape> = parts.iter().flat_map(|part| part.iter()).collect();
        paint_over(&mut pixels, self.size.0, BAND, &all);
        pixels
    }

    fn bare(&self, scene: &Scene) -> Pixels {
        vec![opaque(scene.background); self.size.0 as usize * self.size.1 as usize]
    }

    /// What an item is made of: as in the first scene, if it is in there.
    fn shapes(&self, layer: &Layer, item: &Item) -> Cow<'_, [Shape]> {
        let found = self
            .known
            .iter()
            .filter(|(known, _)| known.name == layer.name && known.clip == layer.clip)
            .find_map(|(known, shapes)| {
                let (_, shapes) = known.items.iter().zip(shapes).find(|(it, _)| *it == item)?;
                Some(Cow::Borrowed(shapes.as_slice()))
            });
        found.unwrap_or_else(|| {
            let canvas = canvas(layer, self.scale, self.size);
            Cow::Owned(canvas.map(|canvas| prepare(item, canvas)).unwrap_or_default())
        })
    }
}
