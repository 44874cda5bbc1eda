//! Land, water and borders: everything of the map that does not change with the date.

use geo::{LineString, MultiPolygon, Polygon};

use super::pen::Pen;
use crate::geometry::shared_edges::{Owner, SharedEdges, rings};
use crate::map::mask::Mask;
use crate::map::page::Page;
use crate::map::scene::{Item, Layer, Paint, Point};
use crate::map::style;
use crate::map::view::View;
use crate::map::wording::Symbol;
use crate::model::{Dataset, Language, NamedLine, Territory};

/// What a country shows within the frame.
pub(in crate::map) struct CountryGround {
    /// Its place in the base map's list.
    pub(in crate::map) index: usize,
    /// Where it lies.
    pub(in crate::map) mask: Mask,
    /// Whether the map is about it.
    pub(in crate::map) is_subject: bool,
}

/// What stands on a map whatever the date.
pub(in crate::map) struct Backdrop {
    /// What lies below the ground of territories.
    pub(in crate::map) below: Vec<Layer>,
    /// What lies upon it, below front lines.
    pub(in crate::map) upon: Vec<Layer>,
    /// What lies above front lines.
    pub(in crate::map) above: Vec<Layer>,
    /// The countries within the frame.
    pub(in crate::map) countries: Vec<CountryGround>,
    /// Where the countries lie that the map is about, with all territories.
    pub(in crate::map) subject: Mask,
    /// Where regions lie, in the base map's order.
    pub(in crate::map) regions: Vec<Mask>,
    /// Lakes within the frame, by their place in the base map's list: their shores, and where they lie.
    pub(in crate::map) lakes: Vec<(usize, Vec<Vec<Point>>, Mask)>,
    /// The rivers, by their place in the base map's list.
    pub(in crate::map) rivers: Vec<(usize, Vec<Vec<Point>>)>,
    /// The kinds of lines and land that were drawn.
    pub(in crate::map) symbols: Vec<Symbol>,
}

/// Share of a country's visible land, or of all territories, that makes it what the map is about.
const SUBJECT: (f32, f32) = (0.5, 0.2);
/// Share of the ground under control that may lie in no country of the base map: coasts differ.
const UNKNOWN: f32 = 0.03;
/// Share of the subject's visible land without territory from which on the legend mentions it.
const NO_DATA: f32 = 0.005;

impl Backdrop {
    /// The backdrop of a view, for territories that cover some of it; those of one date are told
    /// where the base map's borders leave theirs out. The borders of regions are those that
    /// [`region_borders`] tells.
    pub(in crate::map) fn of(
        page: &Page,
        dataset: &Dataset,
        view: &View,
        covered: &Mask,
        territories: &[&Territory],
        region_borders: &[LineString],
    ) -> Self {
        let ((upon, regions, lakes, rivers), (below, above, countries)) = rayon::join(
            || {
                let mut pen = Pen::new(page, view);
                let regions = pen.regions(dataset, region_borders);
                let lakes = pen.lakes(dataset);
                let rivers = pen.rivers(dataset);
                pen.roads(dataset);
                (pen, regions, lakes, rivers)
            },
            || {
                let mut pen = Pen::new(page, view);
                pen.sea();
                let countries = pen.land(dataset, covered);
                let below = std::mem::take(&mut pen.layers);
                // Countries that the base map knows have their borders there.
                let mut unknown = covered.clone();
                countries.iter().for_each(|country| unknown.remove(&country.mask));
                let is_unknown = unknown.count() as f32 > UNKNOWN * covered.count() as f32;
                pen.borders(dataset, if is_unknown { territories } else { &[] }, &countries);
                (below, pen, countries)
            },
        );
        let subject = subject_land(&countries, covered);
        let Pen { layers: upon, mut symbols, .. } = upon;
        let Pen { layers: above, symbols: more, .. } = above;
        symbols.extend(more);
        if is_bare(&subject, covered) {
            symbols.push(Symbol::NoData);
        }
        Self { below, upon, above, countries, subject, regions, lakes, rivers, symbols }
    }
}

/// Where the countries lie that the map is about, with all territories.
pub(in crate::map) fn subject_land(countries: &[CountryGround], covered: &Mask) -> Mask {
    let mut subject = covered.clone();
    for country in countries.iter().filter(|country| country.is_subject) {
        subject.unite(&country.mask);
    }
    subject
}

/// Whether so much of what the map is about is nobody's ground that the legend mentions it.
pub(in crate::map) fn is_bare(subject: &Mask, covered: &Mask) -> bool {
    subject.count() as f32 * (1.0 - NO_DATA) > covered.count() as f32
}

impl Backdrop {
    /// The identifiers of the countries that the map is about.
    pub(in crate::map) fn subjects<'a>(&self, dataset: &'a Dataset) -> Vec<&'a str> {
        let subjects = self.countries.iter().filter(|country| country.is_subject);
        let countries = &dataset.base_map.countries;
        subjects
            .filter_map(|country| countries.get(country.index))
            .map(|country| country.id.as_str())
            .collect()
    }
}

