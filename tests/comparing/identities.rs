//! What must hold of areas and changes whatever is drawn.

use controlmap::compare::{
    Advance, Comparison, DatedAreas, Ground, Measuring, areas, gross_changes, pockets, series,
};
use controlmap::geometry::overlay::Overlay;
use controlmap::geometry::{EdgeRule, Kilometres, LabelledEdges, area};
use controlmap::index::Ledger;
use controlmap::model::{ActorId, Names, Region, Status};
use proptest::prelude::*;

use super::figures::{
    area_of, between, comparison, entries, entry, grounds, includes, ledger_changes, sum,
};
use super::{
    ACTORS, Dataset, Drawing, MultiPolygon, cases, control, dataset, day, drawings, grain, note,
    snapshot,
};

/// Roundings of sums of doubles, in square kilometres.
fn rounding(whole: f64) -> f64 {
    1e-12 * whole + 1e-9
}

/// What areas leave out of each row is less than a square metre.
const LEFT_OUT: f64 = 1e-6;

fn assert_near(check: &'static str, one: f64, other: f64, slack: f64) {
    note(check, (one - other).abs());
    assert!((one - other).abs() <= slack, "{check}: {one} and {other}, {slack} allowed");
}

fn with_regions(drawings: &[Drawing], regions: &Drawing) -> Dataset {
    let mut dataset = dataset(drawings);
    let region = |polygon: &super::Polygon| Region {
        id: String::new(),
        names: Names::new("Region"),
        polygons: MultiPolygon::new(vec![polygon.clone()]),
    };
    dataset.base_map.regions = regions.iter().map(|(_, polygon)| region(polygon)).collect();
    dataset
}

fn all_dates(dataset: &Dataset, by_region: bool) -> Vec<DatedAreas> {
    series(dataset, &dataset.dates, Measuring { by_region, ..Measuring::default() }).unwrap()
}

