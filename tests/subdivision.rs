//! A frame cut along lines: what must hold for any drawing, and drawings with a twist.

use std::collections::BTreeMap;

use controlmap::geometry::subdivision::{Faces, Location, Subdivision};
use controlmap::geometry::{Coord, LineString, MultiPolygon, Polygon, area};
use geo::Validation;
use proptest::prelude::*;

fn ring(corners: &[(f64, f64)]) -> LineString {
    corners.iter().copied().collect()
}

fn square() -> Polygon {
    Polygon::new(ring(&[(36.0, 33.0), (40.0, 33.0), (40.0, 37.0), (36.0, 37.0)]), vec![])
}

fn everything(subdivision: &Subdivision, faces: &Faces) -> MultiPolygon {
    subdivision.outline(&faces.iter().flatten().copied().collect::<Vec<_>>())
}

fn shapes(subdivision: &Subdivision, faces: &Faces) -> Vec<MultiPolygon> {
    faces.iter().map(|cells| subdivision.outline(cells)).collect()
}

/// Bit patterns of an edge's ends: what must be equal is equal to the last bit.
type Edge = [[u64; 2]; 2];

fn edges(shape: &MultiPolygon) -> impl Iterator<Item = Edge> {
    let bits = |at: Coord| [at.x.to_bits(), at.y.to_bits()];
    shape
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
        .flat_map(LineString::lines)
        .map(move |edge| [bits(edge.start), bits(edge.end)])
}

/// The faces tile the frame: valid shapes, areas that sum, every inner edge there in both directions.
fn assert_tiles(subdivision: &Subdivision, faces: &Faces) {
    let shapes = shapes(subdivision, faces);
    let whole = everything(subdivision, faces);
    for shape in &shapes {
        assert_eq!(shape.0.len(), 1, "a face is connected");
        assert!(shape.is_valid(), "{shape:?}");
    }
    assert!(whole.is_valid(), "{whole:?}");
    let sum: f64 = shapes.iter().map(|shape| area::of(shape).0).sum();
    assert!((sum / area::of(&whole).0 - 1.0).abs() < 1e-12, "{sum} of {}", area::of(&whole).0);

    let mut seen: BTreeMap<Edge, usize> = BTreeMap::new();
    for edge in shapes.iter().flat_map(edges) {
        *seen.entry(edge).or_default() += 1;
    }
    for edge in edges(&whole) {
        assert_eq!(seen.remove(&edge), Some(1), "the border belongs to one face");
        assert!(!seen.contains_key(&[edge[1], edge[0]]), "outside of the border there is no face");
    }
    for (edge, count) in &seen {
        assert_eq!(*count, 1);
        assert_eq!(
            seen.get(&[edge[1], edge[0]]),
            Some(&1),
            "an inner edge has a face on each side"
        );
    }
}

fn line_through_square() -> impl Strategy<Value = LineString> {
    let anywhere = prop::collection::vec((35.5..40.5, 32.5..37.5), 2..8);
    // Few distinct coordinates: repeated points, lines along each other and along the border.
    let coarse = prop::collection::vec((35..=41i32, 32..=38i32), 0..8)
        .prop_map(|line| line.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).collect());
    // A patch of a few steps of the grid, where rounding moves everything.
    let tiny = prop::collection::vec((0..12i32, 0..12i32), 2..8).prop_map(|line| {
        let step = |steps: i32| f64::from(steps) * 1e-7;
        line.into_iter().map(|(x, y)| (38.0 + step(x), 35.0 + step(y))).collect()
    });
    prop_oneof![anywhere, coarse, tiny].prop_map(|line: Vec<(f64, f64)>| line.into())
}

