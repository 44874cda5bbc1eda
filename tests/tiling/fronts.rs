//! Fronts of all dates are those of each date.

use std::collections::BTreeMap;

use controlmap::compare::{DatedFront, control_lines, fronts, holdings};
use controlmap::geometry::{Coord, LineString, LonLat, geodesic};
use controlmap::model::Date;

use crate::World;

fn length(lines: &[LineString]) -> f64 {
    let place = |at: Coord| LonLat::new(at.x, at.y).unwrap();
    let edges = lines.iter().flat_map(|line| line.lines());
    edges.map(|edge| geodesic::inverse(place(edge.start), place(edge.end)).0.0).sum()
}

#[test]
fn fronts_of_all_dates_are_as_long_on_each_as_those_of_its_snapshot() {
    let mut compared = 0;
    for world in World::all() {
        let through_time = holdings(&world.dataset, &world.index).unwrap().fronts;
        let dates: Vec<Date> = world.dataset.dates.iter().step_by(3).copied().collect();
        for date in dates {
            let on = |front: &&DatedFront| front.validity.contains(date);
            let mut dated: BTreeMap<String, f64> = BTreeMap::new();
            for front in through_time.iter().filter(on) {
                *dated.entry(format!("{:?}", front.sides)).or_default() += length(&front.lines);
            }
            let own = fronts(&world.dataset.on(date).unwrap()).unwrap();
            let own: BTreeMap<String, f64> =
                own.iter().map(|it| (format!("{:?}", it.sides), it.length.0)).collect();
            assert_eq!(dated.keys().collect::<Vec<_>>(), own.keys().collect::<Vec<_>>(), "{date}");
            for (sides, length) in &own {
                // Crossings are rounded to 1e-9 degrees.
                assert!((dated[sides] - length).abs() < 1e-4, "{date} {sides}: {length}");
                compared += 1;
            }
        }
    }
    assert!(compared > 20, "{compared}");
}

#[test]
fn limits_of_all_dates_are_the_edges_of_shared_ground_on_each() {
    let world = World::built_in();
    let through_time = holdings(&world.dataset, &world.index).unwrap().limits;
    let mut compared = 0;
    for date in world.dataset.dates.iter().step_by(3) {
        let on = through_time.iter().filter(|limit| limit.validity.contains(*date));
        let dated: f64 = on.map(|limit| length(&limit.lines)).sum();
        let own = length(&control_lines(&world.dataset.on(*date).unwrap()).limits);
        assert!((dated - own).abs() < 1e-3, "{date}: {dated} of {own} km");
        compared += usize::from(own > 10.0);
    }
    assert!(compared > 3, "{compared}");
}
