//! Pieces through time: what is there day after day is one finding.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::State;
use super::pieces::{Piece, PieceKind};
use crate::model::Control;

/// When a piece is there: the first and the last date; nothing in undated data.
type Dates = Option<(Date, Date)>;

/// Pieces that were followed from state to state.
#[derive(Default)]
pub(super) struct Track {
    pieces: Vec<(Piece, Dates)>,
    /// Those that were there in the state before, by what is wrong and between whom.
    open: FxHashMap<(PieceKind, Vec<Control>), Vec<usize>>,
}

impl Track {
    /// Adds the pieces of the next state. One that lies where one of the same kind, between the same,
    /// did in the state before is the same; the largest that it ever was stays.
    pub fn add(&mut self, state: &State, pieces: Vec<Piece>) {
        let mut open: FxHashMap<(PieceKind, Vec<Control>), Vec<usize>> = FxHashMap::default();
        for piece in pieces {
            let piece = Piece { date: state.dates.map(|(first, _)| first), ..piece };
            let key = (piece.kind, piece.controls.clone());
            let known = self.open.get_mut(&key).and_then(|places| {
                let is_same = |place: &usize| {
                    self.pieces.get(*place).is_some_and(|(known, _)| meet(known, &piece))
                };
                let found = places.iter().position(is_same)?;
                Some(places.swap_remove(found))
            });
            let place = match known.and_then(|known| Some((known, self.pieces.get_mut(known)?))) {
                Some((place, (known, dates))) => {
                    if let (Some((_, last)), Some((_, now))) = (dates, state.dates) {
                        *last = now;
                    }
                    if piece.area.0 > known.area.0 {
                        *known = piece;
                    }
                    place
                }
                None => {
                    self.pieces.push((piece, state.dates));
                    self.pieces.len() - 1
                }
            };
            open.entry(key).or_default().push(place);
        }
        self.open = open;
    }

    /// All pieces, each with the dates on which it was there.
    pub fn finish(self) -> Vec<(Piece, Dates)> {
        self.pieces
    }
}

fn meet(one: &Piece, other: &Piece) -> bool {
    match (one.bounds, other.bounds) {
        (Some(one), Some(other)) => one.intersects(&other),
        _ => false,
    }
}
