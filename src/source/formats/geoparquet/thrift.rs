//! As much of Thrift's compact protocol as it takes to read a few numbers from a structure and to step
//! over the rest.

/// How deep structures and lists may stand in each other.
const DEEPEST: usize = 16;

/// The whole numbers among the fields of the structure that the bytes begin with, up to the sixth
/// field, and how many bytes it has; nothing where it is malformed.
pub(super) fn numbers(bytes: &[u8]) -> Option<([Option<i64>; 6], usize)> {
    let mut reader = Reader { rest: bytes };
    let mut numbers = [None; 6];
    let mut field = 0_i64;
    while let Some(kind) = reader.field(&mut field)? {
        if let Kind::Whole = kind {
            let number = reader.zigzag()?;
            let place = usize::try_from(field - 1).ok().and_then(|at| numbers.get_mut(at));
            if let Some(place) = place {
                *place = Some(number);
            }
        } else {
            reader.pass(kind, DEEPEST)?;
        }
    }
    Some((numbers, bytes.len() - reader.rest.len()))
}

#[derive(Clone, Copy)]
enum Kind {
    /// True or false, of which the kind is the value.
    Flag,
    Byte,
    Whole,
    Double,
    Bytes,
    List,
    Map,
    Structure,
}

impl Kind {
    fn of(number: u8) -> Option<Self> {
        Some(match number {
            1 | 2 => Self::Flag,
            3 => Self::Byte,
            4..=6 => Self::Whole,
            7 => Self::Double,
            8 => Self::Bytes,
            9 | 10 => Self::List,
            11 => Self::Map,
            12 => Self::Structure,
            _ => return None,
        })
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    /// The kind of the next field of a structure, whose number follows from the last; `None` within
    /// at the structure's end.
    fn field(&mut self, number: &mut i64) -> Option<Option<Kind>> {
        let head = self.byte()?;
        if head == 0 {
            return Some(None);
        }
        *number = match head >> 4 {
            0 => self.zigzag()?,
            step => number.checked_add(i64::from(step))?,
        };
        Kind::of(head & 0x0f).map(Some)
    }

    fn pass(&mut self, kind: Kind, deepest: usize) -> Option<()> {
        let deepest = deepest.checked_sub(1)?;
        match kind {
            Kind::Flag => Some(()),
            Kind::Byte => self.byte().map(|_| ()),
            Kind::Whole => self.varint().map(|_| ()),
            Kind::Double => self.step(8),
            Kind::Bytes => {
                let length = self.varint()?;
                self.step(usize::try_from(length).ok()?)
            }
            Kind::List => {
                let head = self.byte()?;
                let count = match head >> 4 {
                    15 => self.varint()?,
                    count => u64::from(count),
                };
                let kind = Kind::of(head & 0x0f)?;
                (0..count).try_for_each(|_| self.pass_element(kind, deepest))
            }
            Kind::Map => {
                let count = self.varint()?;
                if count == 0 {
                    return Some(());
                }
                let kinds = self.byte()?;
                let (key, value) = (Kind::of(kinds >> 4)?, Kind::of(kinds & 0x0f)?);
                (0..count).try_for_each(|_| {
                    self.pass_element(key, deepest)?;
                    self.pass_element(value, deepest)
                })
            }
            Kind::Structure => {
                let mut number = 0;
                while let Some(kind) = self.field(&mut number)? {
                    self.pass(kind, deepest)?;
                }
                Some(())
            }
        }
    }

    /// A flag in a list takes a byte, other than one in a structure.
    fn pass_element(&mut self, kind: Kind, deepest: usize) -> Option<()> {
        match kind {
            Kind::Flag => self.step(1),
            kind => self.pass(kind, deepest),
        }
    }

    fn zigzag(&mut self) -> Option<i64> {
        let number = self.varint()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    fn varint(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*byte)
    }

    fn step(&mut self, length: usize) -> Option<()> {
        self.rest = self.rest.get(length..)?;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_the_rest_is_stepped_over() {
        // Fields 1 (zigzag 3), 2 (300), a structure with a list of two bytes as field 5, then the end.
        let bytes = [0x15, 0x06, 0x15, 0xd8, 0x04, 0x3c, 0x19, 0x23, 7, 7, 0x00, 0x00, 99];
        let (numbers, length) = numbers(&bytes).unwrap();
        assert_eq!(numbers, [Some(3), Some(300), None, None, None, None]);
        assert_eq!(length, bytes.len() - 1);
        for length in 0..length {
            assert!(super::numbers(&bytes[..length]).is_none());
        }
    }

    #[test]
    fn endless_nesting_and_counts_are_refused() {
        assert!(numbers(&[0x1c; 1000]).is_none());
        assert!(numbers(&[0x19, 0xf3, 0xff, 0xff, 0xff, 0xff, 0x0f]).is_none());
    }
}
