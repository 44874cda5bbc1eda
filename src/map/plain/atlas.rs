//! What all plain maps of a dataset share: which countries they are about, and where borders run.

use geo::{BoundingRect, LineString, MultiPolygon};

use crate::Result;
use crate::geometry::{BoundingBox, Coord, Cylindrical, winding};
use crate::map::ground::backdrop::{
    BorderKind, border_lines, is_bare, region_borders, subject_land,
};
use crate::map::ground::pen::Pen;
use crate::map::mask::Mask;
use crate::map::page::Page;
use crate::map::scene::{Item, Paint, Rect};
use crate::map::theme::Theme;
use crate::map::view::View;
use crate::map::wording::Symbol;
use crate::model::{BaseMap, Dataset, Language};

/// Width and height of the page on which it is seen what maps are about.
const PAGE: f32 = 1000.0;
/// Degrees within which an edge lies on the edge of the backdrop.
const NEAR: f64 = 1e-6;

/// What all plain maps of a dataset share. It takes long to make.
#[derive(Debug, Clone)]
pub struct Atlas {
    /// Whether maps are about a country, by its place in the base map's list.
    subjects: Vec<bool>,
    /// Whether they are about where a place lies, by its place in the base map's list.
    inside: Vec<bool>,
    /// Whether they are about land of which the data says nothing.
    has_bare_land: bool,
    borders: Vec<(BorderKind, LineString)>,
    regions: Vec<LineString>,
    /// What lies beyond the dataset's own backdrop.
    far: Option<Far>,
}

/// The countries of the world, and the box of the backdrop that lies upon them.
#[derive(Debug, Clone)]
struct Far {
    countries: Vec<MultiPolygon>,
    borders: Vec<(BorderKind, LineString)>,
    upon: MultiPolygon,
}

impl Atlas {
    /// What plain maps of a dataset share; beyond its own backdrop they show the countries of another, if
    /// one is given.
    ///
    /// # Errors
    ///
    /// When there is no data on the last date of the data, which no dataset has.
    ///
    /// # Example
    ///
    /// See [`compose_plain`](super::compose_plain).
    pub fn of(dataset: &Dataset, far: Option<&BaseMap>) -> Result<Self> {
        let base = &dataset.base_map;
        let (subjects, has_bare_land) = subjects(dataset)?;
        let about = base.countries.iter().zip(&subjects).filter(|(_, is_subject)| **is_subject);
        let about: Vec<&MultiPolygon> = about.map(|(country, _)| &country.polygons).collect();
        let inside = base.places.iter().map(|place| {
            let at = Coord::from(place.position);
            about.is_empty() || about.iter().any(|country| winding::number(country, at).0 != 0)
        });
        let countries: Vec<&MultiPolygon> = base.countries.iter().map(|it| &it.polygons).collect();
        let mut borders = border_lines(&countries, &subjects);
        let far = far.and_then(|far| Far::beneath(base, far));
        if let Some(upon) = far.as_ref().and_then(|far| far.upon.bounding_rect()) {
            // Where the backdrop was cut off there is no border.
            let sides = [upon.min(), upon.max()];
            borders = borders.into_iter().flat_map(|it| without_sides(it, sides)).collect();
        }
        let regions = region_borders(dataset);
        Ok(Self { inside: inside.collect(), subjects, has_bare_land, borders, regions, far })
    }

    /// The kinds of land and lines of the base map that there are, as a legend tells them.
    pub(super) fn symbols(&self, dataset: &Dataset) -> Vec<Symbol> {
        let BaseMap { disputed_borders, rivers, roads, lakes, .. } = &dataset.base_map;
        let is_border = |kind: &BorderKind| matches!(kind, BorderKind::Own | BorderKind::Foreign);
        let has_border = self.borders.iter().any(|(kind, _)| is_border(kind));
        let known = [
            (Symbol::Border, has_border),
            (Symbol::DisputedBorder, !disputed_borders.is_empty()),
            (Symbol::RegionBorder, !self.regions.is_empty()),
            (Symbol::Road, !roads.is_empty()),
            (Symbol::River, !rivers.is_empty()),
            (Symbol::Lake, !lakes.is_empty()),
        ];
        known.into_iter().filter(|(_, is_there)| *is_there).map(|(symbol, _)| symbol).collect()
    }

    /// Whether maps are about land of which the data says nothing.
    pub(super) fn has_bare_land(&self) -> bool {
        self.has_bare_land
    }

    /// Whether maps are about where a place lies, by its place in the base map's list.
    pub(super) fn inside(&self) -> &[bool] {
        &self.inside
    }

