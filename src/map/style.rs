//! The look of every map: colours, widths and sizes, in one place.
//!
//! Sizes are page pixels on a page of 1600 by 1200; `page` adapts them to others.

use super::scene::{Color, Paint, Stroke, TextStyle, Weight};
use crate::model::Rgb;

/// The bare page.
pub const PAPER: Color = opaque(0xFF, 0xFF, 0xFF);
/// The sea.
pub const SEA: Color = opaque(0xD9, 0xE4, 0xEB);
/// Land of other countries.
pub const NEIGHBOUR: Color = opaque(0xEB, 0xE8, 0xE2);
/// Land of the countries that the map is about, where the data says nothing.
pub const LAND: Color = opaque(0xFB, 0xFA, 0xF6);
/// Ground of which nobody knows who controls it.
pub const UNKNOWN: Color = opaque(0xC9, 0xC7, 0xC4);
/// Kinds of ground that a chart does not tell apart.
pub const OTHERS: Color = opaque(0xE4, 0xE1, 0xDB);
/// Lakes.
pub const LAKE: Color = opaque(0xB4, 0xCF, 0xE0);
/// Shores of lakes.
pub const SHORE: Color = opaque(0x86, 0xAD, 0xC6);
/// Rivers.
pub const RIVER: Color = opaque(0x62, 0x9C, 0xC2);
/// Names of waters.
pub const WATER_INK: Color = opaque(0x2C, 0x68, 0x90);
/// Roads.
pub const ROAD: Color = Color { r: 0x8A, g: 0x7B, b: 0x68, a: 0x66 };
/// Borders of regions.
pub const REGION_BORDER: Color = Color { r: 0x50, g: 0x4C, b: 0x46, a: 0x80 };
/// Borders of countries.
pub const BORDER: Color = opaque(0x6E, 0x69, 0x62);
/// Coasts.
pub const COAST: Color = opaque(0x86, 0x9B, 0xA8);
/// Front lines.
pub const FRONT: Color = opaque(0x1C, 0x1C, 0x1C);
/// Edges of contested ground.
pub const LIMIT: Color = Color { r: 0x1C, g: 0x1C, b: 0x1C, a: 0x90 };
/// Letters.
pub const INK: Color = opaque(0x1A, 0x1A, 0x1A);
/// Letters of secondary text.
pub const FAINT_INK: Color = opaque(0x62, 0x5F, 0x5A);
/// Names of other countries.
pub const COUNTRY_INK: Color = opaque(0x93, 0x8D, 0x84);
/// Names of regions.
pub const REGION_INK: Color = Color { r: 0x45, g: 0x41, b: 0x3B, a: 0xB0 };
/// Thin lines of furniture.
pub const RULE: Color = opaque(0xC8, 0xC4, 0xBC);
/// Lines of a scale over what is measured by it.
pub const GRID: Color = Color { r: 0x1C, g: 0x1C, b: 0x1C, a: 0x26 };
/// Outline of letters on the map.
pub const HALO: Color = Color { r: 0xFF, g: 0xFF, b: 0xFF, a: 0xD2 };
/// Outline of letters on other countries' land.
pub const NEIGHBOUR_HALO: Color = Color { r: 0xEB, g: 0xE8, b: 0xE2, a: 0xE0 };
/// Ground of the legend's panel.
pub const PANEL: Color = opaque(0xFF, 0xFF, 0xFF);

/// Share of an actor's colour in the tint of the ground it holds.
const TINT: f32 = 0.56;
/// Share of an actor's colour in the tint of the ground it claims.
const CLAIM_TINT: f32 = 0.14;
/// Share of an actor's colour in lines about its ground, the rest being black.
const SHADE: f32 = 0.62;

/// Room between the page's edge and what stands on it.
pub const MARGIN: f32 = 30.0;

/// Width of front lines.
pub const FRONT_WIDTH: f32 = 2.4;
/// Width of the edges of contested ground.
pub const LIMIT_WIDTH: f32 = 1.0;
/// Width of outlines that no other territory shares.
pub const OUTLINE_WIDTH: f32 = 1.8;
/// Width of the borders of countries.
pub const BORDER_WIDTH: f32 = 1.5;
/// Length of dash and of gap of disputed borders.
pub const DISPUTED_DASH: (f32, f32) = (6.0, 4.0);
/// Width of the borders of regions.
pub const REGION_WIDTH: f32 = 0.9;
/// Length of dash and of gap of the borders of regions.
pub const REGION_DASH: (f32, f32) = (4.5, 3.5);
/// Width of a river of the first rank.
pub const RIVER_WIDTH: f32 = 2.0;
/// Width of a road of the first rank.
pub const ROAD_WIDTH: f32 = 1.2;
/// Width of thin lines of furniture.
pub const RULE_WIDTH: f32 = 0.8;
/// Width of the outline of letters on the map.
pub const HALO_WIDTH: f32 = 2.6;

/// Outline of days without data.
pub const WITHOUT_DATA: Stroke = dashed(FAINT_INK, 0.8, (3.5, 3.0));
/// Where the bands of a chart meet.
pub const SEAM: Stroke = solid(BORDER, 0.8);

