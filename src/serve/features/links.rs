//! Links from one resource to others.

use serde::Serialize;

use crate::serve::asked::Asked;

/// A link, as OGC API writes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::serve) struct Link {
    pub href: String,
    pub rel: &'static str,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    pub title: String,
}

/// What a link leads to has the queryable properties of a collection.
pub(super) const QUERYABLES: &str = "http://www.opengis.net/def/rel/ogc/1.0/queryables";
/// What a link leads to has the schema of a collection's features.
pub(super) const SCHEMA: &str = "http://www.opengis.net/def/rel/ogc/1.0/schema";

impl Link {
    /// A link to a path of the server.
    pub fn to(
        asked: &Asked,
        path: &str,
        rel: &'static str,
        kind: &'static str,
        title: impl Into<String>,
    ) -> Self {
        Self { href: asked.base.link(path), rel, kind: Some(kind), title: title.into() }
    }
}

/// A resource with parameters: its path, and what it was asked for with.
#[derive(Debug, Clone)]
pub(super) struct Address<'a> {
    asked: &'a Asked,
    parameters: &'a [(String, String)],
}

impl<'a> Address<'a> {
    /// What was asked for, with these parameters.
    pub fn of(asked: &'a Asked, parameters: &'a [(String, String)]) -> Self {
        Self { asked, parameters }
    }

    /// This resource in the form that `f` names.
    pub fn in_form(&self, f: &str) -> String {
        self.with(&[("f", Some(f.to_owned()))])
    }

    /// The same with other values for some parameters; without those that have none.
    pub fn with(&self, others: &[(&str, Option<String>)]) -> String {
        let mut text = form_urlencoded::Serializer::new(String::new());
        let is_other = |name: &str| others.iter().any(|(other, _)| *other == name);
        for (name, value) in self.parameters.iter().filter(|(name, _)| !is_other(name)) {
            text.append_pair(name, value);
        }
        for (name, value) in others {
            if let Some(value) = value {
                text.append_pair(name, value);
            }
        }
        let query = text.finish();
        let path = self.asked.base.link(&self.asked.path);
        if query.is_empty() { path } else { format!("{path}?{query}") }
    }
}
