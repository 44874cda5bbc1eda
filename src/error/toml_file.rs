//! What is wrong in a TOML file: the line, and the word that was probably meant.

use super::Error;

/// Below this likeness (Jaro-Winkler, 0 to 1) a misspelt word gets no suggestion.
const LEAST_LIKENESS: f64 = 0.75;
/// The likeness of words that one slip of the fingers makes of each other, at least.
const ONE_SLIP: f64 = 0.9;

/// A TOML error in our form: the line, the message, and the key that was probably meant.
pub(crate) fn explain(cause: &toml::de::Error, text: &str) -> Error {
    let message = cause.message();
    let mut error = Error::input(message.replace('\n', " "));
    if let Some(span) = cause.span() {
        error = error.at(line_of(text, span.start));
    }
    match unknown_and_known(message).and_then(|(unknown, known)| closest(unknown, known)) {
        Some(key) => error.hint(format!("was `{key}` meant?")),
        None => error,
    }
}

/// `line 3`, for the place of a byte in a text.
pub(crate) fn line_of(text: &str, byte: usize) -> String {
    let before = text.as_bytes().iter().take(byte);
    format!("line {}", 1 + before.filter(|byte| **byte == b'\n').count())
}

/// The known word that is likest to an unknown one; nothing where none is much like it.
pub(crate) fn closest<'a>(
    unknown: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let likeness = |word: &str| {
        // In a short word two letters that changed places leave little that is alike.
        let is_one_slip = word.len() > 2 && strsim::damerau_levenshtein(unknown, word) == 1;
        strsim::jaro_winkler(unknown, word).max(if is_one_slip { ONE_SLIP } else { 0.0 })
    };
    // Whatever begins with a letter is alike to that letter.
    let words = known.into_iter().filter(|word| word.len() > 1);
    let best = words.max_by(|one, other| likeness(one).total_cmp(&likeness(other)))?;
    (likeness(best) >= LEAST_LIKENESS).then_some(best)
}

/// The words of a message "unknown field `a`, expected one of `b`, `c`".
fn unknown_and_known(message: &str) -> Option<(&str, impl Iterator<Item = &str>)> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let unknown = message.starts_with("unknown").then(|| quoted.next()).flatten()?;
    Some((unknown, quoted))
}
