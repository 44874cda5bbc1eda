//! Words on the map: what is named, and where, so that none touches another.
//!
//! Whatever has words beside a point goes through one [`Mark`]: towns, call-outs of ground too small
//! to see, and what others ask for. [`choice`] places many marks at once. Names of areas stand where
//! most room is left, those of rivers along them.

mod areas;
mod callouts;
mod choice;
mod draft;
mod mark;
mod occupancy;
mod places;
mod rivers;
pub(super) mod setting;

pub(super) use mark::Mark;

use super::ground::Ground;
use super::page::Page;
use super::scene::{Color, Item, Rect};
use super::view::View;
use crate::compare::Areas;
use crate::model::Snapshot;
use draft::Draft;

/// The words on a map.
pub(super) struct Labels {
    /// Symbols and words, in drawing order.
    pub(super) items: Vec<Item>,
    /// Names that are left out because no bundled font has their letters, each once.
    pub(super) unlettered: Vec<String>,
}

/// What a map is to show besides what every map does.
#[derive(Debug, Clone, Default)]
pub(super) struct Requests {
    /// Annotations, the most important first. They come before towns.
    pub(super) marks: Vec<Mark>,
    /// Towns that are shown in any case with a ring of a colour round their dots, by their place in the
    /// base map's list.
    pub(super) ringed: Vec<(usize, Color)>,
}

/// Places words on the ground of a map, clear of what is taken.
pub(super) fn place(
    page: &Page,
    snapshot: &Snapshot,
    view: &View,
    ground: &Ground,
    classes: &Areas,
    taken: &[Rect],
    requests: Requests,
) -> Labels {
    let mut draft = Draft::new(page, snapshot, view, ground, taken);
    if classes.are_many() {
        // On a map of states the states come first.
        areas::states(&mut draft, classes);
    }
    // Where one holds everything the legend has said so.
    let names_holders = !classes.are_many() && areas::sole_holders(classes).len() > 1;
    let callouts = if names_holders { callouts::of_small_ground(&mut draft) } else { Vec::new() };
    let named: Vec<usize> = callouts.iter().filter_map(|callout| callout.place).collect();
    let towns = places::towns(&mut draft, &requests.ringed, &named, classes.are_many());
    let mut marks = requests.marks;
    marks.extend(callouts.into_iter().map(|callout| callout.mark));
    let most = marks.len() + towns.most;
    marks.extend(towns.marks);
    draft.place(&marks, most);
    areas::countries(&mut draft);
    areas::lakes(&mut draft);
    if names_holders {
        areas::holders(&mut draft, classes);
    }
    rivers::name(&mut draft);
    areas::regions(&mut draft);
    draft.finish()
}

#[cfg(test)]
mod tests {
    use super::setting::{Ink, Setting};
    use super::*;
    use crate::compare::{areas, control_lines};
    use crate::geometry::{BoundingBox, LonLat, Projection};
    use crate::map::scene::{Point, TextStyle, Weight};
    use crate::map::theme::Theme;
    use crate::map::view::ProjectedExtent;
    use crate::model::{Dataset, Date, Language, Names, Place};

    const RED: Color = Color { r: 200, g: 0, b: 0, a: 255 };
    const FRAME: Rect = Rect { x: 20.0, y: 20.0, width: 560.0, height: 360.0 };

    /// The words of a map with a village in its middle.
    fn words(requests: Requests) -> Vec<Item> {
        let page = Page::new(600.0, 400.0, Language::English, Theme::LIGHT);
        let mut dataset = Dataset::default();
        dataset.base_map.places.push(Place {
            names: Names::new("Village"),
            position: LonLat::new(40.0, 36.0).expect("a position"),
            rank: 9,
            population: None,
            kind: String::new(),
            region: String::new(),
        });
        let snapshot = dataset.on(Date::new(2026, 1, 27).expect("a date")).expect("a snapshot");
        let extent = BoundingBox::new(39.0, 35.0, 41.0, 37.0).expect("a box");
        let extent = ProjectedExtent::new(Projection::Auto, &extent).expect("an extent");
        let view = View::new(&extent, FRAME);
        let classes = areas(&snapshot).expect("areas");
        let ground = Ground::of(&page, &snapshot, &view, &classes, &control_lines(&snapshot));
        place(&page, &snapshot, &view, &ground, &classes, &[], requests).items
    }

    fn texts(items: &[Item]) -> Vec<&str> {
        let texts = items.iter().filter_map(|item| match item {
            Item::Text(text) => Some(text.content.as_str()),
            _ => None,
        });
        texts.collect()
    }

    fn note(at: Point, lines: &[&str]) -> Mark {
        let letters = TextStyle { size: 14.0, weight: Weight::Regular, spacing: 0.0 };
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        Mark {
            at,
            radius: 4.0,
            symbol: vec![Item::Dot { center: at, radius: 4.0, fill: RED, outline: None }],
            is_hollow: false,
            settings: vec![Setting::of(lines, letters)],
            ink: Ink { letters, color: RED, halo: None },
            air: 2.0,
            priority: 0.0,
            may_have_leader: true,
            must: true,
        }
    }

    #[test]
    fn a_lesser_town_abroad_is_shown_only_with_a_ring() {
        assert_eq!(texts(&words(Requests::default())), [""; 0]);
        let items = words(Requests { ringed: vec![(0, RED)], ..Requests::default() });
        assert_eq!(texts(&items), ["Village"]);
        let is_ring = |item: &Item| matches!(item, Item::Dot { outline: Some((_, color)), .. } if *color == RED);
        assert!(items.iter().any(is_ring));
    }

    #[test]
    fn annotations_stand_in_any_case_and_their_lines_stay_together() {
        let at = Point { x: 300.0, y: 200.0 };
        let marks = vec![note(at, &["Bridge blown up", "on 3 January"])];
        let items = words(Requests { marks, ..Requests::default() });
        assert_eq!(texts(&items), ["Bridge blown up", "on 3 January"]);
        let crowd: Vec<Mark> = (0..8)
            .map(|step| note(Point { x: at.x + 3.0 * step as f32, ..at }, &["Shelled", "again"]))
            .collect();
        let items = words(Requests { marks: crowd, ..Requests::default() });
        let dots = items.iter().filter(|item| matches!(item, Item::Dot { .. })).count();
        assert_eq!(dots, 8, "a mark that must be shown is, even without words");
    }
}
