//! What is the same in state after state, told once.

use std::ops::Range;

/// Things that were found state by state, each with the states in which it is there.
#[derive(Debug)]
pub(super) struct Lasting<T> {
    all: Vec<(Range<usize>, T)>,
    /// Which of them were there in the state that was added last.
    open: Vec<usize>,
}

impl<T: PartialEq> Lasting<T> {
    pub fn new() -> Self {
        Self { all: Vec::new(), open: Vec::new() }
    }

    /// Adds what is there in the state after those that were added: what was there in the last of them
    /// lasts longer.
    pub fn add(&mut self, state: usize, found: impl IntoIterator<Item = T>) {
        let mut open = Vec::new();
        for thing in found {
            let is_same = |place: &usize| self.all.get(*place).is_some_and(|it| it.1 == thing);
            let known = self.open.iter().position(is_same);
            let place = known.map_or(self.all.len(), |known| self.open.swap_remove(known));
            match self.all.get_mut(place) {
                Some((states, _)) => states.end = state + 1,
                None => self.all.push((state..state + 1, thing)),
            }
            open.push(place);
        }
        self.open = open;
    }

    /// All of them, in the order in which they began.
    pub fn finish(self) -> Vec<(Range<usize>, T)> {
        self.all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_and_begins_again_is_told_twice() {
        let mut lasting = Lasting::new();
        for (state, found) in ["ab", "bb", "", "b"].into_iter().enumerate() {
            lasting.add(state, found.chars());
        }
        assert_eq!(lasting.finish(), [(0..1, 'a'), (0..2, 'b'), (1..2, 'b'), (3..4, 'b')]);
    }
}
