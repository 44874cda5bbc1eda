//! In which form a resource is asked for.

use axum::http::{HeaderMap, header};

use crate::{Error, Result};

/// The form of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// For programs: JSON, or GeoJSON where it has ground.
    Json,
    /// For people.
    Html,
}

impl Form {
    /// What the parameter `f` says.
    ///
    /// # Errors
    ///
    /// When it is none of `json`, `geojson` and `html`.
    pub fn named(name: &str) -> Result<Self> {
        match name {
            "json" | "geojson" => Ok(Self::Json),
            "html" => Ok(Self::Html),
            _ => Err(Error::usage("a resource comes as json, geojson or html")
                .found(format!("`{}`", name.chars().take(40).collect::<String>()))),
        }
    }

    /// What the request's `Accept` prefers: HTML only where it is named and no kind of JSON before it,
    /// as by a browser.
    pub fn accepted(headers: &HeaderMap) -> Self {
        let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
        let kinds = accepted.unwrap_or_default().split(',').map(weighed);
        let best = |is: fn(&str) -> bool| {
            kinds.clone().filter(|(kind, _)| is(kind)).map(|(_, weight)| weight).fold(0.0, f32::max)
        };
        let html = best(|kind| matches!(kind, "text/html" | "application/xhtml+xml"));
        let json = best(|kind| kind.ends_with("/json") || kind.ends_with("+json"));
        if html > json { Self::Html } else { Self::Json }
    }
}

/// A kind of media and its weight.
fn weighed(text: &str) -> (&str, f32) {
    let mut parts = text.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default();
    let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse().ok());
    (kind, weight.unwrap_or(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_get_html_and_programs_json() {
        let form = |accept: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, accept.parse().unwrap());
            Form::accepted(&headers)
        };
        assert_eq!(
            form("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            Form::Html
        );
        assert_eq!(form("*/*"), Form::Json);
        assert_eq!(form("application/geo+json, text/html;q=0.5"), Form::Json);
        assert_eq!(Form::accepted(&HeaderMap::new()), Form::Json);
    }
}
