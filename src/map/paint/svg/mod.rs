//! Scene to an SVG file: for those who want to edit a map, or to show it at any size.

mod lettering;
mod markup;
mod path;
#[cfg(test)]
mod tests;

use std::fmt::Write;

use lettering::{outlined, straight};
use markup::{Definitions, Tag, escaped, number};
use path::{Ends, path_data};

use super::check_resolution;
use super::lettering::{Lettering, Line};
use super::prepare::{MITER_LIMIT, fade};
use crate::Result;
use crate::map::scene::{Color, Item, Layer, Paint, Rect, Scene, Stroke};

/// The fonts by which a scene is measured, and what stands in where they are missing.
const FONTS: &str = "Noto Sans, Noto Sans Arabic, Noto Sans Math, sans-serif";
/// The namespace of what is stored in a file besides its picture.
const METADATA_NAMESPACE: &str = "urn:controlmap:metadata";
/// Millimetres in an inch.
const MILLIMETRES_PER_INCH: f32 = 25.4;
/// Length of a hatch's tile, in spacings: long tiles have few seams.
const TILE: f32 = 16.0;

/// Paints a scene as a whole SVG file.
///
/// Every layer is a group with the layer's name as its id; a name that occurs again gets a number.
/// Hatches are patterns anchored to the page's origin, and look as [`png`](super::png) paints them.
/// As [`Lettering::Text`], letters can be searched and edited, and look as they were measured wherever
/// Noto Sans and Noto Sans Arabic are installed; as [`Lettering::Outlines`] they look so everywhere.
/// Lengths are page pixels to two decimals.
///
/// `metadata` are keywords and texts to store in the file: `Title` is also its title, `Description`
/// its description, as browsers and screen readers tell them, `Language` the code of the language
/// that its text is in. Characters that XML does not allow
/// are replaced, points that are not finite left out.
///
/// # Example
///
/// ```
/// use controlmap::map::paint::{Lettering, svg};
/// use controlmap::map::scene::{Color, Scene};
///
/// let background = Color { r: 250, g: 250, b: 245, a: 255 };
/// let scene = Scene { width: 40.0, height: 30.0, background, layers: vec![] };
/// let file = svg(&scene, &[("Title".to_owned(), "خريطة".to_owned())], Lettering::Text);
/// assert!(file.contains("<title id=\"title\">خريطة</title>"));
/// ```
pub fn svg(scene: &Scene, metadata: &[(String, String)], lettering: Lettering) -> String {
    file(scene, (number(scene.width), number(scene.height)), metadata, lettering)
}

/// The same as [`svg`] for a page of which so many page pixels are an inch of paper: its size is told
/// in millimetres.
///
/// # Errors
///
/// If `pixels_per_inch` is not a positive number.
///
/// # Example
///
/// ```
/// use controlmap::map::paint::{Lettering, svg_at};
/// use controlmap::map::scene::{Color, Scene};
///
/// let background = Color { r: 250, g: 250, b: 245, a: 255 };
/// let scene = Scene { width: 300.0, height: 150.0, background, layers: vec![] };
/// assert!(svg_at(&scene, 150.0, &[], Lettering::Text)?.contains("width=\"50.8mm\" height=\"25.4mm\""));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn svg_at(
    scene: &Scene,
    pixels_per_inch: f32,
    metadata: &[(String, String)],
    lettering: Lettering,
) -> Result<String> {
    check_resolution(pixels_per_inch)?;
    let millimetres =
        |length: f32| format!("{}mm", number(length / pixels_per_inch * MILLIMETRES_PER_INCH));
    let size = (millimetres(scene.width), millimetres(scene.height));
    Ok(file(scene, size, metadata, lettering))
}

/// A file whose picture is so wide and so high.
fn file(
    scene: &Scene,
    size: (String, String),
    metadata: &[(String, String)],
    lettering: Lettering,
) -> String {
    let mut painter = Painter { lettering, ..Painter::default() };
    for (layer, id) in scene.layers.iter().zip(layer_ids(scene)) {
        painter.layer(layer, &id);
    }
    let (width, height) = (number(scene.width), number(scene.height));
    let root = Tag::new("svg")
        .with("xmlns", "http://www.w3.org/2000/svg")
        .with("xmlns:xlink", "http://www.w3.org/1999/xlink")
        .with("xmlns:inkscape", "http://www.inkscape.org/namespaces/inkscape")
        .with("width", size.0)
        .with("height", size.1)
        .with("viewBox", format!("0 0 {width} {height}"))
        .with("font-family", FONTS)
        .with("font-weight", "400")
        .with("direction", "ltr")
        .with("stroke-linecap", "round")
        .with("stroke-miterlimit", number(MITER_LIMIT))
        .with("xml:space", "preserve");
    let root = described(root, metadata);
    let page = colored(
        Tag::new("rect").with("width", &width).with("height", &height),
        "fill",
        scene.background,
    );
    let mut file = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", root.opened());
    file.push_str(&told(metadata));
    file.push_str(&painter.definitions());
    file.push_str(&page.closed());
    file.push('\n');
    file.push_str(&painter.body);
    file.push_str("</svg>\n");
    file
}

