//! One error type for the whole program: where, what is wrong, what was found, what to do.

pub(crate) mod likeness;
pub(crate) mod toml_file;

use std::fmt;

/// What kind of thing went wrong; each kind has its own exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The command line asks for something that makes no sense: exit code 2.
    Usage,
    /// The input, or a file that was to be read or written, is at fault: exit code 3.
    Input,
    /// A documented limit was reached: exit code 4.
    Limit,
}

/// An error that tells where it arose, what is wrong, what was found there and what to do.
///
/// # Example
///
/// ```
/// use controlmap::Error;
///
/// let error = Error::input("a latitude must lie between -90 and 90 degrees")
///     .at("fronts.geojson: feature 3")
///     .found("137.5")
///     .hint("are longitude and latitude swapped?");
/// assert_eq!(error.exit_code(), 3);
/// assert_eq!(
///     error.to_string(),
///     "fronts.geojson: feature 3: a latitude must lie between -90 and 90 degrees, found 137.5\n\
///      hint: are longitude and latitude swapped?"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    place: Vec<String>,
    what: String,
    found: Option<String>,
    hint: Option<String>,
}

/// The result of anything that can fail in this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error in what the user asked for.
    pub fn usage(what: impl Into<String>) -> Self {
        Self::new(ErrorKind::Usage, what)
    }

    /// An error in the data, or in reading or writing it.
    pub fn input(what: impl Into<String>) -> Self {
        Self::new(ErrorKind::Input, what)
    }

    /// A documented limit that was reached.
    pub fn limit(what: impl Into<String>) -> Self {
        Self::new(ErrorKind::Limit, what)
    }

    fn new(kind: ErrorKind, what: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            place: Vec::new(),
            what: what.into(),
            found: None,
            hint: None,
        }))
    }

    /// Says where; called again further out, the outer place comes first.
    #[must_use]
    pub fn at(mut self, place: impl fmt::Display) -> Self {
        self.0.place.insert(0, place.to_string());
        self
    }

    /// Says what was found instead of something sensible.
    #[must_use]
    pub fn found(mut self, found: impl fmt::Display) -> Self {
        self.0.found = Some(found.to_string());
        self
    }

    /// Says what the reader can do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    /// The kind of error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The process exit code that stands for this error's kind.
    pub fn exit_code(&self) -> u8 {
        match self.0.kind {
            ErrorKind::Usage => 2,
            ErrorKind::Input => 3,
            ErrorKind::Limit => 4,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in &self.0.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.0.what)?;
        if let Some(found) = &self.0.found {
            write!(f, ", found {found}")?;
        }
        if let Some(hint) = &self.0.hint {
            write!(f, "\nhint: {hint}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
