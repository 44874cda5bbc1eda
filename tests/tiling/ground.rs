//! Ground in tiles is held by one at a time, by whom the index says, and without gaps.

use controlmap::geometry::{Coord, LonLat};
use controlmap::model::{Date, days_between};
use controlmap::tile::{Address, TileSet};

use crate::World;
use crate::reader::{Feature, Layer};

/// How near a border, in units of the grid, a position may belong to either side: each end of an edge has
/// been moved by half a unit along either axis.
const NEAR: f64 = 1.0;

fn day(date: Date) -> i64 {
    days_between(jiff::civil::date(1970, 1, 1), date)
}

/// A few dates of a dataset, those of changes and the days before.
fn dates(world: &World) -> Vec<Date> {
    let dates = &world.dataset.dates;
    let some = dates.iter().step_by(dates.len().div_ceil(4).max(1));
    let mut some: Vec<Date> = some
        .chain(dates.last())
        .flat_map(|it| [Some(*it), it.yesterday().ok()])
        .flatten()
        .collect();
    some.push(jiff::civil::date(2030, 1, 1));
    some
}

/// The tiles of a zoom at some positions over the ground.
fn addresses(world: &World, z: u8) -> Vec<Address> {
    let bounds = world.dataset.bounding_box().unwrap();
    let (low, size) = (bounds.south_west(), bounds.north_east() - bounds.south_west());
    let at = |step: u32| Coord {
        x: low.x + size.x * (f64::from(step % 5) + 0.5) / 5.0,
        y: low.y + size.y * (f64::from(step / 5) + 0.5) / 5.0,
    };
    let mut addresses: Vec<Address> =
        (0..25).map(|step| Address::at(z, at(step)).unwrap()).collect();
    addresses.sort_unstable();
    addresses.dedup();
    addresses
}

/// Where in degrees a position of a tile lies.
fn degrees(at: Address, extent: f64, position: Coord) -> LonLat {
    let bounds = at.bounds();
    let lon = bounds.west() + (bounds.east() - bounds.west()) * position.x / extent;
    let mercator = |lat: f64| lat.to_radians().sin().atanh();
    let (north, south) = (mercator(bounds.north()), mercator(bounds.south()));
    let lat = (north + (south - north) * position.y / extent).tanh().asin().to_degrees();
    LonLat::new(lon, lat).unwrap()
}

fn distance([from, to]: [Coord; 2], at: Coord) -> f64 {
    let (along, away) = (to - from, at - from);
    let length = along.x * along.x + along.y * along.y;
    let share = ((away.x * along.x + away.y * along.y) / length).clamp(0.0, 1.0);
    f64::hypot(away.x - share * along.x, away.y - share * along.y)
}

fn is_near_a_border(features: &[&Feature], at: Coord) -> bool {
    features.iter().any(|feature| feature.edges().any(|edge| distance(edge, at) <= NEAR))
}

fn on(layer: &Layer, date: Date) -> Vec<&Feature> {
    layer.features.iter().filter(|feature| feature.is_on(day(date))).collect()
}

#[test]
fn every_position_has_the_holder_that_the_index_names() {
    let mut asked = 0;
    for world in World::all() {
        for z in [2, 5, 8, 11, 14] {
            for at in addresses(&world, z) {
                let layer = world.layer(TileSet::Control, at, "control");
                let extent = if layer.extent == 0.0 { 1024.0 } else { layer.extent };
                for date in dates(&world) {
                    let features = on(&layer, date);
                    // Positions that repeat neither in rows nor in columns.
                    for number in 0..20 {
                        let share = |factor: f64| (f64::from(number) * factor + 0.37).fract();
                        let position =
                            Coord { x: share(0.618_034) * extent, y: share(0.754_878) * extent };
                        if is_near_a_border(&features, position) {
                            continue;
                        }
                        let place = degrees(at, extent, position);
                        let there: Vec<&&Feature> =
                            features.iter().filter(|it| it.contains(position)).collect();
                        let control = world.index.claims(place, date).first().copied();
                        let control = control.map(|id| world.index.control(id));
                        let actors = control.map(|control| {
                            let ids = control.claimants.iter();
                            let ids = ids.map(|it| world.dataset.actor(*it).id.as_str());
                            (control.status.word(), ids.collect::<Vec<_>>().join(";"))
                        });
                        let told: Vec<(&str, String)> = there
                            .iter()
                            .map(|it| {
                                let actors = it.text("actors").unwrap_or_default();
                                (it.text("status").unwrap(), actors.to_owned())
                            })
                            .collect();
                        assert_eq!(
                            told,
                            actors.into_iter().collect::<Vec<_>>(),
                            "{at:?} {place} {date}"
                        );
                        asked += told.len();
                    }
                }
            }
        }
    }
    assert!(asked > 10_000, "{asked}");
}

#[test]
fn where_all_ground_is_held_it_fills_the_tile_on_every_date() {
    let world = World::built_in();
    let known = world.dataset.dates[0]..=*world.dataset.dates.last().unwrap();
    let inner = Coord { x: 38.6, y: 35.6 };
    for z in [8, 9, 10, 12] {
        let at = Address::at(z, inner).unwrap();
        let layer = world.layer(TileSet::Control, at, "control");
        let whole = (layer.extent * (1.0 + 2.0 / 64.0)).powi(2);
        for date in dates(&world).into_iter().filter(|it| known.contains(it)) {
            let area: f64 = on(&layer, date).iter().map(|feature| feature.area()).sum();
            assert!((area / whole - 1.0).abs() < 1e-6, "{z} {date}: {area} of {whole}");
        }
    }
}

#[test]
fn what_runs_over_the_edge_of_a_tile_goes_on_in_the_next() {
    let world = World::built_in();
    for z in [6, 8, 10, 12] {
        // The border between the two sides crosses many tiles here.
        for lon in [38.0, 38.35, 40.2] {
            let west = Address::at(z, Coord { x: lon, y: 36.5 }).unwrap();
            let east = Address::new(z, west.x() + 1, west.y()).unwrap();
            let [west, east] = [west, east].map(|at| world.layer(TileSet::Control, at, "control"));
            let extent = west.extent.max(east.extent);
            for date in dates(&world) {
                let (in_west, in_east) = (on(&west, date), on(&east, date));
                for step in 0..500 {
                    let y = extent * (f64::from(step) + 0.5) / 500.0;
                    let (one, other) = (Coord { x: extent + 0.5, y }, Coord { x: 0.5, y });
                    if is_near_a_border(&in_west, one) || is_near_a_border(&in_east, other) {
                        continue;
                    }
                    let holder = |features: &[&Feature], at: Coord| {
                        let there = features.iter().find(|feature| feature.contains(at));
                        there.map(|feature| feature.text("actors").unwrap().to_owned())
                    };
                    assert_eq!(
                        holder(&in_west, one),
                        holder(&in_east, other),
                        "zoom {z}, {lon} degrees, row {y}, {date}"
                    );
                }
            }
        }
    }
}
