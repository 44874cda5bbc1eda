//! How a request is refused: by a report as XML, or by a picture where the request wants one, so that clients
//! that show nothing but pictures have one to show.

use axum::response::Response;

use super::canvas::{dots_ratio, size};
use super::exception::Exception;
use super::parameters::{Parameters, Version};
use super::picture::{self, Format};
use super::{of_media, xml};
use crate::Result;
use crate::map::scene::{Anchor, Color, Item, Layer, Point, Scene, Text, TextStyle, Weight};
use crate::map::text::wrap;
use crate::serve::app::App;
use crate::serve::problem::Problem;

/// The names of the ways to be told, in versions 1.3.0 and 1.1.1.
pub(super) const NAMES: [[&str; 2]; 3] = [
    ["XML", "application/vnd.ogc.se_xml"],
    ["INIMAGE", "application/vnd.ogc.se_inimage"],
    ["BLANK", "application/vnd.ogc.se_blank"],
];

const TEXT_STYLE: TextStyle = TextStyle { size: 13.0, weight: Weight::Regular, spacing: 0.0 };
/// From one line to the next, in page pixels.
const LEADING: f32 = 18.0;
/// Room round the words.
const MARGIN: f32 = 8.0;
const INK: Color = Color { r: 0x1a, g: 0x1a, b: 0x1a, a: 255 };

/// The answer to a request that is refused.
pub(super) async fn answer(
    app: &App,
    parameters: &Parameters,
    version: Version,
    exception: Exception,
) -> std::result::Result<Response, Problem> {
    let report = xml(version.report_media(), exception.report(version));
    let Some(sheet) = Sheet::of(parameters, app.limits().pixels) else { return Ok(report) };
    let media = sheet.format.media();
    let file = app.work(move || Ok(sheet.file(exception.text()))).await?;
    Ok(file.map_or(report, |file| of_media(media, file)))
}

/// The picture that stands in for a map.
struct Sheet {
    size: (u32, u32),
    ratio: f32,
    format: Format,
    background: Color,
    /// Whether it is to say nothing.
    is_blank: bool,
}

impl Sheet {
    /// The picture that a request for a map wants in place of a report, if its size and its format can be
    /// had.
    fn of(parameters: &Parameters, pixels: u64) -> Option<Self> {
        let request = parameters.get("request")?;
        let is_map = ["getmap", "map"].iter().any(|it| it.eq_ignore_ascii_case(request));
        let way = parameters.get("exceptions").filter(|_| is_map)?;
        let [_, words, blank] = NAMES;
        let is = |names: [&str; 2]| names.iter().any(|name| name.eq_ignore_ascii_case(way));
        if !(is(words) || is(blank)) {
            return None;
        }
        Some(Self {
            size: size(parameters, pixels).ok()?,
            ratio: dots_ratio(parameters),
            format: Format::named(parameters.get("format")?).ok()?,
            background: picture::background(parameters, picture::WHITE).unwrap_or(picture::WHITE),
            is_blank: is(blank),
        })
    }

    fn file(&self, words: &str) -> Result<Vec<u8>> {
        let side = |pixels: u32| pixels as f32 / self.ratio;
        let (width, height) = (side(self.size.0), side(self.size.1));
        let lines = if self.is_blank {
            Vec::new()
        } else {
            let room = (width - 2.0 * MARGIN).max(1.0);
            words.lines().flat_map(|line| wrap(line, TEXT_STYLE, room)).collect()
        };
        let mut baseline = MARGIN + TEXT_STYLE.size;
        let mut items = Vec::new();
        for line in lines {
            if baseline > height + LEADING {
                break;
            }
            items.push(self.line(line, baseline));
            baseline += LEADING;
        }
        let layers = vec![Layer { name: "refusal", clip: None, items }];
        let scene = Scene { width, height, background: self.background, layers };
        self.format.file(&scene, self.ratio, &[])
    }

    /// A line of words that can be read upon anything.
    fn line(&self, content: String, baseline: f32) -> Item {
        let Color { r, g, b, .. } = self.background;
        let is_dark = u32::from(r) * 3 + u32::from(g) * 6 + u32::from(b) < 1280;
        Item::Text(Text {
            content,
            origin: Point { x: MARGIN, y: baseline },
            anchor: Anchor::Left,
            style: TEXT_STYLE,
            color: if is_dark { picture::WHITE } else { INK },
            halo: Some((4.0, Color { a: 255, ..self.background })),
            rotation: 0.0,
        })
    }
}
