//! Where data comes from.

use super::Names;

/// A source of the data.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceNote {
    /// Its name.
    pub title: Names,
    /// Where it is found.
    pub url: String,
    /// Under which terms.
    pub license: String,
}

impl SourceNote {
    /// Where it is found on the web; nothing where that is a file, or not told.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::model::SourceNote;
    ///
    /// let found_at = |url: &str| SourceNote { url: url.to_owned(), ..SourceNote::default() };
    /// let survey = found_at("https://example.org/survey");
    /// assert_eq!(survey.web_address(), Some("https://example.org/survey"));
    /// assert_eq!(found_at("file:///srv/survey.csv").web_address(), None);
    /// ```
    pub fn web_address(&self) -> Option<&str> {
        Some(self.url.as_str()).filter(|url| is_web_address(url))
    }
}

/// Whether a text is an address of the web, whatever the letters of its scheme.
pub(crate) fn is_web_address(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, rest)| {
        !rest.is_empty() && ["https", "http"].iter().any(|it| scheme.eq_ignore_ascii_case(it))
    })
}
