//! What a map shows and how it looks, as the command line says it.

use std::path::Path;

use clap::Args;
use jiff::civil::Date;

use super::page::PageArgs;
use super::theme::{THEME_HELP, ThemeChoice};
use super::values::parse_box;
use crate::cli::output;
use crate::cli::output::progress::Voice;
use crate::geometry::{BoundingBox, Projection};
use crate::map::{Extent, MapOptions, Scene, sidecar};
use crate::model::{Dataset, Language, Snapshot};
use crate::source::parse_date;
use crate::{Error, Result};

/// What a map shows, and how it looks.
#[derive(Debug, Args)]
pub(in crate::cli) struct MapArgs {
    /// Show what changed hands since this earlier date, too
    #[arg(long, value_name = "DATE", value_parser = parse_date, allow_hyphen_values = true)]
    since: Option<Date>,
    #[command(flatten)]
    pub page: PageArgs,
    #[arg(long, value_name = "THEME", default_value = "light", help = THEME_HELP)]
    theme: ThemeChoice,
    /// The part of the world to show: west, south, east, north in degrees
    #[arg(long, value_name = "W,S,E,N", value_parser = parse_box, allow_hyphen_values = true)]
    bbox: Option<BoundingBox>,
    /// Show the ground of this actor
    #[arg(long, value_name = "ACTOR", conflicts_with = "bbox")]
    fit: Option<String>,
    /// A headline instead of the dataset's
    #[arg(long)]
    title: Option<String>,
    /// The language of names and furniture: en, ar, ku or ckb
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    pub lang: Language,
    /// Draw lines of equal longitude and latitude
    #[arg(long)]
    graticule: bool,
    /// Draw no small map of where the map is
    #[arg(long)]
    no_locator: bool,
    /// Write beside the picture, under its name but .json, what it says: alternative text and every number
    #[arg(long)]
    pub sidecar: bool,
    /// The projection: auto, laea, aea, lcc, eqearth, tmerc, robin, moll or sinu
    #[arg(long, value_name = "NAME", default_value = "auto")]
    projection: Projection,
}

impl MapArgs {
    /// Fails where what a picture says is to be written beside it, and there is no such place.
    pub fn expect_beside(&self, path: &Path) -> Result<()> {
        if self.sidecar && path == Path::new("-") {
            return Err(Error::usage("a picture on stdout has nothing beside it")
                .hint("name a file with -o, or leave out --sidecar"));
        }
        Ok(())
    }

    /// Writes what a picture says beside it, if that was asked for.
    pub fn tell(
        &self,
        path: &Path,
        snapshots: &[Snapshot],
        options: &MapOptions,
        scene: &Scene,
    ) -> Result<()> {
        if !self.sidecar {
            return Ok(());
        }
        let mut json = serde_json::to_vec_pretty(&sidecar(snapshots, options, scene)?)
            .map_err(|cause| Error::input(format!("the sidecar can't be written: {cause}")))?;
        json.push(b'\n');
        output::write(&path.with_extension("json"), &json)
    }

    /// What a map of a dataset is drawn by; actors get the colours of a theme file.
    pub fn options(&self, dataset: &mut Dataset, voice: Voice) -> Result<MapOptions> {
        let theme = self.theme.of(dataset, voice)?;
        let extent = match (&self.bbox, &self.fit) {
            (Some(bounds), _) => Extent::Box(*bounds),
            (None, Some(actor)) => Extent::Actor(dataset.find_actor(actor)?),
            (None, None) => Extent::Dataset,
        };
        let size = self.page.size();
        Ok(MapOptions {
            width: size.width,
            height: size.height,
            language: self.lang,
            extent,
            projection: self.projection,
            title: self.title.clone(),
            theme,
            locator: !self.no_locator,
            graticule: self.graticule,
            since: self.since,
        })
    }
}
