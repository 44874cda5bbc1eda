//! The server, asked over real sockets. A module each room, the foundation in `answering`.
#![cfg(feature = "serve")]

mod answering;
mod answers;
mod client;
mod clients;
mod documents;
mod features;
mod joining;
mod page;
mod pictures;
mod running;
mod schemathesis;
mod tiles;
mod wms;
