//! Coordinate arrays to positions: the hot loop of opening a dataset.
//!
//! `serde_json` has already found the array to be well-formed JSON; here its numbers are read.
//! Decimal digits become the nearest double, always: by one multiplication or division where both
//! operands are exact (W. D. Clinger, *How to Read Floating Point Numbers Accurately*, 1990), else by
//! the standard library.

use geo::Coord;

use crate::source::feature::Rings;
use crate::source::reading::clamped;

/// Powers of ten that a double holds exactly.
const EXACT_POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];
/// Whole numbers up to here are doubles exactly: 2^53.
const LARGEST_EXACT_INTEGER: u64 = 1 << 53;

/// What is wrong with a coordinate array, and how many bytes into it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::source::formats) struct Malformed {
    pub offset: usize,
    pub what: &'static str,
    pub found: String,
}

type Scanned<T> = Result<T, Malformed>;

/// Reads one coordinate array.
pub(in crate::source::formats) struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
    /// Positions that carried more than two numbers.
    pub heights: usize,
    /// Positions a hair off the globe, moved onto it.
    pub clamped: usize,
    /// Positions may be off the globe: they are not in degrees.
    pub is_anywhere: bool,
}

impl<'a> Scanner<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text: text.as_bytes(), at: 0, heights: 0, clamped: 0, is_anywhere: false }
    }

    pub fn polygons(&mut self) -> Scanned<Vec<Rings>> {
        self.list(Self::lines)
    }

    pub fn lines(&mut self) -> Scanned<Rings> {
        self.list(Self::positions)
    }

    pub fn positions(&mut self) -> Scanned<Vec<Coord>> {
        self.list(Self::position)
    }

    pub fn position(&mut self) -> Scanned<Coord> {
        self.open()?;
        let start = self.at;
        let lon = self.number()?;
        self.comma()?;
        let lat = self.number()?;
        if self.peek() == Some(b',') {
            self.heights += 1;
            while self.peek() == Some(b',') {
                self.at += 1;
                self.number()?;
            }
        }
        self.close()?;
        self.on_the_globe(start, lon, lat)
    }

    fn on_the_globe(&mut self, start: usize, lon: f64, lat: f64) -> Scanned<Coord> {
        if self.is_anywhere || lon.abs() <= 180.0 && lat.abs() <= 90.0 {
            return Ok(Coord { x: lon, y: lat });
        }
        if let Some(position) = clamped(lon, lat) {
            self.clamped += 1;
            return Ok(position);
        }
        let what =
            "a position must have a longitude of -180 to 180 and a latitude of -90 to 90 degrees";
        Err(Malformed { offset: start, what, found: format!("[{lon}, {lat}]") })
    }

    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Scanned<T>) -> Scanned<Vec<T>> {
        self.open()?;
        let mut items = Vec::new();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(items);
        }
        loop {
            items.push(item(self)?);
            if self.peek() == Some(b',') {
                self.at += 1;
            } else {
                self.close()?;
                return Ok(items);
            }
        }
    }

    fn open(&mut self) -> Scanned<()> {
        self.expect(
            b'[',
            "a list was expected here: the coordinates are nested too shallowly for their type",
        )
    }

    fn close(&mut self) -> Scanned<()> {
        self.expect(b']', "the list was expected to end here")
    }

    fn comma(&mut self) -> Scanned<()> {
        self.expect(b',', "a position needs a longitude and a latitude")
    }

    fn expect(&mut self, byte: u8, what: &'static str) -> Scanned<()> {
        if self.peek() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            Err(self.malformed(what))
        }
    }

    /// The next byte that is not white space, left where it is.
    fn peek(&mut self) -> Option<u8> {
        while let Some(&byte) = self.text.get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
        None
    }

    fn number(&mut self) -> Scanned<f64> {
        self.peek();
        let start = self.at;
        let negative = self.text.get(start) == Some(&b'-');
        self.at += usize::from(negative);
        let mut digits = 0_u64;
        self.digits(&mut digits);
        let before_point = self.at;
        let mut decimals = 0;
        if self.text.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits(&mut digits);
            decimals = self.at - before_point - 1;
        }
        let is_plain = !matches!(self.text.get(self.at), Some(b'e' | b'E'));
        if is_plain
            && digits < LARGEST_EXACT_INTEGER
            && decimals < EXACT_POWERS.len()
            && self.at > start
        {
            let value = digits as f64 / EXACT_POWERS[decimals];
            return Ok(if negative { -value } else { value });
        }
        self.number_from(start)
    }

    /// Appends the digits that follow; a number too long for 64 bits sticks at the largest.
    fn digits(&mut self, number: &mut u64) {
        while let Some(digit) =
            self.text.get(self.at).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10)
        {
            *number = number.saturating_mul(10).saturating_add(u64::from(digit));
            self.at += 1;
        }
    }

    fn number_from(&mut self, start: usize) -> Scanned<f64> {
        let rest = &self.text[start..];
        let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
        let length = rest.iter().position(|byte| !is_part(byte)).unwrap_or(rest.len());
        self.at = start + length;
        let number =
            std::str::from_utf8(&rest[..length]).ok().and_then(|number| number.parse::<f64>().ok());
        number.filter(|number| number.is_finite()).ok_or_else(|| {
            self.at = start;
            self.malformed("a number was expected here: the coordinates are nested too deeply, or hold something else")
        })
    }

    fn malformed(&self, what: &'static str) -> Malformed {
        let rest = &self.text[self.at.min(self.text.len())..];
        let found: String =
            String::from_utf8_lossy(&rest[..rest.len().min(40)]).chars().take(24).collect();
        Malformed { offset: self.at, what, found: format!("`{}`", found.trim_end()) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn positions_lose_their_height_and_it_is_counted() {
        let mut scanner = Scanner::new("[[31.730604091, 46.5, 0], [ -1e1 ,2.5E-1]]");
        let positions = scanner.positions().unwrap();
        assert_eq!(positions, [Coord { x: 31.730604091, y: 46.5 }, Coord { x: -10.0, y: 0.25 }]);
        assert_eq!(scanner.heights, 1);
    }

    #[test]
    fn what_is_not_a_position_is_told_with_its_place() {
        for (text, offset) in
            [("[[1,[2]]]", 4), ("[1,2]", 1), ("[[1]]", 3), ("[[\"a\",2]]", 2), ("[[1,2,null]]", 6)]
        {
            assert_eq!(Scanner::new(text).positions().unwrap_err().offset, offset, "{text}");
        }
    }

    #[test]
    fn a_position_off_the_globe_is_refused_but_rounding_is_forgiven() {
        assert!(Scanner::new("[38.9,136.7]").position().is_err());
        let mut scanner = Scanner::new("[180.00000000000003,-90.0]");
        assert_eq!(scanner.position().unwrap(), Coord { x: 180.0, y: -90.0 });
        assert_eq!(scanner.clamped, 1);
    }

    proptest! {
        #[test]
        fn every_number_is_read_as_the_standard_library_reads_it(whole in 0_u32..180, decimals in "[0-9]{0,25}", exponent in -3_i32..1) {
            let text = format!("-{whole}.{decimals}0e{exponent}");
            prop_assert_eq!(Scanner::new(&text).number().unwrap(), text.parse::<f64>().unwrap());
            let text = format!("{whole}.{decimals}0");
            prop_assert_eq!(Scanner::new(&text).number().unwrap(), text.parse::<f64>().unwrap());
        }
    }
}
