//! Verdicts on validity beside those of GEOS.
//!
//! `fixtures/validity/cases.txt` has a multipolygon a line, with what GEOS says of it.
//! `CONTROLMAP_VALIDITY_CASES` may name another file of that kind.

use controlmap::geometry::validity::{FlawKind, flaws, is_valid};
use controlmap::geometry::{Coord, LineString, MultiPolygon, Polygon, area, validity, winding};
use proptest::prelude::*;

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

fn ring(positions: impl IntoIterator<Item = (f64, f64)>) -> Vec<Coord> {
    positions.into_iter().map(Coord::from).collect()
}

/// A ring of so many positions, each joined to one across, where it is odd.
fn star(points: usize, step: usize) -> Vec<Coord> {
    let angle =
        |number: usize| ((number * step) % points) as f64 * std::f64::consts::TAU / points as f64;
    ring((0..=points).map(|number| (40.0 * angle(number).cos(), 40.0 * angle(number).sin())))
}

fn kinds(polygons: &[Vec<Vec<Coord>>]) -> Vec<FlawKind> {
    let mut kinds: Vec<FlawKind> = flaws(polygons).flaws.iter().map(|flaw| flaw.kind).collect();
    kinds.dedup();
    kinds
}

#[test]
fn a_million_empty_rings_are_formal() {
    let polygons = vec![vec![Vec::new()]; 1_000_000];
    assert!(is_valid(&polygons));
    let flaws = flaws(&polygons);
    assert_eq!(flaws.flaws.len(), validity::Flaws::MOST);
    assert!(!flaws.is_complete);
    assert!(validity::resolve(&polygons).unwrap().0.is_empty());
}

#[test]
fn rings_that_are_all_the_same_are_repeated_and_nothing_else() {
    let round = star(10_000, 1);
    let polygons = vec![vec![round.clone()]; 100];
    assert!(!is_valid(&polygons));
    assert_eq!(kinds(&polygons), [FlawKind::RepeatedPolygon]);
    assert_eq!(flaws(&polygons).flaws.len(), 99);
    let ground = validity::resolve(&polygons[..4]).unwrap();
    assert_eq!(ground.0.len(), 1);
    assert_eq!(ground.0[0].exterior().0.len(), 10_001);
    let holes = vec![vec![round; 100]];
    assert_eq!(kinds(&holes), [FlawKind::RepeatedRing]);
    let square = vec![ring([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)])];
    let many = flaws(&vec![square; 100_000]);
    assert!(!many.is_complete && many.flaws.len() == validity::Flaws::MOST);
}

#[test]
fn where_everything_crosses_the_search_is_given_up() {
    let polygons = vec![vec![star(100_001, 50_000)]];
    assert!(!is_valid(&polygons));
    let flaws = flaws(&polygons);
    assert!(!flaws.is_complete && flaws.flaws.len() == validity::Flaws::MOST);
    let ground = validity::resolve(&[vec![star(101, 50)]]).unwrap();
    assert_eq!(ground.0.len(), 1, "every way round the middle is ground");
}

/// Teeth whose boxes all overlap though none of them meet.
fn comb(teeth: usize) -> Vec<Coord> {
    let step = 1e-4;
    let mut comb = Vec::new();
    for tooth in 0..teeth {
        let at = tooth as f64 * step;
        comb.extend([(at, -at), (at + 45.0, 45.0 - at), (at + step / 2.0, -at - step / 2.0)]);
    }
    let end = teeth as f64 * step;
    comb.extend([(end, -end), (-1.0, -end - 1.0), (0.0, 0.0)]);
    ring(comb)
}

#[test]
fn teeth_that_do_not_meet_are_valid_up_to_some_hundreds_and_then_given_up() {
    assert!(is_valid(&[vec![comb(300)]]));
    let flaws = flaws(&[vec![comb(30_000)]]);
    assert!(!flaws.is_complete && !flaws.are_formal());
}

