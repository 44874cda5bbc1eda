//! What ground is painted with, by who controls it and how.

use super::{Cue, Theme};
use crate::map::scene::{Color, Paint};
use crate::model::{ActorId, Control, Dataset, Rgb, Status};

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
/// Share of an actor's shade in letters about it, the rest being ink.
const LETTERING: f32 = 0.6;
/// Spacing and width of the lines over ground that was gained.
const GAINED: (f32, f32) = (9.0, 1.8);
/// Degrees by which they rise: as no other lines do.
const GAINED_ANGLE: f32 = -30.0;
/// The same over ground that was lost to nobody.
const LOST: (f32, f32) = (7.0, 2.6);
/// By how much the edges of stripes widen them where colour is not to be needed.
const EDGE: f32 = 1.6;
/// Patterns of actors where colour is not to be needed, one after the other: angle, spacing and
/// width of lines, and whether others cross them. The first actor has none.
const PATTERNS: [(f32, f32, f32, bool); 7] = [
    (45.0, 8.0, 1.3, false),
    (0.0, 6.5, 1.3, false),
    (45.0, 9.0, 1.0, true),
    (-45.0, 12.0, 2.4, false),
    (90.0, 6.5, 1.0, false),
    (0.0, 9.0, 1.0, true),
    (-45.0, 5.0, 1.0, false),
];

impl Theme {
    /// The paints of ground under some control, one upon the other, for a page of 1600 by 1200.
    pub fn control(&self, dataset: &Dataset, control: &Control) -> Vec<Paint> {
        let colors: Vec<Rgb> =
            control.claimants.iter().map(|actor| dataset.actor(*actor).color).collect();
        match (control.status, colors.as_slice()) {
            (Status::Unknown, _) | (_, []) => vec![Paint::Solid(self.colors.unknown)],
            (Status::Held, [first, ..]) => {
                let mut paints = vec![Paint::Solid(self.tint(*first))];
                paints.extend(
                    control.claimants.iter().take(1).flat_map(|it| self.pattern(dataset, *it)),
                );
                paints
            }
            (Status::Claimed, [first, ..]) => self.claim(*first),
            (Status::Contested, [only]) => self.disputed(*only),
            (Status::Contested, colors) => self.stripes(colors, CONTESTED),
            (Status::Joint, colors) => self.stripes(colors, JOINT),
        }
    }

    /// The paints of ground that some control has gained: a stronger tint where one holds it alone, and
    /// lines over it in any case.
    pub fn gained(&self, dataset: &Dataset, control: &Control) -> Vec<Paint> {
        let (spacing, width) = GAINED;
        let lines = |color: Color| {
            let color = Color { a: 0x8C, ..color };
            Paint::Hatch { color, spacing, width, angle: GAINED_ANGLE, phase: 0.0 }
        };
        match control.claimants.as_slice() {
            [only] if control.status == Status::Held => {
                let color = dataset.actor(*only).color;
                let tint = self.mix(color, self.tints.gained, self.tints.toward);
                vec![Paint::Solid(tint), lines(self.shade(color))]
            }
            _ => {
                let mut paints = self.control(dataset, control);
                paints.push(lines(self.colors.ink));
                paints
            }
        }
    }

    /// The paints of ground that somebody has lost to nobody: lines of its former colour.
    pub fn lost(&self, dataset: &Dataset, control: Option<&Control>) -> Vec<Paint> {
        let actor = control.and_then(|control| control.claimants.first());
        let color = actor.map_or(self.colors.faint_ink, |actor| {
            self.mix(dataset.actor(*actor).color, self.tints.held, self.tints.toward)
        });
        let (spacing, width) = LOST;
        let lines = Paint::Hatch { color, spacing, width, angle: GAINED_ANGLE, phase: 0.0 };
        vec![Paint::Solid(self.colors.land), lines]
    }

