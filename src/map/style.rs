//! Sizes of letters, symbols and spaces, the same in every theme, in one place.
//!
//! Sizes are page pixels on a page of 1600 by 1200; `page` adapts them to others.

use super::scene::{Color, Stroke, TextStyle, Weight};

/// Room between the page's edge and what stands on it.
pub const MARGIN: f32 = 30.0;

/// The headline.
pub const TITLE: TextStyle = bold(36.0);
/// The date line.
pub const SUBTITLE: TextStyle = regular(20.0);
/// The date above one of several maps.
pub const CAPTION: TextStyle = bold(18.0);
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
/// Texts of annotations.
pub const REMARK: TextStyle = regular(13.5);
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

/// Distance of the ring round a town that changed hands from its dot, and its width.
pub const RING: (f32, f32) = (3.6, 2.2);

/// A solid line.
pub const fn solid(color: Color, width: f32) -> Stroke {
    Stroke { color, width, dash: None }
}

/// A dashed line.
pub const fn dashed(color: Color, width: f32, dash: (f32, f32)) -> Stroke {
    Stroke { color, width, dash: Some(dash) }
}

const fn regular(size: f32) -> TextStyle {
    TextStyle { size, weight: Weight::Regular, spacing: 0.0 }
}

const fn bold(size: f32) -> TextStyle {
    TextStyle { size, weight: Weight::Bold, spacing: 0.0 }
}
