//! A sweep from west to east that meets all pieces of rings whose boxes touch.
//!
//! The pieces that have begun and not yet ended stand in bands of y. A piece is compared with those in
//! the bands that its own box touches; below the westernmost position of a ring the nearest edge is
//! sought band by band.

use std::ops::ControlFlow;

use geo::Coord;

use super::comparison::Comparison;
use super::findings::Findings;
use super::meeting::turn;
use super::monotone::{self, Chain, is_east};
use super::nesting::{self, Beginning};
use super::outlines::Outlines;
use super::touching::Touches;

/// Bands there are at most.
const MOST_BANDS: usize = 1 << 13;
/// The share of the largest |y| below which the height of all ground can't be told from rounding.
const FLAT: f64 = 1e-9;

/// Finds everything that is wrong with how rings lie to themselves and to each other.
pub(super) fn judge(outlines: &Outlines, findings: &mut Findings) -> ControlFlow<()> {
    let mut is_sound = vec![true; outlines.rings.len()];
    let chains = monotone::chains(outlines, &mut is_sound, findings)?;
    let all: Vec<u32> = (0..chains.len() as u32).collect();
    let mut sweep = Sweep::new(outlines, &chains, all);
    let is_alone = outlines.rings.len() < 2 && outlines.rings.iter().all(|ring| ring.of.ring == 0);
    let mut beginnings = vec![None; outlines.rings.len()];
    let mut touches = Touches::default();
    let mut comparison = Comparison::new(outlines, is_sound);
    sweep.run(
        findings,
        |one, other, findings| comparison.compare(one, other, &mut touches, findings),
        (!is_alone).then_some(&mut beginnings),
    )?;
    if is_alone {
        return ControlFlow::Continue(());
    }
    let Comparison { is_sound, is_apart, .. } = comparison;
    if is_sound.iter().all(|is_sound| *is_sound) && is_apart.iter().all(|is_apart| *is_apart) {
        nesting::judge(outlines, &beginnings, findings)?;
    } else {
        judge_sound(outlines, &chains, &is_sound, &is_apart, findings)?;
    }
    touches.judge(outlines, &is_sound, findings)
}

/// Where rings lie, of sound ones only: each polygon by itself, and all that overlap no other.
fn judge_sound(
    outlines: &Outlines,
    chains: &[Chain],
    is_sound: &[bool],
    is_apart: &[bool],
    findings: &mut Findings,
) -> ControlFlow<()> {
    let mut free: Vec<u32> = Vec::new();
    let mut rest: &[Chain] = chains;
    for rings in outlines.polygons() {
        let first = (chains.len() - rest.len()) as u32;
        let own = rest.iter().take_while(|chain| (chain.ring as usize) < rings.end).count();
        rest = rest.get(own..).unwrap_or_default();
        if !is_sound[rings.clone()].iter().all(|is_sound| *is_sound) {
            continue;
        }
        let own: Vec<u32> = (first..first + own as u32).collect();
        let polygon = outlines.rings[rings.start].of.polygon;
        if is_apart[polygon] {
            free.extend(own);
        } else if rings.len() > 1 {
            lay(outlines, chains, own, findings)?;
        }
    }
    lay(outlines, chains, free, findings)
}

fn lay(
    outlines: &Outlines,
    chains: &[Chain],
    some: Vec<u32>,
    findings: &mut Findings,
) -> ControlFlow<()> {
    let mut beginnings = vec![None; outlines.rings.len()];
    let mut sweep = Sweep::new(outlines, chains, some);
    let nothing = |_: &Chain, _: &Chain, _: &mut Findings| ControlFlow::Continue(());
    sweep.run(findings, nothing, Some(&mut beginnings))?;
    nesting::judge(outlines, &beginnings, findings)
}

/// A piece that has begun.
#[derive(Debug, Clone, Copy)]
struct Begun {
    reach: [f64; 2],
    east: f64,
    chain: u32,
    /// The lowest band that it stands in.
    band: u32,
}

struct Sweep<'a> {
    outlines: &'a Outlines,
    chains: &'a [Chain],
    /// The western end of each piece, in the order of the sweep.
    order: Vec<(Coord, u32)>,
    bands: Vec<Vec<Begun>>,
    lowest: f64,
    bands_in_a_degree: f64,
}

impl<'a> Sweep<'a> {
    fn new(outlines: &'a Outlines, chains: &'a [Chain], some: Vec<u32>) -> Self {
        let (mut lowest, mut highest) = (f64::INFINITY, f64::NEG_INFINITY);
        let mut order: Vec<(Coord, u32)> = Vec::with_capacity(some.len());
        for number in some {
            let chain = &chains[number as usize];
            lowest = lowest.min(chain.reach[0]);
            highest = highest.max(chain.reach[1]);
            order.push((outlines.at(chain.index(0)), number));
        }
        order.sort_unstable_by(|(one, first), (other, second)| {
            one.x.total_cmp(&other.x).then(one.y.total_cmp(&other.y)).then(first.cmp(second))
        });
        let height = highest - lowest;
        let is_flat = !(height.is_finite() && height > lowest.abs().max(highest.abs()) * FLAT);
        let wanted = ((order.len() as f64).sqrt() as usize).clamp(1, MOST_BANDS);
        let count = if is_flat { 1 } else { wanted };
        let bands_in_a_degree = if is_flat { 0.0 } else { count as f64 / height };
        Self { outlines, chains, order, bands: vec![Vec::new(); count], lowest, bands_in_a_degree }
    }

    #[inline]
    fn band(&self, y: f64) -> usize {
        (((y - self.lowest) * self.bands_in_a_degree) as usize).min(self.bands.len() - 1)
    }

