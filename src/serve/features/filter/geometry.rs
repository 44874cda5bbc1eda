//! Shapes in filters, as well-known text.

use geo::{Coord, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};

use super::Ground;
use super::parse::Parser;
use super::token::Token;
use crate::serve::features::area::Area;
use crate::{Error, Result};

/// Positions of a shape in a filter.
const MOST_POSITIONS: usize = 1_000;
/// Fewest positions of a ring.
const LEAST_OF_RING: usize = 4;

impl Parser<'_> {
    /// Reads `ENVELOPE(...)`, `BBOX(...)` or well-known text.
    pub(super) fn ground(&mut self) -> Result<Ground> {
        let kind = self.word().map(str::to_ascii_uppercase);
        let shape = match kind.as_deref() {
            Some("ENVELOPE" | "BBOX") => return self.envelope(),
            Some("POINT") => Geometry::Point(Point(self.single_position()?)),
            Some("MULTIPOINT") => Geometry::MultiPoint(MultiPoint(self.points()?)),
            Some("LINESTRING") => Geometry::LineString(self.line(2)?),
            Some("MULTILINESTRING") => {
                Geometry::MultiLineString(MultiLineString(self.listed(|it| it.line(2))?))
            }
            Some("POLYGON") => Geometry::Polygon(self.polygon()?),
            Some("MULTIPOLYGON") => {
                Geometry::MultiPolygon(MultiPolygon(self.listed(Self::polygon)?))
            }
            _ => {
                return Err(Error::usage("a shape is needed in the filter").hint(
                    "POINT, LINESTRING, POLYGON and those of several, or ENVELOPE(west,south,east,north)",
                ));
            }
        };
        Ok(Ground::Shape(shape))
    }

    fn envelope(&mut self) -> Result<Ground> {
        let sides = self.listed(Self::number)?;
        let text: Vec<String> = sides.iter().map(f64::to_string).collect();
        Area::read(&text.join(","), self.crs).map(Ground::Box)
    }

    fn polygon(&mut self) -> Result<Polygon> {
        let mut rings = self.listed(|it| it.line(LEAST_OF_RING))?.into_iter();
        let outer = rings.next().unwrap_or_else(|| LineString(Vec::new()));
        Ok(Polygon::new(outer, rings.collect()))
    }

    fn line(&mut self, least: usize) -> Result<LineString> {
        let positions = self.listed(Self::position)?;
        if positions.len() < least {
            return Err(Error::usage("a line in the filter has too few positions"));
        }
        Ok(LineString(positions))
    }

    /// Positions, each in brackets of its own or not.
    fn points(&mut self) -> Result<Vec<Point>> {
        self.listed(|it| match it.peek() {
            Some(Token::Sign("(")) => it.single_position().map(Point),
            _ => it.position().map(Point),
        })
    }

    fn single_position(&mut self) -> Result<Coord> {
        self.expect("(")?;
        let at = self.position()?;
        self.expect(")")?;
        Ok(at)
    }

    /// Two numbers; a height after them is left out.
    fn position(&mut self) -> Result<Coord> {
        self.positions += 1;
        if self.positions > MOST_POSITIONS {
            return Err(Error::limit(format!(
                "the shapes of a filter have {MOST_POSITIONS} positions at most"
            )));
        }
        let (x, y) = (self.number()?, self.number()?);
        if matches!(self.peek(), Some(Token::Number(_))) {
            self.number()?;
        }
        Ok(self.crs.degrees(Coord { x, y }))
    }

    fn number(&mut self) -> Result<f64> {
        match self.next() {
            Some(Token::Number(number)) => Ok(*number),
            _ => Err(Error::usage("a shape in the filter lacks a number")),
        }
    }
}
