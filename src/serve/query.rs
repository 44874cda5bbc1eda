//! The parameters of a request. Those that nobody takes are an error: a misspelt one must not be lost.

use std::borrow::Cow;

use super::problem::Problem;
use crate::error::likeness::closest;
use crate::{Error, Result};

/// The parameters of a request, of which a resource takes those that it knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Query {
    left: Vec<(String, String)>,
    /// The names that have been asked for.
    known: Vec<&'static str>,
    /// One that was given twice.
    twice: Option<&'static str>,
}

impl Query {
    /// Reads what follows the `?` of an address.
    pub fn read(text: &str) -> Self {
        let pairs = form_urlencoded::parse(text.as_bytes());
        let own = |text: Cow<str>| text.into_owned();
        Self {
            left: pairs.map(|(name, value)| (own(name), own(value))).collect(),
            known: Vec::new(),
            twice: None,
        }
    }

    /// Takes a parameter.
    ///
    /// # Errors
    ///
    /// When it is given twice.
    pub fn text(&mut self, name: &'static str) -> Result<Option<String>, Problem> {
        self.known.push(name);
        let mut found = self.left.extract_if(.., |(it, _)| it == name);
        let (first, second) = (found.next(), found.next());
        drop(found);
        match second {
            Some(_) => {
                self.twice = Some(name);
                Err(given_twice(name))
            }
            None => Ok(first.map(|(_, value)| value)),
        }
    }

    /// Takes a parameter and reads it.
    ///
    /// # Errors
    ///
    /// When it is given twice, or can't be read: the parameter is named.
    pub fn take<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&str) -> Result<T>,
    ) -> Result<Option<T>, Problem> {
        let value = self.text(name)?;
        Ok(value.map(|value| read(&value).map_err(|error| error.at(name))).transpose()?)
    }

    /// Takes a parameter and reads each of its values, where it may be given several times.
    ///
    /// # Errors
    ///
    /// When one can't be read: the parameter is named.
    pub fn several<T>(
        &mut self,
        name: &'static str,
        read: impl Fn(&str) -> Result<T>,
    ) -> Result<Vec<T>, Problem> {
        self.known.push(name);
        let found = self.left.extract_if(.., |(it, _)| it == name);
        let values = found.map(|(_, value)| read(&value).map_err(|error| error.at(name)));
        Ok(values.collect::<Result<_>>()?)
    }

    /// Takes all parameters that are left.
    pub fn rest(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.left)
    }

    /// Fails where a parameter is left that nobody took, or one was given twice.
    ///
    /// # Errors
    ///
    /// When there is one: it is named, and so is the one that may be meant.
    pub fn end(&self) -> Result<(), Problem> {
        if let Some(name) = self.twice {
            return Err(given_twice(name));
        }
        let Some((name, _)) = self.left.first() else { return Ok(()) };
        let hint = match closest(&name.to_lowercase(), self.known.iter().copied()) {
            Some(known) => format!("is `{known}` meant?"),
            None if self.known.is_empty() => "this resource takes none".to_owned(),
            None => format!("those of this resource are {}", self.known.join(", ")),
        };
        let shown: String = name.chars().take(40).collect();
        Err(Error::usage("there is no such parameter")
            .found(format!("`{shown}`"))
            .hint(hint)
            .into())
    }
}

fn given_twice(name: &str) -> Problem {
    Error::usage("a parameter is given twice").found(format!("`{name}`")).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_taken_once_and_misspelt_ones_are_told() {
        let mut query = Query::read("date=2026-01-27&q=Ain%20al-Arab+x&dat=1");
        assert_eq!(query.text("q"), Ok(Some("Ain al-Arab x".to_owned())));
        assert_eq!(query.text("date"), Ok(Some("2026-01-27".to_owned())));
        assert_eq!(query.text("lang"), Ok(None));
        let told = format!("{:?}", query.end());
        assert!(told.contains("is `date` meant?"), "{told}");
        let hint_at = |unknown: &str| {
            let mut query = Query::read(unknown);
            for name in ["lon", "lat", "date", "f", "since"] {
                assert_eq!(query.text(name), Ok(None));
            }
            format!("{:?}", query.end())
        };
        assert!(hint_at("DATE=2026-01-27").contains("is `date` meant?"));
        assert!(hint_at("foo=1").contains("those of this resource are lon, lat, date, f, since"));
        assert!(Query::read("a=1&a=2").text("a").is_err());
    }
}