impl Pen<'_> {
    /// The sea, where there is no land.
    pub(in crate::map) fn sea(&mut self) {
        let ring = if self.view.shows_whole_globe() {
            self.view.globe()
        } else {
            self.view.frame().corners().to_vec()
        };
        self.layer(
            "sea",
            vec![Item::Fill { rings: vec![ring], paint: Paint::Solid(self.page.theme.colors.sea) }],
        );
    }

    /// Countries, told apart by whether the map is about them, by where territories lie.
    pub(in crate::map) fn land(
        &mut self,
        dataset: &Dataset,
        territories: &Mask,
    ) -> Vec<CountryGround> {
        let wanted = dataset.about.whole.get(Language::English);
        let ground = territories.count();
        let mut countries = Vec::new();
        let mut items = Vec::new();
        for (index, country) in dataset.base_map.countries.iter().enumerate() {
            let rings = self.view.rings(&country.polygons);
            if rings.is_empty() {
                continue;
            }
            let mask = Mask::of(self.view.frame(), &rings);
            let common = mask.common(territories) as f32;
            let named = !wanted.is_empty() && country.names.all().any(|name| name == wanted);
            let is_subject = named
                || common > SUBJECT.0 * mask.count() as f32
                || common > SUBJECT.1 * ground as f32 && common > 0.0;
            let color = if is_subject {
                self.page.theme.colors.land
            } else {
                self.page.theme.colors.neighbour
            };
            items.push(Item::Fill { rings, paint: Paint::Solid(color) });
            countries.push(CountryGround { index, mask, is_subject });
        }
        self.layer("land", items);
        countries
    }

    /// The borders of regions.
    pub(in crate::map) fn region_borders(&mut self, borders: &[LineString]) {
        let lines = self.view.lines(borders);
        let stroke = self.page.theme.region_border();
        self.explain(Symbol::RegionBorder, &lines);
        let item = self.stroke(lines, stroke);
        self.layer("regions", item);
    }

    fn regions(&mut self, dataset: &Dataset, borders: &[LineString]) -> Vec<Mask> {
        self.region_borders(borders);
        let regions = dataset.base_map.regions.iter();
        let rings = regions.map(|region| self.view.rings(&region.polygons));
        rings.map(|rings| Mask::of(self.view.frame(), &rings)).collect()
    }

    /// Lakes: their shores, and where they lie.
    pub(in crate::map) fn lakes(
        &mut self,
        dataset: &Dataset,
    ) -> Vec<(usize, Vec<Vec<Point>>, Mask)> {
        let lakes = dataset.base_map.lakes.iter().enumerate();
        let lakes: Vec<(usize, Vec<Vec<Point>>, Mask)> = lakes
            .map(|(index, lake)| (index, self.view.rings(&lake.polygons)))
            .filter(|(_, rings)| !rings.is_empty())
            .map(|(index, rings)| {
                let mask = Mask::of(self.view.frame(), &rings);
                (index, rings, mask)
            })
            .collect();
        let rings: Vec<Vec<Point>> =
            lakes.iter().flat_map(|(_, rings, _)| rings.iter().cloned()).collect();
        if !rings.is_empty() {
            let colors = &self.page.theme.colors;
            let shores =
                rings.iter().map(|ring| ring.iter().chain(ring.first()).copied().collect());
            let shores = self.stroke(shores.collect(), style::solid(colors.shore, 0.7));
            let fill = Item::Fill { rings, paint: Paint::Solid(colors.lake) };
            self.layer("lakes", [fill].into_iter().chain(shores));
        }
        lakes
    }

    /// Rivers, the large ones wide.
    pub(in crate::map) fn rivers(&mut self, dataset: &Dataset) -> Vec<(usize, Vec<Vec<Point>>)> {
        let traced = self.named_lines(&dataset.base_map.rivers);
        let items: Vec<Item> = traced
            .iter()
            .filter_map(|(index, lines)| {
                let rank = dataset.base_map.rivers[*index].rank;
                let width = self.page.theme.widths.river
                    / (1.0 + 0.6 * (f32::from(rank.clamp(1, 6)) - 1.0));
                self.stroke(lines.clone(), style::solid(self.page.theme.colors.river, width))
            })
            .collect();
        self.layer("rivers", items);
        traced
    }

    /// Roads, the large ones wide.
    pub(in crate::map) fn roads(&mut self, dataset: &Dataset) {
        let items: Vec<Item> = self
            .named_lines(&dataset.base_map.roads)
            .into_iter()
            .filter_map(|(index, lines)| {
                let rank = dataset.base_map.roads[index].rank;
                let width =
                    self.page.theme.widths.road / (1.0 + 0.4 * (f32::from(rank.clamp(1, 6)) - 1.0));
                self.stroke(lines, style::solid(self.page.theme.colors.road, width))
            })
            .collect();
        self.layer("roads", items);
    }

    fn named_lines(&self, named: &[NamedLine]) -> Vec<(usize, Vec<Vec<Point>>)> {
        named
            .iter()
            .enumerate()
            .map(|(index, it)| (index, self.view.lines(&it.lines)))
            .filter(|(_, lines)| !lines.is_empty())
            .collect()
    }

    fn borders(
        &mut self,
        dataset: &Dataset,
        territories: &[&Territory],
        countries: &[CountryGround],
    ) {
        // Territories may fill a country that the base map leaves out: theirs is then the border.
        let all_ground = MultiPolygon::new(
            territories.iter().flat_map(|territory| territory.polygons.iter().cloned()).collect(),
        );
        let shapes: Vec<&MultiPolygon> = countries
            .iter()
            .map(|country| &dataset.base_map.countries[country.index].polygons)
            .chain([&all_ground])
            .collect();
        let subjects: Vec<bool> = countries.iter().map(|country| country.is_subject).collect();
        self.draw_borders(dataset, &border_lines(&shapes, &subjects));
    }

    fn border_strokes(&mut self, lines: &[(BorderKind, LineString)]) -> Vec<Item> {
        let mut items = Vec::new();
        // The strongest lines come last, so that they stay whole.
        for (kind, color, width) in [
            (BorderKind::Coast, self.page.theme.colors.coast, 0.6),
            (BorderKind::OwnCoast, self.page.theme.colors.coast, 0.8),
            (BorderKind::Foreign, self.page.theme.colors.border, 0.6),
            (BorderKind::Own, self.page.theme.colors.border, 1.0),
        ] {
            let lines = lines.iter().filter(|(is, _)| *is == kind).map(|(_, line)| line);
            let traced = self.view.lines(lines);
            if matches!(kind, BorderKind::Foreign | BorderKind::Own) {
                self.explain(Symbol::Border, &traced);
            }
            items.extend(
                self.stroke(traced, style::solid(color, width * self.page.theme.widths.border)),
            );
        }
        items
    }

    /// Borders and coasts by kind, as a layer with a name.
    pub(in crate::map) fn draw_borders_of(
        &mut self,
        name: &'static str,
        lines: &[(BorderKind, LineString)],
    ) {
        let items = self.border_strokes(lines);
        self.layer(name, items);
    }

    /// Borders and coasts by kind, and those that are disputed.
    pub(in crate::map) fn draw_borders(
        &mut self,
        dataset: &Dataset,
        lines: &[(BorderKind, LineString)],
    ) {
        let mut items = self.border_strokes(lines);
        let disputed: Vec<Vec<Point>> = dataset
            .base_map
            .disputed_borders
            .iter()
            .flat_map(|border| self.view.lines(&border.lines))
            .collect();
        let under =
            style::solid(self.page.theme.colors.neighbour, self.page.theme.widths.border * 1.4);
        let over = self.page.theme.disputed_border();
        self.explain(Symbol::DisputedBorder, &disputed);
        items.extend(self.stroke(disputed.clone(), under));
        items.extend(self.stroke(disputed, over));
        self.layer("borders", items);
    }
}

