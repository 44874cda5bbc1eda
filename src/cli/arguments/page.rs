//! The page of a map, as the command line says it: its size, and how finely it is drawn.

use clap::{Args, ValueEnum};

use crate::cli::arguments::values::Size;
use crate::map::paint::PIXELS_PER_INCH;
use crate::{Error, Result};

/// The size of a page, and its pixels.
#[derive(Debug, Args)]
pub(in crate::cli) struct PageArgs {
    /// Width and height of the page in pixels
    #[arg(long, value_name = "WxH", default_value = "1600x1200", allow_hyphen_values = true)]
    size: Size,
    /// A page of a usual size instead; sheets of paper have 300 dots an inch unless told otherwise
    #[arg(long, value_name = "NAME", conflicts_with = "size")]
    preset: Option<Preset>,
    /// Device pixels for each pixel of the page, 2 or 3 for print [default: 1]
    #[arg(long, value_name = "FACTOR", allow_hyphen_values = true)]
    scale: Option<f32>,
    /// Device pixels for each inch of paper, instead of --scale
    #[arg(long, value_name = "DOTS", conflicts_with = "scale", allow_hyphen_values = true)]
    dpi: Option<f32>,
    /// Draw larger pictures: so many pixels in all, 2,000,000,000 at most
    #[arg(long, value_name = "NUMBER", default_value_t = MOST_PIXELS, hide_short_help = true)]
    max_pixels: u64,
}

/// Pixels of a picture, unless more are allowed: a larger one is more likely a slip of the fingers.
pub(in crate::cli) const MOST_PIXELS: u64 = 400_000_000;

/// Pages of usual sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Preset {
    /// 1200 by 675 pixels, as links are shown
    #[value(name = "1200x675")]
    Link,
    /// 1080 by 1080 pixels
    Square,
    /// 1080 by 1920 pixels
    Story,
    /// 210 by 297 mm
    A4,
    /// 297 by 210 mm
    A4Landscape,
    /// 297 by 420 mm
    A3,
    /// 420 by 297 mm
    A3Landscape,
}

/// Page pixels in an inch of paper on sheets: the legend of an A4 sheet is in 8 points, its headline
/// in 18, where pixels of CSS would make letters for a screen.
const SHEET_PIXELS_PER_INCH: f32 = 150.0;
/// Device pixels for each page pixel of a sheet: 300 dots an inch.
const SHEET_SCALE: f32 = 2.0;

/// How finely a page is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::cli) struct Resolution {
    /// Device pixels for each page pixel.
    pub scale: f32,
    /// Page pixels in an inch of paper; nothing for a page of the screen.
    pub sheet: Option<f32>,
}

impl Resolution {
    /// That of a screen, on which a page pixel is so many device pixels.
    pub fn of_screen(scale: f32) -> Result<Self> {
        Ok(Self { scale: positive(scale, "--scale")?, sheet: None })
    }

    /// Fails where a picture would have more pixels than are allowed.
    pub fn hold(self, size: Size, most: u64) -> Result<()> {
        let side = |length: u32| (f64::from(length) * f64::from(self.scale)).round();
        let (width, height) = (side(size.width), side(size.height));
        if width * height <= most as f64 {
            return Ok(());
        }
        Err(Error::limit(format!("a picture may have {most} pixels at most"))
            .found(format!("{width} x {height}"))
            .hint("choose a smaller page or scale, or raise the limit with --max-pixels"))
    }

    /// Page pixels in an inch.
    pub fn pixels_per_inch(self) -> f32 {
        self.sheet.unwrap_or(PIXELS_PER_INCH)
    }
}

impl PageArgs {
    /// Width and height in page pixels.
    pub fn size(&self) -> Size {
        self.preset.map_or(self.size, Preset::size)
    }

    /// How finely the page is drawn.
    ///
    /// # Errors
    ///
    /// When the factor or the dots an inch are no positive number.
    pub fn resolution(&self) -> Result<Resolution> {
        let is_sheet = self.preset.is_some_and(Preset::is_sheet);
        let sheet = is_sheet.then_some(SHEET_PIXELS_PER_INCH);
        let usual = if is_sheet { SHEET_SCALE } else { 1.0 };
        let scale = match self.dpi {
            Some(dots) => positive(dots, "--dpi")? / sheet.unwrap_or(PIXELS_PER_INCH),
            None => positive(self.scale.unwrap_or(usual), "--scale")?,
        };
        let resolution = Resolution { scale, sheet };
        resolution.hold(self.size(), self.max_pixels)?;
        Ok(resolution)
    }
}

fn positive(number: f32, option: &str) -> Result<f32> {
    if number.is_finite() && number > 0.0 {
        return Ok(number);
    }
    Err(Error::usage(format!("{option} is a number above 0")).found(number))
}

impl Preset {
    fn size(self) -> Size {
        let (width, height) = match self {
            Self::Link => (1200, 675),
            Self::Square => (1080, 1080),
            Self::Story => (1080, 1920),
            Self::A4 => (1240, 1754),
            Self::A4Landscape => (1754, 1240),
            Self::A3 => (1754, 2480),
            Self::A3Landscape => (2480, 1754),
        };
        Size { width, height }
    }

    fn is_sheet(self) -> bool {
        !matches!(self, Self::Link | Self::Square | Self::Story)
    }
}