proptest! {
    #[test]
    fn faces_between_any_lines_tile_the_frame(
        lines in prop::collection::vec(line_through_square(), 0..12),
        chosen in any::<u16>(),
    ) {
        let subdivision = Subdivision::new(&square().into(), &lines).unwrap();
        let all = subdivision.along(|_| true);
        let some = subdivision.along(|line| chosen >> line & 1 == 1);
        assert_tiles(&subdivision, &all);
        assert_tiles(&subdivision, &some);
        prop_assert!(some.len() <= all.len());
        let whole = area::of(&everything(&subdivision, &some)).0;
        prop_assert!((whole / area::of_polygon(&square()).0 - 1.0).abs() < 1e-9);
        some.loose_ends();
    }

    #[test]
    fn a_position_lies_in_the_face_whose_shape_contains_it(
        lines in prop::collection::vec(line_through_square(), 0..8),
        at in (35.9..40.1, 32.9..37.1),
    ) {
        use geo::Contains;
        let subdivision = Subdivision::new(&square().into(), &lines).unwrap();
        let faces = subdivision.along(|_| true);
        let at = Coord::from(at);
        let contain: Vec<bool> =
            shapes(&subdivision, &faces).iter().map(|shape| shape.contains(&at)).collect();
        match faces.locate(&subdivision.site(at).unwrap()) {
            // Positions are moved to the grid first, so a hair from an edge either may be right.
            Location::Inside(face) => prop_assert!(contain[face] || !contain.contains(&true)),
            Location::OnEdge => {}
            Location::Outside => prop_assert!(!contain.contains(&true)),
        }
    }

    #[test]
    fn garbage_is_an_error_or_a_map_but_never_a_panic(
        rings in prop::collection::vec(prop::collection::vec((garbage(), garbage()), 0..6), 0..4),
        lines in prop::collection::vec(prop::collection::vec((garbage(), garbage()), 0..6), 0..6),
    ) {
        let frame: MultiPolygon =
            rings.into_iter().map(|ring| Polygon::new(ring.into(), vec![])).collect();
        let lines: Vec<LineString> = lines.into_iter().map(LineString::from).collect();
        if let Ok(subdivision) = Subdivision::new(&frame, &lines) {
            let faces = subdivision.along(|_| true);
            assert_tiles(&subdivision, &faces);
            faces.loose_ends();
        }
    }
}

fn garbage() -> impl Strategy<Value = f64> {
    prop_oneof![
        20 => (-3..=3i32).prop_map(f64::from),
        20 => -90.0..90.0,
        4 => Just(-90.0),
        4 => Just(90.0),
        1 => prop::num::f64::ANY,
    ]
}

fn cut(frame: impl Into<MultiPolygon>, lines: &[&[(f64, f64)]]) -> Subdivision {
    let lines: Vec<LineString> = lines.iter().map(|line| ring(line)).collect();
    let subdivision = Subdivision::new(&frame.into(), &lines).unwrap();
    assert_tiles(&subdivision, &subdivision.along(|_| true));
    subdivision
}

#[test]
fn dissolving_everything_gives_the_frame_back() {
    let subdivision = cut(square(), &[&[(35.0, 35.0), (37.5, 35.5), (41.0, 35.0)]]);
    let whole = everything(&subdivision, &subdivision.along(|_| true));
    let corners = ring(&[
        (36.0, 33.0),
        (40.0, 33.0),
        // Where the line meets the border, its vertex stays: neighbours have it too.
        (40.0, 35.142_857_1),
        (40.0, 37.0),
        (36.0, 37.0),
        (36.0, 35.2),
    ]);
    assert_eq!(whole, Polygon::new(corners, vec![]).into());
}

#[test]
fn a_closed_line_makes_a_pocket_and_a_hole_round_it() {
    let pocket: &[(f64, f64)] = &[(37.0, 34.0), (38.0, 34.0), (38.0, 35.0), (37.0, 34.0)];
    let subdivision = cut(square(), &[pocket]);
    let holes: Vec<usize> = shapes(&subdivision, &subdivision.along(|_| true))
        .iter()
        .map(|shape| shape.0[0].interiors().len())
        .collect();
    assert_eq!(holes, [1, 0]);
}

#[test]
fn pockets_nest() {
    let pocket =
        |a: f64| vec![(38. - a, 35. - a), (38. + a, 35. - a), (38., 35. + a), (38. - a, 35. - a)];
    let lines: Vec<Vec<(f64, f64)>> = [1.5, 1.0, 0.5].map(pocket).into();
    let lines: Vec<&[(f64, f64)]> = lines.iter().map(Vec::as_slice).collect();
    let subdivision = cut(square(), &lines);
    let faces = subdivision.along(|_| true);
    assert_eq!(faces.len(), 4);
    let innermost = subdivision.site(Coord { x: 38.0, y: 35.0 }).unwrap();
    assert_eq!(faces.locate(&innermost), Location::Inside(3));
    assert_eq!(subdivision.along(|line| line == 1).len(), 2);
}

#[test]
fn ground_that_touches_itself_at_a_vertex_is_valid() {
    // Two triangles of four that meet in the middle; then the other two with a pocket at the middle.
    let cross: &[&[(f64, f64)]] = &[&[(36.0, 33.0), (40.0, 37.0)], &[(36.0, 37.0), (40.0, 33.0)]];
    let subdivision = cut(square(), cross);
    let faces = subdivision.along(|_| true);
    let cells: Vec<&[usize]> = faces.iter().collect();
    let at = |x, y| match faces.locate(&subdivision.site(Coord { x, y }).unwrap()) {
        Location::Inside(face) => cells[face],
        other => panic!("{other:?}"),
    };
    let east_and_west = subdivision.outline(&[at(36.5, 35.0), at(39.5, 35.0)].concat());
    assert_eq!(east_and_west.0.len(), 2);
    assert!(east_and_west.is_valid());
    let all_but_south =
        subdivision.outline(&[at(36.5, 35.0), at(39.5, 35.0), at(38.0, 36.5)].concat());
    assert_eq!(all_but_south.0.len(), 1);
    assert!(all_but_south.is_valid());
}

