//! Repairs between the features that hold at the same time.

use std::collections::BTreeMap;

use geo::{Coord, MultiPolygon};
use sha2::{Digest, Sha256};

use super::rings::{as_rings, mend};
use super::{OverlapRule, RepairKind, RepairOptions};
use crate::geometry::coverage::{self, Coverage, Difference, Gap, Overlap, Part, difference};
use crate::geometry::shared_edges::rings;
use crate::geometry::snapping::snap;
use crate::geometry::{Kilometres, SquareKilometres, area};
use crate::model::Status;
use crate::{Error, Result};

/// Rounds after which it is given up. One repairs, a second finds nothing to do; others are for repairs
/// that bring borders near each other which were not.
const MOST_ROUNDS: usize = 24;

/// Kilometres below which an overlap or a gap is none: a millimetre. Positions are finer than that, but
/// long edges that all but coincide are told apart by what positions are rounded to.
const NOTHING: Kilometres = Kilometres(1e-6);

/// A feature that holds at the time.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    /// Its place in the list of all.
    pub subject: usize,
    /// Its actor's place in the list of precedence; the last of all where it is not in it.
    pub rank: usize,
    pub status: Status,
    pub polygons: MultiPolygon,
}

/// A repair between features, by their places in the list of all.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Deed {
    pub kind: RepairKind,
    pub count: usize,
    /// Whose ground changed.
    pub subject: usize,
    /// Whom the ground was given to, or whose it stays.
    pub given_to: Option<usize>,
    pub at: Coord,
    pub gained: SquareKilometres,
    pub lost: SquareKilometres,
    pub ground: MultiPolygon,
}

/// An overlap that was left as it is, since nothing says whose it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Left {
    pub subjects: [usize; 2],
    pub area: SquareKilometres,
    pub at: Coord,
}

/// What came of the features that hold at a time.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// The ground of those that changed, by their places in the list of all.
    pub changed: BTreeMap<usize, MultiPolygon>,
    pub deeds: Vec<Deed>,
    pub left: Vec<Left>,
}

/// Repairs until nothing changes any more, or until the ground is again as it was after an earlier round:
/// repairs that undo each other count as none. So the result, repaired again, stays as it is.
pub(super) fn settle(mut standing: Vec<Standing>, options: &RepairOptions) -> Result<Settled> {
    let before: BTreeMap<usize, MultiPolygon> =
        standing.iter().map(|it| (it.subject, it.polygons.clone())).collect();
    let mut settled = Settled::default();
    // What the ground was like before each round, and how much had been done by then.
    let mut rounds: Vec<([u8; 32], usize)> = Vec::new();
    loop {
        sort(&mut standing, options.overlaps);
        let digest = digest(&standing);
        if let Some((_, deeds)) = rounds.iter().find(|(earlier, _)| *earlier == digest) {
            settled.deeds.truncate(*deeds);
            break;
        }
        if rounds.len() == MOST_ROUNDS {
            let error = "the borders do not come to rest: each repair makes another one needed";
            return Err(Error::limit(error)
                .hint("take a smaller --snap and a smaller --sliver, or 0 to leave out either"));
        }
        let known = settled.deeds.len();
        rounds.push((digest, known));
        let mut round = Round { standing: &mut standing, options, settled: &mut settled };
        let before_snapping = round.snap()?;
        round.share_out()?;
        round.undo(before_snapping, known)?;
    }
    let is_changed = |it: &Standing| before.get(&it.subject) != Some(&it.polygons);
    settled.changed =
        standing.into_iter().filter(is_changed).map(|it| (it.subject, it.polygons)).collect();
    Ok(settled)
}

/// What tells one state of the ground from another.
fn digest(standing: &[Standing]) -> [u8; 32] {
    let mut digest = Sha256::new();
    for it in standing {
        digest.update(it.subject.to_le_bytes());
        for ring in it.polygons.iter().flat_map(rings) {
            digest.update(ring.0.len().to_le_bytes());
            for at in ring.coords() {
                digest.update(at.x.to_le_bytes());
                digest.update(at.y.to_le_bytes());
            }
        }
    }
    digest.finalize().into()
}

/// Puts those first who keep ground that several have: as the rule says, else as they are ranked, and
/// where that does not tell in the order of the data.
fn sort(standing: &mut [Standing], rule: OverlapRule) {
    let size = |it: &Standing| area::of(&it.polygons).0;
    match rule {
        OverlapRule::Precedence | OverlapRule::Keep => {
            standing.sort_by_key(|it| (it.rank, it.subject));
        }
        OverlapRule::First => standing.sort_by_key(|it| it.subject),
        OverlapRule::Last => standing.sort_by_key(|it| std::cmp::Reverse(it.subject)),
        OverlapRule::Smaller => standing.sort_by(|one, other| {
            size(one).total_cmp(&size(other)).then(one.subject.cmp(&other.subject))
        }),
        OverlapRule::Larger => standing.sort_by(|one, other| {
            size(other).total_cmp(&size(one)).then(one.subject.cmp(&other.subject))
        }),
    }
}

struct Round<'a> {
    standing: &'a mut [Standing],
    options: &'a RepairOptions,
    settled: &'a mut Settled,
}

