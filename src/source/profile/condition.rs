//! What a rule asks of a feature.

use std::fmt;

use regex::Regex;
use serde::Deserialize;

use crate::model::Rgb;
use crate::source::entries::OneOrMany;
use crate::source::property::{Subject, tidy};
use crate::{Error, Result};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConditionEntry {
    property: OneOrMany<String>,
    #[serde(default)]
    equals: OneOrMany<String>,
    matches: Option<String>,
    #[serde(default)]
    color: OneOrMany<String>,
    tolerance: Option<u8>,
    present: Option<bool>,
    separator: Option<String>,
}

/// Something asked of a property, or of any of several.
#[derive(Debug, Clone)]
pub(super) struct Condition {
    pub properties: Vec<String>,
    test: Test,
    /// Divides the text into what a rule's groups then are.
    separator: Option<String>,
}

#[derive(Debug, Clone)]
enum Test {
    /// It says something.
    Present,
    /// It is not there, or says nothing.
    Absent,
    /// It is one of these texts.
    Equals(Vec<String>),
    /// The expression is found in it.
    Matches(Regex),
    /// It is one of these colours, or has each channel at most so far from it.
    Color(Vec<Rgb>, u8),
}

impl ConditionEntry {
    /// The condition.
    ///
    /// # Errors
    ///
    /// When it asks several things at once, a colour is none, or an expression has a fault.
    pub fn condition(&self) -> Result<Condition> {
        let mut tests = Vec::new();
        if !self.equals.0.is_empty() {
            tests.push(Test::Equals(self.equals.0.iter().map(|text| tidy(text)).collect()));
        }
        if let Some(expression) = &self.matches {
            let regex = Regex::new(expression).map_err(|cause| {
                let lines = cause.to_string();
                let last = lines.lines().last().unwrap_or_default();
                Error::input(format!("the expression has a fault: {}", last.trim()))
                    .at("`matches`")
                    .found(format!("`{expression}`"))
            })?;
            tests.push(Test::Matches(regex));
        }
        if !self.color.0.is_empty() {
            let colors = self.color.0.iter().map(|color| color.parse::<Rgb>());
            let colors = colors.collect::<Result<_>>().map_err(|error| error.at("`color`"))?;
            tests.push(Test::Color(colors, self.tolerance.unwrap_or_default()));
        } else if self.tolerance.is_some() {
            return Err(Error::input("`tolerance` is that of a `color`, and there is none"));
        }
        match self.present {
            Some(true) => tests.push(Test::Present),
            Some(false) => tests.push(Test::Absent),
            None => {}
        }
        let (test, others) = (tests.pop(), tests.len());
        if others > 0 {
            return Err(Error::input(
                "a condition asks one thing: equals, matches, color or present",
            )
            .found(format!("{}", others + 1))
            .hint("write `when = [{ … }, { … }]`, which asks all of them"));
        }
        if self.property.0.is_empty() {
            return Err(Error::input("`property` names none"));
        }
        Ok(Condition {
            properties: self.property.0.clone(),
            test: test.unwrap_or(Test::Present),
            separator: self.separator.clone().filter(|it| !it.is_empty()),
        })
    }
}

impl Condition {
    /// The groups of the match, without the whole; nothing where the feature is not what is asked for.
    pub fn holds(&self, subject: Subject) -> Option<Vec<String>> {
        let mut texts = self.properties.iter().filter_map(|name| subject.text(name)).peekable();
        match (&self.test, texts.peek()) {
            (Test::Absent, None) => Some(Vec::new()),
            (Test::Absent, Some(_)) => None,
            _ => texts.find_map(|text| self.groups_of(&text)),
        }
    }

    fn groups_of(&self, text: &str) -> Option<Vec<String>> {
        let groups = match &self.test {
            Test::Absent | Test::Present => Vec::new(),
            Test::Equals(texts) => texts.iter().any(|it| it == text).then(Vec::new)?,
            Test::Matches(regex) => {
                let found = regex.captures(text)?;
                let group = |it: Option<regex::Match>| it.map_or("", |it| it.as_str()).to_owned();
                found.iter().skip(1).map(group).collect()
            }
            Test::Color(colors, tolerance) => {
                let found = color_of(text)?;
                let is_near = |color: &Rgb| {
                    let channels = [(color.r, found.r), (color.g, found.g), (color.b, found.b)];
                    channels.iter().all(|(one, other)| one.abs_diff(*other) <= *tolerance)
                };
                colors.iter().any(is_near).then(Vec::new)?
            }
        };
        Some(match &self.separator {
            Some(separator) => text.split(separator.trim()).map(tidy).collect(),
            None => groups,
        })
    }

    /// How many groups a match has: a text may be divided into any number.
    pub fn groups(&self) -> usize {
        match (&self.separator, &self.test) {
            (Some(_), _) => usize::MAX,
            (None, Test::Matches(regex)) => regex.captures_len().saturating_sub(1),
            (None, _) => 0,
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` ", self.properties.join("` or `"))?;
        match &self.test {
            Test::Present => f.write_str("is there"),
            Test::Absent => f.write_str("is not there"),
            Test::Equals(texts) => write!(f, "is `{}`", texts.join("` or `")),
            Test::Matches(regex) => write!(f, "matches `{regex}`"),
            Test::Color(colors, _) => {
                let colors: Vec<String> = colors.iter().map(ToString::to_string).collect();
                write!(f, "is {}", colors.join(" or "))
            }
        }
    }
}

/// A colour as sources write it: `#a52714`, without the `#`, with an opacity after it, or short
/// (`#fa0`).
fn color_of(text: &str) -> Option<Rgb> {
    let digits = text.trim_start_matches('#');
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    match digits.len() {
        6 | 8 => format!("#{}", digits.get(..6)?).parse().ok(),
        3 | 4 => {
            let doubled: String = digits.chars().take(3).flat_map(|it| [it, it]).collect();
            format!("#{doubled}").parse().ok()
        }
        _ => None,
    }
}
