//! `/map.png`, `/map.svg`, `/map.pdf`: the map of a date as the renderer draws it, and `/map.json`: what
//! it says.

mod drawing;
mod wishes;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::app::App;
use super::asked::Asked;
use super::problem::Problem;
use crate::model::{Dataset, Language};
use drawing::drawn;
pub(super) use drawing::far_base_map;
use wishes::Wishes;
pub(super) use wishes::theme;

/// What an answer is kept for whose address names the version of the dataset.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// A kind of file that tells of a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Png,
    Svg,
    Pdf,
    /// What the picture says.
    Json,
}

impl Kind {
    fn media(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Svg => "image/svg+xml",
            Self::Pdf => "application/pdf",
            Self::Json => "application/json",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Pdf => "pdf",
            Self::Json => "json",
        }
    }
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/map.png", get(|asked| answer(asked, Kind::Png)))
        .route("/map.svg", get(|asked| answer(asked, Kind::Svg)))
        .route("/map.pdf", get(|asked| answer(asked, Kind::Pdf)))
        .route("/map.json", get(|asked| answer(asked, Kind::Json)))
}

async fn answer(mut asked: Asked, kind: Kind) -> Result<Response, Problem> {
    let limits = asked.app.limits().clone();
    let published = asked.published.clone();
    let wishes = Wishes::take(&mut asked.query, &published.dataset, &limits)?;
    let version = asked.query.text("v")?;
    asked.query.end()?;
    let is_lasting = version.is_some_and(|version| version == published.version);
    let name = file_name(&published.dataset, &wishes, kind);
    let way = if wishes.is_download { "attachment" } else { "inline" };
    let file = asked.app.work(move || drawn(&published, &wishes, kind)).await?;
    let mut response = file.into_response();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, kind.media());
    set(header::CONTENT_DISPOSITION, &format!("{way}; filename=\"{name}\""));
    if is_lasting {
        set(header::CACHE_CONTROL, FOREVER);
    }
    Ok(response)
}

/// `who-controls-northern-syria-2026-01-27.png`.
fn file_name(dataset: &Dataset, wishes: &Wishes, kind: Kind) -> String {
    let title = dataset.about.title.get(Language::English).to_lowercase();
    let words = title.split(|char: char| !char.is_ascii_alphanumeric());
    let mut parts: Vec<String> = words.filter(|it| !it.is_empty()).map(str::to_owned).collect();
    parts.truncate(MOST_WORDS);
    if parts.is_empty() {
        parts.push("map".to_owned());
    }
    if !dataset.dates.is_empty() {
        parts.push(wishes.date.to_string());
    }
    format!("{}.{}", parts.join("-"), kind.ending())
}

/// Words of the title in the name of a file.
const MOST_WORDS: usize = 6;
