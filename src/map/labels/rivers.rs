//! Names of rivers, along them.

use super::draft::Draft;
use super::occupancy::Occupancy;
use crate::map::scene::{Color, CurvedText, Item, Point, Rect, TextStyle};
use crate::map::style;
use crate::map::text::cap_height;

/// Distance of the points by which a river is followed, in ems.
const STEP: f32 = 0.5;
/// Points on either side over which its course is smoothed, and how often.
const SMOOTHING: (usize, usize) = (3, 3);
/// Distance between two names of one river, in ems.
const REPEAT: f32 = 45.0;
/// Names of one river at most.
const MOST: usize = 4;
/// Lowest rank of a river that is named.
const LOWEST_RANK: u8 = 3;
/// Radians by which a name may turn in all, and within two ems.
const MOST_TURN: (f32, f32) = (2.6, 0.55);
/// How far the river may wind beneath its name, in ems.
const WINDING: f32 = 1.1;
/// Distance of letters from the river, in ems.
const GAP: f32 = 0.28;
/// Length of a river that is named at least, in lengths of its name.
const LENGTH: f32 = 2.0;
/// Stretches that are looked at closely, those with least turning.
const TRIES: usize = 60;
/// What a name costs, in radians of turning, for each radian by which it is off level, for standing
/// below its river, and for each cell of a line that it crosses.
const STEEPNESS: f32 = 0.25;
const BELOW: f32 = 0.12;
const CROSSED: f32 = 0.02;

/// Names rivers along the stretches that turn least.
pub(super) fn name(draft: &mut Draft) {
    let letters = draft.page.letters(style::WATER);
    let snapshot = draft.snapshot;
    let mut named: Vec<(String, Point)> = Vec::new();
    for (index, lines) in &draft.backdrop.rivers {
        let river = &snapshot.dataset.base_map.rivers[*index];
        if river.rank > LOWEST_RANK {
            continue;
        }
        let Some((name, settings)) = draft.writable(&river.names, letters) else { continue };
        let width = settings.first().map_or(0.0, |setting| setting.width());
        for line in lines {
            let course = Course::of(line, letters);
            for _ in 0..MOST {
                let is_apart = |at: Point| {
                    named.iter().all(|(other, there)| {
                        *other != name
                            || (at.x - there.x).hypot(at.y - there.y) > REPEAT * letters.size
                    })
                };
                let Some(path) = course.best(width, &draft.occupancy, is_apart) else { break };
                let Some(&middle) = path.get(path.len() / 2) else { break };
                named.push((name.clone(), middle));
                let ground: Vec<Rect> = course.ground(&path).collect();
                draft.write(curved(draft, &name, path, letters), ground);
            }
        }
    }
}

fn curved(draft: &Draft, name: &str, path: Vec<Point>, style: TextStyle) -> Item {
    let theme = &draft.page.theme;
    Item::CurvedText(CurvedText {
        content: name.to_owned(),
        path,
        style,
        color: theme.colors.water_ink,
        halo: Some((
            draft.page.length(theme.widths.halo) * 0.8,
            Color { a: 0xA0, ..theme.colors.halo },
        )),
    })
}

/// The course of a river on the page, in steps of equal length.
struct Course {
    letters: TextStyle,
    /// Where the river runs.
    real: Vec<Point>,
    /// Where it would without its bends.
    smooth: Vec<Point>,
    /// Radians by which it has turned before each point.
    turned: Vec<f32>,
}

impl Course {
    fn of(line: &[Point], letters: TextStyle) -> Self {
        let real = in_steps(line, STEP * letters.size);
        let mut smooth = real.clone();
        for _ in 0..SMOOTHING.1 {
            smooth = smoothed(&smooth, SMOOTHING.0);
        }
        let mut turned = vec![0.0; smooth.len()];
        for index in 2..smooth.len() {
            let [a, b, c] = [smooth[index - 2], smooth[index - 1], smooth[index]];
            turned[index] = turned[index - 1] + angle_between(a, b, c).abs();
        }
        Self { letters, real, smooth, turned }
    }

