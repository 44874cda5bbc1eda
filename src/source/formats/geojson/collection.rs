//! The members of a GeoJSON object that say what it is, and those of its features.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::document::RawGeometry;

/// A feature collection, or what might be one.
#[derive(Default)]
pub(super) struct Collection<'a> {
    pub kind: Option<String>,
    pub crs: Option<&'a RawValue>,
    pub features: Option<Vec<RawFeature<'a>>>,
}

/// A feature.
#[derive(Default)]
pub(super) struct RawFeature<'a> {
    pub id: Option<Value>,
    pub geometry: Option<RawGeometry<'a>>,
    pub properties: Option<Map<String, Value>>,
}

/// Reads a collection. Of its features one more than may be is kept at the most: three bytes of text
/// make one that takes a hundred in memory.
#[derive(Clone, Copy)]
pub(super) struct CollectionOf {
    /// How many features there may be.
    pub most: usize,
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Member {
    Type,
    Crs,
    Features,
    #[serde(other)]
    Other,
}

impl<'de> DeserializeSeed<'de> for CollectionOf {
    type Value = Collection<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for CollectionOf {
    type Value = Collection<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a GeoJSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut collection = Collection::default();
        while let Some(member) = members.next_key()? {
            match member {
                Member::Type => collection.kind = members.next_value()?,
                Member::Crs => collection.crs = members.next_value()?,
                Member::Features if collection.features.is_some() => {
                    return Err(A::Error::duplicate_field("features"));
                }
                Member::Features => {
                    collection.features = members.next_value_seed(FeaturesOf(self))?;
                }
                Member::Other => {
                    members.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(collection)
    }
}

/// The list of the features, or null.
struct FeaturesOf(CollectionOf);

impl<'de> DeserializeSeed<'de> for FeaturesOf {
    type Value = Option<Vec<RawFeature<'de>>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for FeaturesOf {
    type Value = Option<Vec<RawFeature<'de>>>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list of features")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut features = Vec::new();
        while features.len() <= self.0.most {
            match list.next_element()? {
                Some(feature) => features.push(feature),
                None => return Ok(Some(features)),
            }
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Some(features))
    }
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum FeatureMember {
    Id,
    Geometry,
    Properties,
    #[serde(other)]
    Other,
}

impl<'de> Deserialize<'de> for RawFeature<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FeatureVisitor)
    }
}

struct FeatureVisitor;

impl<'de> Visitor<'de> for FeatureVisitor {
    type Value = RawFeature<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a GeoJSON feature")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut feature = RawFeature::default();
        while let Some(member) = members.next_key()? {
            match member {
                // Nothing hangs on an identifier: of two the last one stands, as in most programs.
                FeatureMember::Id => feature.id = members.next_value()?,
                FeatureMember::Geometry if feature.geometry.is_some() => {
                    return Err(A::Error::duplicate_field("geometry"));
                }
                FeatureMember::Geometry => feature.geometry = members.next_value()?,
                FeatureMember::Properties if feature.properties.is_some() => {
                    return Err(A::Error::duplicate_field("properties"));
                }
                FeatureMember::Properties => feature.properties = members.next_value()?,
                FeatureMember::Other => {
                    members.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(feature)
    }
}
