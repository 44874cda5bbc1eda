//! The room that a line of text takes on the page.

use controlmap::map::scene::{Anchor, CurvedText, Item, Point, Text};
use controlmap::map::text::{cap_height, shape};

/// The box round a line of text, turned with it.
#[derive(Debug, Clone)]
pub struct Block {
    pub content: String,
    pub corners: [Point; 4],
}

impl Block {
    /// The box from the baseline to the height of capitals: what has to stay free of other text.
    fn of(text: &Text) -> Self {
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

    /// Boxes along a line of text that follows a curve, each about as long as its letters are high.
    fn along(text: &CurvedText) -> Vec<Self> {
        let width = shape(&text.content, text.style).width();
        let cap = cap_height(text.style);
        let length: f32 = text.path.windows(2).map(|step| distance(step[0], step[1])).sum();
        let (mut from, mut blocks) = (0.0, Vec::new());
        for step in text.path.windows(2) {
            let long = distance(step[0], step[1]);
            let is_lettered = from + long > (length - width) / 2.0 && from < (length + width) / 2.0;
            from += long;
            if is_lettered && long > 0.0 {
                let up =
                    ((step[1].y - step[0].y) / long * cap, (step[0].x - step[1].x) / long * cap);
                let raised = |at: Point| Point { x: at.x + up.0, y: at.y + up.1 };
                let corners = [raised(step[0]), raised(step[1]), step[1], step[0]];
                blocks.push(Self { content: text.content.clone(), corners });
            }
        }
        blocks
    }

    /// The boxes of an item, none unless it is text.
    pub fn of_item(item: &Item) -> Vec<Self> {
        match item {
            Item::Text(text) => vec![Self::of(text)],
            Item::CurvedText(text) => Self::along(text),
            _ => Vec::new(),
        }
    }

    /// Whether it lies on a page of a size.
    pub fn lies_within(&self, width: f32, height: f32) -> bool {
        self.corners
            .iter()
            .all(|at| (0.0..=width).contains(&at.x) && (0.0..=height).contains(&at.y))
    }

    /// Whether two boxes share area: no line parallel to a side parts them.
    pub fn overlaps(&self, other: &Self) -> bool {
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

fn distance(one: Point, other: Point) -> f32 {
    (one.x - other.x).hypot(one.y - other.y)
}

/// The pairs of texts, each with its boxes, that share area.
pub fn overlapping(texts: &[Vec<Block>]) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for (index, one) in texts.iter().enumerate() {
        for other in &texts[index + 1..] {
            let shared =
                one.iter().find_map(|one| Some((one, other.iter().find(|it| it.overlaps(one))?)));
            found.extend(shared.map(|(one, other)| (one.content.as_str(), other.content.as_str())));
        }
    }
    found
}
