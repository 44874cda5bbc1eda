//! The room that a line of text takes on the page.

use controlmap::map::scene::{Anchor, Point, Text};
use controlmap::map::text::{cap_height, shape};

/// The box round a line of text, turned with it.
#[derive(Debug, Clone)]
pub struct Block {
    pub content: String,
    corners: [Point; 4],
}

impl Block {
    /// The box from the baseline to the height of capitals: what has to stay free of other text.
    pub fn of(text: &Text) -> Self {
        let width = shape(&text.content, text.style).width();
        let left = match text.anchor {
            Anchor::Left => 0.0,
            Anchor::Middle => -width / 2.0,
            Anchor::Right => -width,
        };
        let cap = cap_height(text.style);
        let (sine, cosine) = (-text.rotation.to_radians()).sin_cos();
        let corners = [(left, -cap), (left + width, -cap), (left + width, 0.0), (left, 0.0)];
        let corners = corners.map(|(x, y)| Point {
            x: text.origin.x + x * cosine - y * sine,
            y: text.origin.y + x * sine + y * cosine,
        });
        Self { content: text.content.clone(), corners }
    }

    /// Whether it lies on a page of a size.
    pub fn lies_within(&self, width: f32, height: f32) -> bool {
        self.corners
            .iter()
            .all(|at| (0.0..=width).contains(&at.x) && (0.0..=height).contains(&at.y))
    }

    /// Whether two boxes share area: no line parallel to a side parts them.
    fn overlaps(&self, other: &Self) -> bool {
        let axes = [self, other].into_iter().flat_map(|block| {
            let [a, b, _, d] = block.corners;
            [(b.x - a.x, b.y - a.y), (d.x - a.x, d.y - a.y)]
        });
        axes.into_iter().all(|(x, y)| {
            let span = |block: &Self| {
                let along = block.corners.map(|at| at.x * x + at.y * y);
                (
                    along.iter().copied().fold(f32::MAX, f32::min),
                    along.into_iter().fold(f32::MIN, f32::max),
                )
            };
            let (one, two) = (span(self), span(other));
            let slack = 0.01 * (x * x + y * y).max(1.0);
            one.0 + slack < two.1 && two.0 + slack < one.1
        })
    }
}

/// The pairs that share area.
pub fn overlapping(blocks: &[Block]) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for (index, one) in blocks.iter().enumerate() {
        for other in &blocks[index + 1..] {
            if one.overlaps(other) {
                found.push((one.content.as_str(), other.content.as_str()));
            }
        }
    }
    found
}