impl Round<'_> {
    /// Moves near borders onto each other. A feature whose rings would cross then stays as it is. Gives
    /// the ground that those had which moved, by their places in the list of all.
    fn snap(&mut self) -> Result<BTreeMap<usize, MultiPolygon>> {
        let mut before = BTreeMap::new();
        let grounds: Vec<&MultiPolygon> = self.standing.iter().map(|it| &it.polygons).collect();
        let snapped = snap(&grounds, self.options.snap, |ground| {
            let mended = mend(&as_rings(ground))?;
            Ok(mended.is_sound().then_some(mended.polygons))
        })?;
        for (place, snapped) in snapped {
            let Some(standing) = self.standing.get_mut(place) else { continue };
            let polygons = snapped.polygons;
            let Difference { gained, lost, ground, .. } =
                difference(&standing.polygons, &polygons)?;
            let subject = standing.subject;
            before.insert(subject, std::mem::replace(&mut standing.polygons, polygons));
            let (count, at) = (snapped.moved, snapped.at);
            let kind = RepairKind::BorderSnapped;
            let given_to = None;
            self.settled.deeds.push(Deed {
                kind,
                count,
                subject,
                given_to,
                at,
                gained,
                lost,
                ground,
            });
        }
        Ok(before)
    }

    /// Leaves as they were features that were moved onto a border and then cut or filled to within a
    /// millimetre of where they had been: else that would go on and on, by less each time.
    fn undo(&mut self, before: BTreeMap<usize, MultiPolygon>, known: usize) -> Result<()> {
        for (subject, before) in before {
            let of_round = self.settled.deeds.get(known..).unwrap_or_default();
            let is_shared_out =
                |it: &Deed| it.subject == subject && it.kind != RepairKind::BorderSnapped;
            let standing = self.standing.iter_mut().find(|it| it.subject == subject);
            let Some(standing) = standing.filter(|_| of_round.iter().any(is_shared_out)) else {
                continue;
            };
            let moved = difference(&before, &standing.polygons)?.ground;
            if moved.iter().all(|part| coverage::width(part) < NOTHING) {
                standing.polygons = before;
                let mut place = 0..;
                self.settled.deeds.retain(|it| {
                    let is_earlier = place.next().is_some_and(|place| place < known);
                    is_earlier || it.subject != subject
                });
            }
        }
        Ok(())
    }

    /// Cuts overlaps and fills gaps.
    fn share_out(&mut self) -> Result<()> {
        if self.standing.len() < 2 {
            return Ok(());
        }
        let grounds: Vec<&MultiPolygon> = self.standing.iter().map(|it| &it.polygons).collect();
        let mut coverage = Coverage::of(&grounds)?;
        let standing = &*self.standing;
        let pair = |[one, other]: [u32; 2]| {
            Some([standing.get(one as usize)?, standing.get(other as usize)?])
        };
        self.settled.left.clear();
        for Overlap { grounds, part } in coverage.overlaps()? {
            let Some([keeping, losing]) = pair(grounds) else { continue };
            if part.width < NOTHING {
                continue;
            }
            if self.is_sliver(&part) || self.is_decided(keeping, losing) {
                if let Some(taken) = coverage.take(&part, grounds[1]) {
                    let ground = coverage.shape(&taken);
                    let deed = Deed {
                        kind: RepairKind::OverlapCut,
                        count: 1,
                        subject: losing.subject,
                        given_to: Some(keeping.subject),
                        at: taken.at,
                        gained: SquareKilometres(0.0),
                        lost: taken.area,
                        ground,
                    };
                    self.settled.deeds.push(deed);
                }
            } else {
                let mut subjects = [keeping.subject, losing.subject];
                subjects.sort_unstable();
                self.settled.left.push(Left { subjects, area: part.area, at: part.at });
            }
        }
        // A narrow hole in one feature alone may be meant.
        let is_filled = |gap: &Gap| {
            gap.beside.len() > 1 && gap.part.width >= NOTHING && self.is_sliver(&gap.part)
        };
        let gaps: Vec<Gap> = coverage.gaps().into_iter().filter(is_filled).collect();
        for gap in gaps {
            let Some(&(taker, _)) = gap.beside.first() else { continue };
            let Some(taking) = standing.get(taker as usize) else { continue };
            if let Some(given) = coverage.give(&gap.part, taker) {
                self.settled.deeds.push(Deed {
                    kind: RepairKind::GapFilled,
                    count: 1,
                    subject: taking.subject,
                    given_to: Some(taking.subject),
                    at: given.at,
                    gained: given.area,
                    lost: SquareKilometres(0.0),
                    ground: coverage.shape(&given),
                });
            }
        }
        for (place, polygons) in coverage.changed()? {
            if let Some(standing) = self.standing.get_mut(place as usize) {
                standing.polygons = polygons;
            }
        }
        Ok(())
    }

    fn is_sliver(&self, part: &Part) -> bool {
        part.width < Kilometres(self.options.sliver / 1000.0)
    }

    /// Whether it is said who keeps ground that both have. Ground of different status may lie over each
    /// other: a claim over what another holds, a contested strip over both sides.
    fn is_decided(&self, keeping: &Standing, losing: &Standing) -> bool {
        keeping.status == losing.status
            && match self.options.overlaps {
                OverlapRule::Keep => false,
                OverlapRule::Precedence => keeping.rank < losing.rank,
                _ => true,
            }
    }
}
