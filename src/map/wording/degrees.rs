//! Degrees of longitude and latitude.

use crate::model::Language::{self, Arabic, English, Kurdish, Sorani};

/// A longitude in degrees, positive to the east.
///
/// # Example
///
/// ```
/// use controlmap::map::wording::longitude;
/// use controlmap::model::Language;
///
/// assert_eq!(longitude(-38.5, Language::English), "38.5°W");
/// ```
pub fn longitude(degrees: f64, language: Language) -> String {
    degree(degrees, ["E", "W"], ["ق", "غ"], language)
}

/// A latitude in degrees, positive to the north.
///
/// # Example
///
/// ```
/// use controlmap::map::wording::latitude;
/// use controlmap::model::Language;
///
/// assert_eq!(latitude(36.0, Language::English), "36°N");
/// ```
pub fn latitude(degrees: f64, language: Language) -> String {
    degree(degrees, ["N", "S"], ["ش", "ج"], language)
}

fn degree(degrees: f64, english: [&str; 2], arabic: [&str; 2], language: Language) -> String {
    let figure = (degrees.abs() * 1e6).round() / 1e6;
    let side = usize::from(degrees < 0.0);
    if figure == 0.0 {
        return "0°".to_owned();
    }
    match language {
        English => format!("{figure}°{}", english[side]),
        Arabic => format!("{figure}° {}", arabic[side]),
        // Kurdish maps have no letters for the halves of the world that all readers know.
        Kurdish | Sorani if side == 1 => format!("\u{2066}-{figure}°\u{2069}"),
        Kurdish | Sorani => format!("{figure}°"),
    }
}
