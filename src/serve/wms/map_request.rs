//! What a request for a map says, which a request for what is under a pixel of it repeats.

use super::canvas::Canvas;
use super::exception::{Code, Exception};
use super::parameters::{Parameters, Version};
use super::{layers, time};
use crate::map::StyledLayer;
use crate::model::{Dataset, Date, Language};

/// What a request for a map says.
pub(super) struct MapRequest {
    /// From bottom to top.
    pub layers: Vec<StyledLayer>,
    pub canvas: Canvas,
    pub date: Date,
    /// The language of names.
    pub language: Language,
}

impl MapRequest {
    /// What the parameters say of a map of so many pixels at most.
    pub fn of(
        parameters: &Parameters,
        version: Version,
        dataset: &Dataset,
        pixels: u64,
    ) -> Result<Self, Exception> {
        Ok(Self {
            layers: layers::asked_for(parameters)?,
            canvas: Canvas::of(parameters, version, pixels)?,
            date: time::date(parameters, dataset)?,
            language: language(parameters)?,
        })
    }
}

/// The language of names.
pub(super) fn language(parameters: &Parameters) -> Result<Language, Exception> {
    let code = parameters.get("language").or_else(|| parameters.get("lang"));
    let language = code.map(|code| code.parse::<Language>()).transpose();
    language
        .map(Option::unwrap_or_default)
        .map_err(|error| Exception::of(Code::InvalidParameterValue, &error))
}
