//! The server, asked over real sockets. A module each room, the foundation in `answering`.
#![cfg(feature = "serve")]

mod answering;
mod answers;
mod client;
mod documents;
mod ending;
mod features;
mod hostile;
mod joining;
mod logging;
mod patience;
mod pictures;
mod running;
mod watching;
mod wms;
