//! The segment in space that is nearest to a position.
//!
//! Eight segments make a leaf, eight leaves or nodes a node above them; nodes lie level by level in
//! one array, so that children are found by counting. A leaf or a node is laid out axis by axis, in
//! 32 bits relative to the leaf's own place: its eight distances are computed side by side, and many
//! leaves stay in the cache. They tell which segment is the nearest, to a few centimetres within 500
//! km; how far that is is then computed in 64 bits.

/// Children of a node, segments of a leaf.
const WIDTH: usize = 8;
/// By how much a box is widened, in kilometres, so that rounding to 32 bits never makes it too small.
const MARGIN: f32 = 0.002;
/// By how much a squared distance is raised before boxes are compared with it, for the same reason.
const CAUTION: f32 = 1.000_01;

/// A straight line between two positions in space, in kilometres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Segment {
    start: [f64; 3],
    along: [f64; 3],
}

impl Segment {
    pub fn between(start: [f64; 3], end: [f64; 3]) -> Self {
        Self { start, along: [0, 1, 2].map(|axis| end[axis] - start[axis]) }
    }

    pub fn start(&self) -> [f64; 3] {
        self.start
    }

    pub fn end(&self) -> [f64; 3] {
        [0, 1, 2].map(|axis| self.start[axis] + self.along[axis])
    }

    /// How far along the segment, from 0 to 1, the point lies that is nearest to a position; and the
    /// square of its distance.
    pub fn nearest(&self, to: [f64; 3]) -> (f64, f64) {
        let away = [0, 1, 2].map(|axis| to[axis] - self.start[axis]);
        let share = (dot(away, self.along) * self.per_square()).clamp(0.0, 1.0);
        let rest = [0, 1, 2].map(|axis| away[axis] - share * self.along[axis]);
        (share, dot(rest, rest))
    }

    /// One over the squared length; 0 for a segment without any.
    fn per_square(&self) -> f64 {
        let square = dot(self.along, self.along);
        if square > 0.0 { 1.0 / square } else { 0.0 }
    }

    fn middle(&self, axis: usize) -> f64 {
        self.start[axis] + self.along[axis] / 2.0
    }
}

fn dot(one: [f64; 3], other: [f64; 3]) -> f64 {
    one[0] * other[0] + one[1] * other[1] + one[2] * other[2]
}

/// A segment, the epochs in which it is valid (from a first up to but without a last), and its name.
pub(super) type TimedSegment = (Segment, (u16, u16), u32);

/// Segments packed for searching.
#[derive(Debug, Default)]
pub(super) struct SegmentTree {
    leaves: Vec<Leaf>,
    /// The segments of the leaves, and their names.
    segments: Vec<(Segment, u32)>,
    /// The boxes of the leaves, then those of the nodes over them, up to the one root.
    nodes: Vec<Node>,
    /// Where each level of nodes begins, the lowest first.
    levels: Vec<u32>,
}

#[derive(Debug, Clone)]
struct Leaf {
    origin: [f64; 3],
    start: [[f32; WIDTH]; 3],
    along: [[f32; WIDTH]; 3],
    per_square: [f32; WIDTH],
    from: [u16; WIDTH],
    until: [u16; WIDTH],
}

#[derive(Debug, Clone)]
struct Node {
    least: [[f32; WIDTH]; 3],
    most: [[f32; WIDTH]; 3],
}

/// The box of a leaf or of a node.
type Extent = ([f32; 3], [f32; 3]);

/// A search for what is nearest.
struct Search {
    to: [f64; 3],
    rounded: [f32; 3],
    epoch: u16,
    best: Best,
}

/// The nearest segment so far.
#[derive(Debug, Clone, Copy)]
struct Best {
    squared: f32,
    /// Its place among the segments of all leaves; beyond them for none.
    place: usize,
}

impl SegmentTree {
    pub fn of(mut segments: Vec<TimedSegment>) -> Self {
        cluster(&mut segments);
        let leaves: Vec<Leaf> = segments.chunks(WIDTH).map(Leaf::of).collect();
        let mut extents: Vec<Extent> = segments.chunks(WIDTH).map(extent).collect();
        let (mut nodes, mut levels) = (Vec::new(), Vec::new());
        while !extents.is_empty() {
            levels.push(nodes.len() as u32);
            nodes.extend(extents.chunks(WIDTH).map(Node::of));
            if extents.len() <= WIDTH {
                break;
            }
            extents = extents.chunks(WIDTH).map(union).collect();
        }
        let segments = segments.into_iter().map(|(segment, _, name)| (segment, name)).collect();
        Self { leaves, segments, nodes, levels }
    }

