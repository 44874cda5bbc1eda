//! Whether polygons are valid, what is wrong with them and where, and what ground they mean.
//!
//! Valid is what OGC Simple Features (OGC 06-103r4, 6.1.11 and 6.1.14) calls so, as GEOS judges it: rings
//! are closed and neither cross nor touch themselves, holes lie within their shell and not within each
//! other, rings of a polygon touch at points only and do not cut its interior in two, polygons neither
//! overlap nor share a line. Which way a ring runs does not matter.
//!
//! Input is what files hold: rings as lists of positions that may be unclosed, short or empty. An
//! unclosed ring is judged as if it were closed after that was noted.
//!
//! # How
//!
//! Rings are cut into pieces that run steadily from west to east (`monotone`), a `sweep` meets those whose
//! boxes touch, and `meeting` decides by Shewchuk's exact predicates how two edges meet. The same sweep
//! learns which edge lies below every ring's westernmost position, from which `nesting` knows the ring
//! round each ring; `touching` looks for rings that touch each other in a circle.
//!
//! # Where GEOS judges otherwise
//!
//! - A ring that is not closed, or has fewer than four positions, can't be made in GEOS at all;
//!   here it is a flaw.
//! - Where products of coordinates leave the range of doubles (above 1e150 or below 1e-150 but not
//!   nought) neither is exact.
//! - On rings that cross no one, but whose boxes overlap by the ten thousand, the search is given up:
//!   [`is_valid`] says no, and [`Flaws::is_complete`] that there may be more.

mod comparison;
mod findings;
mod flaw;
mod formal;
mod meeting;
mod monotone;
mod nesting;
mod outlines;
mod repeats;
mod resolve;
mod sweep;
mod touching;

use std::ops::ControlFlow;

use findings::Findings;
pub use flaw::{Flaw, FlawKind, Flaws, RingOf};
use geo::Coord;
use outlines::Outlines;
pub use resolve::resolve;

/// What is wrong with the polygons of one multipolygon, each a list of rings, its exterior first.
///
/// Flaws come in the order of polygons, rings and places. At most [`Flaws::MOST`] are listed, and on
/// ground where too many edges lie across each other the search ends early; [`Flaws::is_complete`]
/// tells. Whether holes and polygons lie where they should is only said of those whose rings are
/// sound.
///
/// # Example
///
/// ```
/// use controlmap::geometry::Coord;
/// use controlmap::geometry::validity::{FlawKind, flaws};
///
/// let bow_tie = [(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0), (0.0, 0.0)].map(Coord::from);
/// let flaws = flaws(&[vec![bow_tie.to_vec()]]);
/// assert_eq!(flaws.flaws[0].kind, FlawKind::SelfCrossing);
/// assert_eq!(flaws.flaws[0].at, Coord { x: 1.0, y: 1.0 });
/// assert!(flaws.is_complete && !flaws.are_formal());
/// ```
pub fn flaws(polygons: &[Vec<Vec<Coord>>]) -> Flaws {
    let mut findings = Findings::list();
    // That the search was cut short stands in the findings.
    let _ = list(polygons, &mut findings);
    findings.into_flaws()
}

fn list(polygons: &[Vec<Vec<Coord>>], findings: &mut Findings) -> ControlFlow<()> {
    formal::note(polygons, findings)?;
    let mut outlines = Outlines::of(polygons, findings)?;
    repeats::leave_out(&mut outlines, findings)?;
    sweep::judge(&outlines, findings)
}

/// Whether the polygons of one multipolygon are valid: there is no flaw but formal ones.
///
/// As [`flaws`], but stops at the first flaw. Where the search is given up the answer is no.
///
/// # Example
///
/// ```
/// use controlmap::geometry::Coord;
/// use controlmap::geometry::validity::is_valid;
///
/// let ring = |side: f64, west: f64| {
///     [(west, 0.0), (west + side, 0.0), (west, side), (west, 0.0)].map(Coord::from).to_vec()
/// };
/// assert!(is_valid(&[vec![ring(4.0, 0.0)], vec![ring(1.0, 4.0)]]));
/// assert!(!is_valid(&[vec![ring(4.0, 0.0)], vec![ring(1.0, 2.0)]]));
/// assert!(is_valid(&[]));
/// ```
pub fn is_valid(polygons: &[Vec<Vec<Coord>>]) -> bool {
    let mut findings = Findings::verdict();
    let judged = Outlines::of(polygons, &mut findings)
        .map_continue(|outlines| sweep::judge(&outlines, &mut findings));
    matches!(judged, ControlFlow::Continue(ControlFlow::Continue(())))
}
