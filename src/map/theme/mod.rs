//! Themes: the colours, tints and line widths of a map.
//!
//! Sizes of letters and symbols are the same in every theme and stand in [`style`](super::style).

mod alike;
mod built_in;
mod color_text;
mod difference;
mod file;
mod paints;
mod vision;

pub use alike::{ALIKE, Lookalikes, SAFE, lookalikes};
pub use difference::{Lab, color_difference};
pub use file::ThemeFile;
pub use paints::{CONTESTED, JOINT, Stripes};
pub use vision::Vision;

use std::fmt;

use super::scene::{Color, Stroke};
use super::style::{dashed, solid};

/// Colours, tints and line widths of a map.
///
/// # Example
///
/// ```
/// use controlmap::map::{MapOptions, Theme};
///
/// let options = MapOptions { theme: Theme::DARK, ..MapOptions::default() };
/// assert_ne!(options.theme.colors.paper, Theme::default().colors.paper);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Theme {
    /// Colours of everything but actors' ground.
    pub colors: Colors,
    /// How an actor's colour becomes the colour of its ground.
    pub tints: Tints,
    /// Widths of lines, in page pixels on a page of 1600 by 1200.
    pub widths: Widths,
    /// What tells the ground of actors apart.
    pub cue: Cue,
}

/// Colours of everything but actors' ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colors {
    /// The bare page.
    pub paper: Color,
    /// Ground of the legend's panel.
    pub panel: Color,
    /// The sea.
    pub sea: Color,
    /// Land of the countries that the map is about, where the data says nothing.
    pub land: Color,
    /// Land of other countries.
    pub neighbour: Color,
    /// Ground of which nobody knows who controls it.
    pub unknown: Color,
    /// Kinds of ground that a chart does not tell apart.
    pub others: Color,
    /// Lakes.
    pub lake: Color,
    /// Shores of lakes.
    pub shore: Color,
    /// Rivers.
    pub river: Color,
    /// Names of waters.
    pub water_ink: Color,
    /// Roads.
    pub road: Color,
    /// Borders of regions.
    pub region_border: Color,
    /// Borders of countries.
    pub border: Color,
    /// Coasts.
    pub coast: Color,
    /// Front lines.
    pub front: Color,
    /// Edges of contested ground.
    pub limit: Color,
    /// Letters.
    pub ink: Color,
    /// Letters of secondary text.
    pub faint_ink: Color,
    /// Names of other countries.
    pub country_ink: Color,
    /// Names of regions.
    pub region_ink: Color,
    /// Thin lines of furniture.
    pub rule: Color,
    /// Lines of a scale over what is measured by it.
    pub grid: Color,
    /// Outline of letters on the map.
    pub halo: Color,
    /// Outline of letters on other countries' land.
    pub neighbour_halo: Color,
    /// Inside of the symbols of towns.
    pub symbol: Color,
    /// What draws the eye: towns that changed hands, arrows and call-outs.
    pub accent: Color,
}

/// How an actor's colour becomes the colour of its ground: shares between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tints {
    /// Share of an actor's colour in the ground that it holds, the rest being `toward`.
    pub held: f32,
    /// The same for ground that it has gained, where a map shows gains.
    pub gained: f32,
    /// The same for ground that it claims.
    pub claimed: f32,
    /// Share of an actor's colour in lines about its ground, the rest being `ink`.
    pub shade: f32,
    /// The colour that ground is tinted towards.
    pub toward: Color,
}

/// Widths of lines, in page pixels on a page of 1600 by 1200.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Widths {
    /// Front lines.
    pub front: f32,
    /// Edges of contested ground.
    pub limit: f32,
    /// Outlines that no other territory shares.
    pub outline: f32,
    /// Borders of countries.
    pub border: f32,
    /// Borders of regions.
    pub region: f32,
    /// A river of the first rank.
    pub river: f32,
    /// A road of the first rank.
    pub road: f32,
    /// Thin lines of furniture.
    pub rule: f32,
    /// The outline of letters on the map.
    pub halo: f32,
}

/// What tells the ground of actors apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cue {
    /// Colour alone.
    Color,
    /// Colour, and a pattern for each actor but the first, so that no colour is needed.
    Pattern,
}

impl Cue {
    /// The cues by the words for them.
    pub const WORDS: [(&str, Self); 2] = [("color", Self::Color), ("pattern", Self::Pattern)];

    /// The cue of a word.
    pub(super) fn named(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, cue)| *cue)
    }
}

impl fmt::Display for Cue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Color => "color",
            Self::Pattern => "pattern",
        })
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::LIGHT
    }
}

impl Theme {
    /// Thin lines of furniture.
    pub(super) fn rule(&self) -> Stroke {
        solid(self.colors.rule, self.widths.rule)
    }

    /// Front lines.
    pub(super) fn front(&self) -> Stroke {
        solid(self.colors.front, self.widths.front)
    }

    /// Front lines of an earlier date.
    pub(super) fn former_front(&self) -> Stroke {
        dashed(self.colors.front, self.widths.front * 0.7, (7.0, 5.0))
    }

    /// Edges of contested ground.
    pub(super) fn limit(&self) -> Stroke {
        solid(self.colors.limit, self.widths.limit)
    }

    /// Borders of countries.
    pub(super) fn border(&self) -> Stroke {
        solid(self.colors.border, self.widths.border)
    }

    /// Borders whose standing is disputed.
    pub(super) fn disputed_border(&self) -> Stroke {
        dashed(self.colors.border, self.widths.border, (6.0, 4.0))
    }

    /// Borders of regions.
    pub(super) fn region_border(&self) -> Stroke {
        dashed(self.colors.region_border, self.widths.region, (4.5, 3.5))
    }

    /// Outline of days without data.
    pub(super) fn without_data(&self) -> Stroke {
        dashed(self.colors.faint_ink, 0.8, (3.5, 3.0))
    }

    /// Where the bands of a chart meet.
    pub(super) fn seam(&self) -> Stroke {
        solid(self.colors.border, 0.8)
    }
}
