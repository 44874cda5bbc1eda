//! Findings as SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format), which code hosts and editors
//! show beside the lines concerned.

use serde::Serialize;
use serde_json::{Value, json};

use super::advice;
use crate::check::{Finding, Findings, Group};

/// A log with one run: a rule for each kind that was found, a result for each finding.
pub(super) fn log(findings: &Findings) -> impl Serialize {
    let groups = findings.groups();
    let rules: Vec<Value> = groups.iter().map(rule).collect();
    let results: Vec<Value> = groups
        .iter()
        .enumerate()
        .flat_map(|(rule, group)| group.findings.iter().map(move |it| result(it, rule)))
        .collect();
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "controlmap",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "results": results,
        }],
    })
}

fn rule(group: &Group) -> Value {
    let kind = group.kind;
    let rule = match kind.rule() {
        "" => String::new(),
        rule => format!(" ({rule})"),
    };
    json!({
        "id": kind.code(),
        "shortDescription": { "text": kind.what() },
        "fullDescription": { "text": format!("{}{rule}", kind.describe()) },
        "help": { "text": advice(kind) },
        "defaultConfiguration": { "level": kind.severity().word() },
    })
}

fn result(finding: &Finding, rule: usize) -> Value {
    let defect = &finding.defect;
    let kind = defect.kind;
    let mut parts = vec![kind.describe()];
    parts.extend(defect.km2.map(|area| area.to_string()));
    parts.extend((!defect.found.is_empty()).then(|| defect.found.clone()));
    let mut result = json!({
        "ruleId": kind.code(),
        "ruleIndex": rule,
        "level": kind.severity().word(),
        "message": { "text": parts.join(": ") },
        "occurrenceCount": defect.count,
    });
    if let Some(result) = result.as_object_mut() {
        result.extend(location(finding).map(|it| ("locations".to_owned(), json!([it]))));
        let properties = serde_json::to_value(defect).unwrap_or_default();
        result.insert("properties".to_owned(), properties);
    }
    result
}

/// Where in which file; nothing where it is of none.
fn location(finding: &Finding) -> Option<Value> {
    let spot = &finding.defect.spot;
    if spot.file.is_empty() {
        return None;
    }
    let mut place = json!({ "artifactLocation": { "uri": uri(&spot.file) } });
    if let (Some(line), Some(place)) = (spot.line, place.as_object_mut()) {
        place.insert("region".to_owned(), json!({ "startLine": line }));
    }
    Some(json!({
        "physicalLocation": place,
        "message": { "text": spot.to_string() },
    }))
}

/// A path as a relative reference (RFC 3986), or a `file:` URI where it is absolute.
fn uri(path: &str) -> String {
    let mut uri = if path.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri += &format!("%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_references_without_characters_that_have_a_meaning_there() {
        assert_eq!(uri("maps/front 1.geojson"), "maps/front%201.geojson");
        assert_eq!(uri("/tmp/é#.json"), "file:///tmp/%C3%A9%23.json");
    }
}
