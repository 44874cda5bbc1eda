//! Scene to a PDF file: for print, and for programs that edit drawings.

mod fonts;
mod hatch;
mod lettering;
mod page;
#[cfg(test)]
mod tests;

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, TextStr};
use sha2::{Digest, Sha256};

use super::lettering::Lettering;
use super::svg::layer_ids;
use super::{PIXELS_PER_INCH, check_resolution};
use crate::error::{Error, Result};
use crate::map::scene::Scene;
use page::{Painted, paint};

/// Most page pixels on a side: 200 inches, more than which readers do not show.
const MAX_SIDE: f32 = 19_200.0;

/// Paints a scene as a whole PDF file of one page, whose 96 page pixels are an inch.
///
/// Every layer is an optional content group with the layer's name, which readers can switch off and
/// drawing programs show as a layer; a name that occurs again gets a number. Text is text, in parts of
/// the bundled fonts that the file contains, and can be searched and copied in the order in which it
/// is read; or it is shapes, as `lettering` asks. Stripes are lines, cut off at the edge of their
/// shape.
///
/// `metadata` are keywords and texts to store in the file: `Title`, `Description` and `Software`
/// where readers look for them, `Language` as the code of the language that the page is in, others
/// under their keyword. There is no date in the file, so that the same scene gives the same bytes.
/// Points that are not finite are left out.
///
/// # Errors
///
/// If the page is not at least a page pixel wide and high, or longer than 200 inches on a side.
///
/// # Example
///
/// ```
/// use controlmap::map::paint::{Lettering, pdf};
/// use controlmap::map::scene::{Color, Scene};
///
/// let background = Color { r: 250, g: 250, b: 245, a: 255 };
/// let scene = Scene { width: 40.0, height: 30.0, background, layers: vec![] };
/// let file = pdf(&scene, &[("Title".to_owned(), "خريطة".to_owned())], Lettering::Text)?;
/// assert!(file.starts_with(b"%PDF-1.7"));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn pdf(scene: &Scene, metadata: &[(String, String)], lettering: Lettering) -> Result<Vec<u8>> {
    pdf_at(scene, PIXELS_PER_INCH, metadata, lettering)
}

/// The same as [`pdf`] for a page of which so many page pixels are an inch of paper.
///
/// # Errors
///
/// As [`pdf`], and if `pixels_per_inch` is not a positive number.
///
/// # Example
///
/// ```
/// use controlmap::map::paint::{Lettering, pdf_at};
/// use controlmap::map::scene::{Color, Scene};
///
/// let background = Color { r: 250, g: 250, b: 245, a: 255 };
/// let a4 = Scene { width: 1240.0, height: 1754.0, background, layers: vec![] };
/// let file = pdf_at(&a4, 150.0, &[], Lettering::Text)?;
/// assert!(file.starts_with(b"%PDF"));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn pdf_at(
    scene: &Scene,
    pixels_per_inch: f32,
    metadata: &[(String, String)],
    lettering: Lettering,
) -> Result<Vec<u8>> {
    check_size(scene)?;
    check_resolution(pixels_per_inch)?;
    let points = POINTS_PER_INCH / pixels_per_inch;
    let painted = paint(scene, points, lettering);
    let content = deflated(&painted.content)?;
    let mut pdf = Pdf::new();
    let ids = Ids::new(scene);
    write_catalog(&mut pdf, scene, metadata, &ids);
    pdf.pages(ids.pages).kids([ids.page]).count(1);
    write_page(&mut pdf, (scene.width * points, scene.height * points), &painted, &ids);
    pdf.stream(ids.content, &content).filter(Filter::FlateDecode);
    write_metadata(&mut pdf, metadata, ids.about);
    painted.fonts.write(&mut pdf, ids.first_font)?;
    let id = Sha256::digest(&painted.content)[..16].to_vec();
    pdf.set_file_id((id.clone(), id));
    Ok(pdf.finish())
}

/// Points, the unit of PDF, in an inch.
const POINTS_PER_INCH: f32 = 72.0;

fn check_size(scene: &Scene) -> Result<()> {
    let (width, height) = (scene.width, scene.height);
    let found = || format!("{width} x {height} pixels");
    if !(width >= 1.0 && height >= 1.0) {
        return Err(Error::usage("a page must be at least one pixel wide and high").found(found()));
    }
    if width > MAX_SIDE || height > MAX_SIDE {
        return Err(Error::limit(format!(
            "a PDF page may have at most {MAX_SIDE} pixels on a side"
        ))
        .found(found())
        .hint("choose a smaller page: a PDF is as sharp at any size"));
    }
    Ok(())
}

