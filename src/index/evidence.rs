//! What an answer rests on: the territories that hold a place, and their sources.

use crate::geometry::{Coord, LonLat, winding};
use crate::model::{Dataset, Territory, Validity};

/// The territories that hold a place on some day of a validity, in the dataset's order.
///
/// # Example
///
/// ```
/// use controlmap::geometry::LonLat;
/// use controlmap::index::{evidence, sources};
/// use controlmap::model::{Dataset, Validity};
///
/// let dataset = Dataset::open("fixtures/intervals")?;
/// let day = Validity::on("2020-01-15".parse().unwrap());
/// let territories = evidence(&dataset, LonLat::new(10.4, 45.5)?, day);
/// assert_eq!(sources(&territories), ["bulletin 1"]);
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn evidence(dataset: &Dataset, place: LonLat, validity: Validity) -> Vec<&Territory> {
    let at = Coord::from(place);
    let territories = dataset.territories.iter();
    territories
        .filter(|territory| territory.validity.overlaps(validity))
        .filter(|territory| winding::number(&territory.polygons, at).0 != 0)
        .collect()
}

/// The sources of territories, each once, in the order in which they are met. A territory names
/// several with `;` between them.
pub fn sources<'a>(territories: &[&'a Territory]) -> Vec<&'a str> {
    let mut sources = Vec::new();
    for source in territories.iter().flat_map(|territory| territory.source.split(';')) {
        let source = source.trim();
        if !source.is_empty() && !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}
