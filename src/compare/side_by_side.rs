//! Two datasets of the same ground as one.

use crate::Result;
use crate::model::{Actor, ActorId, Dataset, Origin, Snapshot, Territory};

/// Two snapshots of different datasets, for example of two sources of the same war, made snapshots of
/// one dataset, so that they can be compared as two dates are.
///
/// Actors of the second dataset that go by an id, a name or an alias of one of the first are taken for
/// that one. Places, regions and precedence are those of the first dataset; where it has no places or
/// regions, those of the second. There is no frame: all ground counts that either gives to anybody.
///
/// # Example
///
/// ```
/// use controlmap::compare::{Comparison, SideBySide};
/// use controlmap::model::Dataset;
///
/// let (one, other) = (Dataset::open("fixtures/snapshots")?, Dataset::open("fixtures/snapshots")?);
/// let date = "2024-07-08".parse().unwrap();
/// let both = SideBySide::of(&one.on(date)?, &other.on(date)?)?;
/// let disagreement = Comparison::of(&both.first(), &both.second(), Default::default())?;
/// assert_eq!(disagreement.matrix.changed().0, 0.0);
/// # Ok::<(), controlmap::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct SideBySide {
    dataset: Dataset,
    /// How many of the territories are the first snapshot's.
    firsts: usize,
    dates: [(crate::model::Date, Option<crate::model::Date>); 2],
}

impl SideBySide {
    /// Puts two snapshots side by side.
    ///
    /// # Errors
    ///
    /// When the two have more than 65,535 actors together.
    pub fn of(first: &Snapshot, second: &Snapshot) -> Result<Self> {
        let mut dataset = Dataset {
            territories: first.territories.iter().map(|it| (*it).clone()).collect(),
            dates: Vec::new(),
            snapshots: Vec::new(),
            source_changes: Vec::new(),
            frame: None,
            ..first.dataset.clone()
        };
        let firsts = dataset.territories.len();
        let ids = adopt(&mut dataset.actors, &second.dataset.actors)?;
        let new_id = |id: ActorId| ids[usize::from(id.0)];
        let earlier = dataset.read_from.len() as u32;
        dataset.read_from.extend_from_slice(&second.dataset.read_from);
        dataset.territories.extend(second.territories.iter().map(|territory| Territory {
            actor: territory.actor.map(new_id),
            others: territory.others.iter().copied().map(new_id).collect(),
            origin: territory.origin.map(|it| Origin { layer: earlier + it.layer, ..it }),
            ..(*territory).clone()
        }));
        let (own, others) = (&mut dataset.base_map, &second.dataset.base_map);
        if own.places.is_empty() {
            own.places.clone_from(&others.places);
        }
        if own.regions.is_empty() {
            own.regions.clone_from(&others.regions);
        }
        let dates = [first, second].map(|snapshot| (snapshot.date, snapshot.data_date));
        Ok(Self { dataset, firsts, dates })
    }

    /// The dataset with the ground of both.
    pub fn dataset(&self) -> &Dataset {
        &self.dataset
    }

    /// What the first dataset says.
    pub fn first(&self) -> Snapshot<'_> {
        self.snapshot(0, &self.dataset.territories[..self.firsts])
    }

    /// What the second dataset says.
    pub fn second(&self) -> Snapshot<'_> {
        self.snapshot(1, &self.dataset.territories[self.firsts..])
    }

    fn snapshot<'a>(&'a self, which: usize, territories: &'a [Territory]) -> Snapshot<'a> {
        let (date, data_date) = self.dates[which];
        let territories = territories.iter().collect();
        Snapshot { dataset: &self.dataset, date, data_date, territories }
    }
}

/// Adds those actors that are not known yet, and tells the new id of each.
fn adopt(actors: &mut Vec<Actor>, others: &[Actor]) -> Result<Vec<ActorId>> {
    let own = actors.len();
    let mut ids = Vec::with_capacity(others.len());
    for other in others {
        let is_same = |actor: &Actor| {
            other.spellings().any(|name| !name.is_empty() && actor.is_called(&name))
        };
        let known = actors[..own].iter().position(is_same);
        let id = known.unwrap_or_else(|| {
            actors.push(other.clone());
            actors.len() - 1
        });
        let id = u16::try_from(id).map_err(|_| {
            crate::Error::limit("two datasets may have 65,535 actors together at most")
        })?;
        ids.push(ActorId(id));
    }
    Ok(ids)
}
