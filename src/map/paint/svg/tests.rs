//! What an SVG file promises to those who read it.

use roxmltree::{Document, Node};

use super::svg;
use crate::map::paint::Lettering;
use crate::map::paint::sample::{
    BLACK, GREEN, RED, at, curved, empty, fill, hatch, label, page, rect, scene,
};
use crate::map::scene::{Anchor, Color, CurvedText, Item, Layer, Paint, Scene, Stroke, Text};

/// The file of a scene, looked through by an XML parser.
fn read<T>(scene: &Scene, metadata: &[(String, String)], look: impl Fn(&Document) -> T) -> T {
    let file = svg(scene, metadata, Lettering::Text);
    look(&Document::parse(&file).expect("well-formed XML"))
}

fn elements<'a>(document: &'a Document, name: &str) -> Vec<Node<'a, 'a>> {
    document.descendants().filter(|node| node.has_tag_name(name)).collect()
}

fn element(item: Item, name: &str, attributes: &[&str]) -> Vec<Option<String>> {
    read(&page(vec![item]), &[], |document| {
        let node = *elements(document, name).last().expect("an element of the name");
        attributes.iter().map(|it| node.attribute(*it).map(str::to_owned)).collect()
    })
}

fn text(content: &str) -> Text {
    Text { halo: None, ..label(content, at(10.0, 20.0), 12.0) }
}

#[test]
fn a_file_has_the_size_of_its_page_and_a_group_a_layer() {
    read(&scene(), &[], |document| {
        let root = document.root_element();
        assert_eq!(root.attribute("viewBox"), Some("0 0 300 200"));
        assert_eq!((root.attribute("width"), root.attribute("height")), (Some("300"), Some("200")));
        let groups = elements(document, "g");
        let ids: Vec<&str> = groups.iter().filter_map(|group| group.attribute("id")).collect();
        assert_eq!(ids, ["map", "inset"]);
        let counts: Vec<usize> =
            groups.iter().map(|group| group.children().filter(Node::is_element).count()).collect();
        assert_eq!(counts, scene().layers.iter().map(|it| it.items.len()).collect::<Vec<_>>());
    });
}

#[test]
fn a_clip_is_that_of_its_layer() {
    read(&scene(), &[], |document| {
        let groups = elements(document, "g");
        assert_eq!(groups[0].attribute("clip-path"), None);
        assert_eq!(groups[1].attribute("clip-path"), Some("url(#clip-1)"));
        let clip = elements(document, "clipPath")[0];
        assert_eq!(clip.attribute("id"), Some("clip-1"));
        let rect = clip.first_element_child().expect("a rectangle");
        let sides = ["x", "y", "width", "height"].map(|side| rect.attribute(side));
        assert_eq!(sides, [Some("10"), Some("130"), Some("60.4"), Some("50")]);
    });
}

#[test]
fn every_hatch_is_defined_once_and_every_reference_is_met() {
    let items = vec![
        hatch(rect(0.0, 0.0, 10.0, 10.0), RED),
        hatch(rect(20.0, 0.0, 10.0, 10.0), RED),
        hatch(rect(40.0, 0.0, 10.0, 10.0), GREEN),
    ];
    read(&page(items), &[], |document| {
        let ids: Vec<&str> =
            elements(document, "pattern").iter().filter_map(|it| it.attribute("id")).collect();
        assert_eq!(ids, ["hatch-1", "hatch-2"]);
        let fills: Vec<&str> =
            elements(document, "path").iter().filter_map(|it| it.attribute("fill")).collect();
        assert_eq!(fills, ["url(#hatch-1)", "url(#hatch-1)", "url(#hatch-2)"]);
    });
}

#[test]
fn a_stripe_passes_through_the_origin_of_the_page() {
    read(&page(vec![hatch(rect(0.0, 0.0, 10.0, 10.0), RED)]), &[], |document| {
        let pattern = elements(document, "pattern")[0];
        assert_eq!(pattern.attribute("patternUnits"), Some("userSpaceOnUse"));
        let transform = pattern.attribute("patternTransform");
        assert_eq!(transform, Some("rotate(-45) translate(0 -3.5)"));
        assert_eq!(pattern.attribute("height"), Some("7"));
        let stripe = pattern.first_element_child().expect("a stripe");
        assert_eq!((stripe.attribute("y"), stripe.attribute("height")), (Some("2.5"), Some("2")));
    });
}

