//! How a map is to look, as the parameters of a request say it.

use jiff::civil::Date;

use crate::geometry::{BoundingBox, Projection};
use crate::map::paint::Lettering;
use crate::map::{Extent, MapOptions, Theme};
use crate::model::{Dataset, Language};
use crate::report::dates::date_or_latest;
use crate::serve::ServeLimits;
use crate::serve::problem::Problem;
use crate::serve::query::Query;
use crate::source::parse_date;
use crate::{Error, Result};

/// Width and height of a page in page pixels, unless said otherwise: those of a picture of a link.
const USUAL_SIZE: (u32, u32) = (1200, 675);
/// Characters of a headline.
const LONGEST_TITLE: usize = 300;

/// How a map is to look, and how its file is sent.
#[derive(Debug, Clone)]
pub(super) struct Wishes {
    /// The date.
    pub date: Date,
    /// Page, extent, language, theme.
    pub options: MapOptions,
    /// Device pixels for each page pixel.
    pub scale: f32,
    /// What letters become in a file of shapes.
    pub lettering: Lettering,
    /// Whether browsers are to store the file instead of showing it.
    pub is_download: bool,
}

impl Wishes {
    /// Takes what a request says; what it does not say is as `controlmap render` has it, but for the size.
    ///
    /// # Errors
    ///
    /// When a parameter can't be read, or the picture would have more pixels than are allowed.
    pub fn take(
        query: &mut Query,
        dataset: &Dataset,
        limits: &ServeLimits,
    ) -> Result<Self, Problem> {
        let date = query.take("date", parse_date)?;
        let date = date_or_latest(date, dataset);
        let bounds: Option<BoundingBox> = query.take("bbox", bounds)?;
        let actor = query.take("fit", |actor| dataset.find_actor(actor))?;
        let extent = match (bounds, actor) {
            (Some(_), Some(_)) => {
                return Err(Error::usage("a map shows a box or an actor's ground, not both")
                    .found("`bbox` and `fit`")
                    .into());
            }
            (Some(bounds), None) => Extent::Box(bounds),
            (None, Some(actor)) => Extent::Actor(actor),
            (None, None) => Extent::Dataset,
        };
        let options = MapOptions {
            width: query.take("width", whole)?.unwrap_or(USUAL_SIZE.0),
            height: query.take("height", whole)?.unwrap_or(USUAL_SIZE.1),
            language: query.take("lang", str::parse)?.unwrap_or(Language::English),
            extent,
            projection: query.take("projection", str::parse)?.unwrap_or(Projection::Auto),
            title: query.take("title", headline)?,
            theme: query.take("theme", theme)?.unwrap_or(Theme::LIGHT),
            locator: query.take("locator", yes_or_no)?.unwrap_or(true),
            graticule: query.take("graticule", yes_or_no)?.unwrap_or(false),
            since: query.take("since", parse_date)?,
        };
        let wishes = Self {
            date,
            options,
            scale: query.take("scale", factor)?.unwrap_or(1.0),
            lettering: query.take("text", lettering)?.unwrap_or(Lettering::Text),
            is_download: query.take("download", yes_or_no)?.unwrap_or(false),
        };
        wishes.hold(limits.pixels)?;
        Ok(wishes)
    }

    /// Fails where there would be more pixels than are allowed, on the page or in the picture.
    fn hold(&self, most: u64) -> Result<()> {
        let scale = f64::from(self.scale.max(1.0));
        let pixels = |length: u32| f64::from(length) * scale;
        let (width, height) = (pixels(self.options.width), pixels(self.options.height));
        if width * height <= most as f64 {
            return Ok(());
        }
        Err(Error::limit(format!("a picture may have {most} pixels at most"))
            .found(format!("{width:.0} x {height:.0}"))
            .hint("ask for a smaller width, height or scale"))
    }
}

/// A box; one that is none is a slip of whoever asks, whatever is wrong with it.
fn bounds(text: &str) -> Result<BoundingBox> {
    text.parse().map_err(|error: Error| Error::usage(error.to_string()))
}

fn whole(text: &str) -> Result<u32> {
    text.parse()
        .map_err(|_| Error::usage("a length is a whole number of pixels").found(short(text)))
}

fn factor(text: &str) -> Result<f32> {
    let number: Option<f32> = text.parse().ok();
    let number = number.filter(|number| number.is_finite() && *number > 0.0);
    number.ok_or_else(|| Error::usage("a scale is a number above 0").found(short(text)))
}

fn yes_or_no(text: &str) -> Result<bool> {
    match text {
        "true" | "1" | "" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(Error::usage("this is true or false").found(short(text))),
    }
}

fn headline(text: &str) -> Result<String> {
    if text.chars().nth(LONGEST_TITLE).is_some() {
        return Err(Error::limit(format!("a headline has {LONGEST_TITLE} characters at most")));
    }
    Ok(text.to_owned())
}

/// The theme with a name.
///
/// # Errors
///
/// When there is none: those there are are listed.
pub(in crate::serve) fn theme(name: &str) -> Result<Theme> {
    Theme::named(name).ok_or_else(|| {
        let names = Theme::BUILT_IN.map(|(name, _)| name).join(", ");
        Error::usage("no theme is called so").found(short(name)).hint(format!("there are {names}"))
    })
}

fn lettering(name: &str) -> Result<Lettering> {
    match name {
        "letters" => Ok(Lettering::Text),
        "outlines" => Ok(Lettering::Outlines),
        _ => Err(Error::usage("text is letters or outlines").found(short(name))),
    }
}

/// The beginning of a value, for a message.
fn short(text: &str) -> String {
    format!("`{}`", text.chars().take(40).collect::<String>())
}
