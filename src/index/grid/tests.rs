//! Positions where cells meet.

use geo::{Coord, polygon};

use super::frame::{Cell, Frame, ROOT_SIDE, SIDE};
use super::{EpochId, Found, Grid};
use crate::geometry::{MultiPolygon, winding};
use crate::index::ledger::Ledger;
use crate::model::{Actor, ActorId, Dataset, Names, Rgb, Status, Territory, Validity};

/// A star with a hundred thin rays, so that cells are divided as deep as they can be.
fn star() -> MultiPolygon {
    let ring = (0..200).map(|step| {
        let angle = f64::from(step) * std::f64::consts::TAU / 200.0;
        let reach = if step % 2 == 0 { 1.0 } else { 0.02 };
        Coord { x: 38.0 + reach * angle.cos(), y: 36.0 + reach * angle.sin() }
    });
    let square =
        polygon![(x: 37.0, y: 35.0), (x: 37.3, y: 35.0), (x: 37.3, y: 35.3), (x: 37.0, y: 35.3)];
    MultiPolygon::new(vec![geo::Polygon::new(ring.collect(), vec![]), square])
}

#[test]
fn corners_and_edges_of_cells_of_every_level_are_answered_exactly() {
    let polygons = star();
    let territory = Territory {
        polygons: polygons.clone(),
        actor: Some(ActorId(0)),
        others: Vec::new(),
        status: Status::Held,
        validity: Validity::ALWAYS,
        source: String::new(),
        origin: None,
    };
    let actor = Actor {
        id: "one".to_owned(),
        names: Names::new("One"),
        color: Rgb { r: 0, g: 0, b: 0 },
        aliases: Vec::new(),
    };
    let dataset =
        Dataset { actors: vec![actor], territories: vec![territory], ..Dataset::default() };
    let ledger = Ledger::of(&dataset).unwrap();
    let grid = Grid::of(&ledger);
    let frame = Frame::around(ledger.edges().iter().flatten().copied()).unwrap();
    let mut asked = 0;
    for level in 0..=3 {
        let cells = ROOT_SIDE * SIDE.pow(level);
        let step = (cells / 61).max(1);
        for (x, y) in (0..cells)
            .step_by(step as usize)
            .flat_map(|x| (0..cells).step_by(step as usize).map(move |y| (x, y)))
        {
            let corner = frame.corner(Cell { level, x, y });
            let hair = 4e-15 * corner.x;
            for (dx, dy) in [(0.0, 0.0), (hair, 0.0), (-hair, 0.0), (0.0, hair), (0.0, -hair)] {
                let at = Coord { x: corner.x + dx, y: corner.y + dy };
                let mut found = [Found::UNMAPPED];
                grid.find_all(|_| at, |_| EpochId(0), &mut found);
                let is_inside = winding::number(&polygons, at).0 != 0;
                assert_eq!(found[0].control().is_some(), is_inside, "{at:?} at level {level}");
                asked += 1;
            }
        }
    }
    assert!(asked > 50_000);
}
