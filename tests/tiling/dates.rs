//! Filters by date, in a client or by the one who cuts.

use std::collections::BTreeSet;

use controlmap::compare::holdings;
use controlmap::geometry::{Coord, LonLat};
use controlmap::model::{Date, Validity, days_between};
use controlmap::tile::{Address, TileSet};
use geo::{Contains, InteriorPoint};

use crate::World;
use crate::reader::{Feature, layers};

fn days_round_changes(world: &World) -> Vec<Date> {
    let dates = world.dataset.dates.iter();
    let round = |it: &Date| [it.yesterday().ok(), Some(*it), it.tomorrow().ok()];
    let days: BTreeSet<Date> = dates.flat_map(round).flatten().collect();
    days.into_iter().collect()
}

/// What the expression of `filterByDate` of @openhistoricalmap/maplibre-gl-dates 1.4 makes of a feature on
/// a day: the bounds of the day that it compares with are both its first moment.
fn is_shown_by_openhistoricalmap(feature: &Feature, date: Date) -> bool {
    let moment =
        f64::from(date.year()) + f64::from(date.day_of_year() - 1) / f64::from(date.days_in_year());
    let iso = date.to_string();
    let begun = match (feature.real("start_decdate"), feature.text("start_date")) {
        (Some(start), _) => start < moment,
        (None, Some(start)) => start < iso.as_str(),
        (None, None) => true,
    };
    let goes_on = match (feature.real("end_decdate"), feature.text("end_date")) {
        (Some(end), _) => end >= moment,
        (None, Some(end)) => end >= iso.as_str(),
        (None, None) => true,
    };
    begun && goes_on
}

#[test]
fn the_filter_of_openhistoricalmap_shows_what_is_so_on_every_day_also_that_of_a_change() {
    for world in World::all() {
        let world_tile = Address::new(0, 0, 0).unwrap();
        for name in ["control", "fronts"] {
            let layer = world.layer(TileSet::Control, world_tile, name);
            for date in days_round_changes(&world) {
                let day = days_between(jiff::civil::date(1970, 1, 1), date);
                for feature in &layer.features {
                    assert_eq!(
                        is_shown_by_openhistoricalmap(feature, date),
                        feature.is_on(day),
                        "{date} {:?}",
                        feature.properties
                    );
                }
            }
        }
    }
}

#[test]
fn a_tile_of_some_days_has_what_is_so_on_any_of_them() {
    let world = World::built_in();
    let at = Address::new(5, 19, 12).unwrap();
    let all = layers(&world.cut(TileSet::Control, at, Validity::ALWAYS));
    let date = |text: &str| text.parse::<Date>().unwrap();
    let number = |date: Date| days_between(jiff::civil::date(1970, 1, 1), date);
    for (from, until) in [("2026-01-19", "2026-01-20"), ("2026-01-10", "2026-01-22")] {
        let days = Validity::new(Some(date(from)), Some(date(until))).unwrap();
        let some = layers(&world.cut(TileSet::Control, at, days));
        for (all, some) in all.iter().zip(&some) {
            let wanted = all.features.iter().filter(|feature| {
                (number(date(from))..number(date(until))).any(|day| feature.is_on(day))
            });
            let wanted: Vec<_> = wanted.map(|it| (&it.properties, &it.parts)).collect();
            let some: Vec<_> = some.features.iter().map(|it| (&it.properties, &it.parts)).collect();
            assert_eq!(some, wanted);
        }
    }
}

/// Where two dates are compared, ground has changed hands where its holder of the later one came after the
/// earlier one. What became known from another source has not.
#[test]
fn ground_is_held_from_the_day_on_which_it_changed_hands_whatever_its_sources() {
    let number = |date: Date| days_between(jiff::civil::date(1970, 1, 1), date);
    let mut resourced = 0;
    for world in World::all() {
        let at = Address::new(0, 0, 0).unwrap();
        let bounds = world.dataset.bounding_box().unwrap();
        let layer = world.layer(TileSet::Control, at, "control");
        for feature in &layer.features {
            let (from, held) = (feature.integer("from_day"), feature.integer("held_from_day"));
            assert!(held <= from, "{:?}", feature.properties);
            resourced += usize::from(held < from);
        }
        let holdings = holdings(&world.dataset, &world.index).unwrap();
        let dates = [world.dataset.dates.first(), world.dataset.dates.last()];
        let [Some(first), Some(last)] = dates else { continue };
        for step in 0..400_u32 {
            let share = |factor: f64| (f64::from(step) * factor + 0.37).fract();
            let (low, size) = (bounds.south_west(), bounds.north_east() - bounds.south_west());
            let place = Coord {
                x: low.x + size.x * share(0.618_034),
                y: low.y + size.y * share(0.754_878),
            };
            let holder = |date| {
                let claims = world.index.claims(LonLat::new(place.x, place.y).unwrap(), date);
                claims.first().map(|id| world.index.control(*id))
            };
            let now = holdings
                .ground
                .iter()
                .find(|it| it.validity.contains(*last) && it.polygons.contains(&place));
            let Some(now) = now else { continue };
            assert_eq!(holder(*last), Some(&now.control), "{place:?}");
            let came_later = now.held_from.is_some_and(|from| number(from) > number(*first));
            if !came_later {
                assert_eq!(holder(*first), Some(&now.control), "{place:?}");
            } else {
                let before = now.held_from.and_then(|from| from.yesterday().ok()).unwrap();
                assert_ne!(holder(before), Some(&now.control), "{place:?} {before}");
            }
        }
    }
    assert!(resourced > 0, "some ground is known from one source after the other");
}

/// Ground that was lost and retaken between two dates has not changed hands between them.
#[test]
fn ground_that_was_retaken_says_when_its_holder_stood_there_before() {
    let mut retaken = 0;
    for world in World::all() {
        for piece in holdings(&world.dataset, &world.index).unwrap().ground {
            let Some(inside) = piece.polygons.interior_point() else { continue };
            let place = LonLat::new(inside.x(), inside.y()).unwrap();
            let earlier = |date: &&Date| piece.held_from.is_some_and(|from| **date < from);
            for date in world.dataset.dates.iter().filter(earlier) {
                let claims = world.index.claims(place, *date);
                let is_own =
                    claims.first().map(|id| world.index.control(*id)) == Some(&piece.control);
                let is_said = piece.held_before.iter().any(|days| days.contains(*date));
                assert_eq!(is_said, is_own, "{place:?} {date}");
                retaken += usize::from(is_own);
            }
        }
    }
    assert!(retaken > 0, "some ground was lost and retaken");
}
