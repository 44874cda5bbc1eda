//! Areas against other formulas: Karney's geodesic area and the closed form of a graticule's cells.

use controlmap::compare::{Areas, Comparing, Comparison, Measuring, areas, series};
use controlmap::geometry::area::beneath;
use controlmap::geometry::{EdgeRule, area};
use geo::GeodesicArea;
use proptest::prelude::*;

use super::{
    Coord, Dataset, Drawing, LineString, MultiPolygon, Polygon, boxed, cases, dataset, note,
    polygon, ring, rings, snapshot,
};

const GEODESIC: Measuring = Measuring { edges: EdgeRule::Geodesic, by_region: false };

fn assert_close(check: &'static str, ours: f64, theirs: f64, relative: f64) {
    let difference = (ours / theirs - 1.0).abs();
    note(check, difference);
    assert!(difference <= relative, "{check}: {ours} and {theirs}: {difference:e}");
}

/// Karney's area in square kilometres of a polygon whose exterior runs counter-clockwise.
fn karney(polygon: &Polygon) -> f64 {
    polygon.geodesic_area_signed() / 1e6
}

/// A ring with so many positions along each of its straight edges.
fn densified(ring: &LineString, parts: u32) -> LineString {
    let on =
        |edge: geo::Line, part: u32| edge.start + edge.delta() * f64::from(part) / f64::from(parts);
    let mut dense: Vec<Coord> =
        ring.lines().flat_map(|edge| (0..parts).map(move |part| on(edge, part))).collect();
    dense.push(ring.0[0]);
    LineString::new(dense)
}

/// What geodesics between ever more positions along straight edges tend to: what is left falls with
/// the square of the number of positions, so two numbers of them tell the limit.
fn karney_of_straight(polygon: &Polygon) -> f64 {
    let with = |parts: u32| {
        let interiors = polygon.interiors().iter().map(|it| densified(it, parts)).collect();
        karney(&Polygon::new(densified(polygon.exterior(), parts), interiors))
    };
    let (coarse, fine) = (with(100), with(200));
    fine + (fine - coarse) / 3.0
}

fn measured(dataset: &Dataset) -> Areas {
    let dates = &dataset.dates[..1];
    series(dataset, dates, GEODESIC).unwrap().remove(0).areas.unwrap().all
}

fn beneath_rings(polygon: &Polygon, rule: EdgeRule) -> f64 {
    let edges = rings(polygon).flat_map(LineString::lines);
    -edges.map(|edge| beneath(edge.start, edge.end, rule).0).sum::<f64>()
}

