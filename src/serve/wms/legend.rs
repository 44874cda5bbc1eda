//! `GetLegendGraphic`: what the colours and lines of a layer stand for.

use axum::response::Response;

use super::canvas::dots_ratio;
use super::exception::Exception;
use super::map_request::language;
use super::parameters::Parameters;
use super::picture::{self, Format};
use super::{Stop, layers, of_media, time};
use crate::compare::MANY_CONTROLS;
use crate::map::scene::{Color, Scene};
use crate::map::{LegendOptions, StyledLayer, plain_legend};
use crate::model::{Date, Language};
use crate::serve::Published;
use crate::serve::asked::Asked;

/// A legend that is asked for.
struct Wanted {
    layer: StyledLayer,
    /// The date whose ground is explained; all of the data if there is none.
    date: Option<Date>,
    language: Language,
    background: Color,
}

/// The legend as a picture; it is as large as what it has to explain, whatever `WIDTH` and `HEIGHT` say, which
/// other servers take for the size of its swatches.
pub(super) async fn answer(asked: Asked, parameters: &Parameters) -> Result<Response, Stop> {
    let published = asked.published.clone();
    let format = Format::named(parameters.get("format").unwrap_or(picture::FORMATS[0]))?;
    let name = parameters.get("layer").map_or_else(|| parameters.required("layers"), Ok)?;
    let style = parameters.get("style").or_else(|| parameters.get("styles")).unwrap_or_default();
    let theme = layers::theme(style)?;
    let layer = StyledLayer { layer: layers::row(name)?.layer, theme };
    let date = parameters.get("time").map(|_| time::date(parameters, &published.dataset));
    let wanted = Wanted {
        layer,
        date: date.transpose()?,
        language: language(parameters)?,
        background: picture::background(parameters, theme.colors.paper)?,
    };
    let ratio = dots_ratio(parameters);
    let most = asked.app.limits().pixels;
    let drawn = move || -> Result<Vec<u8>, Stop> {
        let scene = scene(&published, &wanted)?;
        let pixels = f64::from(scene.width * ratio) * f64::from(scene.height * ratio);
        if pixels > most as f64 {
            return Err(Exception::value(format!("a legend has {most} pixels at most")).into());
        }
        format.file(&scene, ratio, &[]).map_err(Stop::of)
    };
    let file = asked.app.work(move || Ok(drawn())).await??;
    Ok(of_media(format.media(), file))
}

/// The legend of a layer.
fn scene(published: &Published, wanted: &Wanted) -> Result<Scene, Stop> {
    let Wanted { layer, date, language, background } = *wanted;
    let atlas = published.drawings.atlas(published).map_err(Stop::of)?;
    let controls = published.drawings.controls(published, date).map_err(Stop::of)?;
    let has_fronts = match date {
        Some(date) => {
            let snapshot = published.dataset.on(date).map_err(Stop::of)?;
            !published.drawings.lines(&snapshot).fronts.is_empty()
        }
        None => controls.len() > 1,
    };
    // Among very many these are borders rather than fronts.
    let has_fronts = has_fronts && controls.len() <= MANY_CONTROLS;
    let options = LegendOptions { layer, controls: &controls, has_fronts, language, background };
    Ok(plain_legend(atlas, &published.dataset, &options))
}
