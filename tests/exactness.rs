//! The index answers what a plain scan over all polygons answers, for every kind of nasty polygon
//! and position.

use controlmap::geometry::{Coord, LineString, LonLat, MultiPolygon, Polygon, winding};
use controlmap::index::{ControlId, ControlIndex};
use controlmap::model::{
    Actor, ActorId, Dataset, Date, GapPolicy, Names, Rgb, Status, Territory, Validity,
};
use jiff::ToSpan;
use proptest::prelude::*;

const FIRST: Date = jiff::civil::date(2026, 1, 1);

fn day(number: i64) -> Date {
    FIRST.checked_add(number.days()).unwrap()
}

/// A dataset of territories that anything may be wrong with.
fn dataset(territories: Vec<Territory>, gap_policy: GapPolicy) -> Dataset {
    let actor = |index: usize| Actor {
        id: format!("actor {index}"),
        names: Names::new(format!("Actor {index}")),
        color: Rgb { r: 0, g: 0, b: 0 },
        aliases: Vec::new(),
    };
    let bounds = |it: &Territory| [it.validity.from(), it.validity.until()];
    let mut dates: Vec<Date> = territories.iter().flat_map(bounds).flatten().collect();
    dates.sort_unstable();
    dates.dedup();
    Dataset {
        actors: (0..12).map(actor).collect(),
        territories,
        dates,
        gap_policy,
        ..Dataset::default()
    }
}

fn territory(rings: Vec<Vec<Coord>>, actor: u16, status: Status, validity: Validity) -> Territory {
    let polygons = rings.into_iter().map(|ring| Polygon::new(LineString::new(ring), vec![]));
    Territory {
        polygons: MultiPolygon::new(polygons.collect()),
        actor: Some(ActorId(actor)),
        others: Vec::new(),
        status,
        validity,
        source: String::new(),
        origin: None,
    }
}

/// All who claim a position, by summing the windings of every ring of every territory; and whether
/// it lies on an edge that divides controls.
fn scan(dataset: &Dataset, index: &ControlIndex, at: Coord, date: Date) -> Vec<ControlId> {
    let mut windings = vec![0; index.controls().len()];
    for territory in dataset.territories.iter().filter(|it| it.validity.contains(date)) {
        let control = territory.control();
        let id = index.controls().iter().position(|known| *known == control).unwrap();
        windings[id] += winding::number(&territory.polygons, at).0;
    }
    let inside = (0..).zip(windings).filter(|(_, number)| *number != 0);
    inside.map(|(id, _)| ControlId(id)).collect()
}

fn check(dataset: &Dataset, positions: &[Coord], days: &[i64]) {
    let index = ControlIndex::of(dataset).unwrap();
    for &at in positions {
        let place = LonLat::new(at.x, at.y).unwrap();
        let history = index.history(place);
        for pair in history.windows(2) {
            assert_eq!(pair[0].validity.until(), pair[1].validity.from());
            assert_ne!((&pair[0].claims, pair[0].has_data), (&pair[1].claims, pair[1].has_data));
        }
        for date in days.iter().map(|number| day(*number)) {
            let found = index.find(at.x, at.y, date);
            let span = history.iter().find(|span| span.validity.contains(date));
            if found.is_without_data() {
                assert!(span.is_none_or(|span| !span.has_data));
                continue;
            }
            let expected = scan(dataset, &index, at, date);
            assert_eq!(found.control(), expected.first().copied(), "{at:?} on {date}");
            assert_eq!(found.is_overlap(), expected.len() > 1, "{at:?} on {date}");
            assert_eq!(index.claims(place, date), expected, "{at:?} on {date}");
            let span = span.unwrap();
            assert_eq!(span.claims, expected, "{at:?} on {date}");
            assert_eq!(index.since(at.x, at.y, date), span.validity.from(), "{at:?} on {date}");
            let answer = index.at(place, date).unwrap();
            assert_eq!(answer.span, *span);
            assert_eq!(answer.is_on_boundary, found.is_on_boundary());
        }
    }
}

