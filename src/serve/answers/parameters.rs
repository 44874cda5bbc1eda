//! Parameters that several answers take.

use jiff::civil::Date;

use crate::geometry::{EdgeRule, LonLat};
use crate::index::Gazetteer;
use crate::model::{Dataset, Language};
use crate::report::dates::date_or_latest;
use crate::report::points::Point;
use crate::serve::Published;
use crate::serve::problem::Problem;
use crate::serve::query::Query;
use crate::source::parse_date;
use crate::{Error, Result};

/// Letters that the name of a place has at most: comparing longer ones takes long.
const LONGEST_NAME: usize = 120;

/// A place that is asked about.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Place {
    /// By `lon` and `lat`.
    Position(LonLat),
    /// By `place`, a name in any language of the dataset.
    Name(String),
}

impl Place {
    /// Takes the place that a request is about.
    ///
    /// # Errors
    ///
    /// When there is none, or it is given in both ways; before that, when a parameter is left that nobody
    /// took, which may be a misspelt one of these.
    pub fn take(query: &mut Query) -> Result<Self, Problem> {
        let lon = query.take("lon", |text| degrees(text, "longitude"))?;
        let lat = query.take("lat", |text| degrees(text, "latitude"))?;
        let name = query.take("place", name)?;
        query.end()?;
        let missing = |what: &str| {
            Error::usage(what)
                .hint("a place is given as lon and lat in degrees, or by its name as place")
        };
        Ok(match (lon, lat, name) {
            (Some(lon), Some(lat), None) => Self::Position(
                LonLat::new(lon, lat).map_err(|error| Error::usage(error.to_string()))?,
            ),
            (None, None, Some(name)) => Self::Name(name),
            (None, None, None) => Err(missing("no place is given"))?,
            (_, _, Some(_)) => Err(missing("a place is given twice"))?,
            (Some(_), None, _) => Err(missing("there is a lon without a lat"))?,
            (None, Some(_), _) => Err(missing("there is a lat without a lon"))?,
        })
    }

    /// Whether it is found at once.
    pub fn is_position(&self) -> bool {
        matches!(self, Self::Position(_))
    }

    /// The point that is meant.
    ///
    /// # Errors
    ///
    /// When no place is called so, or several are.
    pub fn point<'a>(&self, published: &'a Published) -> Result<Point<'a>> {
        let base_map = &published.dataset.base_map;
        let (names, position) = match self {
            Self::Position(position) => (None, *position),
            Self::Name(name) => {
                let place = Gazetteer::of(base_map).find(name)?.place;
                (Some(place.names.clone()), place.position)
            }
        };
        let region = published.regions.region_at(base_map, position);
        Ok(Point { names, position, region })
    }
}

fn name(text: &str) -> Result<String> {
    if text.chars().nth(LONGEST_NAME).is_some() {
        return Err(Error::limit(format!("a name has {LONGEST_NAME} letters at most")));
    }
    Ok(text.to_owned())
}

fn degrees(text: &str, what: &str) -> Result<f64> {
    text.parse().map_err(|_| {
        Error::usage(format!("a {what} is a number of degrees")).found(beginning(text))
    })
}

/// The beginning of what can't be read, for a message.
pub(super) fn beginning(text: &str) -> String {
    format!("`{}`", text.chars().take(40).collect::<String>())
}

/// The date asked for, else the last of the data.
pub(super) fn date(query: &mut Query, dataset: &Dataset) -> Result<Date, Problem> {
    Ok(date_or_latest(query.take("date", parse_date)?, dataset))
}

/// The language of names.
pub(super) fn language(query: &mut Query) -> Result<Language, Problem> {
    Ok(query.take("lang", str::parse)?.unwrap_or(Language::English))
}

/// What runs between two vertices.
pub(super) fn edges(query: &mut Query) -> Result<EdgeRule, Problem> {
    let rule = |text: &str| match text {
        "straight" => Ok(EdgeRule::Straight),
        "geodesic" => Ok(EdgeRule::Geodesic),
        _ => Err(Error::usage("edges are straight or geodesic").found(beginning(text))),
    };
    Ok(query.take("edges", rule)?.unwrap_or_default())
}

/// Whether regions are to be told apart.
///
/// # Errors
///
/// When the dataset has none.
pub(super) fn by_region(query: &mut Query, dataset: &Dataset) -> Result<bool, Problem> {
    let by = query.take("by", |text| match text {
        "region" => Ok(()),
        _ => Err(Error::usage("ground is told apart by region").found(beginning(text))),
    })?;
    if by.is_some() && dataset.base_map.regions.is_empty() {
        return Err(Error::usage("the dataset has no regions").hint("leave out `by`").into());
    }
    Ok(by.is_some())
}

/// A switch: on where it is named without more.
pub(super) fn switch(query: &mut Query, name: &'static str) -> Result<Option<bool>, Problem> {
    query.take(name, |text| match text {
        "" | "true" | "1" | "on" => Ok(true),
        "false" | "0" | "off" => Ok(false),
        _ => Err(Error::usage("this is true or false").found(beginning(text))),
    })
}
