//! Drawing: a snapshot and a view become a [`Scene`] of plain data, and a painter paints it.

pub mod chart;
pub mod compose;
mod furniture;
mod graticule;
mod ground;
mod labels;
mod layout;
mod mask;
mod page;
pub mod paint;
pub mod scene;
pub mod style;
pub mod text;
pub mod theme;
pub mod view;
pub mod wording;

pub use chart::{
    AreaBand, AreaName, AreaSeries, Band, BandSpan, ChartOptions, area_chart, history_chart,
};
pub use compose::{Composed, Extent, MapOptions, compose, compose_with_report};
pub use scene::Scene;
pub use theme::Theme;
pub use view::View;
