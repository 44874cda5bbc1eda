//! Repairs of one feature by itself.

use std::collections::BTreeMap;

use geo::{Coord, LineString, MultiPolygon, Polygon};
use rustc_hash::FxHashSet;

use super::RepairKind;
use crate::Result;
use crate::geometry::SquareKilometres;
use crate::geometry::coverage::{Difference, difference, resolved};
use crate::geometry::shared_edges::rings;
use crate::geometry::validity::{self, FlawKind, flaws};
use crate::geometry::{area, tidy};

/// The rings of a polygon, the exterior first.
type Rings = Vec<Vec<Coord>>;

/// A feature's ground, sound by now, and what was done for that.
#[derive(Debug)]
pub(super) struct Mended {
    pub polygons: MultiPolygon,
    /// How large it was before; see [`difference`].
    pub before: SquareKilometres,
    /// What was done to single rings: none of it moves ground.
    pub rings: BTreeMap<RepairKind, Done>,
    /// What was done to the feature as a whole.
    pub whole: Option<(RepairKind, Done, Difference)>,
}

/// How often something was done, and where first: polygon and ring, counted from 1, and position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Done {
    pub count: usize,
    pub polygon: usize,
    pub ring: usize,
    pub at: Coord,
}

impl Mended {
    pub fn is_unchanged(&self) -> bool {
        self.rings.is_empty() && self.whole.is_none()
    }

    /// Whether no ring crossed, and none ran back on its own line.
    pub fn is_sound(&self) -> bool {
        self.whole.is_none() && !self.rings.contains_key(&RepairKind::SpikesDropped)
    }
}

/// Makes polygons sound; those that are stay as they are to the last digit.
pub(super) fn mend(polygons: &[Rings]) -> Result<Mended> {
    let mut mender = Mender::default();
    let tidied: Vec<(usize, Rings)> = (1..)
        .zip(polygons)
        .filter_map(|(number, rings)| Some((number, mender.polygon(number, rings)?)))
        .collect();
    let (mut numbers, mut tidied): (Vec<usize>, Vec<Rings>) = tidied.into_iter().unzip();
    let mut found = flaws(&tidied);
    let is_repeated = |flaw: &validity::Flaw| {
        matches!(flaw.kind, FlawKind::RepeatedRing | FlawKind::RepeatedPolygon)
    };
    if found.flaws.iter().any(is_repeated) {
        (numbers, tidied) = mender.without_repeats(numbers, tidied);
        found = flaws(&tidied);
    }
    if found.are_formal() {
        let polygons = validity::resolve(&tidied)?;
        mender.note_turned(&numbers, &tidied, &polygons);
        let before = area::of(&polygons);
        return Ok(Mended { polygons, before, rings: mender.done, whole: None });
    }
    let worst = found.flaws.iter().filter(|flaw| !flaw.kind.is_formal());
    let count = worst.clone().count().max(1);
    let first = worst.clone().next();
    let done = Done {
        count,
        polygon: first.and_then(|it| numbers.get(it.of.polygon)).copied().unwrap_or(1),
        ring: first.map_or(1, |it| it.of.ring + 1),
        at: first.map_or(Coord { x: 0.0, y: 0.0 }, |it| it.at),
    };
    let polygons = resolved(&tidied)?;
    let difference = difference(&as_polygons(&tidied), &polygons)?;
    let kind = worst.map(|flaw| kind_of(flaw.kind)).min().unwrap_or(RepairKind::CrossingsResolved);
    let before = difference.before;
    Ok(Mended { polygons, before, rings: mender.done, whole: Some((kind, done, difference)) })
}

/// What resolves a flaw.
fn kind_of(flaw: FlawKind) -> RepairKind {
    match flaw {
        FlawKind::HoleOutside | FlawKind::HoleNested | FlawKind::RepeatedRing => {
            RepairKind::HolesResolved
        }
        FlawKind::PolygonsOverlap
        | FlawKind::PolygonsShareLine
        | FlawKind::PolygonNested
        | FlawKind::RepeatedPolygon => RepairKind::PartsMerged,
        _ => RepairKind::CrossingsResolved,
    }
}

