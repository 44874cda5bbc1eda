//! What somebody draws and notes down: front lines, and who held which place.

use std::fmt;

use crate::geometry::{LineString, LonLat};
use crate::model::{Date, Status, Validity};
use crate::{Error, Result};

/// A line along which ground is divided: a front, a river, an internal border.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontLine {
    /// Its name, for messages; need not be unique.
    pub name: String,
    /// Its course in degrees. It should reach the border of the frame or another line at both ends,
    /// or close; what it runs over does not matter.
    pub path: LineString,
    /// On which days it divides ground.
    pub validity: Validity,
    /// Where its course is known from.
    pub source: String,
}

/// Who was where: at the end of a day a place was in these hands, until a later fact says otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceFact {
    /// The place's name; facts with the same name are about the same place.
    pub place: String,
    /// Where it is.
    pub position: LonLat,
    /// The first day on which it is so.
    pub date: Date,
    /// In whose hands it is.
    pub verdict: Verdict,
    /// Who reported it.
    pub source: String,
    /// Where the fact is written down, for messages: file and row.
    pub origin: String,
}

/// Who controls, and how. Ordered by status, then by who.
///
/// # Guarantees
///
/// Held and claimed ground has an actor and no others, contested ground an actor, joint ground an
/// actor and at least one other. Others ascend, do not repeat and do not include the actor; without
/// an actor there are none. No id is empty.
///
/// # Example
///
/// ```
/// use controlmap::build::Verdict;
/// use controlmap::model::Status;
///
/// let joint = Verdict::new(Status::Joint, "sdf", ["us"])?;
/// assert_eq!(joint.to_string(), "joint: sdf, us");
/// assert!(Verdict::new(Status::Held, "", []).is_err());
/// # Ok::<(), controlmap::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Verdict {
    status: Status,
    actor: Option<String>,
    others: Vec<String>,
}

impl Verdict {
    /// Nobody knows.
    pub const UNKNOWN: Self = Self { status: Status::Unknown, actor: None, others: Vec::new() };

    /// A verdict from a status, the id of the actor named first (empty for none) and those of others.
    ///
    /// # Errors
    ///
    /// When the status asks for actors that are not given, or the other way round.
    pub fn new<'a>(
        status: Status,
        actor: &str,
        others: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self> {
        let id = |text: &str| Some(text.trim().to_owned()).filter(|id| !id.is_empty());
        let actor = id(actor);
        let mut others: Vec<String> = others
            .into_iter()
            .filter_map(id)
            .filter(|other| Some(other) != actor.as_ref())
            .collect();
        others.sort_unstable();
        others.dedup();
        let wrong = match status {
            Status::Held | Status::Claimed if !others.is_empty() => "has one actor and no others",
            Status::Joint if others.is_empty() => "needs others besides the actor",
            Status::Held | Status::Claimed | Status::Contested | Status::Joint
                if actor.is_none() =>
            {
                "needs an actor"
            }
            Status::Unknown if actor.is_none() && !others.is_empty() => {
                "with others needs an actor"
            }
            _ => return Ok(Self { status, actor, others }),
        };
        Err(Error::input(format!("ground that is {status} {wrong}"))
            .hint("held and claimed name an actor, joint an actor and others; contested names the rivals among others"))
    }

    /// How it is controlled.
    pub fn status(&self) -> Status {
        self.status
    }

    /// The id of who controls it, or is named first.
    pub fn actor(&self) -> Option<&str> {
        self.actor.as_deref()
    }

    /// The ids of rivals or partners.
    pub fn others(&self) -> &[String] {
        &self.others
    }

    /// The ids of everybody named, the first named first.
    pub fn claimants(&self) -> impl Iterator<Item = &str> {
        self.actor().into_iter().chain(self.others.iter().map(String::as_str))
    }

    /// Whether the two say the same. Who is named first does not matter among rivals or partners.
    pub fn agrees_with(&self, other: &Self) -> bool {
        let sorted = |verdict: &Self| {
            let mut ids: Vec<String> = verdict.claimants().map(str::to_owned).collect();
            ids.sort_unstable();
            ids
        };
        self.status == other.status && sorted(self) == sorted(other)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<&str> = self.claimants().collect();
        match self.status {
            Status::Held | Status::Claimed => write!(f, "{} by {}", self.status, ids.join(", ")),
            _ if ids.is_empty() => write!(f, "{}", self.status),
            _ => write!(f, "{}: {}", self.status, ids.join(", ")),
        }
    }
}
