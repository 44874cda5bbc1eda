//! What is wrong in a TOML file: the line, and the word that was probably meant.

use super::Error;
use super::likeness::closest;

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

/// The words of a message "unknown field `a`, expected one of `b`, `c`".
fn unknown_and_known(message: &str) -> Option<(&str, impl Iterator<Item = &str>)> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let unknown = message.starts_with("unknown").then(|| quoted.next()).flatten()?;
    Some((unknown, quoted))
}
