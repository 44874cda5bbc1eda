//! Built territories as GeoJSON.

use serde_json::Value;

use super::Built;
use crate::model::{ActorId, Date, Territory};

/// The territories as a GeoJSON feature collection (RFC 7946), one feature a line.
///
/// Properties are `actor` (null where nobody is named), `status`, `others` (a list), `from`, `until`
/// (the first day on which it is no longer so, null where it still is) and `source`. Coordinates have
/// at most seven decimals, which is exact. The same territories give the same bytes.
///
/// # Example
///
/// ```
/// use controlmap::build::{Built, output};
///
/// let nothing = Built { actors: vec![], territories: vec![], dates: vec![], reports: vec![] };
/// assert_eq!(
///     output::geojson(&nothing),
///     "{\"type\":\"FeatureCollection\",\"features\":[\n]}\n"
/// );
/// ```
pub fn geojson(built: &Built) -> String {
    let features: Vec<String> =
        built.territories.iter().map(|territory| feature(built, territory)).collect();
    let end = if features.is_empty() { "" } else { "\n" };
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}{end}]}}\n", features.join(",\n"))
}

fn feature(built: &Built, territory: &Territory) -> String {
    let id = |actor: ActorId| built.actors.get(usize::from(actor.0)).map(String::as_str);
    let others: Vec<&str> = territory.others.iter().copied().filter_map(id).collect();
    let day = |date: Option<Date>| Value::from(date.map(|date| date.to_string()));
    format!(
        "{{\"type\":\"Feature\",\"properties\":{{\"actor\":{},\"status\":\"{}\",\"others\":{},\
         \"from\":{},\"until\":{},\"source\":{}}},\
         \"geometry\":{{\"type\":\"MultiPolygon\",\"coordinates\":{}}}}}",
        Value::from(territory.actor.and_then(id)),
        territory.status,
        Value::from(others),
        day(territory.validity.from()),
        day(territory.validity.until()),
        Value::from(territory.source.as_str()),
        list(&territory.polygons, |polygon| {
            list(std::iter::once(polygon.exterior()).chain(polygon.interiors()), |ring| {
                // Rust writes the shortest decimals that give the number back, without an exponent.
                list(ring.coords(), |at| format!("[{},{}]", at.x, at.y))
            })
        }),
    )
}

fn list<T>(items: impl IntoIterator<Item = T>, text: impl Fn(T) -> String) -> String {
    let texts: Vec<String> = items.into_iter().map(text).collect();
    format!("[{}]", texts.join(","))
}
