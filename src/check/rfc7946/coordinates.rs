//! What the coordinates of a geometry are like: how far they reach, how finely they are written.

use super::tokens::Cursor;

/// What was seen of the positions of a geometry, or of a whole file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    /// West, south, east, north of all positions.
    pub reach: [f64; 4],
    /// Positions with more than three numbers.
    pub long: usize,
    /// Positions that are on the globe only with longitude and latitude swapped.
    pub swapped: usize,
    /// The first longitude beyond 180 degrees, but less than once more round the world.
    pub beyond: Option<f64>,
    /// The longest way between two neighbours, in degrees of longitude.
    pub longest: f64,
    pub numbers: usize,
    /// Bytes of decimals beyond the seventh.
    pub useless_bytes: usize,
    pub most_decimals: usize,
}

/// Decimals that tell a centimetre.
const USEFUL_DECIMALS: usize = 7;

impl Default for Seen {
    fn default() -> Self {
        let (least, most) = (f64::INFINITY, f64::NEG_INFINITY);
        Self {
            reach: [least, least, most, most],
            long: 0,
            swapped: 0,
            beyond: None,
            longest: 0.0,
            numbers: 0,
            useless_bytes: 0,
            most_decimals: 0,
        }
    }
}

impl Seen {
    /// Takes what was seen of another part.
    pub fn add(&mut self, part: &Self) {
        let [west, south, east, north] = part.reach;
        if west <= east {
            self.stretch(west, south);
            self.stretch(east, north);
        }
        self.long += part.long;
        self.swapped += part.swapped;
        self.beyond = self.beyond.or(part.beyond);
        self.longest = self.longest.max(part.longest);
        self.numbers += part.numbers;
        self.useless_bytes += part.useless_bytes;
        self.most_decimals = self.most_decimals.max(part.most_decimals);
    }

    fn stretch(&mut self, lon: f64, lat: f64) {
        let [west, south, east, north] = self.reach;
        self.reach = [west.min(lon), south.min(lat), east.max(lon), north.max(lat)];
    }

    fn position(&mut self, numbers: &Numbers, before: Option<f64>) {
        let [lon, lat] = numbers.first;
        self.stretch(lon, lat);
        self.long += usize::from(numbers.count > 3);
        self.swapped += usize::from(lat.abs() > 90.0 && lat.abs() <= 180.0 && lon.abs() <= 90.0);
        if lon.abs() > 180.0 + 1e-7 && lon.abs() <= 540.0 && lat.abs() <= 90.0 {
            self.beyond = self.beyond.or(Some(lon));
        }
        self.longest = self.longest.max(before.map_or(0.0, |before| (lon - before).abs()));
    }
}

/// The numbers of one position.
#[derive(Default)]
struct Numbers {
    first: [f64; 2],
    count: usize,
}

/// Reads coordinates, a list of any depth.
pub(super) fn seen(cursor: &mut Cursor) -> Option<Seen> {
    let mut seen = Seen::default();
    let (mut depth, mut numbers, mut before) = (0_usize, Numbers::default(), None);
    if cursor.peek()? != b'[' {
        cursor.skip()?;
        return Some(seen);
    }
    loop {
        match cursor.peek()? {
            b'[' => {
                depth += 1;
                cursor.at += 1;
            }
            b']' => {
                cursor.at += 1;
                depth -= 1;
                if numbers.count > 1 {
                    seen.position(&numbers, before);
                    before = Some(numbers.first[0]);
                } else {
                    // A line ends, or a list of lines.
                    before = None;
                }
                numbers = Numbers::default();
                if depth == 0 {
                    return Some(seen);
                }
            }
            b',' => cursor.at += 1,
            _ => {
                let number = number(cursor, &mut seen)?;
                if let Some(place) = numbers.first.get_mut(numbers.count) {
                    *place = number;
                }
                numbers.count += 1;
            }
        }
    }
}

/// A number; what is none counts as nought, since reading tells of it.
fn number(cursor: &mut Cursor, seen: &mut Seen) -> Option<f64> {
    let start = cursor.at;
    let rest = cursor.text.get(start..)?;
    let is_end = |byte: &u8| matches!(byte, b',' | b']' | b'[' | b' ' | b'\n' | b'\r' | b'\t');
    let length = rest.iter().position(is_end)?;
    cursor.at += length.max(1);
    let token = rest.get(..length)?;
    seen.numbers += 1;
    let fraction = token.iter().position(|byte| *byte == b'.').and_then(|at| token.get(at + 1..));
    let is_digit = |byte: &&u8| byte.is_ascii_digit();
    let decimals = fraction.map_or(0, |digits| digits.iter().take_while(is_digit).count());
    seen.most_decimals = seen.most_decimals.max(decimals);
    seen.useless_bytes += decimals.saturating_sub(USEFUL_DECIMALS);
    Some(std::str::from_utf8(token).ok().and_then(|token| token.parse().ok()).unwrap_or_default())
}
