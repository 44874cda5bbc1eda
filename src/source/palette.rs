//! Colours for actors that nobody gave one.

use crate::model::Rgb;

/// Paul Tol's *muted* scheme (SRON technical note SRON/EPS/TN/09-002, 2021), which the colour-blind
/// can tell apart.
const MUTED: [Rgb; 9] = [
    Rgb { r: 0xCC, g: 0x66, b: 0x77 },
    Rgb { r: 0x33, g: 0x22, b: 0x88 },
    Rgb { r: 0xDD, g: 0xCC, b: 0x77 },
    Rgb { r: 0x11, g: 0x77, b: 0x33 },
    Rgb { r: 0x88, g: 0xCC, b: 0xEE },
    Rgb { r: 0x88, g: 0x22, b: 0x55 },
    Rgb { r: 0x44, g: 0xAA, b: 0x99 },
    Rgb { r: 0x99, g: 0x99, b: 0x33 },
    Rgb { r: 0xAA, g: 0x44, b: 0x99 },
];
/// The golden angle: steps of it spread hues evenly, however many there are.
const GOLDEN_ANGLE: f64 = 137.507_764;
/// Saturation of colours beyond the scheme, 0 to 1.
const SATURATION: f64 = 0.5;
/// Lightnesses that such colours take in turn, 0 to 1.
const LIGHTNESSES: [f64; 3] = [0.45, 0.62, 0.35];

/// The colour of the actor at this place in the list: the first nine are easy to tell apart, and
/// some hundreds after them differ.
pub(super) fn color(index: usize) -> Rgb {
    MUTED.get(index).copied().unwrap_or_else(|| {
        let hue = (index as f64 * GOLDEN_ANGLE).rem_euclid(360.0);
        from_hsl(hue, SATURATION, LIGHTNESSES[index % LIGHTNESSES.len()])
    })
}

/// Hue in degrees, saturation and lightness to red, green and blue (CSS Color Module Level 4, 7.1).
fn from_hsl(hue: f64, saturation: f64, lightness: f64) -> Rgb {
    let channel = |offset: f64| {
        let turn = (offset + hue / 30.0).rem_euclid(12.0);
        let chroma = saturation * lightness.min(1.0 - lightness);
        let level = lightness - chroma * (turn - 3.0).min(9.0 - turn).clamp(-1.0, 1.0);
        (level * 255.0).round() as u8
    };
    Rgb { r: channel(0.0), g: channel(8.0), b: channel(4.0) }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_first_three_hundred_colours_differ() {
        let colors: HashSet<Rgb> = (0..300).map(color).collect();
        assert_eq!(colors.len(), 300);
    }

    #[test]
    fn hues_become_the_colours_that_css_says() {
        assert_eq!(from_hsl(120.0, 1.0, 0.25).to_string(), "#008000");
        assert_eq!(from_hsl(0.0, 1.0, 0.5).to_string(), "#FF0000");
    }
}
