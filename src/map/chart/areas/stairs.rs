//! Where the bands' edges run: level until a change, then straight up or down.

use super::scale::Scale;
use super::stack::Stack;
use crate::map::chart::axis::Axis;
use crate::map::page::{Page, outlined};
use crate::map::scene::{Item, Point, Rect, Stroke};
use crate::model::Dataset;

/// Steps lower than this many page pixels cannot be seen.
const LOWEST: f32 = 0.05;

/// How many times as much room is clearly more.
const CLEARLY: f32 = 1.1;

/// The edges of a stack's bands, as distances along the axis of time and heights on the page.
pub(super) struct Stairs<'a> {
    page: &'a Page,
    axis: &'a Axis,
    /// The part of the page where the bands stand.
    place: Rect,
    /// Where a stretch of days begins, and at the end where the last one ends.
    treads: Vec<f32>,
    /// Whether there is data on a stretch.
    has_data: &'a [bool],
    /// For every edge, the lowest first, its y on each stretch: band `n` lies between the edges `n`
    /// and `n + 1`.
    edges: Vec<Vec<f32>>,
}

/// A place inside a band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    /// The middle of it, as a distance along the axis.
    pub(super) distance: f32,
    /// The y of its middle.
    pub(super) y: f32,
    /// How high it is.
    room: f32,
}

/// Stretches on end, from one to before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Flight {
    first: usize,
    end: usize,
}

impl<'a> Stairs<'a> {
    /// The edges of a stack on an axis and a scale.
    pub(super) fn new(
        page: &'a Page,
        stack: &'a Stack,
        axis: &'a Axis,
        scale: &Scale,
        place: Rect,
    ) -> Self {
        let beginnings = stack.beginnings.iter().map(|date| axis.distance(*date));
        let mut sums = vec![0.0; stack.beginnings.len()];
        let mut edges = vec![vec![place.bottom(); sums.len()]];
        for band in &stack.bands {
            for (sum, area) in sums.iter_mut().zip(&band.areas) {
                *sum += area;
            }
            edges.push(sums.iter().map(|sum| scale.y(&place, *sum)).collect());
        }
        Self {
            page,
            axis,
            place,
            treads: beginnings.chain([axis.length()]).collect(),
            has_data: &stack.has_data,
            edges,
        }
    }

    /// The bands in their paints, from bottom to top.
    pub(super) fn fills(&self, stack: &Stack, dataset: &Dataset) -> Vec<Item> {
        let mut items = Vec::new();
        for (index, band) in stack.bands.iter().enumerate() {
            let rings: Vec<Vec<Point>> =
                self.flights(index).into_iter().map(|flight| self.ring(index, flight)).collect();
            for paint in band.paints(self.page, dataset) {
                items.push(Item::Fill { rings: rings.clone(), paint });
            }
        }
        items
    }

    /// Thin lines where bands meet, and above the last.
    pub(super) fn seams(&self) -> Item {
        let mut lines = Vec::new();
        for band in 0..self.edges.len() - 1 {
            lines.extend(self.flights(band).into_iter().map(|flight| self.seam(band, flight)));
        }
        Item::Stroke { lines, stroke: self.page.stroke(self.page.theme.seam()) }
    }

    /// The outline of the stretches without data, with the distances from and to which they reach.
    pub(super) fn gaps(&self) -> Vec<(Item, (f32, f32))> {
        let stroke: Stroke = self.page.stroke(self.page.theme.without_data());
        let flights = self.stretches(|at| !self.has_data[at]).into_iter();
        let gap = |flight: Flight| {
            let (from, to) = self.reach(flight);
            let rect = self.axis.stretch(self.page, from, to, self.place.y, self.place.height);
            (outlined(rect.grown(-stroke.width / 2.0), stroke), (from, to))
        };
        flights.map(gap).collect()
    }

