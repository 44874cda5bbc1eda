//! A request for a resource, and the answer in the form that is asked for.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::Published;
use super::app::App;
use super::base::Base;
use super::form::Form;
use super::html::{self, Names};
use super::problem::Problem;
use super::query::Query;

/// A request for a resource.
#[derive(Debug)]
pub(super) struct Asked {
    /// What all requests share.
    pub app: App,
    /// The dataset that answers.
    pub published: Arc<Published>,
    /// Where the server is reached.
    pub base: Base,
    /// The path, without what the server is reached under.
    pub path: String,
    /// The path and all parameters, as they stand.
    pub uri: Uri,
    /// The parameters but `f`, which says the form.
    pub query: Query,
    /// What `f` says, as it stands.
    pub f: Option<String>,
    /// What `Accept` prefers.
    pub accepted: Form,
}

/// Kinds of media.
pub(super) mod media {
    pub const JSON: &str = "application/json";
    pub const GEOJSON: &str = "application/geo+json";
    pub const SCHEMA: &str = "application/schema+json";
    pub const HTML: &str = "text/html; charset=utf-8";
}

impl FromRequestParts<App> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let published = parts.extensions.get::<Arc<Published>>().cloned();
        let mut query = Query::read(parts.uri.query().unwrap_or_default());
        // Given twice, it names no form.
        let f = query.text("f").unwrap_or_else(|_| Some("two forms".to_owned()));
        Ok(Self {
            published: published.unwrap_or_else(|| app.published()),
            base: Base::of(app.public_url(), &parts.headers),
            path: parts.uri.path().to_owned(),
            uri: parts.uri.clone(),
            query,
            f,
            accepted: Form::accepted(&parts.headers),
            app: app.clone(),
        })
    }
}

impl Asked {
    /// The form to answer in.
    ///
    /// # Errors
    ///
    /// When `f` names none, or is given twice.
    pub fn form(&self) -> Result<Form, Problem> {
        match &self.f {
            Some(name) => Ok(Form::named(name).map_err(|error| error.at("f"))?),
            None => Ok(self.accepted),
        }
    }

    /// A resource as JSON of some kind, or for people with its members named as they stand.
    ///
    /// # Errors
    ///
    /// When a parameter is left that nobody took, or `f` names no form.
    pub fn answer(
        &self,
        title: &str,
        kind: &'static str,
        resource: &impl Serialize,
    ) -> Result<Response, Problem> {
        self.sent(title, kind, Names::AsTheyStand, resource)
    }

    /// Figures and the like as JSON, or for people in words.
    ///
    /// # Errors
    ///
    /// As of [`Asked::answer`].
    pub fn tell(&self, title: &str, resource: &impl Serialize) -> Result<Response, Problem> {
        self.sent(title, media::JSON, Names::InWords, resource)
    }

    fn sent(
        &self,
        title: &str,
        kind: &'static str,
        names: Names,
        resource: &impl Serialize,
    ) -> Result<Response, Problem> {
        self.query.end()?;
        match self.form()? {
            Form::Json => {
                let body = serde_json::to_vec(resource).map_err(|_| Problem::broken())?;
                Ok(of_kind(kind, body))
            }
            Form::Html => Ok(of_kind(media::HTML, html::page(self, title, names, resource)?)),
        }
    }
}

/// A body of a kind of media.
pub(super) fn of_kind(kind: &'static str, body: impl IntoResponse) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], body).into_response()
}
