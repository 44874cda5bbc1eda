//! Pictures: how they are written, and what they say of themselves.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::arguments::page::{MOST_PIXELS, Resolution};
use crate::cli::arguments::theme::{THEME_HELP, ThemeChoice};
use crate::cli::arguments::values::Size;
use crate::cli::output;
use crate::cli::output::doubts::say_what_is_unshown;
use crate::cli::output::progress::Voice;
use crate::map::paint::Lettering;
use crate::map::{ChartOptions, Scene, Theme, paint, provenance};
use crate::model::{Dataset, Language};
use crate::{Error, Result};

/// How a chart is drawn.
#[derive(Debug, Args)]
pub(in crate::cli) struct ChartArgs {
    /// Draw it as a chart into this PNG, SVG or PDF, by the file's ending; - is a PNG on stdout, instead
    /// of the text
    #[arg(long = "chart", id = "chart", value_name = "FILE")]
    pub path: Option<PathBuf>,
    /// A headline for the chart instead of its own
    #[arg(long, requires = "chart")]
    title: Option<String>,
    /// Width of the chart in pixels
    #[arg(long, value_name = "PIXELS", default_value_t = 1600, requires = "chart")]
    width: u32,
    /// Device pixels for each pixel of the chart: 2 or 3 for print
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, requires = "chart")]
    scale: f32,
    #[arg(long, value_name = "THEME", default_value = "light", requires = "chart", help = THEME_HELP)]
    pub theme: ThemeChoice,
    /// What text becomes in an SVG or PDF: letters, or outlines that look the same everywhere
    #[arg(long, value_name = "FORM", default_value = "letters", requires = "chart")]
    text: TextForm,
}

/// What text becomes in a file of shapes.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum TextForm {
    /// Text that can be searched, copied and edited
    Letters,
    /// Shapes, which need no font
    Outlines,
}

impl From<TextForm> for Lettering {
    fn from(form: TextForm) -> Self {
        match form {
            TextForm::Letters => Self::Text,
            TextForm::Outlines => Self::Outlines,
        }
    }
}

impl ChartArgs {
    /// Fails where a chart was asked for that can't be written.
    pub fn expect_room(&self) -> Result<()> {
        self.path.as_deref().map_or(Ok(()), expect_picture)
    }

    /// What a chart is drawn by.
    pub fn options(&self, language: Language, theme: Theme) -> ChartOptions {
        ChartOptions { width: self.width, language, title: self.title.clone(), theme }
    }

    /// Writes a chart where it was asked for.
    pub fn write(
        &self,
        path: &Path,
        scene: &Scene,
        dataset: &Dataset,
        language: Language,
        voice: Voice,
    ) -> Result<()> {
        let metadata = provenance(dataset, &dataset.fingerprint(), language);
        say_what_is_unshown(scene, voice);
        let resolution = Resolution::of_screen(self.scale)?;
        resolution.hold(Size::of(scene), MOST_PIXELS)?;
        output::write(path, &picture(path, scene, resolution, self.text, &metadata)?)
    }
}

/// Endings that ask for what can't be had.
const OTHER_PICTURES: [&str; 8] = ["jpg", "jpeg", "gif", "webp", "tif", "tiff", "bmp", "eps"];

/// Whether a path ends as pictures do.
pub(in crate::cli) fn is_picture(path: &Path) -> bool {
    let ending = ending_of(path);
    ["png", "svg", "pdf"].contains(&ending.as_str()) || OTHER_PICTURES.contains(&ending.as_str())
}

/// Fails where a picture can't be written, or not as what its ending says.
pub(in crate::cli) fn expect_picture(path: &Path) -> Result<()> {
    if OTHER_PICTURES.contains(&ending_of(path).as_str()) {
        return Err(Error::usage("pictures are written as PNG, SVG or PDF").at(path.display()));
    }
    output::expect_file(path)
}

/// The ending of a path, in small letters.
fn ending_of(path: &Path) -> String {
    path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase()
}

/// A scene as the picture that a file's ending asks for: SVG, PDF, or else PNG.
pub(in crate::cli) fn picture(
    path: &Path,
    scene: &Scene,
    resolution: Resolution,
    text: TextForm,
    metadata: &[(String, String)],
) -> Result<Vec<u8>> {
    match ending_of(path).as_str() {
        "svg" => match resolution.sheet {
            Some(pixels) => Ok(paint::svg_at(scene, pixels, metadata, text.into())?.into_bytes()),
            None => Ok(paint::svg(scene, metadata, text.into()).into_bytes()),
        },
        "pdf" => {
            let pixels = resolution.sheet.unwrap_or(paint::PIXELS_PER_INCH);
            paint::pdf_at(scene, pixels, metadata, text.into())
        }
        _ => paint::png_at(scene, resolution.scale, resolution.pixels_per_inch(), metadata),
    }
}
