//! `GetFeatureInfo`: who holds the place under a pixel.

use std::fmt::Write;

use axum::response::Response;
use serde_json::{Value, json};

use super::canvas::Canvas;
use super::exception::{Code, Exception};
use super::map_request::MapRequest;
use super::parameters::{Parameters, Version};
use super::{Stop, layers, of_media};
use crate::geometry::LonLat;
use crate::model::{Date, Language};
use crate::report::at::Report;
use crate::report::holders::Standing;
use crate::report::points::Point;
use crate::serve::Published;
use crate::serve::asked::Asked;
use crate::serve::html::escaped;
use crate::serve::problem::Problem;

/// The kinds of media that answers come as, the usual one first.
pub(super) const FORMATS: [&str; 3] = ["text/plain", "application/json", "text/html"];

pub(super) async fn answer(
    asked: Asked,
    parameters: &Parameters,
    version: Version,
) -> Result<Response, Stop> {
    let published = asked.published.clone();
    let pixels = asked.app.limits().pixels;
    let request = MapRequest::of(parameters, version, &published.dataset, pixels)?;
    let MapRequest { canvas, date, language, .. } = request;
    layers::check_queried(parameters)?;
    let position = position(parameters, version, &canvas)?;
    let format = parameters.get("info_format").unwrap_or(FORMATS[0]).to_ascii_lowercase();
    if published.index.is_ready() {
        return told(&published, position, date, language, &format);
    }
    let told = move || {
        published.index.make_ready();
        Ok(told(&published, position, date, language, &format))
    };
    asked.app.work(told).await?
}

/// Who holds a place, in a format.
fn told(
    published: &Published,
    position: LonLat,
    date: Date,
    language: Language,
    format: &str,
) -> Result<Response, Stop> {
    let refused = |error| Exception::of(Code::InvalidDimensionValue, &error);
    let answer = published.index.at(position, date).map_err(refused)?;
    let dataset = &published.dataset;
    let region = published.regions.region_at(&dataset.base_map, position);
    let point = Point { names: None, position, region };
    let naming = published.naming(language);
    let front = published.index.nearest_front(position, date);
    let report = Report::of(&naming, &point, &answer, front.as_ref());
    match format.split(';').next().unwrap_or_default().trim() {
        "text/plain" => Ok(of_media("text/plain; charset=utf-8", text(&report))),
        "text/html" => Ok(of_media("text/html; charset=utf-8", html(&report))),
        "application/json" | "application/geo+json" => {
            let body = serde_json::to_vec(&collection(&report)?);
            Ok(of_media(FORMATS[1], body.map_err(|_| Problem::broken())?))
        }
        _ => {
            let known = FORMATS.join(", ");
            let exception = Exception::new(Code::InvalidFormat, format!("answers come as {known}"));
            Err(exception.into())
        }
    }
}

/// The place under the pixel that is asked about.
fn position(
    parameters: &Parameters,
    version: Version,
    canvas: &Canvas,
) -> Result<LonLat, Exception> {
    let [i, j] = match version {
        Version::V1_3_0 => ["i", "j"],
        Version::V1_1_1 => ["x", "y"],
    };
    let outside = |text: &str| Exception::new(Code::InvalidPoint, text);
    let number = |name| match parameters.number(name) {
        Err(exception) if exception.code == Code::InvalidParameterValue => {
            Err(outside("the pixel is not on the map"))
        }
        other => other,
    };
    let (i, j) = (number(i)?, number(j)?);
    if i >= canvas.width || j >= canvas.height {
        return Err(outside("the pixel is not on the map"));
    }
    let at = canvas.position(i, j);
    let turned = (at.x + 180.0).rem_euclid(360.0) - 180.0;
    LonLat::new(turned, at.y).map_err(|_| outside("the pixel is not on the globe"))
}

/// What is told, line by line.
fn rows(report: &Report) -> Vec<(&'static str, String)> {
    let mut rows = vec![("place", format!("{:.5}, {:.5}", report.at.lon, report.at.lat))];
    rows.extend(report.at.region.as_ref().map(|region| ("region", region.name.to_owned())));
    rows.extend(report.dated.date.map(|date| ("date", date.to_string())));
    let names: Vec<&str> = report.side.holders.iter().map(|holder| holder.name).collect();
    let (holder, status) = match report.side.status {
        Standing::Unmapped => ("not mapped".to_owned(), None),
        Standing::NoData => ("no data".to_owned(), None),
        Standing::As(status) => (names.join(", "), Some(status)),
    };
    rows.push(("holder", holder));
    rows.extend(status.map(|status| ("status", status.to_string())));
    rows.extend(report.since.map(|since| {
        let before = if report.is_so_since_data_begins { " or before" } else { "" };
        ("since", format!("{since}{before}"))
    }));
    rows.extend(report.until.map(|until| ("until", until.to_string())));
    rows.extend(report.front.as_ref().map(|it| ("front", format!("{:.1} km", it.distance_km))));
    rows
}

fn text(report: &Report) -> String {
    rows(report).iter().fold(String::new(), |mut text, (label, value)| {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{label:<8}{value}");
        text
    })
}

fn html(report: &Report) -> String {
    let row = |(label, value): &(&str, String)| {
        format!("<tr><th>{label}</th><td>{}</td></tr>", escaped(value))
    };
    let rows: String = rows(report).iter().map(row).collect();
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Control</title>\
         <table>{rows}</table></html>"
    )
}

/// A GeoJSON collection of one feature, which is what clients of this format can show.
fn collection(report: &Report) -> Result<Value, Problem> {
    let properties = serde_json::to_value(report).map_err(|_| Problem::broken())?;
    Ok(json!({
        "type": "FeatureCollection",
        "features": [{
            "type": "Feature",
            "id": "control",
            "geometry": { "type": "Point", "coordinates": [report.at.lon, report.at.lat] },
            "properties": properties,
        }],
    }))
}