/// The headline.
pub const TITLE: TextStyle = bold(36.0);
/// The date line.
pub const SUBTITLE: TextStyle = regular(20.0);
/// Rows of the legend.
pub const LEGEND: TextStyle = regular(16.0);
/// Heading of the legend's columns.
pub const LEGEND_HEADING: TextStyle = regular(13.0);
/// Figures at the scale bar.
pub const SCALE_BAR: TextStyle = regular(13.0);
/// Sources and disclaimer.
pub const FOOTER: TextStyle = regular(12.5);
/// Dates along the axis of a chart, and at what changed on them.
pub const DATE: TextStyle = regular(13.0);
/// Names of bands.
pub const BAND_NAME: TextStyle = bold(16.0);
/// Names of regions.
pub const REGION: TextStyle = TextStyle { size: 12.5, weight: Weight::Regular, spacing: 2.2 };
/// Names of rivers and lakes.
pub const WATER: TextStyle = TextStyle { size: 13.0, weight: Weight::Regular, spacing: 0.8 };

/// How the name of a country, or of an actor on its ground, is written where there is room.
pub const fn country(size: f32) -> TextStyle {
    TextStyle { size, weight: Weight::Regular, spacing: size * 0.28 }
}

/// How the name of a place is written.
pub fn place(rank: u8) -> TextStyle {
    match rank {
        0 | 1 => bold(20.0),
        2 => bold(17.0),
        3 => regular(15.5),
        4 => regular(14.0),
        _ => regular(13.0),
    }
}

/// Radius of the dot of a place.
pub fn dot_radius(rank: u8) -> f32 {
    match rank {
        0 | 1 => 5.2,
        2 => 4.4,
        3 => 3.4,
        4 => 2.8,
        _ => 2.3,
    }
}

/// The tint of ground that an actor holds.
pub fn tint(color: Rgb) -> Color {
    mix(color, TINT, 255.0)
}

/// The colour of lines about an actor's ground.
pub fn shade(color: Rgb) -> Color {
    mix(color, SHADE, 0.0)
}

/// The paints of ground in the hands of actors that share it or fight for it, one upon the other:
/// stripes of equal width.
pub fn stripes(colors: &[Rgb], Stripes { spacing, angle }: Stripes) -> Vec<Paint> {
    let count = colors.len() as f32;
    let mut paints = Vec::with_capacity(colors.len());
    for (index, color) in colors.iter().enumerate() {
        let color = tint(*color);
        paints.push(if index == 0 {
            Paint::Solid(color)
        } else {
            // Later stripes lie in the middle of earlier ones, so that each colour shows alike.
            let width = spacing * (count - index as f32) / count;
            Paint::Hatch { color, spacing, width, angle }
        });
    }
    paints
}

/// How stripes of several colours are laid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stripes {
    /// Distance between two stripes of one colour.
    pub spacing: f32,
    /// Degrees by which they rise from horizontal.
    pub angle: f32,
}

/// Stripes of contested ground.
pub const CONTESTED: Stripes = Stripes { spacing: 11.0, angle: 45.0 };
/// Stripes of ground held jointly: upright, so that nobody takes it for contested.
pub const JOINT: Stripes = Stripes { spacing: 14.0, angle: 90.0 };

/// The paints of ground that an actor claims, one upon the other.
pub fn claim(color: Rgb) -> Vec<Paint> {
    let hatch =
        Paint::Hatch { color: mix(color, 0.85, 255.0), spacing: 7.0, width: 1.5, angle: -45.0 };
    vec![Paint::Solid(mix(color, CLAIM_TINT, 255.0)), hatch]
}

/// The paints of ground that one actor fights for, one upon the other.
pub fn disputed(color: Rgb) -> Vec<Paint> {
    let Stripes { spacing, angle } = CONTESTED;
    let hatch = Paint::Hatch { color: tint(color), spacing, width: spacing / 2.0, angle };
    vec![Paint::Solid(UNKNOWN), hatch]
}

/// The paints of ground that several are given at once, one upon the other: grey lines that cross,
/// which no side has.
pub fn overlaps() -> Vec<Paint> {
    let hatch = |angle| Paint::Hatch { color: REGION_BORDER, spacing: 7.0, width: 1.0, angle };
    vec![Paint::Solid(LAND), hatch(45.0), hatch(-45.0)]
}

/// A solid line.
pub const fn solid(color: Color, width: f32) -> Stroke {
    Stroke { color, width, dash: None }
}

/// A dashed line.
pub const fn dashed(color: Color, width: f32, dash: (f32, f32)) -> Stroke {
    Stroke { color, width, dash: Some(dash) }
}

const fn opaque(r: u8, g: u8, b: u8) -> Color {
    Color { r, g, b, a: 255 }
}

const fn regular(size: f32) -> TextStyle {
    TextStyle { size, weight: Weight::Regular, spacing: 0.0 }
}

const fn bold(size: f32) -> TextStyle {
    TextStyle { size, weight: Weight::Bold, spacing: 0.0 }
}

fn mix(color: Rgb, share: f32, other: f32) -> Color {
    let part = |channel: u8| (f32::from(channel) * share + other * (1.0 - share)).round() as u8;
    opaque(part(color.r), part(color.g), part(color.b))
}