    /// Sea and land.
    pub(super) fn draw_land(&self, pen: &mut Pen, dataset: &Dataset) {
        pen.sea();
        let colors = pen.page.theme.colors;
        if let Some(far) = &self.far {
            let land = far.countries.iter().map(|it| (it, colors.neighbour));
            pen.layer("far-land", fills(pen.view, land));
            pen.draw_borders_of("far-borders", &far.borders);
            pen.layer("near-sea", fills(pen.view, [(&far.upon, colors.sea)].into_iter()));
        }
        let countries = dataset.base_map.countries.iter().zip(&self.subjects);
        let land = countries.map(|(country, is_subject)| {
            (&country.polygons, if *is_subject { colors.land } else { colors.neighbour })
        });
        pen.layer("land", fills(pen.view, land));
    }

    /// Lakes, rivers, and what else lies upon ground.
    pub(super) fn draw_water(&self, pen: &mut Pen, dataset: &Dataset) {
        pen.region_borders(&self.regions);
        pen.lakes(dataset);
        pen.rivers(dataset);
        pen.roads(dataset);
    }

    /// Borders and coasts.
    pub(super) fn draw_borders(&self, pen: &mut Pen, dataset: &Dataset) {
        pen.draw_borders(dataset, &self.borders);
    }
}

impl Far {
    /// What of another backdrop is seen beneath one; nothing where that has no countries.
    fn beneath(base: &BaseMap, far: &BaseMap) -> Option<Self> {
        let bounds = base.countries.iter().filter_map(|it| it.polygons.bounding_rect());
        let corners = bounds.flat_map(|bounds| [bounds.min(), bounds.max()]);
        let upon = BoundingBox::around(corners)?;
        let countries: Vec<MultiPolygon> =
            far.countries.iter().map(|it| it.polygons.clone()).collect();
        let shapes: Vec<&MultiPolygon> = countries.iter().collect();
        let borders = border_lines(&shapes, &vec![false; shapes.len()]);
        let upon = geo::Rect::new(upon.south_west(), upon.north_east()).to_polygon().into();
        Some(Self { countries, borders, upon })
    }
}

/// Polygons of a colour each.
fn fills<'a>(
    view: &View,
    polygons: impl Iterator<Item = (&'a MultiPolygon, crate::map::scene::Color)>,
) -> Vec<Item> {
    polygons
        .map(|(polygons, color)| (view.rings(polygons), color))
        .filter(|(rings, _)| !rings.is_empty())
        .map(|(rings, color)| Item::Fill { rings, paint: Paint::Solid(color) })
        .collect()
}

/// Whether maps are about each country, as a map of all that the dataset shows would have it, and whether
/// they are about land of which the data says nothing.
fn subjects(dataset: &Dataset) -> Result<(Vec<bool>, bool)> {
    let mut subjects = vec![false; dataset.base_map.countries.len()];
    let extent = dataset.about.view.or_else(|| dataset.bounding_box());
    let Some(extent) = extent else { return Ok((subjects, false)) };
    let page = Page::new(PAGE, PAGE, Language::English, Theme::LIGHT);
    let frame = Rect { x: 0.0, y: 0.0, width: PAGE, height: PAGE };
    // A dataset may be about a single point.
    let least = Coord { x: NEAR, y: NEAR };
    let corners = [extent.south_west() - least, extent.north_east() + least];
    let view = View::exact(Cylindrical::PlateCarree, corners, frame);
    let last = dataset.latest().or(dataset.dates.last().copied());
    let snapshot = dataset.on(last.unwrap_or_default())?;
    let mut covered = Mask::empty(frame);
    for territory in &snapshot.territories {
        covered.add(&view.rings(&territory.polygons));
    }
    let countries = Pen::new(&page, &view).land(dataset, &covered);
    for country in &countries {
        if let Some(is_subject) = subjects.get_mut(country.index) {
            *is_subject = country.is_subject;
        }
    }
    let land = subject_land(&countries, &covered);
    Ok((subjects, is_bare(&land, &covered)))
}

/// A line without the edges that lie on the sides of a box.
fn without_sides(
    (kind, line): (BorderKind, LineString),
    [min, max]: [Coord; 2],
) -> Vec<(BorderKind, LineString)> {
    let on = |side: f64, from: f64, to: f64| (from - side).abs() < NEAR && (to - side).abs() < NEAR;
    let is_cut = |from: Coord, to: Coord| {
        on(min.x, from.x, to.x)
            || on(max.x, from.x, to.x)
            || on(min.y, from.y, to.y)
            || on(max.y, from.y, to.y)
    };
    let mut parts: Vec<Vec<Coord>> = vec![Vec::new()];
    for edge in line.lines() {
        let Some(part) = parts.last_mut() else { continue };
        if is_cut(edge.start, edge.end) {
            parts.push(Vec::new());
            continue;
        }
        if part.is_empty() {
            part.push(edge.start);
        }
        part.push(edge.end);
    }
    parts.into_iter().filter(|it| it.len() > 1).map(|it| (kind, it.into())).collect()
}
