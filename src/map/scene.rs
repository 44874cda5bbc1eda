//! The scene: what is drawn, where, in page coordinates, as plain data.
//!
//! Everything is decided here; a painter only walks the layers and paints. Units are page pixels at
//! scale 1, x to the right and y downwards from the top left corner.

/// A page of layers, painted in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// Page width in page pixels.
    pub width: f32,
    /// Page height in page pixels.
    pub height: f32,
    /// Colour of the bare page.
    pub background: Color,
    /// Layers from bottom to top.
    pub layers: Vec<Layer>,
}

/// A named group of items; names are stable, so that a test or an SVG can address a layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// Stable name, for example `territories`.
    pub name: &'static str,
    /// The part of the page that the layer may touch; nothing means the whole page.
    pub clip: Option<Rect>,
    /// Items from bottom to top.
    pub items: Vec<Item>,
}

/// One thing to paint.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Closed rings, filled even-odd.
    Fill {
        /// Rings; the last point joins the first.
        rings: Vec<Vec<Point>>,
        /// What fills them.
        paint: Paint,
    },
    /// Open or closed lines.
    Stroke {
        /// Lines; one whose last point equals its first is closed.
        lines: Vec<Vec<Point>>,
        /// How they are drawn.
        stroke: Stroke,
    },
    /// A circle.
    Dot {
        /// Its centre.
        center: Point,
        /// Its radius.
        radius: f32,
        /// Its fill.
        fill: Color,
        /// Outline width and colour.
        outline: Option<(f32, Color)>,
    },
    /// A straight line of text.
    Text(Text),
    /// A line of text along a curve, such as the name of a river.
    CurvedText(CurvedText),
}

/// A point of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Downwards.
    pub y: f32,
}

/// A rectangle of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width, not negative.
    pub width: f32,
    /// Height, not negative.
    pub height: f32,
}

impl Rect {
    /// The square round a point whose edges are a distance away.
    pub fn around(at: Point, distance: f32) -> Self {
        Self { x: at.x, y: at.y, width: 0.0, height: 0.0 }.grown(distance)
    }

    /// The right edge.
    pub fn right(&self) -> f32 {
        self.x + self.width
    }

    /// The bottom edge.
    pub fn bottom(&self) -> f32 {
        self.y + self.height
    }

    /// Whether the point lies inside or on an edge.
    pub fn contains(&self, at: Point) -> bool {
        (self.x..=self.right()).contains(&at.x) && (self.y..=self.bottom()).contains(&at.y)
    }

    /// Whether the two share some area.
    pub fn intersects(&self, other: &Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    /// The rectangle with every edge moved outwards, or inwards by a negative distance.
    #[must_use]
    pub fn grown(&self, by: f32) -> Self {
        Self {
            x: self.x - by,
            y: self.y - by,
            width: (self.width + 2.0 * by).max(0.0),
            height: (self.height + 2.0 * by).max(0.0),
        }
    }

    /// The corners, clockwise from the top left one.
    pub fn corners(&self) -> [Point; 4] {
        [
            Point { x: self.x, y: self.y },
            Point { x: self.right(), y: self.y },
            Point { x: self.right(), y: self.bottom() },
            Point { x: self.x, y: self.bottom() },
        ]
    }
}

/// An sRGB colour with straight (not premultiplied) alpha.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Alpha, 255 opaque.
    pub a: u8,
}

/// What fills a shape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Paint {
    /// One colour.
    Solid(Color),
    /// Parallel stripes over whatever lies beneath. The pattern is anchored to the page, so that
    /// neighbouring shapes and the legend's swatch show the same stripes.
    Hatch {
        /// Colour of the stripes.
        color: Color,
        /// Distance between the middles of two stripes.
        spacing: f32,
        /// Width of a stripe.
        width: f32,
        /// Degrees by which the stripes rise from horizontal, counter-clockwise.
        angle: f32,
        /// How far the stripes lie from the page's origin, across themselves: a share of the distance
        /// between two, from 0, where one passes through it, to 1. Upright ones move to the right, level
        /// ones down.
        phase: f32,
    },
}

/// How a line is drawn. Its ends are round, those of its dashes square; corners are mitred, sharp
/// ones cut off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub color: Color,
    /// Width.
    pub width: f32,
    /// Length of dash and of gap; nothing for a solid line.
    pub dash: Option<(f32, f32)>,
}

/// A line of text in any mixture of scripts.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The text in logical order.
    pub content: String,
    /// The end of the baseline that `anchor` names.
    pub origin: Point,
    /// Which point of the baseline `origin` is.
    pub anchor: Anchor,
    /// How the letters look.
    pub style: TextStyle,
    /// Colour of the letters.
    pub color: Color,
    /// Width and colour of the outline behind the letters.
    pub halo: Option<(f32, Color)>,
    /// Degrees by which the baseline is turned counter-clockwise about `origin`.
    pub rotation: f32,
}

/// A line of text, in any mixture of scripts, whose baseline is a curve. The middle of the text stands
/// at the middle of the curve's length.
#[derive(Debug, Clone, PartialEq)]
pub struct CurvedText {
    /// The text in logical order.
    pub content: String,
    /// The baseline. Its first point is on the text's left, whatever the direction of the script, so
    /// that letters are upright on a path that goes to the right of the page. Text longer than the
    /// path goes straight on at both ends; a path without length shows no text.
    pub path: Vec<Point>,
    /// How the letters look.
    pub style: TextStyle,
    /// Colour of the letters.
    pub color: Color,
    /// Width and colour of the outline behind the letters.
    pub halo: Option<(f32, Color)>,
}

/// Which point of the baseline a text is placed by. Left and right are those of the page, whatever
/// the direction of the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Left,
    /// The middle.
    Middle,
    /// The right end.
    Right,
}

/// How letters look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextStyle {
    /// Font size in page pixels (one em).
    pub size: f32,
    /// Stroke weight of the letters.
    pub weight: Weight,
    /// Extra space after each letter, in page pixels; ignored by scripts whose letters join.
    pub spacing: f32,
}

/// Stroke weight of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Regular, 400.
    Regular,
    /// Bold, 700.
    Bold,
}
