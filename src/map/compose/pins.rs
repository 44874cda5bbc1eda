//! Numbered pins on a map, for what a list beside it tells of.

use super::plan::{Kind, Plan};
use super::state::State;
use super::{MapOptions, Snapshot};
use crate::Result;
use crate::geometry::LonLat;
use crate::map::page::{Page, text};
use crate::map::scene::{
    Anchor, Color, Item, Layer, Point, Rect, Scene, Stroke, TextStyle, Weight,
};

/// A pin with a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pin {
    /// Where it points.
    pub at: LonLat,
    /// Its number.
    pub number: usize,
    /// Its colour; the number on it is white.
    pub color: Color,
}

/// Radius of a pin's head, in page pixels.
const RADIUS: f32 = 11.0;
/// Radius of the dot where it points, once it had to move aside.
const DOT: f32 = 2.6;
/// Height of the numbers.
const LETTERS: f32 = 13.0;
/// By how much of their height numbers reach above the middle of the head.
const RISE: f32 = 0.36;
/// Width of the white rim, and of the line from head to place.
const RIM: f32 = 1.4;
/// Directions in which a head may move aside, and how many times by its radius.
const ASIDE: (usize, usize) = (16, 14);
const WHITE: Color = Color { r: 255, g: 255, b: 255, a: 255 };

/// Draws the map of a snapshot with pins on it. A pin beyond the map is left out; where two would lie upon
/// each other the later one moves aside, with a line to its place.
///
/// # Errors
///
/// See [`compose`](super::compose()).
///
/// # Example
///
/// ```
/// use controlmap::geometry::LonLat;
/// use controlmap::map::scene::Color;
/// use controlmap::map::{MapOptions, Pin, compose_pinned};
///
/// let syria = controlmap::source::built_in(&Default::default())?;
/// let red = Color { r: 200, g: 0, b: 0, a: 255 };
/// let pin = Pin { at: LonLat::new(39.01, 35.95)?, number: 1, color: red };
/// let snapshot = syria.on("2026-01-27".parse().unwrap())?;
/// let scene = compose_pinned(&snapshot, &MapOptions::default(), &[pin])?;
/// assert!(scene.layers.iter().any(|layer| layer.name == "pins"));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn compose_pinned(snapshot: &Snapshot, options: &MapOptions, pins: &[Pin]) -> Result<Scene> {
    options.check()?;
    let extent = options.shown(std::slice::from_ref(snapshot))?;
    let states = [State::of(snapshot, options.since)?];
    let (plan, ground) = Plan::of(&states, options, &extent, Kind::Still)?;
    let [state] = &states;
    let mut scene = match ground {
        Some(ground) => plan.scene_of(0, state, ground),
        None => plan.scene(0, state),
    };
    let frame = plan.view().frame();
    let placed = pins.iter().filter_map(|pin| {
        let at = plan.view().point(pin.at.into())?;
        frame.contains(at).then_some((pin, at))
    });
    let placed: Vec<(&Pin, Point)> = placed.collect();
    let items = draw(plan.page(), &placed, &frame);
    // Above all of the map, below what stands upon it.
    let after = scene.layers.iter().position(|layer| layer.name == "labels");
    let after = after.map_or(scene.layers.len(), |labels| labels + 1);
    scene.layers.insert(after, Layer { name: "pins", clip: Some(frame), items });
    Ok(scene)
}

/// The pins, the first on top.
fn draw(page: &Page, pins: &[(&Pin, Point)], frame: &Rect) -> Vec<Item> {
    let radius = page.length(RADIUS);
    let mut heads: Vec<Point> = Vec::new();
    for (_, at) in pins {
        let is_free = |head: &Point| {
            let apart = |other: &Point| (head.x - other.x).hypot(head.y - other.y) >= 2.0 * radius;
            frame.grown(-radius).contains(*head) && heads.iter().all(apart)
        };
        let head = candidates(*at, radius).find(is_free).unwrap_or(*at);
        heads.push(head);
    }
    let mut lines = Vec::new();
    let mut drawn = Vec::new();
    for ((pin, at), head) in pins.iter().zip(&heads).rev() {
        if at != head {
            for (width, color) in [(3.0 * RIM, WHITE), (RIM, pin.color)] {
                let stroke = page.stroke(Stroke { color, width, dash: None });
                lines.push(Item::Stroke { lines: vec![vec![*at, *head]], stroke });
            }
            drawn.push(dot(page, *at, page.length(DOT), pin.color));
        }
        drawn.push(dot(page, *head, radius, pin.color));
        let style = TextStyle { size: LETTERS, weight: Weight::Bold, spacing: 0.0 };
        let style = page.letters(style);
        let origin = Point { x: head.x, y: head.y + RISE * style.size };
        drawn.push(text(pin.number.to_string(), origin, Anchor::Middle, style, WHITE));
    }
    lines.extend(drawn);
    lines
}

/// Where the head of a pin may be: at its place, else round it, further and further off.
fn candidates(at: Point, radius: f32) -> impl Iterator<Item = Point> {
    let (directions, steps) = ASIDE;
    let aside = (2..=steps).flat_map(move |step| {
        (0..directions).map(move |direction| {
            let angle = std::f32::consts::TAU * direction as f32 / directions as f32;
            let distance = step as f32 * radius;
            Point { x: at.x + distance * angle.cos(), y: at.y - distance * angle.sin() }
        })
    });
    std::iter::once(at).chain(aside)
}

fn dot(page: &Page, center: Point, radius: f32, fill: Color) -> Item {
    Item::Dot { center, radius, fill, outline: Some((page.length(RIM), WHITE)) }
}
