//! Numbers in bytes, never beyond their end.

use geo::Coord;

/// Bytes from which numbers are taken one after the other; nothing where they have ended.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'a>(pub &'a [u8]);

impl<'a> Bytes<'a> {
    /// The next so many bytes.
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    /// A whole number of 32 bits, its largest byte first.
    pub fn big(&mut self) -> Option<i32> {
        self.array().map(i32::from_be_bytes)
    }

    /// A whole number of 32 bits, its smallest byte first.
    pub fn little(&mut self) -> Option<i32> {
        self.array().map(i32::from_le_bytes)
    }

    /// A count of 32 bits, its smallest byte first; nothing where it is negative.
    pub fn count(&mut self) -> Option<usize> {
        usize::try_from(self.little()?).ok()
    }

    /// So many positions.
    pub fn positions(&mut self, count: usize) -> Option<Vec<Coord>> {
        let positions = self.take(count.checked_mul(16)?)?.as_chunks::<16>().0;
        Some(positions.iter().map(position).collect())
    }
}

fn position(bytes: &[u8; 16]) -> Coord {
    let number = |bytes: &[u8]| {
        bytes.first_chunk::<8>().copied().map(f64::from_le_bytes).unwrap_or(f64::NAN)
    };
    let (x, y) = bytes.split_at(8);
    Coord { x: number(x), y: number(y) }
}
