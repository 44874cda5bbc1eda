//! How much input is taken before it is refused.

use crate::{Error, Result};

/// The limits of reading. Each has a name, by which `--limit NAME=NUMBER` raises it.
///
/// # Example
///
/// ```
/// use controlmap::source::Limits;
///
/// let mut limits = Limits::default();
/// limits.set("features=20000000")?;
/// assert_eq!(limits.features, 20_000_000);
/// assert!(limits.set("feetures=1").is_err());
/// # Ok::<(), controlmap::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// `bytes`: of a file, before and after decompression; 4 GiB.
    pub bytes: u64,
    /// `expansion`: how many times larger than its archive a file may be after decompression, once
    /// it is larger than 64 MiB; 400.
    pub expansion: u64,
    /// `features`: of a file; ten million.
    pub features: usize,
    /// `vertices`: of a file; two hundred million.
    pub vertices: usize,
    /// `nesting`: how deep geometry collections, folders and archives may stand in each other; 8, and
    /// 64 at the most.
    pub nesting: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 4 << 30,
            expansion: 400,
            features: 10_000_000,
            vertices: 200_000_000,
            nesting: 8,
        }
    }
}

/// Below so many bytes decompression may expand as it will.
const HARMLESS: u64 = 64 << 20;
/// Deeper than this the stack might end.
const DEEPEST: u64 = 64;

impl Limits {
    /// The names, in the order of the fields.
    pub const NAMES: [&str; 5] = ["bytes", "expansion", "features", "vertices", "nesting"];

    /// Sets a limit from `NAME=NUMBER`; the number may have spaces or underscores between its digits
    /// and `k`, `M` or `G` (thousands, millions, milliards) at its end.
    ///
    /// # Errors
    ///
    /// When there is no such limit, or the number is none or is larger than the limit can be.
    pub fn set(&mut self, text: &str) -> Result<()> {
        let wrong = |what: &str| {
            Error::usage(what).found(format!("`{text}`")).hint(format!(
                "a limit is written NAME=NUMBER, such as bytes=8G; there are {}",
                Self::NAMES.join(", ")
            ))
        };
        let (name, number) =
            text.split_once('=').ok_or_else(|| wrong("a limit needs a name and a number"))?;
        let number = number_of(number).ok_or_else(|| wrong("the limit's number is none"))?;
        let count = usize::try_from(number).unwrap_or(usize::MAX);
        match name.trim() {
            "bytes" => self.bytes = number,
            "expansion" => self.expansion = number,
            "features" => self.features = count,
            "vertices" => self.vertices = count,
            "nesting" if number <= DEEPEST => self.nesting = count,
            "nesting" => return Err(wrong("a nesting of 64 is the most that can be allowed")),
            _ => return Err(wrong("there is no such limit")),
        }
        Ok(())
    }

    /// The bytes that may come out of so many packed ones.
    pub fn unpacked(&self, packed: u64) -> u64 {
        self.bytes.min(packed.saturating_mul(self.expansion).max(HARMLESS))
    }

    /// The error of a limit that was reached: its name, what it is of, and how to raise it.
    pub fn reached(name: &str, what: &str, most: impl Into<u64>) -> Error {
        let most: u64 = most.into();
        let raised = most.saturating_mul(4).max(1);
        let raised = if name == "nesting" { raised.min(DEEPEST) } else { raised };
        Error::limit(format!("{what}: {most} at most"))
            .hint(format!("if the file is sound, raise the limit: --limit {name}={raised}"))
    }

    /// The error of what stands too deep in each other, such as `folders`.
    pub(super) fn too_deep(&self, what: &str) -> Error {
        let what = format!("{what} stand too deep in each other");
        Self::reached("nesting", &what, self.nesting as u64)
    }

    /// Fails where a file has more bytes than are allowed, as it is before decompression.
    pub(super) fn hold_bytes(&self, bytes: usize) -> Result<()> {
        if bytes as u64 > self.bytes {
            return Err(Self::reached("bytes", "the file has too many bytes", self.bytes));
        }
        Ok(())
    }

    /// Fails where a file has more features or positions than are allowed.
    pub(super) fn hold(&self, features: usize, vertices: usize) -> Result<()> {
        if features > self.features {
            let most = self.features as u64;
            return Err(Self::reached("features", "the file has too many features", most));
        }
        if vertices > self.vertices {
            let most = self.vertices as u64;
            return Err(Self::reached("vertices", "the file has too many positions", most));
        }
        Ok(())
    }
}

/// A count as limits write it: spaces or underscores between its digits, `k`, `M` or `G` at its end.
pub(crate) fn number_of(text: &str) -> Option<u64> {
    let text: String = text.chars().filter(|it| !matches!(it, ' ' | '_' | ',')).collect();
    let (digits, factor) = match text.char_indices().last()? {
        (end, 'k' | 'K') => (&text[..end], 1_000),
        (end, 'M' | 'm') => (&text[..end], 1_000_000),
        (end, 'G' | 'g') => (&text[..end], 1_000_000_000),
        _ => (text.as_str(), 1),
    };
    digits.parse::<u64>().ok()?.checked_mul(factor)
}
