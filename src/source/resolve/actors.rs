//! The actors of a dataset, listed or met in the data.

use rustc_hash::FxHashMap;

use crate::model::{Actor, ActorId, DefectKind, Defects, Names, Rgb, Spot};
use crate::source::palette;
use crate::{Error, Result};

/// Actors a dataset may have at most.
const MOST_ACTORS: usize = u16::MAX as usize;
/// Id of the one actor of data that names none.
pub(super) const UNNAMED: &str = "area";

/// The actors so far, by all their spellings.
pub(super) struct Actors {
    actors: Vec<Actor>,
    ids: FxHashMap<String, ActorId>,
    /// Whether a manifest or profile lists them, so that another is a surprise.
    are_listed: bool,
}

/// What the data says of how an actor is shown.
#[derive(Default)]
pub(super) struct Looks {
    pub names: Option<Names>,
    pub color: Option<Rgb>,
}

impl Actors {
    pub fn listed(actors: Vec<Actor>) -> Self {
        let mut ids = FxHashMap::default();
        for (index, actor) in actors.iter().enumerate() {
            for name in actor.spellings() {
                ids.entry(name).or_insert(ActorId(index as u16));
            }
        }
        Self { are_listed: !actors.is_empty(), actors, ids }
    }

    /// The actor that goes by a name; one that is new looks as the data says, where it does.
    ///
    /// # Errors
    ///
    /// When there are too many.
    pub fn called(
        &mut self,
        name: String,
        looks: Looks,
        defects: &mut Defects,
        place: &dyn Fn() -> Spot,
    ) -> Result<ActorId> {
        let spelling = Actor::spelling(&name);
        if let Some(id) = self.ids.get(&spelling) {
            return Ok(*id);
        }
        let index = self.actors.len();
        if index == MOST_ACTORS {
            return Err(Error::limit(format!("a dataset may have {MOST_ACTORS} actors at most"))
                .at(place())
                .hint("does --actor-property name the right property?"));
        }
        defects.note(DefectKind::UnlistedActor, usize::from(self.are_listed), place);
        let names = looks.names.unwrap_or_else(|| match name.as_str() {
            UNNAMED => Names::new("Mapped area"),
            _ => Names::new(name.clone()),
        });
        let color = looks.color.unwrap_or_else(|| palette::color(index));
        self.actors.push(Actor { id: name, names, color, aliases: Vec::new() });
        let id = ActorId(index as u16);
        self.ids.insert(spelling, id);
        Ok(id)
    }

    pub fn into_list(self) -> Vec<Actor> {
        self.actors
    }
}
