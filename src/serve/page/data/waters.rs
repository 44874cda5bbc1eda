//! Where the names of lakes and rivers stand.

use geo::{BoundingRect, Coord, Euclidean, Length, LineString, MultiPolygon};
use serde_json::{Value, json};

use super::{land, named, names, rounded};
use crate::geometry::BoundingBox;
use crate::model::{BaseMap, Names};

/// Decimals of a position along a river, or of a lake's width, in degrees: a hundred metres.
const DECIMALS: i32 = 3;
/// Points of a river's course across the view, when names are laid along it.
const ACROSS: f64 = 300.0;
/// Points on either side over which its course is smoothed.
const REACH: usize = 3;
/// How often it is smoothed.
const PASSES: usize = 3;
/// Points at most by which one river is followed.
const MOST_POINTS: f64 = 2000.0;
/// Lowest rank of a river that is named from afar.
const LOWEST_RANK: u8 = 3;

/// The names of lakes, well inside them, with their width in degrees.
pub(super) fn lakes(base: &BaseMap) -> Vec<Value> {
    let lakes = base.lakes.iter().filter(|lake| !lake.names.is_empty());
    lakes.filter_map(|lake| told_of(&lake.names, &lake.polygons)).collect()
}

fn told_of(name: &Names, polygons: &MultiPolygon) -> Option<Value> {
    let width =
        polygons.iter().filter_map(|part| Some(part.bounding_rect()?.width())).fold(0.0, f64::max);
    let mut told = named(name, Some(land::middle(polygons, None)?));
    told["width"] = rounded(width, DECIMALS).into();
    Some(told)
}

/// The rivers with a name, by their rank, and their courses without the windings, along which letters
/// would tumble.
pub(super) fn rivers(base: &BaseMap, view: Option<BoundingBox>) -> Vec<Value> {
    let Some(view) = view else { return Vec::new() };
    let step = (view.east() - view.west()) / ACROSS;
    let rivers = base.rivers.iter();
    let rivers = rivers.filter(|it| it.rank <= LOWEST_RANK && !it.names.is_empty());
    let told = rivers.map(|river| {
        let courses = river.lines.iter().filter_map(|line| course(line, step));
        let courses = courses.map(|points| points.into_iter().map(corner).collect::<Vec<_>>());
        json!({
            "names": names(&river.names),
            "rank": river.rank,
            "courses": courses.collect::<Vec<_>>(),
        })
    });
    told.collect()
}

/// A line by points at even steps, smoothed; nothing where it is too short to be named.
fn course(line: &LineString, step: f64) -> Option<Vec<Coord>> {
    let step = step.max(Euclidean.length(line) / MOST_POINTS);
    let mut points = stepped(line, step);
    if points.len() <= 2 * REACH {
        return None;
    }
    for _ in 0..PASSES {
        points = smoothed(&points);
    }
    Some(points)
}

/// The first point of a line and those that follow it at even steps along it.
fn stepped(line: &LineString, step: f64) -> Vec<Coord> {
    let mut points: Vec<Coord> = line.0.first().copied().into_iter().collect();
    let mut ahead = step;
    for edge in line.lines() {
        let length = edge.delta().x.hypot(edge.delta().y);
        while ahead <= length && step > 0.0 {
            points.push(edge.start + edge.delta() * (ahead / length));
            ahead += step;
        }
        ahead -= length;
    }
    points
}

/// Each point in the middle of those about it; the ends have fewer.
fn smoothed(points: &[Coord]) -> Vec<Coord> {
    let mean = |place: usize| {
        let reach = REACH.min(place).min(points.len() - 1 - place);
        let about = points.get(place - reach..=place + reach).unwrap_or(&[]);
        let sum = about.iter().fold(Coord::zero(), |sum, point| sum + *point);
        sum / about.len().max(1) as f64
    };
    (0..points.len()).map(mean).collect()
}

fn corner(point: Coord) -> [f64; 2] {
    [point.x, point.y].map(|degrees| rounded(degrees, DECIMALS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_winding_river_is_named_along_a_straight_course() {
        let winding = |step: i32| Coord { x: f64::from(step) * 0.1, y: f64::from(step % 2) * 0.2 };
        let line = LineString((0..200).map(winding).collect());
        let course = course(&line, 0.1).unwrap();
        let within = course.get(10..course.len() - 10).unwrap();
        assert!(within.iter().all(|point| (point.y - 0.1).abs() < 0.02), "{within:?}");
        assert_eq!(course.first(), line.0.first());
    }

    #[test]
    fn a_brook_has_no_room_for_a_name() {
        let line = LineString(vec![Coord { x: 0.0, y: 0.0 }, Coord { x: 0.1, y: 0.0 }]);
        assert_eq!(course(&line, 0.1), None);
    }
}
