//! How colours look to readers who see fewer of them.

use crate::map::scene::Color;

/// What a reader sees of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Vision {
    /// All of them.
    Typical,
    /// Without the cones for long waves: reds are dark, and like greens.
    Protanopia,
    /// Without the cones for middle waves: reds are like greens.
    Deuteranopia,
    /// Without the cones for short waves: blues are like greens.
    Tritanopia,
}

/// A colour in linear light: shares of sRGB's primaries between 0 and 1.
pub(super) type LinearRgb = [f64; 3];

impl Vision {
    /// Every kind of vision, the most frequent first.
    pub const ALL: [Self; 4] =
        [Self::Typical, Self::Deuteranopia, Self::Protanopia, Self::Tritanopia];

    /// What an opaque colour looks like to such a reader. Alpha is left out of account.
    ///
    /// G. M. Machado, M. M. Oliveira and L. A. F. Fernandes: A physiologically-based model for
    /// simulation of color vision deficiency, IEEE Transactions on Visualization and Computer
    /// Graphics 15(6), 2009; their matrices for severity 1.0, on linear light.
    pub(super) fn of(self, color: Color) -> LinearRgb {
        let light = [linear(color.r), linear(color.g), linear(color.b)];
        self.matrix().map(|row| {
            let seen: f64 = row.iter().zip(light).map(|(share, part)| share * part).sum();
            seen.clamp(0.0, 1.0)
        })
    }

    fn matrix(self) -> [[f64; 3]; 3] {
        match self {
            Self::Typical => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Protanopia => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deuteranopia => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Tritanopia => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        }
    }
}

/// The light of a channel of sRGB (IEC 61966-2-1), 0 to 1.
fn linear(channel: u8) -> f64 {
    let level = f64::from(channel) / 255.0;
    if level <= 0.040_45 { level / 12.92 } else { ((level + 0.055) / 1.055).powf(2.4) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grey_is_grey_to_everybody() {
        let grey = Color { r: 128, g: 128, b: 128, a: 255 };
        for vision in Vision::ALL {
            for part in vision.of(grey) {
                assert!((part - linear(128)).abs() < 1e-5, "{vision:?}: {part}");
            }
        }
    }

    #[test]
    fn red_is_like_green_without_the_cones_that_tell_them_apart() {
        let (red, green) =
            (Color { r: 200, g: 60, b: 60, a: 255 }, Color { r: 90, g: 130, b: 50, a: 255 });
        let apart = |vision: Vision| (vision.of(red)[0] - vision.of(green)[0]).abs();
        assert!(apart(Vision::Deuteranopia) < 0.25 * apart(Vision::Typical));
        assert!(apart(Vision::Tritanopia) > apart(Vision::Typical));
    }
}
