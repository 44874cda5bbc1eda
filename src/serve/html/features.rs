//! Features: a drawing of their ground, and a table of what they say.

use std::fmt::Write;

use super::label::Names;
use super::table::Table;
use super::tree::Tree;
use super::value::{anchor, definitions};
use super::{escaped, sketch};

/// Whether it is one feature of GeoJSON.
pub(super) fn is_feature(resource: &Tree) -> bool {
    resource.text("type") == Some("Feature")
}

/// Whether it is features of GeoJSON.
pub(super) fn is_collection(resource: &Tree) -> bool {
    resource.text("type") == Some("FeatureCollection")
}

/// One feature. Its ground is not drawn where its coordinates are no longitudes and latitudes.
pub(super) fn one(feature: &Tree, is_drawn: bool) -> String {
    let mut html = String::new();
    if is_drawn {
        html.push_str(&sketch::drawing([feature].into_iter()).unwrap_or_default());
    }
    let properties = feature.get("properties").map_or(&[][..], Tree::members);
    let id = feature.members().iter().filter(|(name, _)| name == "id");
    html.push_str(&definitions(Names::AsTheyStand, id.chain(properties), 0));
    let _ = write!(html, "<p class=\"note\">{}</p>", ground(feature));
    html
}

/// A page of features, each of which is found under its id below `path` where one is given.
pub(super) fn several(collection: &Tree, path: Option<&str>, is_drawn: bool) -> String {
    let features = collection.list("features");
    let (mut html, count) = (String::from("<p class=\"lead\">"), features.len());
    let _ = match collection.get("numberMatched") {
        Some(Tree::Number(all)) if *all != count.to_string() => {
            write!(html, "{count} of {} features", escaped(all))
        }
        _ if count == 1 => write!(html, "1 feature"),
        _ => write!(html, "{count} features"),
    };
    html.push_str("</p>");
    if is_drawn {
        html.push_str(&sketch::drawing(features.iter()).unwrap_or_default());
    }
    let rows: Vec<Tree> = features.iter().map(row).collect();
    if !rows.is_empty() {
        let table = Table { caption: "", names: Names::AsTheyStand };
        html.push_str(&table.of(&rows, |row| match row.get("id") {
            Some(Tree::Text(id) | Tree::Number(id)) => {
                path.map(|path| format!("{path}/{}", in_path(id)))
            }
            _ => None,
        }));
    }
    let known = ["type", "features", "links", "numberMatched", "numberReturned"];
    let others = collection.members().iter().filter(|(name, _)| !known.contains(&name.as_str()));
    let others: Vec<&(String, Tree)> = others.collect();
    if !others.is_empty() {
        html.push_str(&definitions(Names::AsTheyStand, others.into_iter(), 0));
    }
    html
}

/// What a feature says, without its ground.
fn row(feature: &Tree) -> Tree {
    let id = feature.members().iter().filter(|(name, _)| name == "id").cloned();
    let properties = feature.get("properties").map_or(&[][..], Tree::members);
    Tree::Object(id.chain(properties.iter().cloned()).collect())
}

/// What ground a feature has, in words.
fn ground(feature: &Tree) -> String {
    let Some(geometry) = feature.get("geometry") else { return "No ground".to_owned() };
    let kind = escaped(geometry.text("type").unwrap_or("No ground"));
    match geometry.get("coordinates") {
        Some(Tree::Ground(ground)) => {
            let positions: usize = ground.lines.iter().map(Vec::len).sum();
            match (ground.lines.as_slice(), positions) {
                ([line], 1) => {
                    line.first().map_or(kind.clone(), |[x, y]| format!("{kind} at {x}, {y}"))
                }
                (lines, _) => {
                    let (count, s) = (lines.len(), if lines.len() == 1 { "" } else { "s" });
                    format!("{kind} of {positions} positions in {count} line{s}")
                }
            }
        }
        _ => kind,
    }
}

/// An id as a segment of a path.
fn in_path(id: &str) -> String {
    let mut segment = String::new();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            segment.push(char::from(byte));
        } else {
            let _ = write!(segment, "%{byte:02X}");
        }
    }
    segment
}

/// The ways to the page before and after this one.
pub(super) fn pager(resource: &Tree) -> String {
    let links = resource.list("links");
    let mut html = String::new();
    for (relation, words) in [("prev", "← Previous"), ("next", "Next →")] {
        let link = links.iter().find(|link| link.text("rel") == Some(relation));
        if let Some(to) = link.and_then(|link| link.text("href")) {
            html.push_str(&anchor(to, words).replacen(
                "<a ",
                &format!("<a rel=\"{relation}\" "),
                1,
            ));
        }
    }
    if html.is_empty() {
        html
    } else {
        format!("<nav class=\"pager\" aria-label=\"Pages\">{html}</nav>")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_rows_that_lead_to_them() {
        let json = r#"{"type":"FeatureCollection","numberReturned":1,"numberMatched":9,"features":[
            {"type":"Feature","id":"a/b <i>","geometry":{"type":"Point","coordinates":[1,2]},
             "properties":{"name":"<script>x</script>"}}],
            "links":[{"rel":"next","href":"http://127.0.0.1/next?a=1&b=2"}]}"#;
        let collection: Tree = serde_json::from_str(json).unwrap();
        let html = several(&collection, Some("./items"), true);
        assert!(html.contains("1 of 9 features"), "{html}");
        assert!(html.contains("href=\"./items/a%2Fb%20%3Ci%3E\""), "{html}");
        assert!(!html.contains("<script") && !html.contains("<i>"), "{html}");
        let pager = pager(&collection);
        assert!(pager.contains("<a rel=\"next\" href=\"http://127.0.0.1/next?a=1&amp;b=2\""));
    }
}