/// The names of a scene's layers in a file; one that occurs again gets a number.
pub(super) fn layer_ids(scene: &Scene) -> impl Iterator<Item = String> {
    scene.layers.iter().enumerate().map(|(index, layer)| {
        let again = scene.layers.iter().take(index).filter(|it| it.name == layer.name).count();
        if again > 0 { format!("{}-{}", layer.name, again + 1) } else { layer.name.to_owned() }
    })
}

/// What a file says of itself.
fn told(metadata: &[(String, String)]) -> String {
    let mut told = String::new();
    for (keyword, element) in TOLD {
        if let Some(content) = entry(metadata, keyword) {
            told.push_str(&Tag::new(element).with("id", element).around(content));
            told.push('\n');
        }
    }
    if !metadata.is_empty() {
        // Writing to a string does not fail.
        let _ = writeln!(told, "<metadata xmlns:m=\"{METADATA_NAMESPACE}\">");
        for (keyword, content) in metadata {
            told.push_str(&Tag::new("m:entry").with("keyword", escaped(keyword)).around(content));
            told.push('\n');
        }
        told.push_str("</metadata>\n");
    }
    told
}

/// The keywords that screen readers are told, and the elements that tell them.
const TOLD: [(&str, &str); 2] = [("Title", "title"), ("Description", "desc")];

fn entry<'a>(metadata: &'a [(String, String)], keyword: &str) -> Option<&'a str> {
    metadata.iter().find(|(it, _)| it == keyword).map(|(_, content)| content.as_str())
}

/// The root element with what browsers and screen readers look for: that the file is one picture, what
/// tells of it, and its language.
fn described(root: Tag, metadata: &[(String, String)]) -> Tag {
    let told = TOLD.iter().filter(|(keyword, _)| entry(metadata, keyword).is_some());
    let elements: Vec<&str> = told.map(|(_, element)| *element).collect();
    let mut root = root.with("role", "img");
    if !elements.is_empty() {
        root = root.with("aria-labelledby", elements.join(" "));
    }
    match entry(metadata, "Language") {
        Some(language) => root.with("xml:lang", escaped(language)),
        None => root,
    }
}

/// Paints layer after layer.
#[derive(Default)]
struct Painter {
    lettering: Lettering,
    hatches: Definitions,
    clips: Definitions,
    curves: Definitions,
    body: String,
}

impl Painter {
    fn layer(&mut self, layer: &Layer, id: &str) {
        let id = escaped(id);
        let mut group = Tag::new("g")
            .with("id", &id)
            .with("inkscape:groupmode", "layer")
            .with("inkscape:label", &id);
        if let Some(clip) = layer.clip {
            let clip = self.clips.number_of(rectangle(clip).closed());
            group = group.with("clip-path", format!("url(#clip-{clip})"));
        }
        self.body.push_str(&group.opened());
        self.body.push('\n');
        for item in &layer.items {
            if let Some(element) = self.item(item) {
                self.body.push_str(&element);
                self.body.push('\n');
            }
        }
        self.body.push_str("</g>\n");
    }

    /// An item as an element; nothing if it leaves no trace.
    fn item(&mut self, item: &Item) -> Option<String> {
        match item {
            Item::Fill { rings, paint } => {
                let shape = Tag::new("path").with("d", path_data(rings, Ends::Joined)?);
                let shape = self.painted(shape, *paint)?;
                Some(shape.with("fill-rule", "evenodd").closed())
            }
            Item::Stroke { lines, stroke } => {
                let shape = Tag::new("path").with("d", path_data(lines, Ends::AsGiven)?);
                Some(stroked(shape.with("fill", "none"), *stroke)?.closed())
            }
            Item::Dot { center, radius, fill, outline } => {
                let is_drawable = center.x.is_finite() && center.y.is_finite() && *radius > 0.0;
                let circle = is_drawable.then(|| {
                    Tag::new("circle")
                        .with("cx", number(center.x))
                        .with("cy", number(center.y))
                        .with("r", number(*radius))
                })?;
                let circle = colored(circle, "fill", *fill);
                let ringed = outline.and_then(|(width, color)| {
                    stroked(circle.clone(), Stroke { color, width, dash: None })
                });
                Some(ringed.unwrap_or(circle).closed())
            }
            Item::Text(text) if self.lettering == Lettering::Outlines => {
                outlined(&Line::straight(text)?, text.color, text.halo)
            }
            Item::CurvedText(text) if self.lettering == Lettering::Outlines => {
                outlined(&Line::curved(text)?, text.color, text.halo)
            }
            Item::Text(text) => straight(text),
            Item::CurvedText(text) => self.curved(text),
        }
    }