/// What lies along the edge of a country.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::map) enum BorderKind {
    /// No other country, at the edge of one that the map is about.
    OwnCoast,
    /// No other country.
    Coast,
    /// Another country, and the map is about one of the two.
    Own,
    /// Another country.
    Foreign,
}

/// The borders and coasts of shapes by kind: countries, each with whether the map is about it, and behind
/// them ground of the map's own that is in no country.
pub(in crate::map) fn border_lines(
    shapes: &[&MultiPolygon],
    subjects: &[bool],
) -> Vec<(BorderKind, LineString)> {
    let country = |index: u32| subjects.get(index as usize).copied();
    let is_subject = |index: u32| country(index).unwrap_or(true);
    meeting_lines(shapes, |owner, other| {
        // Where ground ends elsewhere it has an outline already.
        country(owner)?;
        Some(match other {
            None if is_subject(owner) => BorderKind::OwnCoast,
            None => BorderKind::Coast,
            Some(other) if is_subject(owner) || is_subject(other) => BorderKind::Own,
            Some(_) => BorderKind::Foreign,
        })
    })
}

/// The borders between regions, which are the same in any view.
pub(in crate::map) fn region_borders(dataset: &Dataset) -> Vec<LineString> {
    let regions: Vec<&MultiPolygon> =
        dataset.base_map.regions.iter().map(|region| &region.polygons).collect();
    // Their outer borders are those of the country.
    let inner = meeting_lines(&regions, |_, other| other.map(|_| ()));
    inner.into_iter().map(|(_, line)| line).collect()
}

/// The edges of shapes by kind, each once: kinds depend on the shape and on the one that it meets.
fn meeting_lines<K: PartialEq + Copy>(
    shapes: &[&MultiPolygon],
    kind: impl Fn(u32, Owner) -> Option<K>,
) -> Vec<(K, LineString)> {
    let polygons: Vec<(u32, &Polygon)> = (0..)
        .zip(shapes)
        .flat_map(|(index, shape)| shape.iter().map(move |polygon| (index, polygon)))
        .collect();
    let edges = SharedEdges::of(&polygons);
    let mut lines = Vec::new();
    for (owner, polygon) in polygons {
        for ring in rings(polygon) {
            lines.extend(edges.pieces(ring, |other| match other {
                // The other one draws it.
                Some(other) if other < owner => None,
                _ => kind(owner, other),
            }));
        }
    }
    lines
}