    /// The segment nearest to a position among those valid in an epoch: the square of its distance,
    /// and its name.
    #[inline]
    pub fn nearest(&self, to: [f64; 3], epoch: u16) -> Option<(f64, u32)> {
        let best = Best { squared: f32::INFINITY, place: usize::MAX };
        let mut search = Search { to, rounded: to.map(|axis| axis as f32), epoch, best };
        if let Some(top) = self.levels.len().checked_sub(1) {
            self.visit(top, 0, &mut search);
        }
        let (segment, name) = self.segments.get(search.best.place)?;
        Some((segment.nearest(to).1, *name))
    }

    /// Searches what lies in a node of a level and may be nearer than the best so far: the nearest
    /// child first, after which few others are left.
    fn visit(&self, level: usize, place: usize, search: &mut Search) {
        let squares = self.nodes[self.levels[level] as usize + place].squares(search.rounded);
        let nearest = least(&squares);
        self.enter(level, place * WIDTH + nearest, search);
        let limit = search.limit();
        let near = (0..WIDTH).fold(0_u32, |near, child| {
            // Without a branch: which children are near enough can't be guessed.
            near | u32::from(squares[child] <= limit) << child
        });
        let mut near = near & !(1 << nearest);
        while near != 0 {
            let child = near.trailing_zeros() as usize;
            near &= near - 1;
            if squares[child] <= search.limit() {
                self.enter(level, place * WIDTH + child, search);
            }
        }
    }

    /// Searches a child of a node of a level.
    #[inline]
    fn enter(&self, level: usize, place: usize, search: &mut Search) {
        match level.checked_sub(1) {
            Some(level) => self.visit(level, place, search),
            None => self.leaves[place].search(place, search),
        }
    }
}

impl Search {
    /// The squared distance up to which a box may hold something nearer. Empty places are infinitely
    /// far away and never within even the first limit.
    #[inline]
    fn limit(&self) -> f32 {
        (self.best.squared * CAUTION).min(f32::MAX)
    }
}

impl Leaf {
    fn of(segments: &[TimedSegment]) -> Self {
        // An empty place is valid never.
        let mut leaf = Self {
            origin: segments.first().map_or([0.0; 3], |(segment, ..)| segment.start),
            start: [[0.0; WIDTH]; 3],
            along: [[0.0; WIDTH]; 3],
            per_square: [0.0; WIDTH],
            from: [u16::MAX; WIDTH],
            until: [0; WIDTH],
        };
        for (place, (segment, epochs, _)) in segments.iter().enumerate() {
            for axis in 0..3 {
                leaf.start[axis][place] = (segment.start[axis] - leaf.origin[axis]) as f32;
                leaf.along[axis][place] = segment.along[axis] as f32;
            }
            leaf.per_square[place] = segment.per_square() as f32;
            (leaf.from[place], leaf.until[place]) = *epochs;
        }
        leaf
    }

    /// Looks for something nearer in the leaf at a place among all leaves.
    #[inline]
    fn search(&self, leaf: usize, search: &mut Search) {
        // Axis by axis over whole arrays: the compiler then does several places at once.
        let mut away = [[0.0_f32; WIDTH]; 3];
        let mut share = [0.0_f32; WIDTH];
        let starts_and_ways = self.start.iter().zip(&self.along);
        for (axis, (away, (start, along))) in away.iter_mut().zip(starts_and_ways).enumerate() {
            let to = (search.to[axis] - self.origin[axis]) as f32;
            for place in 0..WIDTH {
                away[place] = to - start[place];
                share[place] += away[place] * along[place];
            }
        }
        for (share, per_square) in share.iter_mut().zip(&self.per_square) {
            let on_line = *share * per_square;
            let not_before = if on_line > 0.0 { on_line } else { 0.0 };
            *share = if not_before < 1.0 { not_before } else { 1.0 };
        }
        let mut squares = [0.0_f32; WIDTH];
        for (away, along) in away.iter().zip(&self.along) {
            for place in 0..WIDTH {
                let rest = away[place] - share[place] * along[place];
                squares[place] += rest * rest;
            }
        }
        let epoch = search.epoch;
        let mut nearer = (0..WIDTH).fold(0_u32, |nearer, place| {
            let is_valid = (self.from[place] <= epoch) & (epoch < self.until[place]);
            nearer | u32::from(is_valid & (squares[place] < search.best.squared)) << place
        });
        while nearer != 0 {
            let place = nearer.trailing_zeros() as usize;
            nearer &= nearer - 1;
            if squares[place] < search.best.squared {
                search.best = Best { squared: squares[place], place: leaf * WIDTH + place };
            }
        }
    }
}