/// Where in the file everything stands.
struct Ids {
    catalog: Ref,
    pages: Ref,
    page: Ref,
    content: Ref,
    about: Ref,
    /// A group for each layer.
    layers: Vec<Ref>,
    first_font: i32,
}

impl Ids {
    fn new(scene: &Scene) -> Self {
        let mut next = Ref::new(1);
        Self {
            catalog: next.bump(),
            pages: next.bump(),
            page: next.bump(),
            content: next.bump(),
            about: next.bump(),
            layers: scene.layers.iter().map(|_| next.bump()).collect(),
            first_font: next.get(),
        }
    }

    fn fonts(&self, count: usize) -> impl Iterator<Item = Ref> {
        let first = self.first_font;
        (0i32..).take(count).map(move |index| Ref::new(first + index * fonts::REFS))
    }
}

fn write_catalog(pdf: &mut Pdf, scene: &Scene, metadata: &[(String, String)], ids: &Ids) {
    let mut catalog = pdf.catalog(ids.catalog);
    catalog.pages(ids.pages);
    if let Some((_, language)) = metadata.iter().find(|(keyword, _)| keyword == "Language") {
        catalog.lang(TextStr(language));
    }
    catalog.viewer_preferences().display_doc_title(true);
    if !ids.layers.is_empty() {
        let mut properties = catalog.insert(Name(b"OCProperties")).dict();
        properties.insert(Name(b"OCGs")).array().items(ids.layers.iter().copied());
        let mut shown = properties.insert(Name(b"D")).dict();
        // Programs list layers from the top down.
        shown.insert(Name(b"Order")).array().items(ids.layers.iter().rev().copied());
        shown.insert(Name(b"ON")).array().items(ids.layers.iter().copied());
    }
    catalog.finish();
    for (id, name) in ids.layers.iter().zip(layer_ids(scene)) {
        let mut group = pdf.indirect(*id).dict();
        group.pair(Name(b"Type"), Name(b"OCG")).pair(Name(b"Name"), TextStr(&name));
    }
}

fn write_page(pdf: &mut Pdf, (width, height): (f32, f32), painted: &Painted, ids: &Ids) {
    let mut page = pdf.page(ids.page);
    page.parent(ids.pages).contents(ids.content);
    page.media_box(Rect::new(0.0, 0.0, width, height));
    // Colours that shine through are mixed as a screen mixes them.
    let mut group = page.insert(Name(b"Group")).dict();
    group.pair(Name(b"S"), Name(b"Transparency")).pair(Name(b"CS"), Name(b"DeviceRGB"));
    group.finish();
    let mut resources = page.resources();
    let mut fonts = resources.fonts();
    for (index, id) in ids.fonts(painted.fonts.len()).enumerate() {
        fonts.pair(Name(page::font_name(index).as_bytes()), id);
    }
    fonts.finish();
    let mut properties = resources.insert(Name(b"Properties")).dict();
    for (index, id) in ids.layers.iter().enumerate() {
        properties.pair(Name(page::layer_name(index).as_bytes()), *id);
    }
    properties.finish();
    let mut states = resources.insert(Name(b"ExtGState")).dict();
    for alpha in &painted.alphas {
        let share = (f32::from(*alpha) / 255.0 * 1000.0).round() / 1000.0;
        let mut state = states.insert(Name(page::alpha_name(*alpha).as_bytes())).dict();
        state.pair(Name(b"ca"), share).pair(Name(b"CA"), share);
    }
}

/// What the file says of itself.
fn write_metadata(pdf: &mut Pdf, metadata: &[(String, String)], about: Ref) {
    let mut info = pdf.document_info(about);
    let mut told: Vec<&str> = Vec::new();
    for (keyword, content) in metadata {
        let keyword = match keyword.as_str() {
            "Description" => "Subject",
            "Software" => "Creator",
            "Language" | "" => continue,
            // What the format gives another type or meaning.
            "CreationDate" | "ModDate" | "Trapped" => continue,
            other => other,
        };
        if !told.contains(&keyword) {
            told.push(keyword);
            info.pair(Name(keyword.as_bytes()), TextStr(content));
        }
    }
}

/// Compresses the data of a stream.
fn deflated(raw: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(raw.len() / 2), Compression::new(6));
    encoder.write_all(raw).map_err(refused)?;
    encoder.finish().map_err(refused)
}

/// An error of the libraries, which nothing that they are handed should cause.
fn refused(error: impl std::fmt::Display) -> Error {
    Error::input("the PDF file could not be written").found(error)
}
