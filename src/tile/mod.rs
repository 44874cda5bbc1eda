//! Vector tiles: the ground of all dates cut into squares, and archives of them.
