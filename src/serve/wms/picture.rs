//! Scenes as files of the kind that is asked for.

use jpeg_encoder::{ColorType, Encoder, PixelDensity, SamplingFactor};

use super::exception::{Code, Exception};
use super::parameters::Parameters;
use crate::map::paint::{self, Lettering, PIXELS_PER_INCH};
use crate::map::scene::{Color, Scene};
use crate::{Error, Result};

/// Of 100. Flat colours stay flat from some 85 on, and thin lines without a hem from 90 on.
const QUALITY: u8 = 92;

/// What a picture is asked for as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Png,
    Jpeg,
    Svg,
}

/// The kinds of media that pictures come as.
pub(super) const FORMATS: [&str; 3] = ["image/png", "image/jpeg", "image/svg+xml"];

impl Format {
    /// The format of a name.
    pub fn named(name: &str) -> Result<Self, Exception> {
        let name = name.to_ascii_lowercase();
        match name.split(';').next().unwrap_or_default().trim() {
            "image/png" | "image/png8" => Ok(Self::Png),
            "image/jpeg" | "image/jpg" => Ok(Self::Jpeg),
            // Some clients do not write the plus as addresses want it.
            "image/svg+xml" | "image/svg xml" => Ok(Self::Svg),
            _ => {
                let known = FORMATS.join(", ");
                Err(Exception::new(Code::InvalidFormat, format!("pictures come as {known}")))
            }
        }
    }

    /// The kind of media.
    pub fn media(self) -> &'static str {
        match self {
            Self::Png => FORMATS[0],
            Self::Jpeg => FORMATS[1],
            Self::Svg => FORMATS[2],
        }
    }

    /// A scene as a file, at so many pixels for each page pixel; of a scene of shapes with what is told of
    /// it.
    pub fn file(self, scene: &Scene, ratio: f32, told: &[(String, String)]) -> Result<Vec<u8>> {
        match self {
            Self::Svg => Ok(paint::svg(scene, told, Lettering::Text).into_bytes()),
            Self::Jpeg => jpeg(scene, ratio),
            Self::Png if scene.background.a < 255 => paint::png_clear(scene, ratio, &[]),
            Self::Png => paint::png(scene, ratio, &[]),
        }
    }
}

/// A scene as JPEG, whose background is opaque. Colours are as sharp as light and shade, so that the edges of
/// flat ground have no hem.
fn jpeg(scene: &Scene, ratio: f32) -> Result<Vec<u8>> {
    let refused = |_| Error::limit("a picture as JPEG has 65535 pixels on a side at most");
    let background = Color { a: 255, ..scene.background };
    let scene = Scene { background, ..scene.clone() };
    let image = paint::raster(&scene, ratio)?;
    let side = |length: u32| u16::try_from(length).map_err(refused);
    let (width, height) = (side(image.width())?, side(image.height())?);
    let mut file = Vec::with_capacity(image.pixels().len() / 4);
    let mut encoder = Encoder::new(&mut file, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    encoder.set_optimized_huffman_tables(true);
    // Clamped when it was asked for; `as` saturates.
    let dots = (PIXELS_PER_INCH * ratio).round() as u16;
    encoder.set_density(PixelDensity::dpi(dots));
    encoder
        .encode(image.pixels().as_flattened(), width, height, ColorType::Rgba)
        .map_err(|error| Error::input("the JPEG file could not be written").found(error))?;
    Ok(file)
}

/// What lies beneath: white unless `BGCOLOR` says otherwise, or nothing at all.
pub(super) fn background(parameters: &Parameters, usual: Color) -> Result<Color, Exception> {
    let a = if is_transparent(parameters)? { 0 } else { 255 };
    let Some(text) = parameters.get("bgcolor") else { return Ok(Color { a, ..usual }) };
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let digits = digits.filter(|digits| digits.len() == 6);
    let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let number = number.ok_or_else(|| Exception::value("BGCOLOR is written 0xRRGGBB"))?;
    let [_, r, g, b] = number.to_be_bytes();
    Ok(Color { r, g, b, a })
}

/// What lies beneath where nothing else is said.
pub(super) const WHITE: Color = Color { r: 255, g: 255, b: 255, a: 255 };

fn is_transparent(parameters: &Parameters) -> Result<bool, Exception> {
    match parameters.get("transparent").unwrap_or("FALSE") {
        text if text.eq_ignore_ascii_case("true") => Ok(true),
        text if text.eq_ignore_ascii_case("false") => Ok(false),
        _ => Err(Exception::value("TRANSPARENT is TRUE or FALSE")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clear_scene_is_opaque_as_jpeg_and_its_colour_is_kept() {
        let clear = Color { r: 0x11, g: 0x88, b: 0x33, a: 0 };
        let scene = Scene { width: 40.0, height: 25.0, background: clear, layers: Vec::new() };
        let file = Format::Jpeg.file(&scene, 2.0, &[]).unwrap();
        assert!(file.starts_with(&[0xff, 0xd8, 0xff]) && file.ends_with(&[0xff, 0xd9]));
        assert_eq!(file, Format::Jpeg.file(&scene, 2.0, &[]).unwrap());
        // The frame's header: 8 bits, height, width, three colours, none of them halved.
        let at = file.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
        assert_eq!(file[at + 4..at + 10], [8, 0, 50, 0, 80, 3]);
        assert_eq!([file[at + 11], file[at + 14], file[at + 17]], [0x11; 3]);
    }

    #[test]
    fn names_of_formats_may_have_parameters() {
        assert_eq!(Format::named("image/png; mode=8bit"), Ok(Format::Png));
        assert_eq!(Format::named("Image/JPEG"), Ok(Format::Jpeg));
        assert_eq!(Format::named("image/svg xml"), Ok(Format::Svg));
        assert_eq!(Format::named("image/gif").map_err(|it| it.code), Err(Code::InvalidFormat));
    }
}
