//! The lines of a text.

/// Where the lines of a text end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub fn of(text: &[u8]) -> Self {
        Self(memchr::memchr_iter(b'\n', text).collect())
    }

    /// The line that a byte stands on, counted from 1.
    pub fn line_of(&self, byte: usize) -> usize {
        1 + self.0.partition_point(|end| *end < byte)
    }
}
