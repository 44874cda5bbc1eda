//! The ground of one date, or of two, divided into cells: what every figure is summed from.

mod parts;

pub(super) use parts::{Part, part_of, parts};

use geo::{Coord, MultiPolygon};
use rustc_hash::FxHashMap;

use super::Ground;
use crate::Result;
use crate::geometry::overlay::Overlay;
use crate::geometry::vicinity::{Relation, Vicinity};
use crate::geometry::{EdgeRule, LabelledEdges, SquareKilometres, Step};
use crate::index::{Bound, EdgeTable};
use crate::model::{Control, Dataset, Region};

/// Whom a cell is given to: a place in [`Sheet::grounds`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct GroundId(pub u32);

impl GroundId {
    /// Ground that nobody is given.
    pub const UNCLAIMED: Self = Self(0);
}

/// What divides ground whatever the date.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Layers<'a> {
    pub regions: &'a [Region],
    pub frame: Option<&'a MultiPolygon>,
}

/// A piece of ground in which nothing differs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    pub area: SquareKilometres,
    /// Whom it is given to on the first date and on the second, which are the same where there is one.
    pub grounds: [GroundId; 2],
    /// The first of the regions that it lies in, as a place in their list.
    pub region: Option<u32>,
    /// Whether it lies in the frame; where there is none, whether it is given to anybody or lies in a
    /// region.
    pub is_framed: bool,
}

impl Cell {
    /// Whether it is given to others on the second date.
    pub fn is_changed(&self) -> bool {
        self.grounds[0] != self.grounds[1]
    }
}

/// Ground divided into cells.
#[derive(Debug)]
pub(super) struct Sheet {
    pub overlay: Overlay,
    /// As the overlay numbers them; the unbounded one is first.
    pub cells: Vec<Cell>,
    grounds: Vec<Vec<u32>>,
    controls: Vec<Control>,
    edges: LabelledEdges,
    labels: Labels,
}

/// Which labels stand for what.
#[derive(Debug, Clone, Copy)]
struct Labels {
    controls: u32,
    regions: u32,
    has_frame: bool,
    has_one_date: bool,
}

impl<'a> Layers<'a> {
    /// Those of a dataset, with regions if ground is to be told apart by them.
    pub fn of(dataset: &'a Dataset, by_region: bool) -> Self {
        let regions = if by_region { dataset.base_map.regions.as_slice() } else { &[] };
        Self { regions, frame: dataset.frame.as_ref() }
    }
}

impl Sheet {
    /// All ground of an epoch.
    pub fn of_one(table: &EdgeTable, epoch: u16, layers: Layers, rule: EdgeRule) -> Result<Self> {
        Self::of_both(table, [epoch, NO_EPOCH], layers, rule)
    }

    /// All ground of two epochs.
    pub fn of_both(
        table: &EdgeTable,
        epochs: [u16; 2],
        layers: Layers,
        rule: EdgeRule,
    ) -> Result<Self> {
        let labels = Labels::of(table, layers, epochs);
        let mut edges = LabelledEdges::default();
        let mut steps = Steps::new(labels, epochs);
        for edge in table.within(epochs) {
            steps.take(table.bounds(edge));
            if !steps.of_both.is_empty() {
                edges.add(table.ends()[edge as usize], steps.all())?;
            }
        }
        for (ends, step) in layer_edges(layers, labels) {
            edges.add(ends, [step])?;
        }
        let overlay = Overlay::of(&edges, rule)?;
        Ok(Self::new(table, edges, labels, overlay))
    }

    /// Ground that is given to others in the second epoch, and some round it. The edges that stay
    /// where they are divide nothing but near those that come or go, and only those count at all that
    /// may tell in whose ground changed pieces lie: nothing else can be asked of such a sheet.
    pub fn of_change(
        table: &EdgeTable,
        epochs: [u16; 2],
        layers: Layers,
        rule: EdgeRule,
    ) -> Result<Self> {
        let labels = Labels::of(table, layers, epochs);
        let (mut edges, mut walls) = (LabelledEdges::default(), Vec::new());
        let mut steps = Steps::new(labels, epochs);
        let both = table.within(epochs);
        for &edge in &both {
            steps.take(table.bounds(edge));
            if steps.are_changed() {
                walls.push(edges.len() as u32);
                edges.add(table.ends()[edge as usize], steps.all())?;
            }
        }
        let Some(vicinity) = Vicinity::of(&edges) else {
            let overlay = Overlay::of(&edges, rule)?;
            return Ok(Self::new(table, edges, labels, overlay));
        };
        for edge in both {
            let ends = table.ends()[edge as usize];
            let relation = vicinity.relation(ends);
            if relation == Relation::Apart {
                continue;
            }
            steps.take(table.bounds(edge));
            if !steps.of_both.is_empty() && !steps.are_changed() {
                walls.extend((relation == Relation::Near).then_some(edges.len() as u32));
                edges.add(ends, steps.all())?;
            }
        }
        for (ends, step) in layer_edges(layers, labels) {
            let relation = vicinity.relation(ends);
            walls.extend((relation == Relation::Near).then_some(edges.len() as u32));
            if relation != Relation::Apart {
                edges.add(ends, [step])?;
            }
        }
        let overlay = Overlay::between(&edges, &walls, rule)?;
        Ok(Self::new(table, edges, labels, overlay))
    }