/// Changes are read backwards by the same figures, to the last bit.
fn assert_mirrored(there: &Comparison, back: &Comparison) {
    assert_eq!(there.matrix.grounds(), back.matrix.grounds());
    for (from, to, km2) in entries(&there.matrix) {
        let other = entry(&back.matrix, to, from);
        assert_eq!(km2.to_bits(), other.to_bits(), "{from:?} to {to:?}: {km2} and {other}");
    }
    assert_eq!(there.patches.len(), back.patches.len());
    assert_eq!(there.slivers(), back.slivers());
    for front in &there.fronts {
        let is_same = |it: &&controlmap::compare::FrontChange| it.sides == front.sides;
        let mirrored = back.fronts.iter().find(is_same).unwrap();
        assert_eq!((front.before, front.after), (mirrored.after, mirrored.before));
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn rows_sum_to_the_first_date_and_columns_to_the_second(drawings in drawings::any_kind(2)) {
        let dataset = dataset(&drawings);
        let comparison = comparison(&dataset, false);
        let matrix = &comparison.matrix;
        let slack = grain(&drawings) + LEFT_OUT;
        let [before, after] = [0, 1].map(|it| areas(&snapshot(&dataset, it)).unwrap());
        for ground in grounds(&before).iter().filter(|it| **it != Ground::Unclaimed) {
            let row = sum(matrix, |from, _| from == ground);
            assert_near("rows", row, area_of(&before, ground), slack);
        }
        for ground in grounds(&after).iter().filter(|it| **it != Ground::Unclaimed) {
            let column = sum(matrix, |_, to| to == ground);
            assert_near("columns", column, area_of(&after, ground), slack);
        }
        let claimed = sum(matrix, |from, _| *from != Ground::Unclaimed);
        assert_near("all rows", claimed, before.total.0, slack + 8.0 * LEFT_OUT);
    }

    #[test]
    fn what_was_and_what_came_and_went_make_what_is(drawings in drawings::any_kind(2)) {
        let dataset = dataset(&drawings);
        let comparison = comparison(&dataset, false);
        let slack = rounding(comparison.matrix.total().0);
        for side in &comparison.sides {
            let sum = side.before + side.gained - side.lost + side.slivers;
            assert_near("sides", sum.0, side.after.0, slack);
        }
        let patches: f64 = comparison.patches.iter().map(|patch| patch.area.0).sum();
        assert_near("patches", patches, comparison.matrix.changed().0, slack);
        for patch in &comparison.patches {
            prop_assert!(patch.from != patch.to && patch.area.0 > -slack);
            assert_near("a patch and its shape", patch.area.0, area::of(&patch.polygons).0, slack);
        }
    }

    #[test]
    fn the_way_back_is_the_way_there_mirrored(drawings in drawings::any_kind(2)) {
        let dataset = dataset(&drawings);
        assert_mirrored(&comparison(&dataset, false), &between(&dataset, 1, 0, false));
    }

    #[test]
    fn two_grounds_sum_to_their_union_and_their_intersection(drawings in drawings::any_kind(2)) {
        let of = |dates: &[usize]| {
            let mut edges = LabelledEdges::default();
            for &date in dates {
                for (_, polygon) in &drawings[date] {
                    edges.add_polygon(polygon, date as u32).unwrap();
                }
            }
            let overlay = Overlay::of(&edges, EdgeRule::Straight).unwrap();
            let cells: Vec<(usize, f64)> = (0..overlay.len())
                .map(|cell| (overlay.labels(cell).len(), overlay.area(cell).0))
                .collect();
            let with = |least: usize| -> f64 {
                cells.iter().filter(|cell| cell.0 >= least).map(|cell| cell.1).sum()
            };
            (with(1), with(2))
        };
        let (one, other, (union, intersection)) = (of(&[0]).0, of(&[1]).0, of(&[0, 1]));
        assert_near("union", one + other, union + intersection, grain(&drawings));
    }

    #[test]
    fn changes_are_what_the_comparison_has_off_its_diagonal(drawings in drawings::any_kind(2)) {
        let dataset = dataset(&drawings);
        let (comparison, changes) = (comparison(&dataset, false), ledger_changes(&dataset));
        let slack = grain(&drawings);
        let changed = |it: &(&Ground, &Ground, f64)| it.0 != it.1;
        for (from, to, km2) in entries(&comparison.matrix).filter(changed) {
            assert_near("changes", entry(&changes, from, to), km2, slack);
        }
        for (from, to, km2) in entries(&changes).filter(changed) {
            assert_near("changes", entry(&comparison.matrix, from, to), km2, slack);
        }
        assert_eq!(sum(&changes, |from, to| from == to), 0.0);
    }

    #[test]
    fn an_advance_is_the_changed_part_of_the_comparison(drawings in drawings::any_kind(2)) {
        let dataset = dataset(&drawings);
        let [before, after] = [0, 1].map(|number| snapshot(&dataset, number));
        let advance = Advance::of(&before, &after, Kilometres(0.05)).unwrap();
        let comparison = comparison(&dataset, false);
        let slack = grain(&drawings);
        let changed = |it: &(&Ground, &Ground, f64)| it.0 != it.1;
        for (from, to, km2) in entries(&comparison.matrix).filter(changed) {
            assert_near("advance", entry(&advance.matrix, from, to), km2, slack);
        }
        let patches: f64 = advance.patches.iter().map(|patch| patch.area.0).sum();
        assert_near("patches", patches, advance.matrix.changed().0, slack);
        let gains: f64 = advance.gains().iter().map(|gain| gain.area.0).sum();
        let slivers = advance.patches.iter().filter(|patch| patch.is_sliver);
        assert_near("gains", gains + slivers.map(|it| it.area.0).sum::<f64>(), patches, slack);
    }

    #[test]
    fn regions_sum_to_the_whole_line_by_line(
        drawings in drawings::any_kind(2),
        regions in drawings::any_kind(1),
    ) {
        let dataset = with_regions(&drawings, &regions[0]);
        let comparison = comparison(&dataset, true);
        let slack = rounding(comparison.matrix.total().0);
        for (from, to, km2) in entries(&comparison.matrix) {
            let parts: f64 = comparison.regions.iter().map(|it| entry(it, from, to)).sum();
            assert_near("regions of a comparison", parts, km2, slack);
        }
        for dated in all_dates(&dataset, true) {
            let measured = dated.areas.unwrap();
            prop_assert_eq!(measured.regions.len(), regions[0].len() + 1);
            // Each region leaves out what is less than a square metre, or less than nothing.
            let slack = grain(&drawings) + LEFT_OUT * measured.regions.len() as f64;
            for ground in grounds(&measured.all) {
                let parts: f64 = measured.regions.iter().map(|it| area_of(it, &ground)).sum();
                assert_near("regions of a series", parts, area_of(&measured.all, &ground), slack);
            }
        }
    }

    #[test]
    fn all_ground_of_a_frame_is_somebodys_or_nobodys(
        drawings in drawings::any_kind(3),
        frame in drawings::nested(1),
    ) {
        let mut dataset = dataset(&drawings);
        let polygons = frame[0].iter().map(|(_, polygon)| polygon.clone()).collect();
        dataset.frame = Some(MultiPolygon::new(polygons));
        let frame: Drawing = frame[0].iter().map(|(_, polygon)| (0, polygon.clone())).collect();
        let framed = areas(&snapshot(&super::dataset(&[frame]), 0)).unwrap().total.0;
        let slack = grain(&drawings) + 16.0 * LEFT_OUT;
        assert_near("frame", comparison(&dataset, false).matrix.total().0, framed, slack);
        for (number, dated) in all_dates(&dataset, true).iter().enumerate() {
            let (found, expected) = (&dated.areas.as_ref().unwrap().all, areas(&snapshot(&dataset, number)).unwrap());
            assert_near("frame", found.total.0, framed, slack);
            assert_near("frame", expected.total.0, framed, slack);
            assert_near("nobody's", found.unclaimed.0, expected.unclaimed.0, slack);
            assert_near("outside", found.outside.0, expected.outside.0, slack);
        }
    }

    #[test]
    fn pockets_sum_to_what_is_held(drawings in drawings::any_kind(1)) {
        let dataset = dataset(&drawings);
        let snapshot = snapshot(&dataset, 0);
        let areas = areas(&snapshot).unwrap();
        let slack = rounding(areas.total.0) + LEFT_OUT;
        for actor in (0..ACTORS).map(ActorId) {
            let pockets = pockets(&snapshot, Some(actor)).unwrap();
            let held = control(actor.0);
            let expected =
                if held.status == Status::Held { areas.of_control(&held).0 } else { 0.0 };
            let sum: f64 = pockets.iter().map(|pocket| pocket.area.0).sum();
            assert_near("pockets", sum, expected, slack);
            for pocket in &pockets {
                let shape = area::of(&pocket.polygons).0;
                assert_near("a pocket and its shape", pocket.area.0, shape, slack);
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn a_series_over_tilings_is_the_areas_of_each_date(drawings in drawings::exact_tiling(2..40)) {
        let dataset = dataset(&drawings);
        let ledger = Ledger::of(&dataset).unwrap();
        let changes = gross_changes(&ledger);
        let mut gross = vec![0.0; usize::from(ACTORS)];
        for (number, dated) in all_dates(&dataset, false).iter().enumerate() {
            let expected = areas(&snapshot(&dataset, number)).unwrap();
            let found = &dated.areas.as_ref().unwrap().all;
            let both = grounds(&expected).into_iter().chain(grounds(found));
            for ground in both {
                let (found, expected) = (area_of(found, &ground), area_of(&expected, &ground));
                // A row may be left out on one side where it is just less than a square metre.
                let slack = if expected.min(found) < 2.0 * LEFT_OUT { LEFT_OUT } else { 0.0 };
                assert_near("series of tilings", found, expected, 1e-7 + slack);
            }
            // The first epoch is the one before all dates; what begins with the data counts there.
            let epochs = if number == 0 { 0..2 } else { number + 1..number + 2 };
            for (control, area) in epochs.flat_map(|epoch| &changes[epoch]) {
                let own = &ledger.controls()[usize::from(control.0)];
                gross[usize::from(own.claimants[0].0)] += area.0;
            }
            for actor in 0..ACTORS {
                let own = control(actor);
                let overlaps = expected.overlaps.iter();
                let overlap: f64 = overlaps
                    .filter(|row| includes(&Ground::Overlap(row.controls.clone()), &own))
                    .map(|row| row.area.0)
                    .sum();
                let net = expected.of_control(&own).0 + overlap;
                let slack = grain(&drawings[number..=number]) + 4.0 * LEFT_OUT;
                assert_near("gross changes", gross[usize::from(actor)], net, slack);
            }
        }
    }

    #[test]
    fn a_series_over_anything_is_the_areas_of_each_date(drawings in drawings::any_kind(8)) {
        let dataset = dataset(&drawings);
        for (number, dated) in all_dates(&dataset, false).iter().enumerate() {
            prop_assert_eq!(dated.date, day(number));
            let expected = areas(&snapshot(&dataset, number)).unwrap();
            let found = &dated.areas.as_ref().unwrap().all;
            let slack = grain(&drawings) + LEFT_OUT;
            for ground in grounds(&expected).into_iter().chain(grounds(found)) {
                let (found, expected) = (area_of(found, &ground), area_of(&expected, &ground));
                assert_near("series of anything", found, expected, slack);
            }
        }
    }
}
