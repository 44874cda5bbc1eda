//! GeoJSON text sequences, RFC 8142, and objects one a line.

pub(super) use super::geojson::read_sequence as read;
