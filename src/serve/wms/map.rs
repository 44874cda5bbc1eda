//! `GetMap`.

use axum::http::{HeaderValue, header};
use axum::response::Response;

use super::map_request::MapRequest;
use super::parameters::{Parameters, Version};
use super::picture::{self, Format};
use super::{Stop, of_media};
use crate::map::{PlainOptions, compose_plain, provenance_of};
use crate::model::Date;
use crate::serve::Published;
use crate::serve::asked::Asked;

/// A picture that is asked for.
struct Wanted {
    options: PlainOptions,
    ratio: f32,
    date: Date,
    format: Format,
}

pub(super) async fn answer(
    asked: Asked,
    parameters: &Parameters,
    version: Version,
) -> Result<Response, Stop> {
    let published = asked.published.clone();
    let format = Format::named(parameters.required("format")?)?;
    let pixels = asked.app.limits().pixels;
    let request = MapRequest::of(parameters, version, &published.dataset, pixels)?;
    let MapRequest { layers, canvas, date, language } = request;
    let options = PlainOptions {
        plane: canvas.plane,
        min: canvas.min,
        max: canvas.max,
        width: canvas.width as f32 / canvas.ratio,
        height: canvas.height as f32 / canvas.ratio,
        language,
        layers,
        background: picture::background(parameters, picture::WHITE)?,
    };
    let wanted = Wanted { options, ratio: canvas.ratio, date, format };
    let nearest = published.dataset.on(date).ok().and_then(|snapshot| snapshot.data_date);
    let file = asked.app.work(move || Ok(drawn(&published, &wanted))).await??;
    let mut response = of_media(format.media(), file);
    if let Some(nearest) = nearest.filter(|nearest| *nearest != date) {
        let warning = format!("99 - \"Nearest value used: time={nearest}\"");
        if let Ok(warning) = HeaderValue::from_str(&warning) {
            response.headers_mut().insert(header::WARNING, warning);
        }
    }
    Ok(response)
}

fn drawn(published: &Published, wanted: &Wanted) -> Result<Vec<u8>, Stop> {
    let Wanted { options, ratio, date, format } = wanted;
    let snapshot = published.dataset.on(*date).map_err(Stop::of)?;
    let atlas = published.drawings.atlas(published).map_err(Stop::of)?;
    let lines = published.drawings.lines(&snapshot);
    let scene = compose_plain(atlas, &snapshot, &lines, options).map_err(Stop::of)?;
    let told = provenance_of(&snapshot, &published.fingerprint, options.language);
    format.file(&scene, *ratio, &told).map_err(Stop::of)
}
