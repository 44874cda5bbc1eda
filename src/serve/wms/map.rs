//! `GetMap`.

use axum::http::{HeaderValue, header};
use axum::response::Response;

use super::canvas::Canvas;
use super::exception::{Code, Exception};
use super::parameters::{Parameters, Version};
use super::{Stop, layers, of_media, time};
use crate::ErrorKind;
use crate::map::paint::{self, Lettering};
use crate::map::scene::Color;
use crate::map::{PlainOptions, compose_plain, provenance_of};
use crate::model::{Date, Language};
use crate::serve::Published;
use crate::serve::asked::Asked;
use crate::serve::problem::Problem;

/// What a picture is asked for as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Png,
    Svg,
}

/// The kinds of media that pictures come as.
pub(super) const FORMATS: [&str; 2] = ["image/png", "image/svg+xml"];

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
    let canvas = Canvas::of(parameters, version, asked.app.limits().pixels)?;
    let format = format(parameters)?;
    let options = PlainOptions {
        plane: canvas.plane,
        min: canvas.min,
        max: canvas.max,
        width: canvas.width as f32 / canvas.ratio,
        height: canvas.height as f32 / canvas.ratio,
        language: language(parameters)?,
        theme: layers::theme(parameters)?,
        layers: layers::asked_for(parameters)?,
        background: background(parameters)?,
    };
    let date = time::date(parameters, &published.dataset)?;
    let wanted = Wanted { options, ratio: canvas.ratio, date, format };
    let nearest = published.dataset.on(date).ok().and_then(|snapshot| snapshot.data_date);
    let file = asked.app.work(move || Ok(drawn(&published, &wanted))).await??;
    let kind = match format {
        Format::Png => FORMATS[0],
        Format::Svg => FORMATS[1],
    };
    let mut response = of_media(kind, file);
    if let Some(nearest) = nearest.filter(|nearest| *nearest != date) {
        let warning = format!("99 - \"Nearest value used: time={nearest}\"");
        if let Ok(warning) = HeaderValue::from_str(&warning) {
            response.headers_mut().insert(header::WARNING, warning);
        }
    }
    Ok(response)
}

fn drawn(published: &Published, wanted: &Wanted) -> Result<Vec<u8>, Stop> {
    let refused = |error: crate::Error| match error.kind() {
        ErrorKind::Usage | ErrorKind::Limit => {
            Stop::Refused(Exception::of(Code::InvalidParameterValue, &error))
        }
        ErrorKind::Input => Stop::Failed(Problem::from(error)),
    };
    let Wanted { options, ratio, date, format } = wanted;
    let snapshot = published.dataset.on(*date).map_err(refused)?;
    let atlas = published.drawings.atlas(published).map_err(refused)?;
    let lines = published.drawings.lines(&snapshot);
    let scene = compose_plain(atlas, &snapshot, &lines, options).map_err(refused)?;
    match format {
        Format::Svg => {
            let told = provenance_of(&snapshot, &published.fingerprint, options.language);
            Ok(paint::svg(&scene, &told, Lettering::Text).into_bytes())
        }
        Format::Png if options.background.a < 255 => {
            paint::png_clear(&scene, *ratio, &[]).map_err(refused)
        }
        Format::Png => paint::png(&scene, *ratio, &[]).map_err(refused),
    }
}

fn format(parameters: &Parameters) -> Result<Format, Exception> {
    let name = parameters.required("format")?.to_ascii_lowercase();
    match name.split(';').next().unwrap_or_default().trim() {
        // Some clients do not write the plus as addresses want it.
        "image/svg+xml" | "image/svg xml" => Ok(Format::Svg),
        "image/png" | "image/png8" => Ok(Format::Png),
        _ => {
            let known = FORMATS.join(", ");
            Err(Exception::new(Code::InvalidFormat, format!("pictures come as {known}")))
        }
    }
}

/// The language of names.
pub(super) fn language(parameters: &Parameters) -> Result<Language, Exception> {
    let code = parameters.get("language").or_else(|| parameters.get("lang"));
    let language = code.map(|code| code.parse::<Language>()).transpose();
    language
        .map(Option::unwrap_or_default)
        .map_err(|error| Exception::of(Code::InvalidParameterValue, &error))
}

/// What lies beneath: white unless `BGCOLOR` says otherwise, or nothing at all.
fn background(parameters: &Parameters) -> Result<Color, Exception> {
    let is_clear = match parameters.get("transparent").unwrap_or("FALSE") {
        text if text.eq_ignore_ascii_case("true") => true,
        text if text.eq_ignore_ascii_case("false") => false,
        _ => return Err(Exception::value("TRANSPARENT is TRUE or FALSE")),
    };
    let text = parameters.get("bgcolor").unwrap_or("0xFFFFFF");
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let digits = digits.filter(|digits| digits.len() == 6);
    let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let number = number.ok_or_else(|| Exception::value("BGCOLOR is written 0xRRGGBB"))?;
    let [_, r, g, b] = number.to_be_bytes();
    Ok(Color { r, g, b, a: if is_clear { 0 } else { 255 } })
}
