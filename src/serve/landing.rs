//! `/`: what there is; `/conformance`: which standards are kept.

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use super::app::App;
use super::asked::{Asked, media};
use super::form::Form;
use super::openapi::OPENAPI;
use super::page;
use super::problem::Problem;
use crate::geometry::Coord;
use crate::model::{Dataset, Language, SourceNote};

/// The conformance classes of OGC's standards that are kept.
const CONFORMANCE: [&str; 20] = [
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/landing-page",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
];

/// Where there is something: relation, kind of media, title, path.
const LINKS: [(&str, &str, &str, &str); 14] = [
    ("self", media::JSON, "This page as JSON", "/?f=json"),
    ("alternate", "text/html", "This page in a browser", "/?f=html"),
    ("service-desc", OPENAPI, "What can be asked, as OpenAPI 3.0", "/api?f=json"),
    ("service-doc", "text/html", "What can be asked, to read", "/api?f=html"),
    ("conformance", media::JSON, "Which standards are kept", "/conformance"),
    ("data", media::JSON, "The collections of features", "/collections"),
    (
        "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector",
        media::JSON,
        "Vector tiles",
        "/tiles",
    ),
    (
        "http://www.opengis.net/def/rel/ogc/1.0/map",
        "image/png",
        "The map of the last date",
        "/map.png",
    ),
    ("service", "text/xml", "WMS 1.3.0", "/wms?service=WMS&version=1.3.0&request=GetCapabilities"),
    ("related", "text/html", "The map with a time slider", "/#"),
    ("related", media::JSON, "How much ground each side holds", "/area"),
    ("related", media::JSON, "The front lines", "/front"),
    ("related", media::JSON, "The connected pieces of ground of each side", "/pockets"),
    ("status", media::JSON, "Whether the server is well", "/health"),
];

#[derive(Serialize)]
struct Landing<'a> {
    title: &'a str,
    description: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Source<'a>>,
    links: Vec<Link>,
}

#[derive(Serialize)]
struct Source<'a> {
    title: &'a str,
    /// Nothing where it is a file of the dataset, which is not served.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    license: &'a str,
}

/// A link as OGC's standards write it.
#[derive(Serialize)]
struct Link {
    href: String,
    rel: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
}

#[derive(Serialize)]
struct Conformance {
    #[serde(rename = "conformsTo")]
    conforms_to: &'static [&'static str],
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/", get(landing)).route("/conformance", get(conformance))
}

/// What there is; to a browser that asks for no form of it, the map.
async fn landing(mut asked: Asked) -> Result<Response, Problem> {
    if asked.f.is_none() && asked.form()? == Form::Html {
        // The page itself reads its parameters, and those who pass links on add theirs.
        return Ok(page::index(&asked));
    }
    asked.query.text("embed")?;
    let about = &asked.published.dataset.about;
    let title = match about.title.get(Language::English) {
        "" => "controlmap",
        title => title,
    };
    let link = |(rel, kind, title, path): (_, _, _, &str)| Link {
        href: asked.base.link(path),
        rel,
        kind,
        title,
    };
    let about_data = examples(&asked.published.dataset);
    let about_data =
        about_data.iter().map(|(title, path)| ("related", media::JSON, *title, &**path));
    let links = LINKS.into_iter().chain(about_data).map(link).collect();
    let landing = Landing {
        title,
        description: about.description.get(Language::English),
        sources: about.sources.iter().map(source).collect(),
        links,
    };
    asked.answer(title, media::JSON, &landing)
}

/// What can't be asked without saying of what: asked of the middle of the data, and of all its dates.
fn examples(dataset: &Dataset) -> Vec<(&'static str, String)> {
    let middle = dataset.bounding_box().map(|bounds| bounds.center());
    let at = |middle: Coord| format!("lon={:.2}&lat={:.2}", middle.x, middle.y);
    let of_place = middle.map(at).into_iter().flat_map(|at| {
        [
            ("Who holds a place, such as the middle of the data", format!("/at?{at}")),
            ("Who has held a place", format!("/history?{at}")),
        ]
    });
    let ends = dataset.dates.first().zip(dataset.dates.last()).filter(|(first, last)| first < last);
    let change = ends.map(|(first, last)| {
        ("What changed between two dates", format!("/compare?from={first}&to={last}"))
    });
    of_place.chain(change).collect()
}

fn source(note: &SourceNote) -> Source<'_> {
    let url = note.web_address();
    Source { title: note.title.get(Language::English), url, license: &note.license }
}

async fn conformance(asked: Asked) -> Result<Response, Problem> {
    asked.answer("Conformance", media::JSON, &Conformance { conforms_to: &CONFORMANCE })
}
