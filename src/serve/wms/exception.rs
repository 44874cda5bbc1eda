//! Why a request is refused, as the standard has it told.

use super::parameters::Version;
use crate::Error;
use crate::serve::html::escaped;

/// The standard's codes, and none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    InvalidFormat,
    /// `InvalidSRS` in 1.1.1.
    InvalidCrs,
    InvalidDimensionValue,
    InvalidPoint,
    InvalidParameterValue,
    LayerNotDefined,
    LayerNotQueryable,
    MissingParameterValue,
    OperationNotSupported,
    StyleNotDefined,
}

impl Code {
    fn word(self, version: Version) -> &'static str {
        match self {
            Self::InvalidFormat => "InvalidFormat",
            Self::InvalidCrs if version == Version::V1_1_1 => "InvalidSRS",
            Self::InvalidCrs => "InvalidCRS",
            Self::InvalidDimensionValue => "InvalidDimensionValue",
            Self::InvalidPoint => "InvalidPoint",
            Self::InvalidParameterValue => "InvalidParameterValue",
            Self::LayerNotDefined => "LayerNotDefined",
            Self::LayerNotQueryable => "LayerNotQueryable",
            Self::MissingParameterValue => "MissingParameterValue",
            Self::OperationNotSupported => "OperationNotSupported",
            Self::StyleNotDefined => "StyleNotDefined",
        }
    }
}

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Exception {
    pub code: Code,
    text: String,
}

impl Exception {
    pub fn new(code: Code, text: impl Into<String>) -> Self {
        Self { code, text: text.into() }
    }

    /// A parameter has a value that it can't have.
    pub fn value(text: impl Into<String>) -> Self {
        Self::new(Code::InvalidParameterValue, text)
    }

    /// An error of the program, under a code.
    pub fn of(code: Code, error: &Error) -> Self {
        Self::new(code, error.to_string())
    }

    /// Why, in words.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The report as XML.
    pub fn report(&self, version: Version) -> String {
        let (code, text) = (self.code.word(version), xml_text(&self.text));
        let root = match version {
            Version::V1_3_0 => {
                "<ServiceExceptionReport version=\"1.3.0\" xmlns=\"http://www.opengis.net/ogc\">"
            }
            Version::V1_1_1 => "<ServiceExceptionReport version=\"1.1.1\">",
        };
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{root}\n\
             <ServiceException code=\"{code}\">{text}</ServiceException>\n\
             </ServiceExceptionReport>\n"
        )
    }
}

/// Text as it may stand in XML, in an attribute too; characters that XML has no place for are left out.
pub(super) fn xml_text(text: &str) -> String {
    let is_allowed = |char: &char| {
        !char.is_control() && !matches!(char, '\u{fffe}' | '\u{ffff}')
            || matches!(char, '\n' | '\t')
    };
    escaped(&text.chars().filter(is_allowed).collect::<String>())
}
