//! The page: a map with a time slider in the browser.
//!
//! It is a few small modules without a build step (`assets`), the data that they tell
//! (`page/data.json`), and tiles. All its addresses are relative, so that it works wherever it stands.

mod assets;
mod data;
mod site;

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::app::App;
use super::asked::{Asked, media, of_kind};
use super::html::escaped;
use super::problem::Problem;
use crate::map::wording;
use crate::model::{About, Language};
use assets::Asset;
pub(super) use data::PageData;
pub use site::{SiteFile, site};

const INDEX: &str = include_str!("assets/index.html");
/// What the page may load and do: what comes from where it comes from, and nothing that is written
/// into it.
const POLICY: &str = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; base-uri 'self'; \
    form-action 'none'; frame-ancestors *";
const FOR_EVER: &str = "public, max-age=31536000, immutable";

pub(super) fn routes() -> Router<App> {
    Router::new().route("/page/data.json", get(told)).route("/page/{version}/{*path}", get(asset))
}

/// `/` for people.
pub(super) fn index(asked: &Asked) -> Response {
    // What is reached under a path may be asked for without the slash at its end.
    let base = asked.app.public_url().map_or_else(String::new, |_| {
        format!("<base href=\"{}\">", escaped(&asked.base.link("/")))
    });
    under_policy(of_kind(media::HTML, written(&asked.published.dataset.about, &base)))
}

/// An answer that may do what the page may: the page's worker goes by the policy of its own file.
fn under_policy(mut response: Response) -> Response {
    let policy = HeaderValue::from_static(POLICY);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// The path of the icon that browsers show for all pages of the server.
pub(super) fn icon() -> String {
    format!("page/{}/icon.svg", assets::version())
}

/// The page's HTML, with more at its head.
fn written(about: &About, head: &str) -> String {
    INDEX
        .replace("{{assets}}", &format!("page/{}", assets::version()))
        .replace("{{head}}", head)
        .replace("{{title}}", &escaped(title(about)))
        .replace("{{description}}", &escaped(about.description.get(Language::English)))
}

async fn told(asked: Asked) -> Result<Response, Problem> {
    asked.query.end()?;
    let published = asked.published;
    asked.app.work(move || Ok(of_kind(media::JSON, published.page.told(&published)))).await
}

async fn asset(
    Path((version, path)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asset = assets::at(&path).ok_or_else(|| Problem::unknown("the page has no such part"))?;
    let mut response = under_policy(body(asset, &headers));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.media));
    if version == assets::version() {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(FOR_EVER));
    }
    Ok(response)
}

/// An asset's bytes, packed where the client can unpack them.
fn body(asset: &'static Asset, headers: &HeaderMap) -> Response {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|it| it.to_str().ok());
    let takes_gzip = accepted.is_some_and(|it| it.split(',').any(is_gzip));
    match asset.packed().filter(|_| takes_gzip) {
        Some(packed) => ([(header::CONTENT_ENCODING, "gzip")], packed).into_response(),
        None => asset.bytes.into_response(),
    }
}

fn is_gzip(coding: &str) -> bool {
    let mut parts = coding.split(';').map(str::trim);
    parts.next() == Some("gzip") && parts.next().is_none_or(|it| it != "q=0")
}

/// The title of the page: the dataset's, or what the maps of one without a title are called.
fn title(about: &About) -> &str {
    match about.title.get(Language::English) {
        "" => wording::untitled(Language::English),
        title => title,
    }
}