impl Node {
    fn of(children: &[Extent]) -> Self {
        // An empty place is infinitely far away.
        let mut node =
            Self { least: [[f32::INFINITY; WIDTH]; 3], most: [[f32::NEG_INFINITY; WIDTH]; 3] };
        for (child, (least, most)) in children.iter().enumerate() {
            for axis in 0..3 {
                node.least[axis][child] = least[axis];
                node.most[axis][child] = most[axis];
            }
        }
        node
    }

    /// The squares of the distances from a position to the children's boxes.
    #[inline]
    fn squares(&self, to: [f32; 3]) -> [f32; WIDTH] {
        let mut squares = [0.0; WIDTH];
        for ((least, most), to) in self.least.iter().zip(&self.most).zip(to) {
            for (child, square) in squares.iter_mut().enumerate() {
                let (below, above) = (least[child] - to, to - most[child]);
                let outside = if below > above { below } else { above };
                let outside = if outside > 0.0 { outside } else { 0.0 };
                *square += outside * outside;
            }
        }
        squares
    }
}

fn least(squares: &[f32; WIDTH]) -> usize {
    let mut least = 0;
    for (child, square) in squares.iter().enumerate() {
        if *square < squares[least] {
            least = child;
        }
    }
    least
}

/// Orders segments so that those that make a leaf, a node, a node of nodes lie near each other: halved
/// again and again across their longest extent, at powers of two.
fn cluster(segments: &mut [TimedSegment]) {
    if segments.len() <= WIDTH {
        return;
    }
    let reach = |axis: usize| {
        let middles = segments.iter().map(|(segment, ..)| segment.middle(axis));
        let (least, most) = middles
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), it| {
                (least.min(it), most.max(it))
            });
        most - least
    };
    let reaches = [0, 1, 2].map(reach);
    let axis = (0..3).fold(0, |long, axis| if reaches[axis] > reaches[long] { axis } else { long });
    let half = segments.len().next_power_of_two() / 2;
    segments.select_nth_unstable_by(half, |one, other| {
        one.0.middle(axis).total_cmp(&other.0.middle(axis)).then(one.2.cmp(&other.2))
    });
    let (left, right) = segments.split_at_mut(half);
    cluster(left);
    cluster(right);
}

fn extent(segments: &[TimedSegment]) -> Extent {
    let mut extent = ([f32::INFINITY; 3], [f32::NEG_INFINITY; 3]);
    for (segment, ..) in segments {
        for end in [segment.start(), segment.end()] {
            for (axis, at) in end.iter().enumerate() {
                extent.0[axis] = extent.0[axis].min(*at as f32 - MARGIN);
                extent.1[axis] = extent.1[axis].max(*at as f32 + MARGIN);
            }
        }
    }
    extent
}

fn union(extents: &[Extent]) -> Extent {
    extents.iter().fold(([f32::INFINITY; 3], [f32::NEG_INFINITY; 3]), |union, extent| {
        let both = |of: fn(f32, f32) -> f32, one: [f32; 3], other: [f32; 3]| {
            [0, 1, 2].map(|axis| of(one[axis], other[axis]))
        };
        (both(f32::min, union.0, extent.0), both(f32::max, union.1, extent.1))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn segments() -> impl Strategy<Value = Vec<TimedSegment>> {
        let at = || prop::array::uniform3(-6400.0..6400.0);
        let short = || prop::array::uniform3(-9.0..9.0);
        let segment = (at(), short(), 0_u16..9, 1_u16..9);
        prop::collection::vec(segment, 0..700).prop_map(|segments| {
            (0..)
                .zip(segments)
                .map(|(name, (start, along, from, days))| {
                    (Segment { start, along }, (from, from + days), name)
                })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn the_tree_finds_what_looking_at_each_finds(
            segments in segments(), to in prop::array::uniform3(-6400.0..6400.0), epoch in 0_u16..20,
        ) {
            let looked = segments
                .iter()
                .filter(|(_, epochs, _)| (epochs.0..epochs.1).contains(&epoch))
                .map(|(segment, ..)| segment.nearest(to).1)
                .min_by(f64::total_cmp);
            let found = SegmentTree::of(segments.clone()).nearest(to, epoch);
            prop_assert_eq!(found.is_some(), looked.is_some());
            if let (Some((found, name)), Some(looked)) = (found, looked) {
                // The nearest of two that are almost as near may be the other one.
                prop_assert!((found.sqrt() - looked.sqrt()).abs() <= 1e-6 * looked.sqrt());
                prop_assert!((segments[name as usize].0.nearest(to).1 - found).abs() < 1e-6);
            }
        }
    }
}
