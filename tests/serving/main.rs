//! The server, asked over real sockets. A module each room, the foundation in `answering`.
#![cfg(feature = "serve")]

mod answering;
mod answers;
mod client;
mod documents;
mod features;
mod joining;
mod pictures;
mod running;
mod schemathesis;
mod tiles;
mod wms;
