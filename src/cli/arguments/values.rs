//! Values of the command line: a size, a box.

use std::str::FromStr;

use crate::geometry::BoundingBox;
use crate::map::Scene;
use crate::{Error, Result};

/// `1600x1200`.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct Size {
    pub width: u32,
    pub height: u32,
}

impl Size {
    /// That of a scene.
    pub fn of(scene: &Scene) -> Self {
        Self { width: scene.width as u32, height: scene.height as u32 }
    }
}

impl FromStr for Size {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let sides = text.split_once(['x', 'X', '×']);
        let sides =
            sides.and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
        match sides {
            Some((width, height)) => Ok(Self { width, height }),
            None => {
                Err(Error::usage("a size is written 1600x1200, in pixels")
                    .found(format!("`{text}`")))
            }
        }
    }
}

/// `35.7,34.8,42.4,37.4`.
pub(in crate::cli) fn parse_box(text: &str) -> Result<BoundingBox> {
    text.parse()
}
