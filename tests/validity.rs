//! Verdicts on validity beside those of GEOS.
//!
//! `fixtures/validity/cases.txt` has a multipolygon a line, with what GEOS says of it.
//! `CONTROLMAP_VALIDITY_CASES` may name another file of that kind.

use controlmap::geometry::validity::{FlawKind, flaws, is_valid};
use controlmap::geometry::{Coord, area, validity};

/// One line of the file.
struct Case {
    verdict: String,
    text: String,
    polygons: Vec<Vec<Vec<Coord>>>,
}

fn cases() -> Vec<Case> {
    let path = std::env::var("CONTROLMAP_VALIDITY_CASES")
        .unwrap_or_else(|_| "fixtures/validity/cases.txt".to_owned());
    let all = std::fs::read_to_string(path).unwrap();
    let lines = all.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (verdict, text) = line.split_once('\t').unwrap();
            Case { verdict: verdict.to_owned(), text: text.to_owned(), polygons: polygons(text) }
        })
        .collect()
}

/// The rings of a multipolygon in well-known text.
fn polygons(text: &str) -> Vec<Vec<Vec<Coord>>> {
    let inner = text.trim_start_matches("MULTIPOLYGON").trim();
    if inner == "EMPTY" {
        return Vec::new();
    }
    let position = |text: &str| {
        let (x, y) = text.trim_matches(['(', ')']).split_once(' ').unwrap();
        Coord { x: x.parse().unwrap(), y: y.parse().unwrap() }
    };
    let ring = |text: &str| text.split(',').map(position).collect();
    inner.split(")),((").map(|polygon| polygon.split("),(").map(ring).collect()).collect()
}

#[test]
fn verdicts_are_those_of_geos() {
    let mut wrong = Vec::new();
    for case in cases() {
        let expected = case.verdict == "Valid Geometry";
        let flaws = flaws(&case.polygons);
        if is_valid(&case.polygons) != expected || flaws.are_formal() != expected {
            wrong.push(format!("{}: {}\n  {:?}", case.verdict, case.text, flaws.flaws));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// GEOS names the first flaw that it meets; it must be among ours, unless rings cross: then ours end
/// there.
#[test]
fn the_reason_that_geos_gives_is_among_ours() {
    use FlawKind::*;
    let crossing = [
        Spike,
        SelfCrossing,
        SelfOverlap,
        RepeatedRing,
        RingsCross,
        RingsShareLine,
        RepeatedPolygon,
        PolygonsOverlap,
        PolygonsShareLine,
    ];
    let mut wrong = Vec::new();
    for case in cases() {
        let kind = match case.verdict.as_str() {
            "Self-intersection" => None,
            "Ring Self-intersection" => Some(SelfTouch),
            "Too few points in geometry component" => Some(RingTooShort),
            "Hole lies outside shell" => Some(HoleOutside),
            "Holes are nested" => Some(HoleNested),
            "Interior is disconnected" => Some(InteriorDisconnected),
            "Nested shells" => Some(PolygonNested),
            "Valid Geometry" => continue,
            other => panic!("an unknown verdict: {other}"),
        };
        let found = flaws(&case.polygons).flaws;
        if !found.iter().any(|flaw| Some(flaw.kind) == kind || crossing.contains(&flaw.kind)) {
            wrong.push(format!("{}: {}\n  {found:?}", case.verdict, case.text));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_resolved_is_valid_and_stays() {
    for case in cases() {
        let Ok(ground) = validity::resolve(&case.polygons) else {
            panic!("can't be resolved: {}", case.text);
        };
        let rings: Vec<Vec<Vec<Coord>>> = ground
            .iter()
            .map(|polygon| {
                let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
                rings.map(|ring| ring.0.clone()).collect()
            })
            .collect();
        assert!(is_valid(&rings), "{}\n{rings:?}", case.text);
        assert_eq!(validity::resolve(&rings).unwrap(), ground, "{}", case.text);
        if case.verdict == "Valid Geometry" {
            let positions =
                |polygons: &[Vec<Vec<Coord>>]| polygons.iter().flatten().flatten().count();
            assert_eq!(positions(&rings), positions(&case.polygons), "{}", case.text);
            assert!(area::of(&ground).0 >= 0.0);
        }
    }
}
