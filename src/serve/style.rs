//! `/tiles/style.json`: what the vector tiles look like on a date, for MapLibre, QGIS and all that read
//! its styles.

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::app::App;
use super::asked::{Asked, media};
use super::base::Base;
use super::pictures;
use super::problem::Problem;
use super::published::Published;
use crate::Error;
use crate::map::Theme;
use crate::map::scene::{Color, Paint};
use crate::model::{Control, Dataset};
use crate::source::parse_date;
use crate::tile::{TileJson, TileSet, day_number};

/// The least important places that have a dot.
const LOWEST_RANK: u8 = 3;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/tiles/style.json", get(style))
}

async fn style(mut asked: Asked) -> Result<Response, Problem> {
    let date = asked.query.take("date", parse_date)?;
    let theme = asked.query.take("theme", pictures::theme)?.unwrap_or(Theme::LIGHT);
    let set = asked.query.take("set", |word| {
        let set = TileSet::ALL.into_iter().find(|set| set.word() == word);
        set.ok_or_else(|| Error::usage("the sets of tiles are control and base"))
    })?;
    let dataset = &asked.published.dataset;
    if let Some(date) = date {
        // A day without data has no map, and no style either.
        dataset.on(date)?;
    }
    let date = date.or(dataset.latest());
    let style = of(&asked.published, &asked.base, date, &theme, set);
    asked.answer("Style", media::JSON, &style)
}

/// The style of a date in the colours of a theme; without a date that of ground that never changes. With a
/// set it has no more than the layers of that, as QGIS needs it, where every set is a layer of its own.
///
/// Patterns need pictures, and names need letters, that a client would have to fetch: stripes are mixed
/// into the colour beneath, and places are dots.
fn of(
    published: &Published,
    base: &Base,
    date: Option<Date>,
    theme: &Theme,
    set: Option<TileSet>,
) -> Value {
    let dataset = &published.dataset;
    let TileJson { name, center: [lon, lat, zoom], .. } =
        TileJson::of(dataset, &[TileSet::Control], "");
    let is_wanted = |it: &TileSet| set.is_none_or(|set| set == *it);
    let source = |set: TileSet| {
        let url = base.link(format_args!("/tiles/{set}"));
        (set.word().to_owned(), json!({ "type": "vector", "url": url }))
    };
    let sources: Value = TileSet::ALL.into_iter().filter(is_wanted).map(source).collect();
    let layers = layers(theme, &is_so_on(date), ground(dataset, published.index.controls(), theme));
    let layers = layers.into_iter().filter(|(set, _)| is_wanted(set)).map(|(_, layer)| layer);
    json!({
        "version": 8,
        "name": name,
        "center": [lon, lat],
        "zoom": zoom,
        "sources": sources,
        "layers": layers.collect::<Vec<_>>(),
    })
}

/// The layers, the lowest first, each with the set that it draws.
fn layers(
    theme: &Theme,
    is_so: &Value,
    ground: Vec<(String, Value, Color)>,
) -> Vec<(TileSet, Value)> {
    let colors = theme.colors;
    let layer = |set: TileSet, id: &str, kind, source_layer, paint| {
        let source = set.word();
        let layer = json!({ "id": id, "type": kind, "source": source, "source-layer": source_layer, "paint": paint });
        (set, layer)
    };
    let fill = |id, source_layer, paint| layer(TileSet::Base, id, "fill", source_layer, paint);
    let line = |set, id, source_layer, color: Color, width: Value| {
        let paint = json!({ "line-color": color.to_string(), "line-width": width });
        let (set, mut line) = layer(set, id, "line", source_layer, paint);
        line["layout"] = json!({ "line-cap": "round", "line-join": "round" });
        (set, line)
    };
    let base = |id, source_layer, color, width| line(TileSet::Base, id, source_layer, color, width);
    let dated = |id, source_layer, color, width| {
        let (set, mut line) = line(TileSet::Control, id, source_layer, color, width);
        line["filter"] = is_so.clone();
        (set, line)
    };
    let dashed = |(set, mut line): (TileSet, Value), dashes: [f64; 2]| {
        line["paint"]["line-dasharray"] = json!(dashes);
        (set, line)
    };
    let background = json!({ "background-color": colors.sea.to_string() });
    let sea = json!({ "id": "sea", "type": "background", "paint": background });
    let land = json!({ "fill-color": colors.neighbour.to_string() });
    let mut layers = vec![(TileSet::Base, sea), fill("land", "countries", land)];
    for (key, is_held, color) in ground {
        // The edges of pieces that one holder has would show.
        let paint = json!({ "fill-color": color.to_string(), "fill-antialias": false });
        let (set, mut ground) = layer(TileSet::Control, &key, "fill", "control", paint);
        ground["filter"] = json!(["all", is_held, is_so]);
        layers.push((set, ground));
    }
    let lakes = json!({ "fill-color": colors.lake.to_string(), "fill-outline-color": colors.shore.to_string() });
    let dots = json!({
        "circle-color": colors.symbol.to_string(),
        "circle-radius": 2.5,
        "circle-stroke-color": colors.ink.to_string(),
        "circle-stroke-width": 1,
    });
    let (set, mut places) = layer(TileSet::Base, "places", "circle", "places", dots);
    places["filter"] = json!(["<=", ["get", "rank"], LOWEST_RANK]);
    let region_borders = base("region-borders", "regions", colors.region_border, growing(0.6, 1.2));
    layers.extend([
        fill("lakes", "lakes", lakes),
        base("rivers", "rivers", colors.river, growing(0.5, 2.0)),
        base("roads", "roads", colors.road, growing(0.3, 2.0)),
        dashed(region_borders, [4.5, 3.5]),
        base("country-borders", "countries", colors.border, growing(0.8, 1.8)),
        dashed(base("disputed", "borders", colors.border, growing(0.8, 1.6)), [4.0, 3.0]),
        dated("limit-casing", "limits", colors.halo, growing(2.0, 4.0)),
        dated("limit", "limits", colors.limit, growing(1.0, 1.8)),
        dated("front-casing", "fronts", colors.halo, growing(2.4, 6.0)),
        dated("front", "fronts", colors.front, growing(1.2, 3.0)),
        (set, places),
    ]);
    layers
}

