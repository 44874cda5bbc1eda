//! GeoJSON feature collections.

use geojson::{Geometry, GeometryValue};
use serde::Serialize;

use crate::{Error, Result};

#[derive(Debug, Serialize)]
struct Feature<P> {
    r#type: &'static str,
    properties: P,
    geometry: Option<Geometry>,
}

/// A feature collection (RFC 7946), one feature a line.
pub(in crate::cli) fn collection<P: Serialize>(
    features: impl Iterator<Item = (P, GeometryValue)>,
) -> Result<String> {
    collection_of(features.map(|(properties, geometry)| (properties, Some(geometry))))
}

/// The same of features that need not have a geometry.
pub(in crate::cli) fn collection_of<P: Serialize>(
    features: impl Iterator<Item = (P, Option<GeometryValue>)>,
) -> Result<String> {
    let mut text = "{\"type\":\"FeatureCollection\",\"features\":[".to_owned();
    for (count, (properties, geometry)) in features.enumerate() {
        let geometry = geometry.map(Geometry::new);
        let feature = serde_json::to_string(&Feature { r#type: "Feature", properties, geometry });
        text += if count == 0 { "\n" } else { ",\n" };
        text += &feature
            .map_err(|cause| Error::input(format!("a feature can't be written: {cause}")))?;
    }
    text += "\n]}\n";
    Ok(text)
}