    /// Tells of every two pieces whose boxes touch, and finds, if asked, how rings begin.
    fn run(
        &mut self,
        findings: &mut Findings,
        mut meet: impl FnMut(&Chain, &Chain, &mut Findings) -> ControlFlow<()>,
        mut beginnings: Option<&mut Vec<Option<Beginning>>>,
    ) -> ControlFlow<()> {
        let order = std::mem::take(&mut self.order);
        let mut begun_here: Vec<u32> = Vec::new();
        for (place, &(west, number)) in order.iter().enumerate() {
            self.begin(west, number, findings, &mut meet)?;
            let Some(beginnings) = beginnings.as_deref_mut() else { continue };
            begun_here.push(number);
            if order.get(place + 1).is_none_or(|next| next.0 != west) {
                self.rings_that_begin(&begun_here, findings, beginnings)?;
                begun_here.clear();
            }
        }
        ControlFlow::Continue(())
    }

    fn begin(
        &mut self,
        west: Coord,
        number: u32,
        findings: &mut Findings,
        meet: &mut impl FnMut(&Chain, &Chain, &mut Findings) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let chains = self.chains;
        let chain = &chains[number as usize];
        let [lower, upper] = chain.reach;
        let (first, last) = (self.band(lower), self.band(upper));
        let east = self.outlines.at(chain.index(chain.edges())).x;
        let new = Begun { reach: chain.reach, east, chain: number, band: first as u32 };
        for (band, begun) in (0..).zip(&mut self.bands).take(last + 1).skip(first) {
            findings.spend(1 + begun.len() as u64)?;
            let mut place = 0;
            while let Some(old) = begun.get(place) {
                if old.east < west.x {
                    begun.swap_remove(place);
                    continue;
                }
                if old.reach[0] <= upper
                    && lower <= old.reach[1]
                    // Two pieces may share several bands: the first of these counts.
                    && old.band.max(new.band) == band
                {
                    meet(&chains[old.chain as usize], chain, findings)?;
                }
                place += 1;
            }
            begun.push(new);
        }
        ControlFlow::Continue(())
    }

    /// Looks below the rings that begin with these pieces, which all begin at one position.
    fn rings_that_begin(
        &self,
        here: &[u32],
        findings: &mut Findings,
        beginnings: &mut [Option<Beginning>],
    ) -> ControlFlow<()> {
        for &number in here {
            let chain = &self.chains[number as usize];
            // The first piece of a ring to come begins at its westernmost position.
            let Some(beginning @ None) = beginnings.get_mut(chain.ring as usize) else { continue };
            let ring = &self.outlines.rings[chain.ring as usize];
            let west = chain.index(0);
            let [before, at, after] =
                [ring.before(west), west, ring.after(west)].map(|index| self.outlines.at(index));
            let turns_left = turn(before, at, after) > 0.0;
            let lower = if turns_left { after } else { before };
            let mut below = None;
            self.look_below(at, lower, chain.ring, findings, &mut below)?;
            *beginning = Some(Beginning { turns_left, below });
        }
        ControlFlow::Continue(())
    }

    /// Finds the nearest edge below a position where a ring begins with an edge to `toward`.
    fn look_below(
        &self,
        at: Coord,
        toward: Coord,
        own: u32,
        findings: &mut Findings,
        below: &mut Option<(u32, bool)>,
    ) -> ControlFlow<()> {
        let mut best: Option<((Coord, Coord), &Chain)> = None;
        let start = self.band(at.y);
        for (number, band) in self.bands.iter().enumerate().take(start + 1).rev() {
            findings.spend(1 + band.len() as u64)?;
            for begun in band {
                let chain = &self.chains[begun.chain as usize];
                if begun.east < at.x || begun.reach[0] > at.y || chain.ring == own {
                    continue;
                }
                let Some((west, east)) = self.edge_over(chain, at) else { continue };
                let side = turn(west, east, at);
                let is_below = side > 0.0 || side == 0.0 && turn(at, toward, east) < 0.0;
                if is_below && best.is_none_or(|(best, _)| is_above((west, east), best)) {
                    best = Some(((west, east), chain));
                }
            }
            // The nearest one may pass here within a lower band, where another may lie above it.
            if best.is_some_and(|(edge, _)| self.band(height(edge, at.x)) > number) {
                break;
            }
        }
        *below = best.map(|(_, chain)| (chain.ring, chain.runs_east));
        ControlFlow::Continue(())
    }

    /// The edge of a piece that begins at a position or west of it and ends east of it.
    fn edge_over(&self, chain: &Chain, at: Coord) -> Option<(Coord, Coord)> {
        let position = |number: u32| self.outlines.at(chain.index(number));
        let edge = (0..chain.edges()).find(|number| is_east(at, position(number + 1)))?;
        let (west, east) = (position(edge), position(edge + 1));
        (!is_east(at, west)).then_some((west, east))
    }
}

/// Whether an edge passes above another where both are; they may touch, but do not cross.
fn is_above(one: (Coord, Coord), other: (Coord, Coord)) -> bool {
    let over = |(west, east): (Coord, Coord), (from, to): (Coord, Coord)| {
        let side = turn(west, east, from);
        if side == 0.0 { turn(west, east, to) > 0.0 } else { side > 0.0 }
    };
    if is_east(one.0, other.0) { !over(one, other) } else { over(other, one) }
}

/// About how high an edge is at x.
fn height((west, east): (Coord, Coord), x: f64) -> f64 {
    let share = ((x - west.x) / (east.x - west.x)).clamp(0.0, 1.0);
    if share.is_nan() { west.y } else { west.y + (east.y - west.y) * share }
}
