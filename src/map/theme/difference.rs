//! How different two colours look: CIEDE2000.

use super::vision::LinearRgb;

/// A colour in CIE L*a*b* under D65: lightness 0 to 100, and the two axes of hue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lab {
    /// Lightness, 0 black to 100 white.
    pub l: f64,
    /// From green (negative) to red.
    pub a: f64,
    /// From blue (negative) to yellow.
    pub b: f64,
}

/// White of D65 in CIE XYZ.
const WHITE: [f64; 3] = [0.950_47, 1.0, 1.088_83];
/// sRGB's primaries in CIE XYZ (IEC 61966-2-1).
const XYZ: [[f64; 3]; 3] = [
    [0.412_456_4, 0.357_576_1, 0.180_437_5],
    [0.212_672_9, 0.715_152_2, 0.072_175_0],
    [0.019_333_9, 0.119_192_0, 0.950_304_1],
];

impl Lab {
    /// The colour of light.
    pub(super) fn of(light: LinearRgb) -> Self {
        let [x, y, z] = [0, 1, 2].map(|axis: usize| {
            let sum: f64 = XYZ[axis].iter().zip(light).map(|(share, part)| share * part).sum();
            response(sum / WHITE[axis])
        });
        Self { l: 116.0 * y - 16.0, a: 500.0 * (x - y), b: 200.0 * (y - z) }
    }
}

/// The eye's response to a share of white's light (CIE 15).
fn response(share: f64) -> f64 {
    const KNEE: f64 = 6.0 / 29.0;
    if share > KNEE.powi(3) { share.cbrt() } else { share / (3.0 * KNEE * KNEE) + 4.0 / 29.0 }
}

/// How different two colours look, by CIEDE2000: 0 for the same, about 1 for the least that is
/// seen side by side, 100 for black and white.
///
/// G. Sharma, W. Wu and E. N. Dalal: The CIEDE2000 color-difference formula, Color Research and
/// Application 30(1), 2005.
///
/// # Example
///
/// ```
/// use controlmap::map::theme::{Lab, color_difference};
///
/// let (black, white) = (Lab { l: 0.0, a: 0.0, b: 0.0 }, Lab { l: 100.0, a: 0.0, b: 0.0 });
/// assert!((color_difference(black, white) - 100.0).abs() < 1e-9);
/// assert_eq!(color_difference(white, white), 0.0);
/// ```
pub fn color_difference(one: Lab, other: Lab) -> f64 {
    let mean_chroma = f64::midpoint(one.a.hypot(one.b), other.a.hypot(other.b));
    let stretch = 1.0 + 0.5 * (1.0 - saturation(mean_chroma));
    let (chroma, hue) = polar(one, stretch);
    let (other_chroma, other_hue) = polar(other, stretch);

    let lightness_step = other.l - one.l;
    let chroma_step = other_chroma - chroma;
    let is_grey = chroma * other_chroma == 0.0;
    let turn = match other_hue - hue {
        _ if is_grey => 0.0,
        turn if turn > 180.0 => turn - 360.0,
        turn if turn < -180.0 => turn + 360.0,
        turn => turn,
    };
    let hue_step = 2.0 * (chroma * other_chroma).sqrt() * (turn / 2.0).to_radians().sin();

    let mean_lightness = f64::midpoint(one.l, other.l);
    let mean_chroma = f64::midpoint(chroma, other_chroma);
    let mean_hue = match hue + other_hue {
        sum if is_grey => sum,
        sum if (hue - other_hue).abs() <= 180.0 => sum / 2.0,
        sum if sum < 360.0 => (sum + 360.0) / 2.0,
        sum => (sum - 360.0) / 2.0,
    };

    let wave = |times: f64, shift: f64| (times * mean_hue + shift).to_radians().cos();
    let hue_weight = 1.0 - 0.17 * wave(1.0, -30.0) + 0.24 * wave(2.0, 0.0) + 0.32 * wave(3.0, 6.0)
        - 0.20 * wave(4.0, -63.0);
    let off_middle = (mean_lightness - 50.0).powi(2);
    let lightness = lightness_step / (1.0 + 0.015 * off_middle / (20.0 + off_middle).sqrt());
    let chroma = chroma_step / (1.0 + 0.045 * mean_chroma);
    let hue = hue_step / (1.0 + 0.015 * mean_chroma * hue_weight);
    // Chroma and hue of blues are not independent.
    let blueness = 30.0 * (-((mean_hue - 275.0) / 25.0).powi(2)).exp();
    let rotation = -(2.0 * blueness).to_radians().sin() * 2.0 * saturation(mean_chroma);
    (lightness.powi(2) + chroma.powi(2) + hue.powi(2) + rotation * chroma * hue).max(0.0).sqrt()
}