    fn painted(&mut self, shape: Tag, paint: Paint) -> Option<Tag> {
        match paint {
            Paint::Solid(color) => Some(colored(shape, "fill", color)),
            Paint::Hatch { color, spacing, width, angle, phase } => {
                if !(width > 0.0
                    && spacing > 0.0
                    && spacing.is_finite()
                    && angle.is_finite()
                    && phase.is_finite())
                {
                    return None;
                }
                // Stripes too fine to be told apart are seen as an even tone.
                if spacing < 1.0 {
                    let share = (width / spacing).min(1.0);
                    return Some(colored(shape, "fill", fade(color, share)));
                }
                // The stripe lies in the middle of its tile, which is moved so that the stripe is where
                // it is to be.
                let length = TILE * spacing;
                let stripe =
                    Rect { x: 0.0, y: (spacing - width) / 2.0, width: length, height: width };
                let (turn, rise) = (number(-angle), number((phase - 0.5) * spacing));
                let tile = Tag::new("pattern")
                    .with("patternUnits", "userSpaceOnUse")
                    .with("width", number(length))
                    .with("height", number(spacing))
                    .with("patternTransform", format!("rotate({turn}) translate(0 {rise})"));
                let stripe = colored(rectangle(stripe), "fill", color).closed();
                let hatch = self.hatches.number_of(format!("{}{stripe}", tile.opened()));
                Some(shape.with("fill", format!("url(#hatch-{hatch})")))
            }
        }
    }

    /// The patterns, clips and curves that the layers refer to.
    fn definitions(&self) -> String {
        let mut definitions = String::new();
        for (number, hatch) in self.hatches.numbered() {
            let hatch = hatch.replacen("<pattern", &format!("<pattern id=\"hatch-{number}\""), 1);
            let _ = writeln!(definitions, "{hatch}</pattern>");
        }
        for (number, clip) in self.clips.numbered() {
            let _ = writeln!(definitions, "<clipPath id=\"clip-{number}\">{clip}</clipPath>");
        }
        for (number, curve) in self.curves.numbered() {
            let _ = writeln!(definitions, "<path id=\"curve-{number}\" d=\"{curve}\"/>");
        }
        if definitions.is_empty() {
            return definitions;
        }
        format!("<defs>\n{definitions}</defs>\n")
    }
}

fn rectangle(rect: Rect) -> Tag {
    Tag::new("rect")
        .with("x", number(rect.x))
        .with("y", number(rect.y))
        .with("width", number(rect.width))
        .with("height", number(rect.height))
}

/// A shape with a colour for its inside, `fill`, or for its line, `stroke`.
fn colored(shape: Tag, part: &'static str, Color { r, g, b, a }: Color) -> Tag {
    let shape = shape.with(part, format!("#{r:02x}{g:02x}{b:02x}"));
    if a == 255 {
        return shape;
    }
    let opacity = if part == "fill" { "fill-opacity" } else { "stroke-opacity" };
    shape.with(opacity, number(f32::from(a) / 255.0))
}

/// A shape with a line along its outline; nothing for a line without width.
fn stroked(shape: Tag, stroke: Stroke) -> Option<Tag> {
    let is_visible = stroke.width > 0.0 && stroke.width.is_finite();
    let shape = is_visible.then(|| colored(shape, "stroke", stroke.color))?;
    let shape = shape.with("stroke-width", number(stroke.width));
    Some(match stroke.dash {
        // Gaps much narrower than the line cannot be seen.
        Some((on, off)) if on >= 0.0 && off > stroke.width.max(1.0) / 4.0 => shape
            .with("stroke-dasharray", format!("{} {}", number(on), number(off)))
            .with("stroke-linecap", "butt"),
        _ => shape,
    })
}