/// A width in pixels from afar and from near.
fn growing(far: f64, near: f64) -> Value {
    json!(["interpolate", ["linear"], ["zoom"], 5, far, 12, near])
}

/// What is true of the features that are so on a date.
fn is_so_on(date: Option<Date>) -> Value {
    let Some(date) = date else { return json!(["!", ["has", "until_day"]]) };
    let day = day_number(date);
    json!([
        "all",
        ["any", ["!", ["has", "from_day"]], ["<=", ["get", "from_day"], day]],
        ["any", ["!", ["has", "until_day"]], [">", ["get", "until_day"], day]],
    ])
}

/// The ways of control, each with its name, what is true of ground that is so held, and its colour. QGIS
/// 3.22 does not know the expressions that would choose a colour in one layer.
fn ground(dataset: &Dataset, controls: &[Control], theme: &Theme) -> Vec<(String, Value, Color)> {
    let way = |control: &Control| {
        let ids = dataset.ids(&control.claimants);
        let status = control.status.word();
        let by_whom = match ids.as_str() {
            "" => json!(["!", ["has", "actors"]]),
            ids => json!(["==", ["get", "actors"], ids]),
        };
        let is_held = json!(["all", by_whom, ["==", ["get", "status"], status]]);
        let color = from_afar(&theme.control(dataset, control), theme.colors.unknown);
        (format!("{ids}|{status}"), is_held, color)
    };
    controls.iter().map(way).collect()
}

/// The colour that ground has where its stripes are too narrow to be told apart.
fn from_afar(paints: &[Paint], beneath: Color) -> Color {
    paints.iter().fold(beneath, |beneath, paint| match *paint {
        Paint::Solid(color) => color,
        Paint::Hatch { color, spacing, width, .. } => {
            let share = if spacing > 0.0 { (width / spacing).clamp(0.0, 1.0) } else { 0.0 };
            let mixed = |beneath: u8, over: u8| {
                (f32::from(beneath) * (1.0 - share) + f32::from(over) * share).round() as u8
            };
            Color {
                r: mixed(beneath.r, color.r),
                g: mixed(beneath.g, color.g),
                b: mixed(beneath.b, color.b),
                ..beneath
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stripes_are_mixed_into_what_lies_beneath_by_their_share() {
        let gray = |level| Color { r: level, g: level, b: level, a: u8::MAX };
        let stripes = |width| Paint::Hatch {
            color: gray(200),
            spacing: 10.0,
            width,
            angle: 45.0,
            phase: 0.0,
        };
        let solid = Paint::Solid(gray(100));
        assert_eq!(from_afar(&[solid, stripes(5.0)], gray(0)), gray(150));
        assert_eq!(from_afar(&[solid, stripes(0.0)], gray(0)), gray(100));
        assert_eq!(from_afar(&[], gray(7)), gray(7), "nobody is known");
    }
}
