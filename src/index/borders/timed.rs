//! Segments that come and go, searched epoch by epoch.

use super::segments::{SegmentTree, TimedSegment};

/// Epochs share a tree as long as it is at most this many times as large as one of theirs would be:
/// what is not valid is in the way of every search.
const BALLAST: f64 = 1.25;

/// Segments with their epochs, in trees for some epochs each.
#[derive(Debug, Default)]
pub(super) struct TimedSegments {
    trees: Vec<SegmentTree>,
    /// The tree of each epoch.
    tree_of: Vec<u16>,
}

impl TimedSegments {
    /// Segments of a calendar with so many epochs.
    pub fn of(segments: Vec<TimedSegment>, epochs: usize) -> Self {
        let blocks = blocks(&segments, epochs);
        let mut tree_of = vec![0; epochs];
        let mut trees = Vec::with_capacity(blocks.len());
        for (first, end) in blocks {
            tree_of[first..end].fill(trees.len() as u16);
            let valid = segments.iter().filter(|(_, epochs, _)| {
                usize::from(epochs.0) < end && first < usize::from(epochs.1)
            });
            trees.push(SegmentTree::of(valid.copied().collect()));
        }
        Self { trees, tree_of }
    }

    /// The number of the tree that has the segments of an epoch.
    pub fn tree_of(&self, epoch: u16) -> u16 {
        self.tree_of.get(usize::from(epoch)).copied().unwrap_or_default()
    }

    /// The nearest segment of an epoch: the square of its distance, and its name.
    #[inline]
    pub fn nearest(&self, to: [f64; 3], epoch: u16) -> Option<(f64, u32)> {
        let tree = *self.tree_of.get(usize::from(epoch))?;
        self.trees.get(usize::from(tree))?.nearest(to, epoch)
    }
}

/// The epochs divided so that those of a block have most of their segments in common.
fn blocks(segments: &[TimedSegment], epochs: usize) -> Vec<(usize, usize)> {
    let (mut begun, mut ended) = (vec![0_usize; epochs + 1], vec![0_usize; epochs + 1]);
    for (_, (from, until), _) in segments {
        begun[usize::from(*from).min(epochs)] += 1;
        ended[usize::from(*until).min(epochs)] += 1;
    }
    let mut blocks: Vec<(usize, usize)> = Vec::new();
    let (mut valid, mut all, mut sum) = (0, 0, 0);
    for epoch in 0..epochs {
        valid = valid + begun[epoch] - ended[epoch];
        (all, sum) = (all + begun[epoch], sum + valid);
        match blocks.last_mut() {
            Some((first, end))
                if all as f64 * (epoch + 1 - *first) as f64 <= BALLAST * sum as f64 =>
            {
                *end = epoch + 1;
            }
            _ => {
                blocks.push((epoch, epoch + 1));
                (all, sum) = (valid, valid);
            }
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::super::segments::Segment;
    use super::*;

    fn segment(epochs: (u16, u16)) -> TimedSegment {
        (Segment::between([0.0; 3], [1.0; 3]), epochs, 0)
    }

    #[test]
    fn a_block_ends_where_the_segments_change() {
        let segments: Vec<_> = [(0, 3), (0, 3), (3, 9), (3, 9), (0, 9)].map(segment).to_vec();
        assert_eq!(blocks(&segments, 9), [(0, 3), (3, 9)]);
        assert_eq!(blocks(&[], 4), [(0, 4)]);
        assert_eq!(blocks(&segments, 0), []);
    }

    #[test]
    fn every_epoch_finds_its_own_segments() {
        let timed = TimedSegments::of(vec![segment((0, 2)), segment((5, 7))], 9);
        let epochs: Vec<u16> =
            (0..12).filter(|it| timed.nearest([2.0; 3], *it).is_some()).collect();
        assert_eq!(epochs, [0, 1, 5, 6]);
    }
}
