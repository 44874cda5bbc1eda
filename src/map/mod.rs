//! Drawing: a snapshot and a view become a [`Scene`] of plain data, and a painter paints it.

mod annotations;
pub mod chart;
pub mod compose;
mod furniture;
mod ground;
mod labels;
mod mask;
mod naming;
mod page;
pub mod paint;
mod plain;
mod provenance;
pub mod scene;
pub mod style;
pub mod text;
pub mod theme;
pub mod view;
pub mod wording;

pub use chart::{
    AreaBand, AreaName, AreaSeries, Band, BandSpan, ChartOptions, area_chart, history_chart,
};
pub use compose::grid::compose_grid;
pub use compose::pins::{Pin, compose_pinned};
pub use compose::series::Series;
pub use compose::sidecar::{
    AreaFacts, ChangeFacts, GainFacts, MapFacts, PlaceFacts, PocketFacts, Sidecar, SourceFacts,
    sidecar, sidecar_with,
};
pub use compose::{Extent, MapOptions, PAGE_SIDES, compose};
pub use plain::{
    Atlas, LegendOptions, PlainLayer, PlainOptions, StyledLayer, compose_plain, plain_legend,
};
pub use provenance::{provenance, provenance_of};
pub use scene::Scene;
pub use theme::Theme;
pub use view::View;