    fn new(table: &EdgeTable, edges: LabelledEdges, labels: Labels, overlay: Overlay) -> Self {
        let mut grounds = vec![Vec::new()];
        let mut ids: FxHashMap<Vec<u32>, GroundId> = FxHashMap::default();
        ids.insert(Vec::new(), GroundId::UNCLAIMED);
        let mut id = |controls: Vec<u32>| {
            *ids.entry(controls).or_insert_with_key(|controls| {
                grounds.push(controls.clone());
                GroundId(grounds.len() as u32 - 1)
            })
        };
        let cells = (0..overlay.len())
            .map(|cell| {
                let area = overlay.area(cell);
                let (controls, region, is_in_frame) = labels.read(overlay.labels(cell));
                let grounds = controls.map(&mut id);
                let is_claimed = grounds != [GroundId::UNCLAIMED; 2];
                let is_framed =
                    if labels.has_frame { is_in_frame } else { is_claimed || region.is_some() };
                Cell { area, grounds, region, is_framed }
            })
            .collect();
        Self { overlay, cells, grounds, controls: table.controls().to_vec(), edges, labels }
    }

    /// Whether a frame tells which unclaimed ground counts.
    pub fn has_frame(&self) -> bool {
        self.labels.has_frame
    }

    /// How many kinds of ground there are.
    pub fn grounds(&self) -> usize {
        self.grounds.len()
    }

    /// Whom ground with this id is given to.
    pub fn ground(&self, id: GroundId) -> Ground {
        let controls = self.grounds[id.0 as usize].iter();
        Ground::of(controls.map(|control| self.controls[*control as usize].clone()).collect())
    }

    /// The controls that ground with this id is given to, as places in the table's list.
    pub fn controls_of(&self, id: GroundId) -> &[u32] {
        &self.grounds[id.0 as usize]
    }

    /// Whom positions are given to on the first date and on the second.
    pub fn grounds_at(&self, positions: &[Coord]) -> Result<Vec<[Ground; 2]>> {
        let named = |controls: Vec<u32>| {
            Ground::of(controls.iter().map(|it| self.controls[*it as usize].clone()).collect())
        };
        let labels = self.edges.labels_of(positions)?;
        Ok(labels.iter().map(|labels| self.labels.read(labels).0.map(named)).collect())
    }
}

impl Labels {
    fn of(table: &EdgeTable, layers: Layers, epochs: [u16; 2]) -> Self {
        Self {
            controls: table.controls().len() as u32,
            regions: layers.regions.len() as u32,
            has_frame: layers.frame.is_some(),
            has_one_date: epochs[1] == NO_EPOCH,
        }
    }

    fn region(self, place: u32) -> u32 {
        2 * self.controls + place
    }

    fn frame(self) -> u32 {
        self.region(self.regions)
    }

    /// The controls of both dates, the region, and whether the frame is among labels.
    fn read(self, labels: &[u32]) -> ([Vec<u32>; 2], Option<u32>, bool) {
        let mut controls = [Vec::new(), Vec::new()];
        let (mut region, mut is_in_frame) = (None, false);
        for &label in labels {
            if label < self.region(0) {
                controls[(label / self.controls) as usize].push(label % self.controls);
            } else if label < self.frame() {
                region.get_or_insert(label - self.region(0));
            } else {
                is_in_frame = true;
            }
        }
        if self.has_one_date {
            controls[1] = controls[0].clone();
        }
        (controls, region, is_in_frame)
    }
}

/// No epoch has this number.
const NO_EPOCH: u16 = u16::MAX;

/// What an edge bounds in two epochs.
struct Steps {
    labels: Labels,
    epochs: [u16; 2],
    of_both: Vec<Step>,
    /// How many of them are of the first epoch.
    first: usize,
}

impl Steps {
    fn new(labels: Labels, epochs: [u16; 2]) -> Self {
        Self { labels, epochs, of_both: Vec::new(), first: 0 }
    }

    /// Takes what another edge bounds.
    fn take(&mut self, bounds: &[Bound]) {
        self.of_both.clear();
        for (epoch, shift) in self.epochs.into_iter().zip([0, self.labels.controls]) {
            self.first = self.of_both.len();
            for bound in bounds {
                if bound.from <= epoch && epoch < bound.end {
                    let label = u32::from(bound.control.0) + shift;
                    self.of_both.push(Step { label, weight: bound.weight });
                }
            }
        }
    }

    fn all(&self) -> impl Iterator<Item = Step> + '_ {
        self.of_both.iter().copied()
    }

    /// Whether it bounds something else in the second epoch than in the first.
    fn are_changed(&self) -> bool {
        let (before, after) = self.of_both.split_at(self.first);
        let is_same = |(one, other): (&Step, &Step)| {
            one.label + self.labels.controls == other.label && one.weight == other.weight
        };
        before.len() != after.len() || !before.iter().zip(after).all(is_same)
    }
}

/// The edges of regions and of the frame.
fn layer_edges(
    layers: Layers<'_>,
    labels: Labels,
) -> impl Iterator<Item = ([Coord; 2], Step)> + '_ {
    let regions = (0..).zip(layers.regions).flat_map(move |(place, region)| {
        region.polygons.iter().map(move |polygon| (polygon, labels.region(place)))
    });
    let frame = layers.frame.into_iter().flatten().map(move |polygon| (polygon, labels.frame()));
    regions.chain(frame).flat_map(|(polygon, label)| LabelledEdges::of_polygon(polygon, label))
}
