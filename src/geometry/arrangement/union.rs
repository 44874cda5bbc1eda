//! Numbers joined into sets.

/// Sets of numbers from 0; each set is named by its smallest member.
pub(in crate::geometry) struct Union {
    parent: Vec<u32>,
}

impl Union {
    /// Every number in a set of its own.
    pub(in crate::geometry) fn new(count: usize) -> Self {
        Self { parent: (0..count as u32).collect() }
    }

    /// The smallest member of the set that the number is in.
    pub(in crate::geometry) fn root(&mut self, mut number: u32) -> u32 {
        while self.parent[number as usize] != number {
            let parent = self.parent[number as usize];
            self.parent[number as usize] = self.parent[parent as usize];
            number = parent;
        }
        number
    }

    /// Makes one set of those that the two numbers are in.
    pub(in crate::geometry) fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        self.parent[one.max(other) as usize] = one.min(other);
    }
}
