//! What stands round and over the map: heading, legend, scale bar, footer.

pub(super) mod corner;
pub(super) mod degrees;
pub(super) mod footer;
pub(super) mod heading;
pub(super) mod legend;
pub(super) mod locator;
pub(super) mod scale_bar;
