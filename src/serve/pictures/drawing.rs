//! A map drawn as it is wished for.

use std::iter;

use super::Kind;
use super::wishes::Wishes;
use crate::geometry::BoundingBox;
use crate::map::{Extent, MapOptions, compose, paint, provenance_of, sidecar_with};
use crate::model::{BaseMap, Dataset};
use crate::serve::Published;
use crate::serve::problem::Problem;
use crate::source::{backdrop_reaches, extend_backdrop};
use crate::{Result, map};

/// The file of a kind that tells of a map.
///
/// # Errors
///
/// Wherever [`compose`] says, and when there is no data for the date.
pub(super) fn drawn(
    published: &Published,
    wishes: &Wishes,
    kind: Kind,
) -> Result<Vec<u8>, Problem> {
    let dataset = &published.dataset;
    let shown = wishes.options.shown(&[dataset.on(wishes.date)?])?;
    if backdrop_reaches(&dataset.base_map, &shown) {
        return on_backdrop(published, dataset, wishes, kind);
    }
    let dates: Vec<_> = iter::once(wishes.date).chain(wishes.options.since).collect();
    let far = dataset.excerpt(&dates, far_base_map(published)?.clone());
    // What the whole dataset shows is not to depend on what was cut out of it.
    let options = MapOptions { extent: Extent::Box(shown), ..wishes.options.clone() };
    on_backdrop(published, &far, &Wishes { options, ..wishes.clone() }, kind)
}

/// The dataset's backdrop, with the countries of the whole world in place of its own.
///
/// # Errors
///
/// None that the tests of this crate would let pass.
pub(in crate::serve) fn far_base_map(published: &Published) -> Result<&BaseMap> {
    if let Some(base_map) = published.far_base_map.get() {
        return Ok(base_map);
    }
    let mut base_map = published.dataset.base_map.clone();
    extend_backdrop(&mut base_map, &BoundingBox::new(-180.0, -90.0, 180.0, 90.0)?)?;
    Ok(published.far_base_map.get_or_init(|| base_map))
}

fn on_backdrop(
    published: &Published,
    dataset: &Dataset,
    wishes: &Wishes,
    kind: Kind,
) -> Result<Vec<u8>, Problem> {
    let Wishes { date, options, scale, lettering, .. } = wishes;
    let snapshot = dataset.on(*date)?;
    let scene = compose(&snapshot, options)?;
    let told = provenance_of(&snapshot, &published.fingerprint, options.language);
    Ok(match kind {
        Kind::Png => paint::png(&scene, *scale, &told)?,
        Kind::Svg => paint::svg(&scene, &told, *lettering).into_bytes(),
        Kind::Pdf => paint::pdf(&scene, &told, *lettering)?,
        Kind::Json => {
            let fingerprint = published.fingerprint.clone();
            let said: map::Sidecar = sidecar_with(&[snapshot], options, &scene, fingerprint)?;
            let mut json = serde_json::to_vec_pretty(&said).map_err(|_| Problem::broken())?;
            json.push(b'\n');
            json
        }
    })
}
