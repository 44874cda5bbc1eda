//! Whose ground it is, in words and as data.

use serde::Serialize;

use super::holders::Holder;
use crate::compare::{Ground, Pocket};
use crate::geometry::BoundingBox;
use crate::map::wording;
use crate::model::{ActorId, Control, Dataset, Language, Place, Status};

/// Places of this rank, and those above, are cities that a pocket may be named after together.
const CITY_RANK: u8 = 2;

/// Names ground in a language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GroundNames<'a> {
    pub dataset: &'a Dataset,
    pub language: Language,
}

/// Ground as data: how it is given to whom.
#[derive(Debug, Serialize)]
pub(crate) struct GroundData<'a> {
    /// A status, `overlap` or `unclaimed`.
    pub status: &'static str,
    /// Everybody named.
    pub holders: Vec<Holder<'a>>,
    /// Of an overlap each way in which the ground is given, in order of precedence.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<GroundData<'a>>,
}

impl<'a> GroundNames<'a> {
    /// Ground as the map's legend names it: `Contested: East, West`.
    pub fn of(&self, ground: &Ground) -> String {
        match ground {
            Ground::Of(control) => self.control(control),
            Ground::Overlap(controls) => {
                let names: Vec<String> = controls.iter().map(|it| self.control(it)).collect();
                format!("given to several: {}", names.join(" + "))
            }
            Ground::Unclaimed => UNCLAIMED.to_owned(),
        }
    }

    /// Who controls it, and how.
    pub fn control(&self, control: &Control) -> String {
        let names: Vec<&str> = self.holders(control).map(|holder| holder.name).collect();
        wording::control(control.status, &names, self.language)
    }

    /// By ids: `sdf`, `contested gov+sdf`.
    pub fn short(&self, ground: &Ground) -> String {
        let data = self.data(ground);
        let ids = data.ids().replace(';', "+");
        match ground {
            Ground::Of(control) if control.status == Status::Held => ids,
            _ => format!("{} {ids}", data.status).trim_end().to_owned(),
        }
    }

    /// The same as data.
    pub fn data(&self, ground: &Ground) -> GroundData<'a> {
        match ground {
            Ground::Of(control) => GroundData {
                status: control.status.word(),
                holders: self.holders(control).collect(),
                claims: Vec::new(),
            },
            Ground::Overlap(controls) => GroundData {
                status: "overlap",
                holders: controls.iter().flat_map(|control| self.holders(control)).collect(),
                claims: controls.iter().map(|it| self.data(&Ground::Of(it.clone()))).collect(),
            },
            Ground::Unclaimed => {
                GroundData { status: UNCLAIMED, holders: Vec::new(), claims: Vec::new() }
            }
        }
    }

    /// An actor.
    pub fn actor(&self, actor: ActorId) -> &'a str {
        let actor = self.dataset.actor(actor);
        let name = actor.names.get(self.language);
        if name.is_empty() { &actor.id } else { name }
    }

    /// A pocket: after its largest place, and the second if they are two cities of the same rank;
    /// where it has none by longitude and latitude of its middle.
    pub fn pocket(&self, pocket: &Pocket) -> String {
        let Some(first) = pocket.largest_place() else {
            let positions = pocket.polygons.iter().flat_map(|it| it.exterior().coords().copied());
            return BoundingBox::around(positions).map_or(String::new(), |around| {
                let middle = around.center();
                format!("unnamed, round {:.2} {:.2}", middle.x, middle.y)
            });
        };
        let is_equal = |place: &&&Place| place.rank == first.rank && place.rank <= CITY_RANK;
        let equals: Vec<&&Place> = pocket.places.iter().skip(1).take_while(is_equal).collect();
        let name = |place: &Place| place.names.get(self.language).to_owned();
        match equals[..] {
            [second] => wording::alt_list(&[&name(first), &name(second)], self.language),
            _ => name(first),
        }
    }

    /// Who stands on either side of a front.
    pub fn sides(&self, sides: &[Option<Control>; 2]) -> [String; 2] {
        sides.each_ref().map(|side| match side {
            Some(control) => self.control(control),
            None => "nobody".to_owned(),
        })
    }

    /// A side of a front as data; nothing where nobody stands.
    pub fn side(&self, side: Option<&Control>) -> Option<GroundData<'a>> {
        side.map(|control| self.data(&Ground::Of(control.clone())))
    }

    /// Everybody named in a control.
    pub fn holders(&self, control: &Control) -> impl Iterator<Item = Holder<'a>> + use<'a> {
        let (dataset, language) = (self.dataset, self.language);
        let actors: Vec<_> = control.claimants.clone();
        actors.into_iter().map(move |actor| {
            let actor = dataset.actor(actor);
            Holder { id: &actor.id, name: actor.names.get(language) }
        })
    }
}

impl GroundData<'_> {
    /// The ids of everybody named, with `;` between them; of an overlap each control's, with its status
    /// where it is not held and `+` between those who share it.
    pub fn ids(&self) -> String {
        let ids = |holders: &[Holder], between: &str| {
            holders.iter().map(|holder| holder.id).collect::<Vec<&str>>().join(between)
        };
        if self.claims.is_empty() {
            return ids(&self.holders, ";");
        }
        let claim = |claim: &GroundData| match claim.status {
            "held" => ids(&claim.holders, "+"),
            status => format!("{status} {}", ids(&claim.holders, "+")),
        };
        self.claims.iter().map(claim).collect::<Vec<String>>().join(";")
    }
}

/// What ground that nobody is given is called.
pub(crate) const UNCLAIMED: &str = "unclaimed";

/// A figure for programs: to the square metre, the metre or a millionth of a percent.
pub(crate) fn precise(figure: f64) -> f64 {
    // Adding zero makes one zero of the two.
    (figure * 1e6).round() / 1e6 + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_no_negative_nought() {
        assert_eq!(precise(-1e-9).to_string(), "0");
    }
}