#[test]
fn stripes_that_cannot_be_told_apart_are_a_tone_or_nothing() {
    let of = |spacing, width| {
        let paint = Paint::Hatch { color: RED, spacing, width, angle: 45.0, phase: 0.0 };
        svg(
            &page(vec![Item::Fill { rings: vec![rect(0.0, 0.0, 9.0, 9.0)], paint }]),
            &[],
            Lettering::Text,
        )
    };
    assert!(of(0.5, 0.25).contains("fill-opacity=\".5\"") && !of(0.5, 0.25).contains("<pattern"));
    for (spacing, width) in [(f32::NAN, 1.0), (8.0, 0.0), (0.0, 1.0), (f32::INFINITY, 1.0)] {
        assert!(!of(spacing, width).contains("<path"), "{spacing} {width}");
    }
}

#[test]
fn hostile_text_is_only_text() {
    let hostile = "<script>&\"'</script>]]>\u{0}\u{8}\n\u{7f}\u{ffff}";
    let told = "<script>&\"'</script>]]>    \u{fffd}";
    let metadata = ["Title", "Description", hostile].map(|it| (it.to_owned(), hostile.to_owned()));
    read(&page(vec![Item::Text(text(hostile))]), &metadata, |document| {
        for name in ["title", "desc", "text"] {
            assert_eq!(elements(document, name)[0].text(), Some(told), "{name}");
        }
        let entries: Vec<Node> =
            document.descendants().filter(|it| it.tag_name().name() == "entry").collect();
        assert_eq!(entries[2].attribute("keyword"), Some(told));
        assert_eq!(entries[2].text(), Some(told));
        assert!(elements(document, "script").is_empty());
    });
}