/// Rises from 0 for greys towards 1 for vivid colours.
fn saturation(chroma: f64) -> f64 {
    let seventh = chroma.powi(7);
    (seventh / (seventh + 25.0_f64.powi(7))).sqrt()
}

/// Chroma, and hue in degrees from 0 to 360, with the axis of reds and greens stretched.
fn polar(color: Lab, stretch: f64) -> (f64, f64) {
    let a = color.a * stretch;
    (a.hypot(color.b), color.b.atan2(a).to_degrees().rem_euclid(360.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test data of Sharma, Wu and Dalal (2005), table 1: two colours and their difference.
    const PUBLISHED: [([f64; 3], [f64; 3], f64); 34] = [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, 3.1571, -77.2803], [50.0, 0.0, -82.7485], 2.8615),
        ([50.0, 2.8361, -74.0200], [50.0, 0.0, -82.7485], 3.4412),
        ([50.0, -1.3802, -84.2814], [50.0, 0.0, -82.7485], 1.0),
        ([50.0, -1.1848, -84.8006], [50.0, 0.0, -82.7485], 1.0),
        ([50.0, -0.9009, -85.5211], [50.0, 0.0, -82.7485], 1.0),
        ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
        ([50.0, -1.0, 2.0], [50.0, 0.0, 0.0], 2.3669),
        ([50.0, 2.49, -0.001], [50.0, -2.49, 0.0009], 7.1792),
        ([50.0, 2.49, -0.001], [50.0, -2.49, 0.001], 7.1792),
        ([50.0, 2.49, -0.001], [50.0, -2.49, 0.0011], 7.2195),
        ([50.0, 2.49, -0.001], [50.0, -2.49, 0.0012], 7.2195),
        ([50.0, -0.001, 2.49], [50.0, 0.0009, -2.49], 4.8045),
        ([50.0, -0.001, 2.49], [50.0, 0.001, -2.49], 4.8045),
        ([50.0, -0.001, 2.49], [50.0, 0.0011, -2.49], 4.7461),
        ([50.0, 2.5, 0.0], [50.0, 0.0, -2.5], 4.3065),
        ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
        ([50.0, 2.5, 0.0], [61.0, -5.0, 29.0], 22.8977),
        ([50.0, 2.5, 0.0], [56.0, -27.0, -3.0], 31.9030),
        ([50.0, 2.5, 0.0], [58.0, 24.0, 15.0], 19.4535),
        ([50.0, 2.5, 0.0], [50.0, 3.1736, 0.5854], 1.0),
        ([50.0, 2.5, 0.0], [50.0, 3.2972, 0.0], 1.0),
        ([50.0, 2.5, 0.0], [50.0, 1.8634, 0.5757], 1.0),
        ([50.0, 2.5, 0.0], [50.0, 3.2592, 0.3350], 1.0),
        ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
        ([63.0109, -31.0961, -5.8663], [62.8187, -29.7946, -4.0864], 1.2630),
        ([61.2901, 3.7196, -5.3901], [61.4292, 2.2480, -4.9620], 1.8731),
        ([35.0831, -44.1164, 3.7933], [35.0232, -40.0716, 1.5901], 1.8645),
        ([22.7233, 20.0904, -46.6940], [23.0331, 14.9730, -42.5619], 2.0373),
        ([36.4612, 47.8580, 18.3852], [36.2715, 50.5065, 21.2231], 1.4146),
        ([90.8027, -2.0831, 1.4410], [91.1528, -1.6435, 0.0447], 1.4441),
        ([90.9257, -0.5406, -0.9208], [88.6381, -0.8985, -0.7239], 1.5381),
        ([6.7747, -0.2908, -2.4247], [5.8714, -0.0985, -2.2286], 0.6377),
        ([2.0776, 0.0795, -1.1350], [0.9033, -0.0636, -0.5514], 0.9082),
    ];

    fn lab([l, a, b]: [f64; 3]) -> Lab {
        Lab { l, a, b }
    }

    #[test]
    fn differences_are_those_that_were_published() {
        for (one, other, wanted) in PUBLISHED {
            for found in
                [color_difference(lab(one), lab(other)), color_difference(lab(other), lab(one))]
            {
                assert!((found - wanted).abs() < 5e-5, "{one:?} {other:?}: {found}, not {wanted}");
            }
        }
    }

    #[test]
    fn white_and_black_are_the_ends_of_lightness() {
        let (white, black) = (Lab::of([1.0; 3]), Lab::of([0.0; 3]));
        assert!((white.l - 100.0).abs() < 1e-5 && white.a.abs() < 0.01 && white.b.abs() < 0.01);
        assert!(black.l.abs() < 1e-9);
    }
}
