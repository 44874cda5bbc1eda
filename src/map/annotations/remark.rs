//! From annotations to what they draw and the texts they ask room for.

use super::arrows::{COVERED, arrow, covered};
use super::icons::{IconColors, icon};
use crate::geometry::{Coord, LonLat};
use crate::map::page::{Page, fitted};
use crate::map::scene::{Color, Item, Point, Rect, TextStyle};
use crate::map::style;
use crate::map::view::View;
use crate::model::{Annotation, Direction, Icon, Mark, Snapshot};

/// Radius of an icon on its place.
const ICON_RADIUS: f32 = 9.0;
/// Distance that the line of a call-out keeps from its place: the dot of a town.
const CALLOUT_RADIUS: f32 = 6.0;
/// Width of an arrow where its head begins.
const ARROW_WIDTH: f32 = 9.0;
/// Width in ems, and lines, of a text at most.
const TEXT: (f32, usize) = (9.5, 2);
/// Ems squared of map for each annotation.
const ROOM: f32 = 700.0;
/// Halvings by which the place is found where an arrow enters the frame.
const HALVINGS: usize = 24;

/// An annotation on the page.
pub(in crate::map) struct Remark {
    /// What it draws, if its text finds room.
    pub(in crate::map) items: Vec<Item>,
    /// What no text may cover, its own included.
    pub(in crate::map) taken: Vec<Rect>,
    /// Whether it is left out where something stands on its place already.
    pub(in crate::map) needs_place: bool,
    /// The text that it asks room for.
    pub(in crate::map) request: Option<Request>,
}

/// A text that asks for room on the map.
pub(in crate::map) struct Request {
    /// The place that it says something about.
    pub(in crate::map) at: Point,
    /// How far what is drawn there reaches.
    pub(in crate::map) radius: f32,
    /// What it says, line by line.
    pub(in crate::map) lines: Vec<String>,
    /// How its letters look.
    pub(in crate::map) letters: TextStyle,
    /// Their colour.
    pub(in crate::map) color: Color,
    /// Width and colour of the outline behind them.
    pub(in crate::map) halo: (f32, Color),
    /// Nothing for a text that stands at its place; how it stands apart.
    pub(in crate::map) apart: Option<Apart>,
}

/// How a text stands apart from its place: on a panel, with a line to it.
#[derive(Debug, Clone, Copy)]
pub(in crate::map) struct Apart {
    /// On which side; nothing for whichever has room.
    pub(in crate::map) toward: Option<Direction>,
    /// The picture beside it.
    pub(in crate::map) icon: Icon,
}

/// The annotations of a snapshot within the frame, the most important first, no more than there is
/// room for.
pub(in crate::map) fn remarks(page: &Page, view: &View, snapshot: &Snapshot) -> Vec<Remark> {
    let mut annotations: Vec<&Annotation> = snapshot.annotations().collect();
    annotations.sort_by_key(|it| it.rank);
    let (frame, em) = (view.frame(), page.letters(style::REMARK).size);
    let most = (frame.width * frame.height / (em * em * ROOM)) as usize;
    annotations.into_iter().filter_map(|it| remark(page, view, snapshot, it)).take(most).collect()
}

/// The colours of icons on a page.
pub(in crate::map) fn icon_colors(page: &Page) -> IconColors {
    let colors = &page.theme.colors;
    IconColors { ink: colors.ink, backing: Color { a: u8::MAX, ..colors.halo } }
}

/// What an annotation draws; nothing where its place is not in the frame.
fn remark(page: &Page, view: &View, snapshot: &Snapshot, it: &Annotation) -> Option<Remark> {
    let request = |at: Point, radius: f32, apart: Option<Apart>| {
        let letters = page.letters(style::REMARK);
        let lines = fitted(it.text.get(page.language), letters, TEXT.0 * letters.size, TEXT.1);
        (!lines.is_empty()).then(|| Request {
            at,
            radius,
            lines,
            letters,
            color: page.theme.colors.ink,
            halo: page.halo(),
            apart,
        })
    };
    match &it.mark {
        Mark::Marker(at) => {
            let (at, radius) = (view.point(Coord::from(*at))?, page.length(ICON_RADIUS));
            Some(Remark {
                items: icon(it.icon, at, radius, icon_colors(page)),
                taken: vec![Rect::around(at, radius)],
                needs_place: true,
                request: request(at, radius, None),
            })
        }
        Mark::Callout { at, toward } => {
            let at = view.point(Coord::from(*at))?;
            let apart = Apart { toward: *toward, icon: it.icon };
            Some(Remark {
                items: Vec::new(),
                taken: vec![Rect::around(at, page.length(style::dot_radius(3)))],
                needs_place: false,
                request: request(at, page.length(CALLOUT_RADIUS), Some(apart)),
            })
        }
        Mark::Arrow { course, actor } => {
            let points = visible_end(view, course);
            let width = page.length(ARROW_WIDTH);
            let color = match actor {
                Some(actor) => page.theme.shade(snapshot.dataset.actor(*actor).color),
                None => page.theme.colors.accent,
            };
            let items = arrow(&points, width, color, page.halo());
            let tail = *points.first().filter(|_| !items.is_empty())?;
            Some(Remark {
                items,
                taken: covered(&points, width),
                needs_place: false,
                request: request(tail, width * COVERED, None),
            })
        }
    }
}

/// The part of an arrow from where it last enters the frame to its head; nothing where its head lies
/// outside.
fn visible_end(view: &View, course: &[LonLat]) -> Vec<Point> {
    let mut points = Vec::new();
    let mut inside: Option<Coord> = None;
    for &at in course.iter().rev() {
        let at = Coord::from(at);
        match (view.point(at), inside) {
            (Some(point), _) => points.push(point),
            (None, Some(inside)) => {
                points.extend(entry(view, at, inside));
                break;
            }
            (None, None) => break,
        }
        inside = Some(at);
    }
    points.reverse();
    points
}

/// Where a straight way from outside the frame enters it.
fn entry(view: &View, outside: Coord, inside: Coord) -> Option<Point> {
    let (mut outside, mut inside) = (outside, inside);
    for _ in 0..HALVINGS {
        let middle = Coord { x: (outside.x + inside.x) / 2.0, y: (outside.y + inside.y) / 2.0 };
        if view.point(middle).is_some() {
            inside = middle;
        } else {
            outside = middle;
        }
    }
    view.point(inside)
}