#[test]
fn numbers_at_the_end_of_the_range_end_in_an_answer() {
    let numbers = [0.0, -0.0, 5e-324, -5e-324, 1e308, -1e308, f64::MAX, f64::NAN, f64::INFINITY];
    for a in numbers {
        for b in numbers {
            for c in numbers {
                let ring = ring([(a, b), (b, c), (c, a), (1.0, a), (a, b)]);
                let polygons = [vec![ring.clone(), ring.clone()], vec![ring]];
                assert!(!is_valid(&polygons) && !flaws(&polygons).are_formal());
                let is_small = [a, b, c].iter().all(|number| number.abs() < 1.0);
                assert_eq!(validity::resolve(&polygons).is_ok(), is_small);
            }
        }
    }
}

#[test]
fn a_hole_without_an_exterior_lies_outside() {
    let hole = ring([(0.0, 0.0), (2.0, 0.0), (0.0, 2.0), (0.0, 0.0)]);
    let polygons = [vec![Vec::new(), hole]];
    assert_eq!(kinds(&polygons), [FlawKind::RingEmpty, FlawKind::HoleOutside]);
    assert!(!is_valid(&polygons));
    assert!(validity::resolve(&polygons).unwrap().0.is_empty());
}

#[test]
fn rings_are_judged_though_they_are_not_closed() {
    let open = ring([(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0)]);
    assert_eq!(kinds(&[vec![open]]), [FlawKind::RingNotClosed, FlawKind::SelfCrossing]);
    let open = ring([(0.0, 0.0), (2.0, 0.0), (0.0, 2.0)]);
    assert_eq!(kinds(&[vec![open.clone()]]), [FlawKind::RingNotClosed]);
    let ground = validity::resolve(&[vec![open]]).unwrap();
    assert_eq!(ground.0[0].exterior().0.len(), 4);
    let short = ring([(0.0, 0.0), (1.0, 0.0)]);
    assert_eq!(kinds(&[vec![short]]), [FlawKind::RingNotClosed, FlawKind::RingTooShort]);
}

/// Whether a ring goes round a position, as a non-zero fill shows it.
fn goes_round(ring: &[Coord], at: Coord) -> bool {
    let polygon = Polygon::new(LineString::new(ring.to_vec()), Vec::new());
    winding::number(&MultiPolygon::new(vec![polygon]), at).0 != 0
}

/// The rule of `resolve`, asked at one position.
fn is_ground(polygons: &[Vec<Vec<Coord>>], at: Coord) -> bool {
    polygons.iter().any(|rings| {
        let mut round = rings.iter().map(|ring| goes_round(ring, at));
        round.next() == Some(true) && !round.any(|is_round| is_round)
    })
}

/// Polygons of few positions on a small grid, so that they touch and overlap in every way.
fn tangle() -> impl Strategy<Value = Vec<Vec<Vec<Coord>>>> {
    let position = (0..9_i32, 0..9_i32).prop_map(|(x, y)| Coord { x: x.into(), y: y.into() });
    let ring = prop::collection::vec(position, 0..8);
    prop::collection::vec(prop::collection::vec(ring, 1..4), 1..4)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_ground_is_what_the_rule_says(polygons in tangle()) {
        let ground = validity::resolve(&polygons).unwrap();
        for place in 0..400_u32 {
            // Beside all edges between positions of the grid.
            let at = Coord {
                x: f64::from(place % 20) * 0.45 + 0.017_3,
                y: f64::from(place / 20) * 0.45 + 0.031_9,
            };
            let (number, _) = winding::number(&ground, at);
            prop_assert_eq!(number, i32::from(is_ground(&polygons, at)), "{:?}", at);
        }
    }

    #[test]
    fn list_and_verdict_agree(polygons in tangle()) {
        prop_assert_eq!(flaws(&polygons).are_formal(), is_valid(&polygons));
    }
}