#[test]
fn a_line_of_arabic_begins_at_its_right_end() {
    let attributes = |content: &str, anchor| {
        let item = Item::Text(Text { anchor, ..text(content) });
        element(item, "text", &["direction", "text-anchor"])
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(attributes("Kobani", Anchor::Left), [None, None]);
    assert_eq!(attributes("Kobani", Anchor::Right), [None, some("end")]);
    assert_eq!(attributes("عين العرب", Anchor::Right), [some("rtl"), None]);
    assert_eq!(attributes("عين العرب", Anchor::Left), [some("rtl"), some("end")]);
    assert_eq!(attributes("عين العرب", Anchor::Middle), [some("rtl"), some("middle")]);
}

#[test]
fn letters_that_join_are_not_set_apart_and_others_stand_where_they_were_measured() {
    let attributes = |content: &str| {
        let mut text = Text { anchor: Anchor::Right, ..text(content) };
        text.style.spacing = 2.0;
        element(Item::Text(text), "text", &["letter-spacing", "x"])
    };
    assert_eq!(attributes("Kobani"), [Some("2".to_owned()), Some("12".to_owned())]);
    assert_eq!(attributes("عين"), [None, Some("10".to_owned())]);
}

#[test]
fn a_halo_lies_behind_its_letters_and_a_turn_is_counter_clockwise() {
    let item = Item::Text(Text { rotation: 25.0, ..label("Kobani", at(10.0, 20.0), 12.0) });
    let found = element(item, "text", &["paint-order", "stroke-width", "transform"]);
    let wanted = ["stroke", "2.5", "rotate(-25 10 20)"];
    assert_eq!(found, wanted.map(|it| Some(it.to_owned())));
}

#[test]
fn text_along_a_curve_has_room_on_its_path() {
    read(&page(vec![Item::CurvedText(curved("نهر الخابور"))]), &[], |document| {
        let text = elements(document, "text")[0];
        assert_eq!((text.attribute("direction"), text.attribute("x")), (Some("rtl"), None));
        assert_eq!(text.attribute("text-anchor"), Some("middle"));
        let along = text.first_element_child().expect("a path to go along");
        assert_eq!((along.tag_name().name(), along.text()), ("textPath", Some("نهر الخابور")));
        assert_eq!(along.attribute("startOffset"), Some("50%"));
        let link = along.attribute(("http://www.w3.org/1999/xlink", "href"));
        assert_eq!(link, Some("#curve-1"));
        let defined = elements(document, "path")[0];
        assert_eq!(defined.attribute("id"), Some("curve-1"));
        assert_eq!(
            defined.parent().map(|it| it.tag_name().name().to_owned()),
            Some("defs".to_owned())
        );
        let begin = defined.attribute("d").and_then(|d| d.strip_prefix('M')).expect("a path");
        let x: f32 = begin.split([' ', 'l']).next().and_then(|x| x.parse().ok()).expect("x");
        assert!(x < 20.0, "{x}");
    });
}

#[test]
fn lines_are_dashed_and_see_through_as_they_should_be() {
    let color = Color { a: 102, ..BLACK };
    let stroke = Stroke { color, width: 1.5, dash: Some((6.0, 4.0)) };
    let item = Item::Stroke { lines: vec![vec![at(0.0, 0.0), at(9.0, 9.0)]], stroke };
    let found = element(item, "path", &["stroke-dasharray", "stroke-linecap", "stroke-opacity"]);
    assert_eq!(found, ["6 4", "butt", ".4"].map(|it| Some(it.to_owned())));
}

#[test]
fn layers_of_one_name_can_be_told_apart() {
    let layer = Layer { name: "items", clip: None, items: vec![] };
    let scene = Scene { layers: vec![layer.clone(), layer], ..empty() };
    read(&scene, &[], |document| {
        let ids: Vec<Option<&str>> =
            elements(document, "g").iter().map(|group| group.attribute("id")).collect();
        assert_eq!(ids, [Some("items"), Some("items-2")]);
        let inkscape = "http://www.inkscape.org/namespaces/inkscape";
        let group = elements(document, "g")[1];
        assert_eq!(group.attribute((inkscape, "groupmode")), Some("layer"));
        assert_eq!(group.attribute((inkscape, "label")), Some("items-2"));
    });
}

#[test]
fn a_screen_reader_is_told_what_the_picture_is() {
    let metadata = [("Title", "خريطة"), ("Language", "ar"), ("Description", "Who holds what")];
    let metadata = metadata.map(|(keyword, text)| (keyword.to_owned(), text.to_owned()));
    read(&scene(), &metadata, |document| {
        let root = document.root_element();
        assert_eq!(root.attribute("role"), Some("img"));
        assert_eq!(root.attribute("aria-labelledby"), Some("title desc"));
        let language = root.attribute(("http://www.w3.org/XML/1998/namespace", "lang"));
        assert_eq!(language, Some("ar"));
        assert_eq!(elements(document, "title")[0].attribute("id"), Some("title"));
    });
    read(&scene(), &[], |document| {
        assert_eq!(document.root_element().attribute("aria-labelledby"), None);
    });
}

#[test]
fn text_as_outlines_needs_no_font() {
    let file = svg(&scene(), &[], Lettering::Outlines);
    let document = Document::parse(&file).expect("well-formed XML");
    assert!(elements(&document, "text").is_empty() && elements(&document, "textPath").is_empty());
    let haloed = document.descendants().filter(|it| it.has_attribute("paint-order")).count();
    assert_eq!(haloed, 3, "a path for each text");
    assert!(elements(&document, "defs")[0].children().all(|it| !it.has_tag_name("path")));
}

#[test]
fn what_cannot_be_drawn_leaves_no_trace() {
    let nowhere = at(f32::NAN, 3.0);
    let items = vec![
        fill(vec![nowhere], RED),
        Item::Stroke { lines: vec![vec![at(0.0, 0.0)]], stroke: no_width() },
        Item::Dot { center: nowhere, radius: 3.0, fill: RED, outline: None },
        Item::Text(label("lost", nowhere, 12.0)),
        Item::Text(text(" ")),
        Item::CurvedText(CurvedText { path: vec![nowhere, at(1.0, 1.0)], ..curved("Tigris") }),
    ];
    read(&page(items), &[], |document| {
        let group = elements(document, "g")[0];
        assert_eq!(group.children().filter(Node::is_element).count(), 0);
    });
}

fn no_width() -> Stroke {
    Stroke { color: RED, width: 0.0, dash: None }
}

#[test]
fn the_same_scene_gives_the_same_bytes() {
    let metadata = [("Date".to_owned(), "2026-01-27".to_owned())];
    let file = || svg(&scene(), &metadata, Lettering::Text);
    assert_eq!(file(), file());
}
