//! Facts about places, held against the polygons over them.

use jiff::civil::Date;

use super::Finding;
use crate::Result;
use crate::geometry::LonLat;
use crate::index::ControlIndex;
use crate::model::{ActorId, Dataset, Defect, DefectKind, Spot};

/// That somebody stood at a place on a date.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The place's name.
    pub place: String,
    /// Where it is.
    pub position: LonLat,
    /// When it was so.
    pub date: Date,
    /// Who stood there, by id, name or alias.
    pub actors: Vec<String>,
    /// Where the fact is written down.
    pub origin: String,
}

/// The facts that name nobody whose polygon lies over the place on that date. Ground that nobody is given
/// contradicts nothing, and neither does a date without data.
///
/// # Errors
///
/// When the dataset has more than some 65,000 dates or ways of control.
pub(super) fn findings(dataset: &Dataset, facts: &[Fact]) -> Result<Vec<Finding>> {
    if facts.is_empty() {
        return Ok(Vec::new());
    }
    let index = ControlIndex::of(dataset)?;
    let mut found = Vec::new();
    for fact in facts {
        if dataset.on(fact.date).is_err() {
            continue;
        }
        let claims = index.claims(fact.position, fact.date);
        let holders: Vec<ActorId> = claims
            .iter()
            .flat_map(|control| index.control(*control).claimants.iter().copied())
            .collect();
        // Somebody whom the data does not know stands on nobody's ground in it.
        let mut named = fact.actors.iter().filter_map(|name| dataset.find_actor(name).ok());
        let is_told = !holders.is_empty() && !fact.actors.is_empty();
        if !is_told || named.any(|actor| holders.contains(&actor)) {
            continue;
        }
        let says: Vec<&str> = holders.iter().map(|it| dataset.actor(*it).id.as_str()).collect();
        let said = format!(
            "{} on {}: {} by the fact, {} on the map",
            fact.place,
            fact.date,
            fact.actors.join("/"),
            says.join("/")
        );
        let spot = Spot::in_file(&fact.origin).at(fact.position.into());
        let defect = Defect::new(DefectKind::FactContradicted, spot.on(fact.date)).found(said);
        found.push(Finding { dates: Some((fact.date, fact.date)), ..defect.into() });
    }
    Ok(found)
}