/// Star-shaped rings, which never cross themselves, of corners round a centre.
fn star() -> impl Strategy<Value = Polygon> {
    let corners = prop::collection::vec(0.3..1.0_f64, 3..12);
    (corners, -170.0..170.0, -75.0..75.0, 0.05..8.0).prop_map(|(radii, lon, lat, size)| {
        let rounded = |degrees: f64| (degrees * 1e9).round() / 1e9;
        let corner = |(place, radius): (usize, &f64)| {
            let angle = place as f64 / radii.len() as f64 * std::f64::consts::TAU;
            let (sine, cosine) = angle.sin_cos();
            Coord {
                x: rounded(lon + size * radius * cosine),
                y: rounded(lat + size * radius * sine),
            }
        };
        let exterior: Vec<Coord> = radii.iter().enumerate().map(corner).collect();
        let centre = Coord { x: rounded(lon), y: rounded(lat) };
        let hole = exterior.iter().map(|at| {
            let inner = centre + (*at - centre) * 0.05;
            Coord { x: rounded(inner.x), y: rounded(inner.y) }
        });
        polygon(exterior.clone(), vec![hole.collect()])
    })
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn straight_edges_enclose_what_short_geodesics_along_them_do(polygon in star()) {
        let expected = karney_of_straight(&polygon);
        let ours = area::of(&MultiPolygon::new(vec![polygon.clone()])).0;
        assert_close("straight edges", ours, expected, 1e-10);
        let ours = areas(&snapshot(&dataset(&[vec![(0, polygon)]]), 0)).unwrap().total.0;
        assert_close("straight edges, overlaid", ours, expected, 1e-10);
    }

    #[test]
    fn geodesic_edges_enclose_what_karney_says(polygon in star()) {
        let expected = karney(&polygon);
        assert_close("beneath", beneath_rings(&polygon, EdgeRule::Geodesic), expected, 1e-10);
        let drawings: [Drawing; 2] = [vec![(0, polygon.clone())], Vec::new()];
        let dataset = dataset(&drawings);
        assert_close("geodesic series", measured(&dataset).total.0, expected, 1e-10);
        let how = Comparing { measuring: GEODESIC, ..Comparing::default() };
        let change = Comparison::of(&snapshot(&dataset, 0), &snapshot(&dataset, 1), how).unwrap();
        assert_close("geodesic changes", change.matrix.changed().0, expected, 1e-10);
    }

    #[test]
    fn clockwise_exteriors_enclose_the_same(polygon in star()) {
        let backwards = Polygon::new(
            ring(polygon.exterior().0[1..].to_vec(), false),
            polygon.interiors().iter().map(|it| ring(it.0[1..].to_vec(), true)).collect(),
        );
        let expected = karney(&polygon);
        let ours = area::of_polygon(&backwards).0;
        assert_close("clockwise", ours, area::of_polygon(&polygon).0, 1e-11);
        let ours = measured(&dataset(&[vec![(0, backwards)]])).total.0;
        assert_close("clockwise, geodesic", ours, expected, 1e-10);
    }

    #[test]
    fn cells_of_the_graticule_have_their_closed_form(
        west in -180..180_i32, south in -90..90_i32, width in 1..180_i32, height in 1..90_i32,
    ) {
        let [west, south] = [west, south].map(f64::from);
        let east = (west + f64::from(width)).min(180.0);
        let north = (south + f64::from(height)).min(90.0);
        let cell = polygon(boxed(west, south, east, north), Vec::new());
        let expected = (east - west).to_radians() * (authalic(north) - authalic(south));
        let ours = areas(&snapshot(&dataset(&[vec![(0, cell)]]), 0)).unwrap().total.0;
        // Near the poles the closed form is the small difference of two large numbers.
        assert_close("graticule", ours, expected, 1e-11);
    }
}

/// Square kilometres a radian of longitude from the equator to a latitude (Snyder 1987, equation 3-12).
fn authalic(latitude: f64) -> f64 {
    let flattening: f64 = 1.0 / 298.257_223_563;
    let squared = flattening * (2.0 - flattening);
    let (sine, e) = (latitude.to_radians().sin(), squared.sqrt());
    let q = sine / (1.0 - squared * sine * sine) + (e * sine).atanh() / e;
    6378.137_f64.powi(2) / 2.0 * (1.0 - squared) * q
}

/// A cap round a pole, cut open along the 180th meridian and the pole, as maps must draw it.
#[test]
fn ground_round_a_pole_is_measured_though_it_is_cut_open() {
    for sign in [1.0, -1.0] {
        let wavy = |step: i32| {
            let lat = sign * (70.0 + if step % 2 == 0 { 1.5 } else { 0.0 });
            Coord { x: f64::from(step) * 15.0, y: if step.abs() == 12 { sign * 70.0 } else { lat } }
        };
        let edge: Vec<Coord> = (-12..=12).map(wavy).collect();
        let mut cut = edge.clone();
        cut.extend([180.0, -180.0].map(|x| Coord { x, y: sign * 90.0 }));
        let cut = polygon(cut, Vec::new());
        // Round the pole without a cut.
        let mut round = LineString::new(edge[..24].to_vec());
        round.close();
        let round = Polygon::new(round, Vec::new());
        let expected = round.geodesic_perimeter_area_signed().1.abs() / 1e6;
        assert_close("cap", measured(&dataset(&[vec![(0, cut.clone())]])).total.0, expected, 1e-10);
    }
}
