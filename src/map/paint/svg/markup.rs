//! The parts of an XML file: tags, texts, numbers.

/// A tag of an element with its attributes.
#[derive(Debug, Clone)]
pub(super) struct Tag {
    name: &'static str,
    attributes: String,
}

impl Tag {
    /// A tag without attributes.
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, attributes: String::new() }
    }

    /// The tag with a further attribute, whose value must be escaped where it is not the program's
    /// own.
    pub(super) fn with(mut self, attribute: &str, value: impl AsRef<str>) -> Self {
        for part in [" ", attribute, "=\"", value.as_ref(), "\""] {
            self.attributes.push_str(part);
        }
        self
    }

    /// The tag that opens the element.
    pub(super) fn opened(&self) -> String {
        format!("<{}{}>", self.name, self.attributes)
    }

    /// The element without anything in it.
    pub(super) fn closed(&self) -> String {
        format!("<{}{}/>", self.name, self.attributes)
    }

    /// The element with a text in it.
    pub(super) fn around(&self, content: &str) -> String {
        self.holding(&escaped(content))
    }

    /// The element with elements in it.
    pub(super) fn holding(&self, elements: &str) -> String {
        format!("{}{elements}</{}>", self.opened(), self.name)
    }
}

/// Things that are defined once and referred to by their number.
#[derive(Debug, Default)]
pub(super) struct Definitions(Vec<String>);

impl Definitions {
    /// The number of a definition, from 1; the same one always has the same.
    pub(super) fn number_of(&mut self, definition: String) -> usize {
        let known = self.0.iter().position(|it| *it == definition);
        known.unwrap_or_else(|| {
            self.0.push(definition);
            self.0.len() - 1
        }) + 1
    }

    /// All definitions with their numbers.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (usize, &str)> {
        self.0.iter().enumerate().map(|(index, it)| (index + 1, it.as_str()))
    }
}

/// A text as it stands in an element or an attribute. Control characters count as spaces, as they do
/// where text is measured; what else XML 1.0 does not allow becomes the replacement character.
pub(super) fn escaped(content: &str) -> String {
    let mut escaped = String::with_capacity(content.len());
    for character in content.chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{2028}' | '\u{2029}' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            control if control.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Page pixels beyond which a length says no more than "far away".
const FARTHEST: f64 = 1e6;

/// A length in hundredths, which is as exact as a file tells it; nought if it is not a number.
pub(super) fn hundredths(length: f32) -> i64 {
    (f64::from(length).clamp(-FARTHEST, FARTHEST) * 100.0).round() as i64
}

/// A number to two decimals, as short as can be.
pub(super) fn number(length: f32) -> String {
    let mut text = String::with_capacity(8);
    push_decimal(&mut text, hundredths(length));
    text
}

/// Writes hundredths as a decimal number, as short as can be.
pub(super) fn push_decimal(text: &mut String, hundredths: i64) {
    if hundredths < 0 {
        text.push('-');
    }
    let size = hundredths.unsigned_abs();
    let (whole, part) = (size / 100, (size % 100) as u8);
    if whole > 0 || part == 0 {
        push_whole(text, whole);
    }
    if part > 0 {
        text.push('.');
        text.push(char::from(b'0' + part / 10));
        if part % 10 > 0 {
            text.push(char::from(b'0' + part % 10));
        }
    }
}

/// A file has a hundred thousand numbers, and formatting each by the general way takes most of its time.
fn push_whole(text: &mut String, number: u64) {
    if number >= 10 {
        push_whole(text, number / 10);
    }
    text.push(char::from(b'0' + (number % 10) as u8));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_short_as_two_decimals_allow() {
        for (length, written) in [
            (0.0, "0"),
            (-0.004, "0"),
            (12.0, "12"),
            (0.5, ".5"),
            (-0.25, "-.25"),
            (1600.126, "1600.13"),
            (-7.101, "-7.1"),
            (f32::NAN, "0"),
            (f32::INFINITY, "1000000"),
        ] {
            assert_eq!(number(length), written, "{length}");
        }
    }

    #[test]
    fn the_same_definition_has_the_same_number() {
        let mut definitions = Definitions::default();
        let numbers = ["a", "b", "a"].map(|it| definitions.number_of(it.to_owned()));
        assert_eq!(numbers, [1, 2, 1]);
    }
}
