//! `/tiles`: vector tiles, and what there is of them.

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use super::app::App;
use super::asked::{Asked, media, of_kind};
use super::features::period::Period;
use super::problem::Problem;
use crate::Error;
use crate::model::Validity;
use crate::tile::{Address, TileJson, TileSet};

/// The kind of media that tiles are.
const TILE: &str = "application/vnd.mapbox-vector-tile";
/// An address with the version of the dataset in it has the same answer for ever.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The sets of tiles that there are.
#[derive(Serialize)]
struct Sets {
    tilesets: Vec<Set>,
}

#[derive(Serialize)]
struct Set {
    id: &'static str,
    title: &'static str,
    href: String,
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/tiles", get(sets))
        .route("/tiles/{set}", get(description))
        .route("/tiles/{set}/{z}/{x}/{y}", get(tile))
}

async fn sets(asked: Asked) -> Result<Response, Problem> {
    let sets = TileSet::ALL.map(|set| Set {
        id: set.word(),
        title: match set {
            TileSet::Control => "Who holds which ground, and the front lines, through all dates",
            TileSet::Base => "Countries, waters, roads, regions and places",
        },
        href: asked.base.link(format_args!("/tiles/{set}")),
    });
    asked.answer("Tiles", media::JSON, &Sets { tilesets: sets.into() })
}

async fn description(Path(set): Path<String>, asked: Asked) -> Result<Response, Problem> {
    let set: TileSet = set.parse::<TileSet>()?;
    let published = &asked.published;
    let address =
        asked.base.link(format_args!("/tiles/{set}/{{z}}/{{x}}/{{y}}?v={}", published.version));
    let description = TileJson::of(&published.dataset, &[set], &address);
    asked.answer("Tiles", media::JSON, &description)
}

async fn tile(
    Path((set, z, x, y)): Path<(String, String, String, String)>,
    mut asked: Asked,
) -> Result<Response, Problem> {
    let set: TileSet = set.parse::<TileSet>()?;
    let y = y.strip_suffix(".mvt").or(y.strip_suffix(".pbf")).unwrap_or(&y);
    let at = Address::new(number(&z)?, number(&x)?, number(y)?)?;
    let version = asked.query.text("v")?;
    let period = asked.query.take("datetime", Period::read)?;
    let days = period.map_or(Validity::ALWAYS, |period| period.days);
    asked.query.end()?;
    let is_for_ever = version.as_ref() == Some(&asked.published.version);
    let published = Arc::clone(&asked.published);
    let tile = asked.app.work(move || {
        let published = &published;
        Ok(published.tiles.cut(&published.dataset, &published.index, set, at, days)?)
    });
    let mut response = of_kind(TILE, tile.await?);
    if is_for_ever {
        let for_ever = HeaderValue::from_static(FOR_EVER);
        response.headers_mut().insert(header::CACHE_CONTROL, for_ever);
    }
    Ok(response)
}

/// A number of an address.
fn number<T: std::str::FromStr>(text: &str) -> Result<T, Problem> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number).ok_or_else(|| {
        Error::usage("a tile's address is /tiles/SET/ZOOM/COLUMN/ROW, the last three whole numbers")
            .into()
    })
}
