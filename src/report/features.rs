//! GeoJSON feature collections.

use geojson::{Geometry, GeometryValue};
use serde::Serialize;
use serde_json::Value;

use crate::{Error, Result};

#[derive(Debug, Serialize)]
struct Feature<'a, P> {
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a Value>,
    properties: P,
    geometry: Option<Geometry>,
}

/// A feature collection (RFC 7946), one feature a line.
pub(crate) fn collection<P: Serialize>(
    features: impl Iterator<Item = (P, GeometryValue)>,
) -> Result<String> {
    collection_of(features.map(|(properties, geometry)| (None, properties, Some(geometry))))
}

/// The same of features that may have an identifier, and need not have a geometry.
pub(crate) fn collection_of<'a, P: Serialize>(
    features: impl Iterator<Item = (Option<&'a Value>, P, Option<GeometryValue>)>,
) -> Result<String> {
    let mut text = "{\"type\":\"FeatureCollection\",\"features\":[".to_owned();
    for (count, (id, properties, geometry)) in features.enumerate() {
        let geometry = geometry.map(Geometry::new);
        let feature = Feature { r#type: "Feature", id, properties, geometry };
        let feature = serde_json::to_string(&feature);
        text += if count == 0 { "\n" } else { ",\n" };
        text += &feature
            .map_err(|cause| Error::input(format!("a feature can't be written: {cause}")))?;
    }
    text += "\n]}\n";
    Ok(text)
}
