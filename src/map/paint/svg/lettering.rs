//! Lines of text as elements.

use super::markup::{Tag, number};
use super::path::{Ends, path_data};
use super::{Painter, colored, stroked};
use crate::map::scene::{Anchor, Color, CurvedText, Stroke, Text, TextStyle, Weight};
use crate::map::text::{extended, has_joining_letters, is_right_to_left, shape};

/// A straight line of text; nothing if there is nothing to see.
pub(super) fn straight(text: &Text) -> Option<String> {
    let Text { content, origin, style, .. } = text;
    let is_placed = origin.x.is_finite() && origin.y.is_finite();
    let mut tag = is_placed.then(|| letters(content, *style)).flatten()?;
    let x = match text.anchor {
        Anchor::Left => origin.x,
        Anchor::Middle => origin.x + trailing(content, *style) / 2.0,
        Anchor::Right => origin.x + trailing(content, *style),
    };
    tag = tag.with("x", number(x)).with("y", number(origin.y));
    // A line's start is where reading begins.
    tag = match (text.anchor, is_right_to_left(content)) {
        (Anchor::Left, false) | (Anchor::Right, true) => tag,
        (Anchor::Middle, _) => tag.with("text-anchor", "middle"),
        (Anchor::Right, false) | (Anchor::Left, true) => tag.with("text-anchor", "end"),
    };
    tag = inked(tag, text.color, text.halo);
    if text.rotation != 0.0 && text.rotation.is_finite() {
        let (turn, x, y) = (number(-text.rotation), number(origin.x), number(origin.y));
        tag = tag.with("transform", format!("rotate({turn} {x} {y})"));
    }
    Some(tag.around(content))
}

impl Painter {
    /// A line of text along a curve; nothing if there is nothing to see.
    pub(super) fn curved(&mut self, text: &CurvedText) -> Option<String> {
        let CurvedText { content, style, .. } = text;
        let tag = letters(content, *style)?.with("text-anchor", "middle");
        // What lies beyond the ends of its path, a viewer leaves out.
        let room = shape(content, *style).width();
        let path = extended(&text.path, room, room + trailing(content, *style))?;
        let curve = self.curves.number_of(path_data(&[path], Ends::AsGiven)?);
        // Illustrator and older viewers do not know a reference without the prefix.
        let along = Tag::new("textPath")
            .with("xlink:href", format!("#curve-{curve}"))
            .with("startOffset", "50%")
            .around(content);
        Some(inked(tag, text.color, text.halo).holding(&along))
    }
}

/// A tag for letters of a style; nothing if none can be seen.
fn letters(content: &str, style: TextStyle) -> Option<Tag> {
    let is_visible = style.size > 0.0 && !content.trim().is_empty();
    let mut tag = is_visible.then(|| Tag::new("text").with("font-size", number(style.size)))?;
    if style.weight == Weight::Bold {
        tag = tag.with("font-weight", "700");
    }
    let spacing = trailing(content, style);
    if spacing != 0.0 {
        tag = tag.with("letter-spacing", number(spacing));
    }
    if is_right_to_left(content) {
        tag = tag.with("direction", "rtl");
    }
    Some(tag)
}

/// The space between letters, which browsers leave behind the last one, too, where it is no part of
/// the line.
fn trailing(content: &str, style: TextStyle) -> f32 {
    let is_spaced = style.spacing.is_finite() && !has_joining_letters(content);
    if is_spaced { style.spacing } else { 0.0 }
}

/// Letters with their colours.
fn inked(tag: Tag, color: Color, halo: Option<(f32, Color)>) -> Tag {
    let tag = colored(tag, "fill", color);
    match halo.and_then(|(width, color)| stroked(tag.clone(), Stroke { color, width, dash: None }))
    {
        Some(outlined) => outlined.with("paint-order", "stroke"),
        None => tag,
    }
}
