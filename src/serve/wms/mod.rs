//! `/wms`: the Web Map Service, versions 1.3.0 and 1.1.1, for QGIS, ArcGIS, GDAL and the like.

mod canvas;
mod capabilities;
mod drawings;
mod exception;
mod feature_info;
mod layers;
mod legend;
mod map;
mod map_request;
mod parameters;
mod picture;
mod refusal;
mod time;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::app::App;
use super::asked::Asked;
use super::problem::Problem;
use crate::{Error, ErrorKind};
pub(super) use drawings::Drawings;
use exception::{Code, Exception};
use parameters::{Parameters, Version};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/wms", get(answer))
}

/// What stops a request.
#[derive(Debug)]
enum Stop {
    /// It asks for what can't be had; clients read that only from a report.
    Refused(Exception),
    /// It can't be answered now.
    Failed(Problem),
}

impl Stop {
    /// What an error of the program means.
    fn of(error: Error) -> Self {
        match error.kind() {
            ErrorKind::Usage | ErrorKind::Limit => {
                Self::Refused(Exception::of(Code::InvalidParameterValue, &error))
            }
            ErrorKind::Input => Self::Failed(Problem::from(error)),
        }
    }
}

impl From<Exception> for Stop {
    fn from(exception: Exception) -> Self {
        Self::Refused(exception)
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Failed(problem)
    }
}

async fn answer(mut asked: Asked) -> Result<Response, Problem> {
    // Parameters that nobody knows are the client's own, as the standard wants it.
    let mut pairs = asked.query.rest();
    pairs.extend(asked.f.take().map(|f| ("f".to_owned(), f)));
    let parameters = Parameters::of(pairs);
    let version = parameters.version();
    let app = asked.app.clone();
    match done(asked, &parameters, version).await {
        Ok(response) => Ok(response),
        Err(Stop::Refused(exception)) => {
            refusal::answer(&app, &parameters, version, exception).await
        }
        Err(Stop::Failed(problem)) => Err(problem),
    }
}

async fn done(asked: Asked, parameters: &Parameters, version: Version) -> Result<Response, Stop> {
    let service = parameters.get("service").unwrap_or("WMS");
    if !service.eq_ignore_ascii_case("wms") {
        return Err(Exception::value("SERVICE is WMS here").into());
    }
    let request = parameters.required("request")?.to_ascii_lowercase();
    match request.as_str() {
        "getcapabilities" | "capabilities" => Ok(capabilities::answer(asked, version)),
        "getmap" | "map" => map::answer(asked, parameters, version).await,
        "getfeatureinfo" | "feature_info" => feature_info::answer(asked, parameters, version).await,
        "getlegendgraphic" => legend::answer(asked, parameters).await,
        _ => Err(Exception::new(
            Code::OperationNotSupported,
            "REQUEST is GetCapabilities, GetMap, GetFeatureInfo or GetLegendGraphic",
        )
        .into()),
    }
}

/// A document as XML of some kind.
fn xml(kind: &str, document: String) -> Response {
    let media = HeaderValue::try_from(format!("{kind}; charset=UTF-8"));
    let media = media.unwrap_or(HeaderValue::from_static("text/xml"));
    ([(header::CONTENT_TYPE, media)], document).into_response()
}

fn of_media(media: &'static str, body: impl IntoResponse) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static(media))], body).into_response()
}
