//! `/wms`: the Web Map Service, versions 1.3.0 and 1.1.1, for QGIS, ArcGIS, GDAL and the like.

mod canvas;
mod capabilities;
mod drawings;
mod exception;
mod feature_info;
mod layers;
mod map;
mod parameters;
mod time;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::app::App;
use super::asked::Asked;
use super::problem::Problem;
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
    match done(asked, &parameters, version).await {
        Ok(response) => Ok(response),
        Err(Stop::Refused(exception)) => Ok(xml(exception.report(version))),
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
        "getcapabilities" | "capabilities" => {
            let address = asked.base.link("/wms?");
            Ok(xml(capabilities::document(&asked, &address, version)))
        }
        "getmap" | "map" => map::answer(asked, parameters, version).await,
        "getfeatureinfo" | "feature_info" => feature_info::answer(&asked, parameters, version),
        _ => Err(Exception::new(
            Code::OperationNotSupported,
            "REQUEST is GetCapabilities, GetMap or GetFeatureInfo",
        )
        .into()),
    }
}

fn xml(document: String) -> Response {
    of_media("text/xml; charset=UTF-8", document)
}

fn of_media(media: &'static str, body: impl IntoResponse) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static(media))], body).into_response()
}
