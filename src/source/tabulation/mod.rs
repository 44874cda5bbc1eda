//! What is known, as a [`Table`](super::Table): features with the properties that they have, and
//! territories with columns that every format can write.

mod features;
mod precision;
mod territories;

pub use features::{LeftOut, features_table};
pub use precision::Collapsed;
pub use territories::{intervals_table, snapshots_table};
