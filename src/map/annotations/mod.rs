//! Annotations on the map: what they draw, and the texts they ask room for.

pub(super) mod arrows;
pub(super) mod icons;
mod remark;

pub(super) use remark::{Apart, Remark, Request, icon_colors, remarks};
