//! Numbers and their units. All languages write them in European digits, as the maps of the
//! region's newsrooms do.

use super::phrase::Phrase;
use crate::model::Language::{self, Arabic, English, Kurdish, Sorani};

const SQUARE_KILOMETRES: Phrase = Phrase::new("km²", "كم²", "km²", "کم²");
const PERCENT_OF: Phrase = Phrase::new("% of {}", "٪ من {}", "% ji {}", "٪ لە {}");
const KILOMETRES: Phrase = Phrase::new("{} km", "{} كم", "{} km", "{} کم");
const MILES: Phrase = Phrase::new("{} mi", "{} ميل", "{} mîl", "{} میل");

/// The unit of the areas in the legend.
pub fn square_kilometres(language: Language) -> &'static str {
    SQUARE_KILOMETRES.text(language)
}

/// An area with its unit.
pub fn square_kilometres_of(area: &str, language: Language) -> String {
    format!("{area} {}", square_kilometres(language))
}

/// A figure with a plus before it, whatever the direction of the line.
///
/// # Example
///
/// ```
/// use controlmap::map::wording::gain;
///
/// assert_eq!(gain("1,850"), "\u{2066}+1,850\u{2069}");
/// ```
pub fn gain(figure: &str) -> String {
    format!("\u{2066}+{figure}\u{2069}")
}

/// What percentages are of.
pub fn percent_of(whole: &str, language: Language) -> String {
    PERCENT_OF.fill(&[whole], language)
}

/// A length in kilometres.
pub fn kilometres(length: &str, language: Language) -> String {
    KILOMETRES.fill(&[length], language)
}

/// A length in miles.
pub fn miles(length: &str, language: Language) -> String {
    MILES.fill(&[length], language)
}

/// A whole number with its thousands apart.
pub fn grouped(number: f64, language: Language) -> String {
    let digits = format!("{:.0}", number.abs());
    let separator = match language {
        English | Arabic | Sorani => ',',
        Kurdish => '.',
    };
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// An area without its unit: no decimals from ten square kilometres on.
pub fn area(square_kilometres: f64, language: Language) -> String {
    match square_kilometres {
        none if none <= 0.0 => "0".to_owned(),
        little if little < 0.1 => format!("<{}", decimal(0.1, language)),
        some if some < 9.95 => decimal(some, language),
        more => grouped(more, language),
    }
}

/// A percentage without its sign, to one decimal.
pub fn percentage(percent: f64, language: Language) -> String {
    match percent {
        none if none <= 0.0 => "0".to_owned(),
        little if little < 0.05 => format!("<{}", decimal(0.1, language)),
        some => decimal(some, language),
    }
}

fn decimal(number: f64, language: Language) -> String {
    let text = format!("{number:.1}");
    match language {
        English | Arabic | Sorani => text,
        Kurdish => text.replace('.', ","),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_small_ones_are_not_nought() {
        assert_eq!(grouped(1_234_567.4, English), "1,234,567");
        assert_eq!(area(999.6, Kurdish), "1.000");
        assert_eq!(area(999.6, Sorani), "1,000");
        assert_eq!(area(0.02, English), "<0.1");
        assert_eq!(percentage(0.04, English), "<0.1");
        assert_eq!(percentage(12.34, Kurdish), "12,3");
        assert_eq!(percentage(12.34, Sorani), "12.3");
    }
}
