//! Drawing: a snapshot and a view become a [`Scene`] of plain data, and a painter paints it.

mod annotations;
mod backdrop;
pub mod chart;
pub mod compose;
mod furniture;
mod graticule;
mod grid;
mod ground;
mod labels;
mod layout;
mod mask;
mod naming;
mod page;
pub mod paint;
mod pen;
mod plan;
pub mod scene;
mod series;
mod sidecar;
mod sight;
mod state;
pub mod style;
pub mod text;
pub mod theme;
pub mod view;
pub mod wording;

pub use chart::{
    AreaBand, AreaName, AreaSeries, Band, BandSpan, ChartOptions, area_chart, history_chart,
};
pub use compose::{Extent, MapOptions, compose};
pub use grid::compose_grid;
pub use scene::Scene;
pub use series::Series;
pub use sidecar::{
    AreaFacts, ChangeFacts, GainFacts, MapFacts, PlaceFacts, PocketFacts, Sidecar, SourceFacts,
    sidecar,
};
pub use theme::Theme;
pub use view::View;
