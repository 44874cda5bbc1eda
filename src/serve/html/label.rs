//! Names and figures of JSON as people read them: `net_km2` is `Net, km²`, and 40821.377883 is 40,821.4.

use std::fmt::Write;

use super::escaped;
use crate::map::wording;
use crate::model::Language;

/// A unit that figures are whole numbers of.
const DAYS: &str = "days";
/// What names end in that are figures of a unit.
const UNITS: [(&str, &str); 5] =
    [("km2", "km²"), ("km", "km"), ("percent", "%"), ("days", DAYS), ("degrees", "°")];
/// Names that are no words.
const ABBREVIATIONS: [(&str, &str); 5] =
    [("id", "ID"), ("crs", "CRS"), ("url", "URL"), ("lon", "Longitude"), ("lat", "Latitude")];
/// Longitudes and latitudes are rounded to a part of a degree, which is a metre.
const DEGREE_PARTS: f64 = 100_000.0;
/// Figures smaller than this are said to be so.
const SMALLEST: f64 = 0.005;

/// How a resource is written for people: the names of its members, and with them what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::serve) enum Names {
    /// In words, with units, figures rounded, long lists folded: answers.
    InWords,
    /// As they stand, since it is by them that one asks or reads: properties of features, what a
    /// standard describes.
    AsTheyStand,
}

impl Names {
    /// Whether what stands under such names is folded where it is long.
    pub fn are_folded(self) -> bool {
        self == Self::InWords
    }

    /// A member's name, as HTML.
    pub fn label(self, name: &str) -> String {
        let text = match self {
            Self::InWords => words(name),
            Self::AsTheyStand => name.to_owned(),
        };
        escaped(&text)
    }

    /// A number that stands under a name.
    pub fn number(self, name: &str, number: &str) -> String {
        let figure = number.parse().ok().filter(|_| self == Self::InWords);
        match figure {
            Some(figure) if unit_of(name).is_some_and(|(_, unit)| unit != DAYS) => rounded(figure),
            Some(figure) if name == "population" => wording::grouped(figure, Language::English),
            Some(degrees) if matches!(name, "lon" | "lat") => {
                ((degrees * DEGREE_PARTS).round() / DEGREE_PARTS).to_string()
            }
            _ => number.to_owned(),
        }
    }
}

/// A name in words: `is_on_boundary` is `On boundary`, `conformsTo` is `Conforms to`.
fn words(name: &str) -> String {
    if let Some((_, words)) = ABBREVIATIONS.iter().find(|(it, _)| *it == name) {
        return (*words).to_owned();
    }
    if name.chars().any(|it| !it.is_ascii_alphanumeric() && it != '_') {
        return name.to_owned();
    }
    let (stem, unit) = match unit_of(name) {
        Some((suffix, unit)) if suffix == name => return capital(unit),
        Some((suffix, unit)) => (name.trim_end_matches(suffix), Some(unit)),
        None => (name, None),
    };
    let stem = stem.strip_prefix("is_").unwrap_or(stem);
    let mut text = String::new();
    for letter in stem.trim_end_matches('_').chars() {
        match letter {
            '_' => text.push(' '),
            _ if letter.is_ascii_uppercase() && !text.is_empty() => {
                // Writing to a string does not fail.
                let _ = write!(text, " {}", letter.to_ascii_lowercase());
            }
            _ => text.push(letter),
        }
    }
    unit.into_iter().fold(capital(&text), |text, unit| format!("{text}, {unit}"))
}

fn unit_of(name: &str) -> Option<(&'static str, &'static str)> {
    let is_end = |suffix: &str| {
        name.strip_suffix(suffix).is_some_and(|stem| stem.is_empty() || stem.ends_with('_'))
    };
    UNITS.into_iter().find(|(suffix, _)| is_end(suffix))
}

/// A unit is not written with a capital letter, but where it is a word.
fn capital(text: &str) -> String {
    if UNITS.iter().any(|(_, unit)| *unit == text && text != DAYS) {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A figure to one decimal, one below 1 to two, so that those of a column stand under each other.
fn rounded(figure: f64) -> String {
    let size = figure.abs();
    if size <= 0.0 {
        return "0".to_owned();
    }
    if size < SMALLEST {
        return "<0.01".to_owned();
    }
    let sign = if figure < 0.0 { "−" } else { "" };
    let text = if size < 0.995 { format!("{size:.2}") } else { format!("{size:.1}") };
    match text.split_once('.').map(|(whole, decimals)| (whole.parse(), decimals)) {
        Some((Ok(whole), decimals)) => {
            format!("{sign}{}.{decimals}", wording::grouped(whole, Language::English))
        }
        _ => format!("{sign}{text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_with_their_unit() {
        let told = [
            ("net_km2", "Net, km²"),
            ("km2", "km²"),
            ("age_days", "Age, days"),
            ("days", "Days"),
            ("net_percent", "Net, %"),
            ("is_on_boundary", "On boundary"),
            ("conformsTo", "Conforms to"),
            ("lon", "Longitude"),
            ("$schema", "$schema"),
            ("", ""),
        ];
        for (name, words) in told {
            assert_eq!(Names::InWords.label(name), words);
            assert_eq!(Names::AsTheyStand.label(name), name);
        }
        assert_eq!(Names::InWords.label("<b>"), "&lt;b&gt;");
    }

    #[test]
    fn figures_with_a_unit_are_rounded_and_others_are_not() {
        let told = [
            ("51298.066192", "51,298.1"),
            ("-40821.377883", "−40,821.4"),
            ("5005", "5,005.0"),
            ("9.96", "10.0"),
            ("0.999", "1.0"),
            ("0.05", "0.05"),
            ("-0.00005", "<0.01"),
            ("0", "0"),
        ];
        for (number, text) in told {
            assert_eq!(Names::InWords.number("before_km2", number), text);
            assert_eq!(Names::AsTheyStand.number("before_km2", number), number);
        }
        assert_eq!(Names::InWords.number("lon", "39.01458906730207"), "39.01459");
        assert_eq!(Names::InWords.number("age_days", "12"), "12");
        assert_eq!(Names::InWords.number("population", "177636"), "177,636");
    }
}