#[test]
fn a_hole_that_touches_the_border_is_a_hole() {
    let subdivision = cut(square(), &[&[(38.0, 33.0), (39.0, 34.0), (37.0, 34.0), (38.0, 33.0)]]);
    let shapes = shapes(&subdivision, &subdivision.along(|_| true));
    assert_eq!(shapes.iter().map(|shape| shape.0[0].interiors().len()).sum::<usize>(), 1);
}

#[test]
fn a_line_along_the_border_or_outside_cuts_nothing() {
    let along: &[(f64, f64)] = &[(36.5, 33.0), (39.0, 33.0)];
    let outside: &[(f64, f64)] = &[(35.0, 32.0), (35.0, 38.0)];
    let subdivision = cut(square(), &[along, outside]);
    assert_eq!(subdivision.along(|_| true).len(), 1);
    assert_eq!(subdivision.along(|_| true).loose_ends(), []);
    assert!(subdivision.reaches(0));
    assert!(!subdivision.reaches(1));
}

#[test]
fn islands_and_lakes_of_the_frame_are_kept_and_common_borders_vanish() {
    let lake = ring(&[(37.0, 34.0), (38.0, 34.0), (38.0, 35.0), (37.0, 35.0)]);
    let island = Polygon::new(ring(&[(37.2, 34.2), (37.8, 34.2), (37.5, 34.8)]), vec![]);
    let annexe = Polygon::new(ring(&[(40.0, 33.0), (41.0, 33.0), (40.0, 37.0)]), vec![]);
    let mainland = Polygon::new(square().exterior().clone(), vec![lake]);
    let subdivision = cut(vec![mainland, island, annexe], &[&[(35.0, 34.5), (42.0, 34.5)]]);
    let whole = everything(&subdivision, &subdivision.along(|_| true));
    assert_eq!(whole.0.len(), 2);
    assert_eq!(whole.0[0].interiors().len(), 1);
    // North and south of the line, on the mainland with its annexe and on the island.
    assert_eq!(subdivision.along(|_| true).len(), 4);
    let lake = subdivision.site(Coord { x: 37.1, y: 34.9 }).unwrap();
    assert_eq!(subdivision.along(|_| true).locate(&lake), Location::Outside);
}

#[test]
fn a_position_on_a_line_is_on_an_edge_only_where_the_line_is_chosen() {
    let subdivision = cut(square(), &[&[(35.0, 35.0), (41.0, 35.0)]]);
    let on = subdivision.site(Coord { x: 37.0, y: 35.0 }).unwrap();
    assert_eq!(subdivision.along(|_| true).locate(&on), Location::OnEdge);
    assert_eq!(subdivision.along(|_| false).locate(&on), Location::Inside(0));
    let border = subdivision.site(Coord { x: 36.0, y: 36.0 }).unwrap();
    assert_eq!(subdivision.along(|_| true).locate(&border), Location::OnEdge);
}

#[test]
fn a_loose_end_tells_its_line_its_tail_and_the_gap() {
    let across: &[(f64, f64)] = &[(35.0, 35.0), (41.0, 35.0)];
    let overshoot: &[(f64, f64)] = &[(38.0, 32.0), (38.0, 35.01)];
    let short: &[(f64, f64)] = &[(39.0, 35.1), (39.0, 36.9)];
    let subdivision = cut(square(), &[across, overshoot, short]);
    let ends = subdivision.along(|_| true).loose_ends();
    assert_eq!(ends.iter().map(|end| end.line).collect::<Vec<_>>(), [1, 2, 2]);
    let metres = |metres: f64, expected: f64| (metres / expected - 1.0).abs() < 1e-3;
    assert!(metres(ends[0].tail_metres.unwrap(), 1112.0), "{:?}", ends[0]);
    assert_eq!(ends[1].tail_metres, None);
    assert_eq!(ends[1].position, Coord { x: 39.0, y: 35.1 });
    assert!(metres(ends[1].gap_metres, 11_120.0), "{:?}", ends[1]);
    assert_eq!(subdivision.along(|line| line == 0).loose_ends(), []);
}

#[test]
fn errors_name_the_line_and_the_position() {
    let off = ring(&[(36.0, 35.0), (36.0, f64::NAN)]);
    let error = Subdivision::new(&square().into(), &[ring(&[]), off]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2: position 2: a latitude must lie between -90 and 90 degrees, found NaN"
    );
    let error = Subdivision::new(&MultiPolygon::new(vec![]), &[]).unwrap_err();
    assert_eq!(error.to_string(), "the frame encloses no ground");
}
