//! Moves labels apart so that none covers another, each as little as the others allow.

/// What wants to stand about a middle and takes a height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Wish {
    /// The y about which it would stand best.
    pub(super) middle: f32,
    /// How high it is.
    pub(super) height: f32,
}

/// Labels that touch, moved as one.
struct Group {
    count: usize,
    height: f32,
    /// The sum of the tops that its labels wish for the group.
    tops: f32,
}

/// The middles of labels that keep their order, from the top of the page downwards, a distance and
/// the bounds. Where the bounds are too narrow for all, the last reach beyond them.
pub(super) fn spread(wishes: &[Wish], apart: f32, (top, bottom): (f32, f32)) -> Vec<f32> {
    let at = |group: &Group| (group.tops / group.count as f32).min(bottom - group.height).max(top);
    let mut groups: Vec<Group> = Vec::new();
    for wish in wishes {
        let wished = wish.middle - wish.height / 2.0;
        let mut last = Group { count: 1, height: wish.height, tops: wished };
        while let Some(before) = groups.pop() {
            if at(&before) + before.height + apart <= at(&last) {
                groups.push(before);
                break;
            }
            let shift = before.height + apart;
            last = Group {
                count: before.count + last.count,
                height: shift + last.height,
                tops: before.tops + last.tops - shift * last.count as f32,
            };
        }
        groups.push(last);
    }
    let mut middles = Vec::with_capacity(wishes.len());
    let mut rest = wishes.iter();
    for group in &groups {
        let mut y = at(group);
        for wish in rest.by_ref().take(group.count) {
            middles.push(y + wish.height / 2.0);
            y += wish.height + apart;
        }
    }
    middles
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wishes(middles: &[f32]) -> Vec<Wish> {
        middles.iter().map(|&middle| Wish { middle, height: 10.0 }).collect()
    }

    #[test]
    fn labels_with_room_stay_where_they_are() {
        let middles = [10.0, 30.0, 80.0];
        assert_eq!(spread(&wishes(&middles), 2.0, (0.0, 100.0)), middles);
    }

    #[test]
    fn labels_of_one_place_share_what_they_have_to_move() {
        let found = spread(&wishes(&[50.0, 50.0, 50.0, 90.0]), 2.0, (0.0, 100.0));
        assert_eq!(found, [38.0, 50.0, 62.0, 90.0]);
        assert_eq!(spread(&wishes(&[1.0, 99.0]), 2.0, (0.0, 100.0)), [5.0, 95.0]);
    }

    proptest! {
        #[test]
        fn nothing_covers_anything_else(
            wishes in proptest::collection::vec((0.0..100.0_f32, 1.0..9.0_f32), 1..10),
        ) {
            let mut wishes: Vec<Wish> =
                wishes.into_iter().map(|(middle, height)| Wish { middle, height }).collect();
            wishes.sort_by(|a, b| a.middle.total_cmp(&b.middle));
            let middles = spread(&wishes, 1.0, (0.0, 100.0));
            let edges: Vec<(f32, f32)> = middles
                .iter()
                .zip(&wishes)
                .map(|(middle, wish)| (middle - wish.height / 2.0, middle + wish.height / 2.0))
                .collect();
            prop_assert!(edges.windows(2).all(|pair| pair[0].1 + 1.0 <= pair[1].0 + 1e-3));
            prop_assert!(edges[0].0 >= -1e-3 && edges[edges.len() - 1].1 <= 100.0 + 1e-3);
        }
    }
}
