//! Which part of which plane a request is about, and how many pixels it has.

use super::exception::{Code, Exception};
use super::parameters::{Parameters, Version};
use crate::geometry::{Coord, Cylindrical};

/// The reference systems, as they are named.
pub(super) const SYSTEMS: [&str; 3] = ["CRS:84", "EPSG:4326", "EPSG:3857"];
/// The dots an inch at which sizes are those of the style, and the least and the most that are heeded.
const DOTS: (f32, f32, f32) = (96.0, 48.0, 600.0);

/// A part of a plane, and its pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Canvas {
    pub plane: Cylindrical,
    pub min: Coord,
    pub max: Coord,
    pub width: u32,
    pub height: u32,
    /// Pixels for each page pixel.
    pub ratio: f32,
}

/// The most pixels along a side of a picture that may have so many in all.
pub(super) fn longest_side(pixels: u64) -> u32 {
    u32::try_from(pixels.isqrt()).unwrap_or(u32::MAX)
}

impl Canvas {
    /// What a request says.
    pub fn of(parameters: &Parameters, version: Version, pixels: u64) -> Result<Self, Exception> {
        let (width, height) = size(parameters, pixels)?;
        let (plane, is_lat_first) = plane(parameters, version)?;
        let text = parameters.required("bbox")?;
        let sides: Vec<f64> = text.split(',').filter_map(|it| it.trim().parse().ok()).collect();
        let wrong = || Exception::value("BBOX is four numbers, the least ones first: not so");
        let &[a, b, c, d] = sides.as_slice() else { return Err(wrong()) };
        let [west, south, east, north] = if is_lat_first { [b, a, d, c] } else { [a, b, c, d] };
        let is_finite = sides.iter().all(|side| side.is_finite());
        if !(is_finite && west < east && south < north && text.split(',').count() == 4) {
            return Err(wrong());
        }
        let (min, max) = (Coord { x: west, y: south }, Coord { x: east, y: north });
        Ok(Self { plane, min, max, width, height, ratio: dots_ratio(parameters) })
    }

    /// The position in degrees under the middle of a pixel, which need not be on the globe.
    pub fn position(&self, i: u32, j: u32) -> Coord {
        let share = |pixel: u32, side: u32| (f64::from(pixel) + 0.5) / f64::from(side);
        let Self { min, max, .. } = self;
        self.plane.inverse(Coord {
            x: min.x + (max.x - min.x) * share(i, self.width),
            y: max.y - (max.y - min.y) * share(j, self.height),
        })
    }
}

/// Width and height in pixels, of a picture of so many at most.
pub(super) fn size(parameters: &Parameters, pixels: u64) -> Result<(u32, u32), Exception> {
    let longest = longest_side(pixels);
    let side = |name| {
        let side = parameters.number(name)?;
        if !(1..=longest).contains(&side) {
            return Err(Exception::value(format!(
                "WIDTH and HEIGHT are from 1 to {longest} pixels"
            )));
        }
        Ok(side)
    };
    Ok((side("width")?, side("height")?))
}

/// Pixels for each page pixel, by the dots an inch that clients tell in one of the ways of theirs.
pub(super) fn dots_ratio(parameters: &Parameters) -> f32 {
    let dots = parameters.get("dpi").or_else(|| parameters.get("map_resolution"));
    let dots: f32 = dots.and_then(|it| it.parse().ok()).unwrap_or(DOTS.0);
    let dots = if dots.is_finite() { dots.clamp(DOTS.1, DOTS.2) } else { DOTS.0 };
    dots / DOTS.0
}

/// The plane, and whether latitude comes first in coordinates.
fn plane(parameters: &Parameters, version: Version) -> Result<(Cylindrical, bool), Exception> {
    let name = match version {
        Version::V1_3_0 => parameters.required("crs")?,
        Version::V1_1_1 => parameters.required("srs")?,
    };
    match name.to_ascii_uppercase().as_str() {
        "CRS:84" => Ok((Cylindrical::PlateCarree, false)),
        "EPSG:4326" => Ok((Cylindrical::PlateCarree, version == Version::V1_3_0)),
        "EPSG:3857" | "EPSG:900913" => Ok((Cylindrical::WebMercator, false)),
        _ => Err(Exception::new(
            Code::InvalidCrs,
            format!("the reference systems are {}", SYSTEMS.join(", ")),
        )),
    }
}
