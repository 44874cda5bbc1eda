//! The `controlmap` program.

fn main() {}