    /// The paints of ground that several are given at once, one upon the other: grey lines that
    /// cross, which no side has.
    pub fn overlaps(&self) -> Vec<Paint> {
        let hatch = |angle| Paint::Hatch {
            color: self.colors.region_border,
            spacing: 7.0,
            width: 1.0,
            angle,
            phase: 0.0,
        };
        vec![Paint::Solid(self.colors.land), hatch(45.0), hatch(-45.0)]
    }

    /// The tint of ground that an actor holds.
    pub fn tint(&self, color: Rgb) -> Color {
        self.mix(color, self.tints.held, self.tints.toward)
    }

    /// The colour of lines about an actor's ground.
    pub fn shade(&self, color: Rgb) -> Color {
        self.mix(color, self.tints.shade, self.colors.ink)
    }

    /// The colour of letters about an actor: its own, dark enough to be read on its ground.
    pub fn lettering(&self, color: Rgb) -> Color {
        let Color { r, g, b, .. } = self.shade(color);
        self.mix(Rgb { r, g, b }, LETTERING, self.colors.ink)
    }

    /// The pattern of an actor's ground, where colour is not to be needed.
    fn pattern(&self, dataset: &Dataset, actor: ActorId) -> Vec<Paint> {
        let place = usize::from(actor.0);
        if self.cue == Cue::Color || place == 0 {
            return Vec::new();
        }
        let (angle, spacing, width, is_crossed) = PATTERNS[(place - 1) % PATTERNS.len()];
        let color = Color { a: 0xB0, ..self.shade(dataset.actor(actor).color) };
        let lines = |angle| Paint::Hatch { color, spacing, width, angle, phase: 0.0 };
        let mut paints = vec![lines(angle)];
        paints.extend(is_crossed.then(|| lines(angle - 90.0)));
        paints
    }

    /// The paints of ground in the hands of actors that share it or fight for it, one upon the other:
    /// stripes of equal width.
    fn stripes(&self, colors: &[Rgb], Stripes { spacing, angle }: Stripes) -> Vec<Paint> {
        let count = colors.len() as f32;
        let mut paints = Vec::with_capacity(colors.len());
        for (index, color) in colors.iter().enumerate() {
            let color = self.tint(*color);
            if index == 0 {
                paints.push(Paint::Solid(color));
                continue;
            }
            // Later stripes lie in the middle of earlier ones, so that each colour shows alike.
            let width = spacing * (count - index as f32) / count;
            if self.cue == Cue::Pattern {
                // In grey two tints may be one.
                let (color, width) = (self.colors.ink, width + EDGE);
                paints.push(Paint::Hatch { color, spacing, width, angle, phase: 0.0 });
            }
            paints.push(Paint::Hatch { color, spacing, width, angle, phase: 0.0 });
        }
        paints
    }

    /// The paints of ground that an actor claims.
    fn claim(&self, color: Rgb) -> Vec<Paint> {
        let lines = self.mix(color, 0.85, self.tints.toward);
        let hatch =
            Paint::Hatch { color: lines, spacing: 7.0, width: 1.5, angle: -45.0, phase: 0.0 };
        vec![Paint::Solid(self.mix(color, self.tints.claimed, self.tints.toward)), hatch]
    }

    /// The paints of ground that one actor fights for.
    fn disputed(&self, color: Rgb) -> Vec<Paint> {
        let Stripes { spacing, angle } = CONTESTED;
        let hatch = Paint::Hatch {
            color: self.tint(color),
            spacing,
            width: spacing / 2.0,
            angle,
            phase: 0.0,
        };
        vec![Paint::Solid(self.colors.unknown), hatch]
    }

    fn mix(&self, color: Rgb, share: f32, other: Color) -> Color {
        let part = |one: u8, other: u8| {
            (f32::from(one) * share + f32::from(other) * (1.0 - share)).round() as u8
        };
        Color {
            r: part(color.r, other.r),
            g: part(color.g, other.g),
            b: part(color.b, other.b),
            a: 255,
        }
    }
}
