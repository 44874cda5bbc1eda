//! The server, asked over real sockets. A module each room, the foundation in `answering`.
#![cfg(feature = "serve")]

mod answering;
mod client;
mod clients;
mod features;
mod running;
