//! Texts that a rule puts together from what it matched and from other properties.

use crate::source::property::{Subject, tidy};
use crate::{Error, Result};

/// A text with places to be filled: `$1` and `${1}` by a group of the match, `{name}` by a property;
/// `$$` and `{{` are a plain `$` and `{`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Template(Vec<Part>);

#[derive(Debug, Clone, PartialEq)]
enum Part {
    Text(String),
    /// By its place, counted from 0.
    Group(usize),
    Property(String),
}

impl Template {
    /// Reads a template of a rule whose match has so many groups, the first of which is `$1`.
    ///
    /// # Errors
    ///
    /// When it names a group that there is none of, or a brace is not closed.
    pub fn parse(text: &str, groups: usize) -> Result<Self> {
        let wrong = |what: String| Error::input(what).found(format!("`{text}`"));
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['$', '{']) {
            let (before, place) = rest.split_at(at);
            plain.push_str(before);
            if let Some(after) = place.strip_prefix("$$") {
                plain.push('$');
                rest = after;
                continue;
            }
            if let Some(after) = place.strip_prefix("{{") {
                plain.push('{');
                rest = after;
                continue;
            }
            let (part, after) = if let Some(inside) = place.strip_prefix('{') {
                let closed = inside.split_once('}');
                let (name, after) = closed.ok_or_else(|| wrong("a `{` is not closed".into()))?;
                (Part::Property(name.to_owned()), after)
            } else {
                let (number, after) = group(place).ok_or_else(|| {
                    wrong("`$` stands before the number of a group, or twice".into())
                })?;
                let place = number.checked_sub(1).filter(|place| *place < groups);
                let no_such = || wrong(format!("the rule matches no group {number}"));
                (Part::Group(place.ok_or_else(no_such)?), after)
            };
            parts.extend(
                Some(std::mem::take(&mut plain)).filter(|it| !it.is_empty()).map(Part::Text),
            );
            parts.push(part);
            rest = after;
        }
        plain.push_str(rest);
        parts.extend(Some(plain).filter(|it| !it.is_empty()).map(Part::Text));
        Ok(Self(parts))
    }

    /// The text, tidied; nothing where it is blank or a property that it needs holds nothing.
    pub fn filled(&self, subject: Subject, groups: &[String]) -> Option<String> {
        let mut text = String::new();
        for part in &self.0 {
            match part {
                Part::Text(plain) => text.push_str(plain),
                Part::Group(place) => text.push_str(groups.get(*place)?),
                Part::Property(name) => text.push_str(&subject.text(name)?),
            }
        }
        Some(tidy(&text)).filter(|text| !text.is_empty())
    }
}

/// The number after a `$`, and what follows it.
fn group(place: &str) -> Option<(usize, &str)> {
    let place = place.strip_prefix('$')?;
    let (digits, after) = match place.strip_prefix('{') {
        Some(inside) => inside.split_once('}')?,
        None => {
            let end = place.find(|it: char| !it.is_ascii_digit()).unwrap_or(place.len());
            place.split_at(end)
        }
    };
    Some((digits.parse().ok()?, after))
}
