//! The server, asked over real sockets. A module each room, the foundation in `answering`.
#![cfg(feature = "serve")]

mod answering;
mod answers;
mod client;
mod clients;
mod documents;
mod ending;
mod features;
mod hostile;
mod joining;
mod legends;
mod logging;
mod page;
mod patience;
mod pictures;
mod running;
mod schemathesis;
mod sending_first;
mod tiles;
mod watching;
mod wms;
