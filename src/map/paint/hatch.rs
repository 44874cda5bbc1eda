//! Stripes anchored to the page.

/// The stripes of a hatch in device pixels.
///
/// Where a pixel lies between two stripes is kept as a fraction of the period in 32 bits that wrap
/// around, so that the same pixel always sees the same stripes, however the painting is divided.
#[derive(Debug, Clone)]
pub(super) struct Stripes {
    step_x: u32,
    step_y: u32,
    origin: u32,
    /// Coverage by distance from the middle of a stripe: from none to half a period.
    profile: Box<[u8; PROFILE]>,
}

const PROFILE: usize = 1024;

impl Stripes {
    /// Stripes `width` wide, `spacing` apart and rising by `angle` degrees counter-clockwise; `phase` is
    /// how far one lies from the page's origin, as a share of `spacing`.
    ///
    /// Stripes closer than a pixel, or with lengths that are not positive numbers, cannot be
    /// drawn.
    pub(super) fn new(spacing: f32, width: f32, angle: f32, phase: f32) -> Option<Self> {
        if !(spacing >= 1.0 && spacing.is_finite() && width > 0.0) {
            return None;
        }
        if !(angle.is_finite() && phase.is_finite()) {
            return None;
        }
        let (sin, cos) = f64::from(angle).to_radians().sin_cos();
        // y grows downwards: a stripe runs along (cos, -sin), hence across is (sin, cos).
        let (across_x, across_y) = (sin / f64::from(spacing), cos / f64::from(spacing));
        // A line thinner than a pixel is a pixel wide and paler.
        let (radius, strength) = (width.max(1.0) / 2.0, width.min(1.0));
        let mut profile = Box::new([0; PROFILE]);
        for (index, covered) in profile.iter_mut().enumerate() {
            let distance = (index as f32 + 0.5) / PROFILE as f32 * spacing / 2.0;
            let inside = (radius + 0.5 - distance).clamp(0.0, 1.0) * strength;
            *covered = (inside * 255.0 + 0.5) as u8;
        }
        Some(Self {
            step_x: turn(across_x),
            step_y: turn(across_y),
            origin: turn((across_x + across_y) / 2.0 - f64::from(phase)),
            profile,
        })
    }

    /// Coverage 0 to 255 of the pixels of a row, from a column on.
    pub(super) fn row(&self, row: u32, column: u32) -> impl Iterator<Item = u8> + '_ {
        let mut phase = self
            .origin
            .wrapping_add(self.step_y.wrapping_mul(row))
            .wrapping_add(self.step_x.wrapping_mul(column));
        std::iter::repeat_with(move || {
            let distance = phase.cast_signed().unsigned_abs();
            phase = phase.wrapping_add(self.step_x);
            // At most 2^31, a whole half period.
            self.profile[((distance >> 21) as usize).min(PROFILE - 1)]
        })
    }
}

/// A number of periods as a fraction of one, in 32 bits.
fn turn(periods: f64) -> u32 {
    // Rounding up to a whole period makes 2^32, which is no turn at all.
    ((periods.rem_euclid(1.0) * 4_294_967_296.0).round() as u64) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stripe_passes_through_the_origin_of_the_page() {
        let flat = Stripes::new(8.0, 2.0, 0.0, 0.0).expect("drawable");
        let covered: Vec<u8> = (0..9).map(|row| flat.row(row, 5).next().unwrap_or(0)).collect();
        assert_eq!(covered, [255, 0, 0, 0, 0, 0, 0, 255, 255]);
    }

    #[test]
    fn a_phase_moves_stripes_down_and_to_the_right() {
        let at = |angle, phase| Stripes::new(8.0, 2.0, angle, phase).expect("drawable");
        let (level, upright) = (at(0.0, 0.25), at(90.0, 0.25));
        let down: Vec<u8> = (0..6).map(|row| level.row(row, 5).next().unwrap_or(0)).collect();
        assert_eq!(down, [0, 255, 255, 0, 0, 0]);
        assert_eq!(upright.row(3, 0).take(6).collect::<Vec<u8>>(), down);
    }

    #[test]
    fn a_row_begun_anywhere_shows_the_same_stripes() {
        let stripes = Stripes::new(7.3, 2.1, 37.0, 0.0).expect("drawable");
        let whole: Vec<u8> = stripes.row(11, 0).take(4000).collect();
        let part: Vec<u8> = stripes.row(11, 1234).take(500).collect();
        assert_eq!(whole[1234..1734], part);
    }

    #[test]
    fn positive_angles_rise_to_the_right() {
        let rising = Stripes::new(10.0, 2.0, 45.0, 0.0).expect("drawable");
        // Rising to the right means that x + y stays the same along a stripe.
        let at = |x, y| rising.row(y, x).next();
        assert!((0..20).all(|i| at(30 - i, 10 + i) == at(30, 10)));
    }

    #[test]
    fn stripes_that_cannot_be_told_apart_are_refused() {
        for (spacing, width, angle) in
            [(0.5, 0.2, 0.0), (f32::NAN, 1.0, 0.0), (8.0, 0.0, 0.0), (8.0, 1.0, f32::INFINITY)]
        {
            assert!(Stripes::new(spacing, width, angle, 0.0).is_none());
        }
    }
}