#[derive(Default)]
struct Mender {
    done: BTreeMap<RepairKind, Done>,
}

impl Mender {
    fn note(&mut self, kind: RepairKind, count: usize, place: (usize, usize), at: Option<&Coord>) {
        if count > 0 {
            let (polygon, ring) = place;
            let at = at.copied().unwrap_or(Coord { x: 0.0, y: 0.0 });
            let done = Done { count: 0, polygon, ring, at };
            self.done.entry(kind).or_insert(done).count += count;
        }
    }

    /// The tidied rings of a polygon; nothing where the exterior goes round no ground.
    fn polygon(&mut self, number: usize, rings: &Rings) -> Option<Rings> {
        let mut kept = Vec::with_capacity(rings.len());
        for (ring, positions) in (1..).zip(rings) {
            let place = (number, ring);
            let tidied = tidy::ring(positions);
            let first = positions.first();
            if tidied.ring.is_empty() {
                self.note(RepairKind::ShortRingDropped, 1, place, first);
                if ring == 1 {
                    return None;
                }
                continue;
            }
            self.note(RepairKind::RingClosed, usize::from(tidied.was_open), place, first);
            self.note(RepairKind::RepeatsDropped, tidied.repeated, place, first);
            let spikes = &tidied.spikes;
            self.note(RepairKind::SpikesDropped, spikes.len(), place, spikes.first());
            kept.push(tidied.ring);
        }
        (!kept.is_empty()).then_some(kept)
    }

    /// Leaves out interiors and polygons that are there a second time, position for position: nobody can
    /// have meant that their ground is to be taken twice, or taken away again.
    fn without_repeats(
        &mut self,
        numbers: Vec<usize>,
        polygons: Vec<Rings>,
    ) -> (Vec<usize>, Vec<Rings>) {
        let mut polygons_seen = FxHashSet::default();
        let mut kept = Vec::with_capacity(polygons.len());
        for (number, mut rings) in numbers.into_iter().zip(polygons) {
            let (mut rings_seen, mut ring) = (FxHashSet::default(), 0);
            rings.retain(|positions| {
                ring += 1;
                let is_new = ring == 1 || rings_seen.insert(bits(positions));
                let repeats = usize::from(!is_new);
                self.note(RepairKind::HolesResolved, repeats, (number, ring), positions.first());
                is_new
            });
            if polygons_seen.insert(rings.iter().map(|ring| bits(ring)).collect::<Vec<_>>()) {
                kept.push((number, rings));
            } else {
                let first = rings.iter().flatten().next();
                self.note(RepairKind::PartsMerged, 1, (number, 1), first);
            }
        }
        kept.into_iter().unzip()
    }

    /// Notes the rings that run the other way by now; those of valid polygons come in the same order.
    fn note_turned(&mut self, numbers: &[usize], before: &[Rings], after: &MultiPolygon) {
        for ((number, before), after) in numbers.iter().zip(before).zip(after) {
            for ((ring, was), is) in (1..).zip(before).zip(rings(after)) {
                let is_turned = *was != is.0;
                let place = (*number, ring);
                self.note(RepairKind::RingTurned, usize::from(is_turned), place, was.first());
            }
        }
    }
}

/// What tells a ring from another.
fn bits(ring: &[Coord]) -> Vec<[u64; 2]> {
    ring.iter().map(|at| [at.x.to_bits(), at.y.to_bits()]).collect()
}

fn as_polygons(polygons: &[Rings]) -> MultiPolygon {
    let polygon = |rings: &Rings| {
        let mut rings = rings.iter().map(|ring| LineString::new(ring.clone()));
        Polygon::new(rings.next().unwrap_or(LineString::new(Vec::new())), rings.collect())
    };
    MultiPolygon::new(polygons.iter().map(polygon).collect())
}

/// The rings of polygons, as files have them.
pub(super) fn as_rings(polygons: &MultiPolygon) -> Vec<Rings> {
    polygons.iter().map(|it| rings(it).map(|ring| ring.0.clone()).collect()).collect()
}