    /// The baseline of a name beside the free stretch that turns least.
    fn best(
        &self,
        width: f32,
        occupancy: &Occupancy,
        allowed: impl Fn(Point) -> bool,
    ) -> Option<Vec<Point>> {
        let em = self.letters.size;
        let count = ((width + em) / (STEP * em)).ceil() as usize;
        if width <= 0.0 || self.smooth.len() as f32 <= LENGTH * count as f32 {
            return None;
        }
        let mut stretches: Vec<(f32, usize)> = (0..self.smooth.len() - count)
            .step_by(2)
            .filter_map(|start| Some((self.bend(start, start + count)?, start)))
            .collect();
        stretches.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut best: Option<(f32, Vec<Point>)> = None;
        for (bend, start) in stretches.into_iter().take(TRIES) {
            if best.as_ref().is_some_and(|(least, _)| bend >= *least) {
                break;
            }
            for (is_above, cost) in [(true, 0.0), (false, BELOW)] {
                let Some(path) = self.beside(start, start + count, is_above) else { continue };
                if !path.get(path.len() / 2).is_some_and(|middle| allowed(*middle)) {
                    continue;
                }
                let crossed: Option<u32> =
                    self.ground(&path).map(|rect| occupancy.cost(&rect.grown(em * 0.1))).sum();
                let Some(crossed) = crossed else { continue };
                let cost = bend + cost + CROSSED * crossed as f32;
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, path));
                }
            }
        }
        best.map(|(_, path)| path)
    }

    /// How much a stretch turns, and how steep it is; nothing if it turns too much for letters.
    fn bend(&self, start: usize, end: usize) -> Option<f32> {
        let total = self.turned.get(end)? - self.turned.get(start + 1)?;
        let window = (2.0 / STEP) as usize;
        let sharpest = (start + 1..end.saturating_sub(window))
            .map(|index| self.turned[index + window] - self.turned[index])
            .fold(0.0, f32::max);
        let (from, to) = (self.smooth.get(start)?, self.smooth.get(end)?);
        let steepness = (to.y - from.y).abs().atan2((to.x - from.x).abs());
        let is_gentle = total <= MOST_TURN.0 && sharpest <= MOST_TURN.1;
        is_gentle.then_some(total + STEEPNESS * steepness)
    }

    /// The baseline of a name above or below a stretch, from left to right; nothing where the river
    /// winds too much.
    fn beside(&self, start: usize, end: usize, is_above: bool) -> Option<Vec<Point>> {
        let em = self.letters.size;
        let mut smooth = self.smooth.get(start..=end)?.to_vec();
        let mut real = self.real.get(start..=end)?.to_vec();
        let (first, last) = (*smooth.first()?, *smooth.last()?);
        let (dx, dy) = (last.x - first.x, last.y - first.y);
        // Names along upright stretches are read from below.
        if dx < -0.2 * dy.abs() || dx.abs() <= 0.2 * dy.abs() && dy > 0.0 {
            smooth.reverse();
            real.reverse();
        }
        let ups: Vec<Point> = (0..smooth.len()).map(|index| up_at(&smooth, index)).collect();
        let mut reach = 0.0_f32;
        for ((real, smooth), up) in real.iter().zip(&smooth).zip(&ups) {
            let above = (real.x - smooth.x) * up.x + (real.y - smooth.y) * up.y;
            reach = reach.max(if is_above { above } else { -above });
        }
        if reach > WINDING * em {
            return None;
        }
        let away = if is_above {
            reach + GAP * em
        } else {
            -(reach + GAP * em + cap_height(self.letters))
        };
        let path: Vec<Point> = smooth
            .iter()
            .zip(&ups)
            .map(|(at, up)| Point { x: at.x + up.x * away, y: at.y + up.y * away })
            .collect();
        Some(smoothed(&path, 2))
    }

    /// The room of a name along its baseline.
    fn ground(&self, path: &[Point]) -> impl Iterator<Item = Rect> {
        let em = self.letters.size;
        let half_cap = cap_height(self.letters) / 2.0;
        (0..path.len()).map(move |index| {
            let up = up_at(path, index);
            let at = path[index];
            let middle = Point { x: at.x + up.x * half_cap, y: at.y + up.y * half_cap };
            Rect::around(middle, em * 0.45)
        })
    }
}

/// A line in steps of equal length.
fn in_steps(line: &[Point], step: f32) -> Vec<Point> {
    let mut points: Vec<Point> = line.first().copied().into_iter().collect();
    let mut ahead = step;
    for edge in line.windows(2) {
        let (dx, dy) = (edge[1].x - edge[0].x, edge[1].y - edge[0].y);
        let length = dx.hypot(dy);
        while ahead <= length && step > 0.0 {
            let share = ahead / length;
            points.push(Point { x: edge[0].x + share * dx, y: edge[0].y + share * dy });
            ahead += step;
        }
        ahead -= length;
    }
    points
}

/// A line whose points are the means of those within a number of points; its ends stay.
fn smoothed(line: &[Point], reach: usize) -> Vec<Point> {
    (0..line.len())
        .map(|index| {
            let reach = reach.min(index).min(line.len() - 1 - index);
            let near = &line[index - reach..=index + reach];
            let count = near.len() as f32;
            Point {
                x: near.iter().map(|at| at.x).sum::<f32>() / count,
                y: near.iter().map(|at| at.y).sum::<f32>() / count,
            }
        })
        .collect()
}

/// The unit vector to the left of a line at one of its points: upwards where it goes to the right.
fn up_at(line: &[Point], index: usize) -> Point {
    let (Some(from), Some(to)) =
        (line.get(index.saturating_sub(1)), line.get(index + 1).or(line.last()))
    else {
        return Point { x: 0.0, y: -1.0 };
    };
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = dx.hypot(dy).max(f32::MIN_POSITIVE);
    Point { x: dy / length, y: -dx / length }
}

/// Radians by which a line turns at its middle point.
fn angle_between(a: Point, b: Point, c: Point) -> f32 {
    let (one, other) = ((b.x - a.x, b.y - a.y), (c.x - b.x, c.y - b.y));
    let cross = one.0 * other.1 - one.1 * other.0;
    cross.atan2(one.0 * other.0 + one.1 * other.1)
}
