//! The nouns: who, where, when, how certainly, and the dataset that holds them.

mod actor;
mod annotation;
mod base_map;
mod control;
mod dataset;
mod defect;
#[cfg(feature = "serve")]
mod folders;
mod names;
mod place;
mod source_note;
mod status;
mod swapped;
mod territory;
mod validity;

pub use actor::{Actor, ActorId, Rgb};
pub use annotation::{Annotation, Direction, Icon, Mark};
pub use base_map::{BaseMap, Country, NamedLine, Region, Water};
pub use control::Control;
pub use dataset::{About, Dataset, DateGap, GapPolicy, Snapshot, days_between};
pub use defect::{Defect, DefectCount, DefectKind, Defects, Severity, Spot};
pub use jiff::civil::Date;
pub use names::{Language, Names};
pub use place::Place;
pub use source_note::SourceNote;
#[cfg(feature = "serve")]
pub(crate) use source_note::is_web_address;
pub use status::Status;
pub(crate) use swapped::swap_hint;
pub use territory::{Origin, Territory};
pub use validity::Validity;