/// Positions worth asking about: vertices, middles of edges, hair's breadths beside them, and those
/// of a lattice that polygons are drawn on, too.
fn telling_positions(dataset: &Dataset, random: &[(f64, f64)]) -> Vec<Coord> {
    let mut positions: Vec<Coord> = random.iter().copied().map(Coord::from).collect();
    let edges = dataset
        .territories
        .iter()
        .flat_map(|it| &it.polygons)
        .flat_map(|polygon| polygon.exterior().lines().collect::<Vec<_>>());
    for edge in edges.take(60) {
        let middle = (edge.start + edge.end) / 2.0;
        positions.extend([edge.start, middle]);
        for hair in [1e-13, -1e-13] {
            positions.push(Coord { x: middle.x + hair, ..middle });
            positions.push(Coord { y: middle.y + hair, ..middle });
        }
    }
    positions.retain(|at| at.x.abs() <= 180.0 && at.y.abs() <= 90.0);
    positions
}

/// Positions of a coarse lattice, so that vertices, edges and lines coincide often.
fn lattice() -> impl Strategy<Value = Coord> {
    (0..9_i32, 0..9_i32)
        .prop_map(|(x, y)| Coord { x: f64::from(x) * 0.25 + 36.0, y: f64::from(y) * 0.25 + 35.0 })
}

fn anywhere() -> impl Strategy<Value = Coord> {
    prop_oneof![
        (36.0..38.0, 35.0..37.0).prop_map(Coord::from),
        (36.0..36.001, 35.0..35.001).prop_map(Coord::from),
    ]
}

fn ring(position: impl Strategy<Value = Coord>) -> impl Strategy<Value = Vec<Coord>> {
    prop::collection::vec(position, 3..9)
}

fn validity() -> impl Strategy<Value = Validity> {
    (prop::option::of(0..6_i64), prop::option::of(1..6_i64)).prop_map(|(from, length)| {
        let until = length.map(|length| day(from.unwrap_or(0) + length));
        Validity::new(from.map(day), until).unwrap()
    })
}

fn nasty_territory() -> impl Strategy<Value = Territory> {
    let rings = prop_oneof![
        prop::collection::vec(ring(lattice()), 1..3),
        prop::collection::vec(ring(anywhere()), 1..3),
    ];
    let status = prop_oneof![Just(Status::Held), Just(Status::Contested), Just(Status::Claimed)];
    (rings, 0..6_u16, status, validity())
        .prop_map(|(rings, actor, status, validity)| territory(rings, actor, status, validity))
}