    /// Where in a band something of such a width and height stands best: in the middle of the band,
    /// or where there is clearly more room. Nothing where there is not room enough.
    pub(super) fn roomiest(&self, band: usize, width: f32, height: f32) -> Option<Spot> {
        let (mut middles, mut others) = (Vec::new(), Vec::new());
        for flight in self.flights(band) {
            let (from, to) = self.reach(flight);
            if to - from < width {
                continue;
            }
            let spot = |start: f32| {
                let start = start.clamp(from, to - width);
                let (upper, lower) = self.free(band, start, start + width);
                let (distance, y) = (start + width / 2.0, f32::midpoint(upper, lower));
                Spot { distance, y, room: lower - upper }
            };
            middles.push(spot((from + to - width) / 2.0));
            for tread in self.treads[flight.first..=flight.end].windows(2) {
                let middle = (tread[0] + tread[1] - width) / 2.0;
                others.extend([middle, tread[0], tread[1] - width].map(spot));
            }
        }
        let most = |spots: Vec<Spot>| {
            let enough = spots.into_iter().filter(|spot| spot.room >= height);
            enough.reduce(|best, spot| if spot.room > best.room { spot } else { best })
        };
        let (middle, other) = (most(middles), most(others));
        let is_clearly_less =
            |middle: &Spot| other.is_some_and(|it| it.room > middle.room * CLEARLY);
        middle.filter(|middle| !is_clearly_less(middle)).or(other)
    }

    /// From which y to which a band is free between two distances.
    fn free(&self, band: usize, from: f32, to: f32) -> (f32, f32) {
        let first = self.treads.partition_point(|tread| *tread <= from).saturating_sub(1);
        let end = self.treads.partition_point(|tread| *tread < to).min(self.has_data.len());
        let upper = self.edges[band + 1][first..end].iter().copied().fold(f32::MIN, f32::max);
        let lower = self.edges[band][first..end].iter().copied().fold(f32::MAX, f32::min);
        (upper, lower)
    }

    /// The stretches on end on which a band can be seen.
    fn flights(&self, band: usize) -> Vec<Flight> {
        self.stretches(|at| self.edges[band][at] - self.edges[band + 1][at] >= LOWEST)
    }

    fn stretches(&self, is_in: impl Fn(usize) -> bool) -> Vec<Flight> {
        let mut flights: Vec<Flight> = Vec::new();
        for at in (0..self.has_data.len()).filter(|at| is_in(*at)) {
            match flights.last_mut() {
                Some(flight) if flight.end == at => flight.end = at + 1,
                _ => flights.push(Flight { first: at, end: at + 1 }),
            }
        }
        flights
    }

    fn reach(&self, flight: Flight) -> (f32, f32) {
        (self.treads[flight.first], self.treads[flight.end])
    }

    fn point(&self, distance: f32, y: f32) -> Point {
        Point { x: self.axis.x(self.page, distance), y }
    }

    /// An edge over a flight, without steps that cannot be seen.
    fn edge(&self, edge: usize, flight: Flight) -> Vec<Point> {
        let (from, to) = self.reach(flight);
        let mut y = self.edges[edge][flight.first];
        let mut points = vec![self.point(from, y)];
        for at in flight.first + 1..flight.end {
            let next = self.edges[edge][at];
            if (next - y).abs() >= LOWEST {
                let x = self.treads[at];
                points.extend([self.point(x, y), self.point(x, next)]);
                y = next;
            }
        }
        points.push(self.point(to, y));
        points
    }

    fn ring(&self, band: usize, flight: Flight) -> Vec<Point> {
        let mut ring = self.edge(band + 1, flight);
        ring.extend(self.edge(band, flight).into_iter().rev());
        ring
    }

    /// A band's upper edge over a flight. Where the band begins or ends beside others, the edge goes
    /// on to where those meet.
    fn seam(&self, band: usize, flight: Flight) -> Vec<Point> {
        let mut line = self.edge(band + 1, flight);
        let (from, to) = self.reach(flight);
        let upper = &self.edges[band + 1];
        if flight.first > 0 && self.has_data[flight.first - 1] {
            line.insert(0, self.point(from, upper[flight.first - 1]));
        }
        if self.has_data.get(flight.end) == Some(&true) {
            line.push(self.point(to, upper[flight.end]));
        }
        line
    }
}
