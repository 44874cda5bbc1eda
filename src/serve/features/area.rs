//! The part of the world that a request asks for, and whether a feature lies in it.

use super::crs::Crs;
use super::item::Shape;
use crate::geometry::clip::{Relation, Window};
use crate::geometry::{BoundingBox, Coord, LineString, MultiPolygon, winding};
use crate::{Error, Result};

/// The part of the world that a request asks for: a box, or two where it crosses the 180th meridian.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Area(Vec<Window>);

impl Area {
    /// Reads `west,south,east,north`, in the order of axes of a reference system; of six numbers the
    /// heights do not count. A box whose west lies east of its east crosses the 180th meridian.
    ///
    /// # Errors
    ///
    /// When they are not four or six numbers, or south lies north of north.
    pub fn read(text: &str, crs: Crs) -> Result<Self> {
        let unreadable = || {
            Error::usage("a box is west,south,east,north in degrees, or what bbox-crs says")
                .found(format!("`{}`", text.chars().take(80).collect::<String>()))
                .hint(
                    "four numbers, or six with heights, such as 35.6,32.3,42.4,37.3: the south comes \
                     before the north, and longitude before latitude unless bbox-crs says otherwise",
                )
        };
        let numbers: Option<Vec<f64>> = text
            .split(',')
            .map(|it| it.trim().parse().ok().filter(|it: &f64| it.is_finite()))
            .collect();
        let (min, max) = match numbers.as_deref() {
            Some(&[x, y, to_x, to_y] | &[x, y, _, to_x, to_y, _]) => {
                (Coord { x, y }, Coord { x: to_x, y: to_y })
            }
            _ => return Err(unreadable()),
        };
        let (min, max) = (crs.degrees(min), crs.degrees(max));
        if min.y > max.y {
            return Err(unreadable());
        }
        if min.x <= max.x {
            return Ok(Self(vec![Window { min, max }]));
        }
        if crs == Crs::Epsg3857 {
            return Err(unreadable());
        }
        let east = Window { min, max: Coord { x: 180.0, y: max.y } };
        let west = Window { min: Coord { x: -180.0, y: min.y }, max };
        Ok(Self(vec![east, west]))
    }

    /// Whether what lies in a box may lie here.
    pub fn may_meet(&self, bounds: &BoundingBox) -> bool {
        let corners = [bounds.south_west(), bounds.north_east()];
        self.0.iter().any(|window| window.relation(&corners) != Relation::Outside)
    }

    /// Whether a shape has a position here, edges of both included.
    pub fn meets(&self, shape: Shape) -> bool {
        self.0.iter().any(|window| match shape {
            Shape::Point(at) => window.contains(at.into()),
            Shape::Lines(lines) => lines.iter().any(|line| crosses(line, window)),
            Shape::Polygons(polygons) => covers(polygons, window),
        })
    }
}

fn covers(polygons: &MultiPolygon, window: &Window) -> bool {
    polygons.iter().any(|polygon| {
        match window.relation(&polygon.exterior().0) {
            Relation::Inside => return true,
            Relation::Outside => return false,
            Relation::Across => {}
        }
        std::iter::once(polygon.exterior()).chain(polygon.interiors()).any(|it| crosses(it, window))
    }) || winding::number(polygons, window.min).0 != 0
}

/// Whether a line has a position in a window.
fn crosses(line: &LineString, window: &Window) -> bool {
    if window.relation(&line.0) == Relation::Outside {
        return false;
    }
    let alone = line.0.first().is_some_and(|at| window.contains(*at));
    alone || line.0.windows(2).any(|edge| !window.clip_line(edge).is_empty())
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;
    use crate::geometry::LonLat;

    fn area(text: &str) -> Area {
        Area::read(text, Crs::Crs84).unwrap()
    }

    #[test]
    fn boxes_are_read_in_the_order_of_their_axes() {
        let in_degrees = area("38,35,40,37");
        assert_eq!(Area::read("35,38,37,40", Crs::Epsg4326).unwrap(), in_degrees);
        assert_eq!(area("38,35,-10,40,37,900"), in_degrees);
        let metres = Area::read("4230140,4163881,4452780,4439107", Crs::Epsg3857).unwrap();
        assert!((metres.0[0].min.x - 38.0).abs() < 1e-3 && (metres.0[0].max.y - 37.0).abs() < 1e-3);
        for text in ["", "1,2,3", "1,2,3,x", "1,5,2,4", "nan,1,2,3", "1,2,inf,3", "1,2,3,4,5"] {
            assert!(Area::read(text, Crs::Crs84).is_err(), "{text}");
        }
    }

    #[test]
    fn a_box_may_cross_the_180th_meridian() {
        let pacific = area("170,-10,-170,10");
        let meets = |lon| pacific.meets(Shape::Point(LonLat::new(lon, 0.0).unwrap()));
        assert!(meets(175.0) && meets(-175.0) && meets(180.0) && !meets(0.0));
    }

    #[test]
    fn a_polygon_is_met_by_its_edges_and_by_what_lies_wholly_in_it_but_not_in_its_hole() {
        let ring = polygon!(
            exterior: [(x: 0.0, y: 0.0), (x: 9.0, y: 0.0), (x: 9.0, y: 9.0), (x: 0.0, y: 9.0)],
            interiors: [[(x: 2.0, y: 2.0), (x: 2.0, y: 7.0), (x: 7.0, y: 7.0), (x: 7.0, y: 2.0)]],
        );
        let ring = MultiPolygon::new(vec![ring]);
        let meets = |text: &str| area(text).meets(Shape::Polygons(&ring));
        assert!(meets("0.5,0.5,1,1") && meets("-5,-5,20,20") && meets("-1,4,1,5"));
        assert!(meets("9,9,10,10"), "a corner counts");
        assert!(!meets("3,3,6,6") && !meets("10,10,11,11"));
    }
}