fn gap_policy() -> impl Strategy<Value = GapPolicy> {
    prop_oneof![
        3 => Just(GapPolicy::Carry),
        1 => Just(GapPolicy::UnknownAfter(1)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nasty_polygons(
        territories in prop::collection::vec(nasty_territory(), 1..14),
        policy in gap_policy(),
        random in prop::collection::vec((35.9..38.1, 34.9..37.1), 12),
        on_lattice in prop::collection::vec(lattice(), 12),
    ) {
        let dataset = dataset(territories, policy);
        let mut positions = telling_positions(&dataset, &random);
        positions.extend(on_lattice);
        check(&dataset, &positions, &[0, 1, 2, 4, 7, 12]);
    }

    #[test]
    fn crowds_of_small_polygons(
        seeds in prop::collection::vec((0.0..1.0_f64, 0.0..1.0_f64, 0..10_u16, 1e-7..0.05_f64), 40..120),
        random in prop::collection::vec((36.0..37.0, 35.0..36.0), 20),
    ) {
        let small = |(x, y, actor, size): (f64, f64, u16, f64)| {
            let (x, y) = (36.0 + x, 35.0 + y);
            let ring = [(0.0, 0.0), (1.0, 0.1), (0.9, 1.0), (-0.1, 0.8)];
            let ring = ring.map(|(dx, dy)| Coord { x: x + dx * size, y: y + dy * size }).to_vec();
            territory(vec![ring], actor, Status::Held, Validity::ALWAYS)
        };
        let dataset = dataset(seeds.into_iter().map(small).collect(), GapPolicy::Carry);
        check(&dataset, &telling_positions(&dataset, &random), &[0]);
    }

    #[test]
    fn tilings_give_every_position_to_exactly_one(
        cuts in prop::collection::btree_set(1..400_u32, 2..12),
        random in prop::collection::vec((36.0..38.0, 35.0..37.0), 30),
    ) {
        // Strips that share zigzag borders vertex by vertex.
        let mut borders = vec![vec![Coord { x: 36.0, y: 35.0 }, Coord { x: 36.0, y: 37.0 }]];
        borders.extend(cuts.iter().map(|cut| {
            let x = 36.0 + f64::from(*cut) / 200.0;
            (0..=8).map(|step| Coord {
                x: x + if step % 2 == 0 { 0.0 } else { 0.004 },
                y: 35.0 + f64::from(step) * 0.25,
            }).collect()
        }));
        let strips = borders.windows(2).zip(0..).map(|(pair, actor)| {
            let ring = pair[0].iter().copied().chain(pair[1].iter().rev().copied()).collect();
            territory(vec![ring], actor, Status::Held, Validity::ALWAYS)
        });
        let dataset = dataset(strips.collect(), GapPolicy::Carry);
        let positions = telling_positions(&dataset, &random);
        check(&dataset, &positions, &[0]);
        let index = ControlIndex::of(&dataset).unwrap();
        for at in positions {
            prop_assert!(!index.find(at.x, at.y, FIRST).is_overlap());
        }
    }
}

#[test]
fn the_antimeridian_the_poles_and_cell_edges_are_no_exceptions() {
    let boxed = |west: f64, south: f64, east: f64, north: f64, actor: u16| {
        let ring = [(west, south), (east, south), (east, north), (west, north)];
        territory(vec![ring.map(Coord::from).to_vec()], actor, Status::Held, Validity::ALWAYS)
    };
    let dataset = dataset(
        vec![
            boxed(-180.0, -90.0, -90.0, 90.0, 0),
            boxed(-90.0, -90.0, 0.0, 90.0, 1),
            boxed(0.0, -90.0, 90.0, 0.0, 2),
            boxed(0.0, 0.0, 90.0, 90.0, 3),
            boxed(90.0, -90.0, 180.0, 90.0, 4),
        ],
        GapPolicy::Carry,
    );
    let mut positions = Vec::new();
    for x in -36..=36 {
        for y in -18..=18 {
            positions.push(Coord { x: f64::from(x) * 5.0, y: f64::from(y) * 5.0 });
        }
    }
    // Grid lines of the whole world's 64 by 64 cells lie at multiples of these.
    for step in -32..=32 {
        positions.push(Coord { x: f64::from(step) * 5.625, y: f64::from(step) * 2.8125 });
    }
    positions
        .extend([(179.999_999_999, 89.999_999), (-180.0, 12.3), (180.0, -0.0)].map(Coord::from));
    check(&dataset, &positions, &[0]);
}

#[test]
fn thousands_of_edges_in_one_spot_are_counted_and_long_ones_fill_no_memory() {
    let ring = |count: u32, at: &dyn Fn(f64) -> Coord| {
        (0..count).map(|step| at(f64::from(step) / f64::from(count))).collect::<Vec<Coord>>()
    };
    let round = |share: f64| {
        let (sine, cosine) = (share * std::f64::consts::TAU).sin_cos();
        Coord { x: 10.0 + 3e-5 * cosine, y: 10.0 + 3e-5 * sine }
    };
    // Long edges to and fro across everything.
    let zigzag = |share: f64| {
        let step = (share * 1500.0).round();
        Coord {
            x: if step % 2.0 == 0.0 { -170.0 } else { 170.0 + share },
            y: -80.0 + 160.0 * share,
        }
    };
    let held =
        |ring: Vec<Coord>, actor: u16| territory(vec![ring], actor, Status::Held, Validity::ALWAYS);
    let dataset = dataset(
        vec![held(ring(20_000, &round), 0), held(ring(1500, &zigzag), 1)],
        GapPolicy::Carry,
    );
    let index = ControlIndex::of(&dataset).unwrap();
    assert!(index.size() < 200_000_000, "{} bytes", index.size());
    let positions =
        [(10.0, 10.0), (10.00002, 10.00002), (10.000031, 10.0), (0.1, 0.2), (-169.0, 3.3)];
    check(&dataset, &positions.map(Coord::from), &[0]);
}

#[test]
fn a_gap_policy_of_countless_days_is_for_ever() {
    let square = [(36.0, 35.0), (37.0, 35.0), (37.0, 36.0)].map(Coord::from).to_vec();
    let always = Validity::new(Some(FIRST), None).unwrap();
    let dataset = dataset(
        vec![territory(vec![square], 0, Status::Held, always)],
        GapPolicy::ErrorAfter(u32::MAX),
    );
    check(&dataset, &[Coord { x: 36.5, y: 35.2 }], &[0, 4000]);
}

#[test]
fn a_point_on_an_edge_is_flagged_and_goes_to_the_east() {
    let square = |west: f64, actor: u16| {
        let ring = [(west, 35.0), (west + 1.0, 35.0), (west + 1.0, 36.0), (west, 36.0)];
        territory(vec![ring.map(Coord::from).to_vec()], actor, Status::Held, Validity::ALWAYS)
    };
    let dataset =
        dataset(vec![square(36.0, 0), square(37.0, 1), square(38.0, 1)], GapPolicy::Carry);
    let index = ControlIndex::of(&dataset).unwrap();
    let found = index.find(37.0, 35.3, FIRST);
    assert!(found.is_on_boundary());
    assert_eq!(found.control().map(|id| index.control(id).claimants[0]), Some(ActorId(1)));
    assert!(!index.find(38.0, 35.3, FIRST).is_on_boundary(), "the same hold both sides");
    assert!(index.find(36.5, 35.0, FIRST).is_on_boundary());
    assert!(!index.find(36.999_999_999_999_99, 35.3, FIRST).is_on_boundary());
}

#[test]
fn positions_that_are_none_are_told_from_those_without_control() {
    let dataset = Dataset::open("fixtures/snapshots").unwrap();
    let index = ControlIndex::of(&dataset).unwrap();
    let date = dataset.dates[0];
    for (lon, lat) in [(f64::NAN, 36.0), (38.0, f64::INFINITY), (181.0, 0.0), (0.0, -90.5)] {
        assert!(index.find(lon, lat, date).is_off_globe());
    }
    assert_eq!(index.find(0.0, 0.0, date), controlmap::index::Found::UNMAPPED);
    assert!(index.find(38.5, 36.5, date.yesterday().unwrap()).is_without_data());
    let mut found = [Default::default(); 2];
    assert!(index.find_all(&[38.5], &[36.5], &[date], &mut found).is_err());
}

#[test]
fn bulk_answers_are_those_of_single_lookups() {
    let dataset = controlmap::source::built_in(&Default::default()).unwrap();
    let index = ControlIndex::of(&dataset).unwrap();
    let count = 20_000;
    let spread = |seed: usize| (seed * 7_919 % count) as f64 / count as f64;
    let lon: Vec<f64> = (0..count).map(|it| 35.5 + 7.0 * spread(it)).collect();
    let lat: Vec<f64> = (0..count).map(|it| 32.0 + 5.5 * spread(it * 31 + 7)).collect();
    let dates: Vec<Date> = (0..count).map(|it| day((it % 40) as i64 - 2)).collect();
    let mut found = vec![Default::default(); count];
    index.find_all(&lon, &lat, &dates, &mut found).unwrap();
    for place in 0..count {
        assert_eq!(found[place], index.find(lon[place], lat[place], dates[place]));
    }
    let on = index.on(day(20));
    on.find_all(&lon, &lat, &mut found).unwrap();
    assert!((0..count).all(|place| found[place] == on.find(lon[place], lat[place])));
}
