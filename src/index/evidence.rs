//! What an answer rests on: the territories that hold a place, and their sources.

use crate::geometry::{Coord, LonLat, Prepared, winding};
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

/// The territories of a dataset made ready to be asked again and again which of them hold a place.
///
/// # Example
///
/// ```
/// use controlmap::geometry::LonLat;
/// use controlmap::index::{Evidence, evidence};
/// use controlmap::model::{Dataset, Validity};
///
/// let dataset = Dataset::open("fixtures/intervals")?;
/// let (place, day) = (LonLat::new(10.4, 45.5)?, Validity::on("2020-01-15".parse().unwrap()));
/// let ready = Evidence::of(&dataset);
/// assert_eq!(ready.of_place(&dataset, place, day), evidence(&dataset, place, day));
/// # Ok::<(), controlmap::Error>(())
/// ```
#[derive(Debug)]
pub struct Evidence(Vec<(Validity, Prepared)>);

impl Evidence {
    /// Makes the territories of a dataset ready.
    pub fn of(dataset: &Dataset) -> Self {
        let territories = dataset.territories.iter();
        Self(territories.map(|it| (it.validity, Prepared::of(&it.polygons))).collect())
    }

    /// The territories that hold a place on some day of a validity, as [`evidence`] finds them; the
    /// dataset is the one that this was made of.
    pub fn of_place<'a>(
        &self,
        dataset: &'a Dataset,
        place: LonLat,
        validity: Validity,
    ) -> Vec<&'a Territory> {
        let at = Coord::from(place);
        let territories = self.0.iter().zip(&dataset.territories);
        territories
            .filter(|((valid, ground), territory)| {
                valid.overlaps(validity) && ground.encloses(&territory.polygons, at)
            })
            .map(|(_, territory)| territory)
            .collect()
    }
}

/// The sources of territories, each once, in the order in which they are met. A territory names
/// several with `;` between them; one in parentheses belongs to a source's own name.
pub fn sources<'a>(territories: &[&'a Territory]) -> Vec<&'a str> {
    let mut sources = Vec::new();
    for source in territories.iter().flat_map(|territory| apart(&territory.source)) {
        let source = source.trim();
        if !source.is_empty() && !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}

fn apart(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    list.split(move |char| {
        match char {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => (),
        }
        char == ';' && depth == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_sources_is_taken_apart_but_not_inside_parentheses() {
        let list = "Agency, 18 Jan; Centre (page of 18 Jan; text of 8 Jan);Daily) ; Weekly";
        let sources: Vec<&str> = apart(list).map(str::trim).collect();
        let expected =
            ["Agency, 18 Jan", "Centre (page of 18 Jan; text of 8 Jan)", "Daily)", "Weekly"];
        assert_eq!(sources, expected);
    }
}
