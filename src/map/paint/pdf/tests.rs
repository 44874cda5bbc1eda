//! What a PDF file promises, as another library reads it.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, Stream};
use proptest::prelude::*;

use super::pdf;
use crate::map::paint::Lettering;
use crate::map::paint::sample::{
    BLACK, RED, at, curved, empty, fill, hatch, label, page, rect, scene, stroke,
};
use crate::map::scene::{Color, CurvedText, Item, Layer, Point, Scene, Stroke, Text};

fn file(scene: &Scene, lettering: Lettering) -> Vec<u8> {
    let metadata = [
        ("Title", "خريطة السيطرة"),
        ("Software", "controlmap"),
        ("Language", "ar"),
        ("Source", "café"),
        ("Data SHA-256", "00ff"),
    ];
    let metadata = metadata.map(|(keyword, text)| (keyword.to_owned(), text.to_owned()));
    pdf(scene, &metadata, lettering).expect("a page of a sound size")
}

fn read(scene: &Scene) -> Document {
    Document::load_mem(&file(scene, Lettering::Text)).expect("a sound file")
}

/// A text that is stored in UTF-16 or in ASCII.
fn told(object: &Object) -> String {
    lopdf::decode_text_string(object).expect("a text")
}

/// The operations on the only page.
fn operations(document: &Document) -> Content {
    let id = document.page_iter().next().expect("a page");
    Content::decode(&document.get_page_content(id)).expect("operations")
}

fn count(content: &Content, operator: &str) -> usize {
    content.operations.iter().filter(|it| it.operator == operator).count()
}

fn dictionary<'a>(document: &'a Document, holder: &'a Dictionary, key: &[u8]) -> &'a Dictionary {
    holder.get_deref(key, document).and_then(Object::as_dict).expect("a dictionary")
}

fn resources(document: &Document) -> &Dictionary {
    let id = document.page_iter().next().expect("a page");
    dictionary(document, document.get_dictionary(id).expect("a page"), b"Resources")
}

fn fonts(document: &Document) -> Vec<&Dictionary> {
    let fonts = dictionary(document, resources(document), b"Font");
    fonts.iter().map(|(name, _)| dictionary(document, fonts, name)).collect()
}

/// What the codes of a font stand for, as its table of texts says.
fn texts_of(document: &Document, font: &Dictionary) -> Vec<(u16, String)> {
    let stream = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream);
    let table = stream.and_then(Stream::decompressed_content).expect("a table of texts");
    let table = String::from_utf8(table).expect("ASCII");
    let pairs = table.lines().filter_map(|line| line.strip_prefix('<')?.split_once("> <"));
    let hex = |digits: &str| -> Vec<u16> {
        let quads = digits.as_bytes().chunks(4);
        quads.filter_map(|it| u16::from_str_radix(std::str::from_utf8(it).ok()?, 16).ok()).collect()
    };
    let text = |digits: &str| String::from_utf16_lossy(&hex(digits.trim_end_matches('>')));
    // The first line of the kind tells the range of codes.
    pairs.skip(1).map(|(code, digits)| (hex(code)[0], text(digits))).collect()
}

#[test]
fn a_page_is_as_large_as_on_screen() {
    let document = read(&scene());
    let id = document.page_iter().next().expect("a page");
    let page = document.get_dictionary(id).expect("a page");
    let sides = page.get(b"MediaBox").and_then(Object::as_array).expect("a box");
    let sides: Vec<f32> = sides.iter().filter_map(|it| it.as_float().ok()).collect();
    assert_eq!(sides, [0.0, 0.0, 225.0, 150.0], "three quarters of a point a pixel");
    assert_eq!(document.page_iter().count(), 1);
}

#[test]
fn a_page_that_no_reader_shows_is_refused() {
    for (width, height) in [(0.0, 10.0), (10.0, f32::NAN), (20_000.0, 10.0), (9.0, f32::INFINITY)] {
        assert!(pdf(&Scene { width, height, ..empty() }, &[], Lettering::Text).is_err());
    }
}

#[test]
fn every_layer_can_be_switched_off_by_its_name() {
    let layer = Layer { name: "map", clip: None, items: vec![] };
    let mut layered = scene();
    layered.layers.push(layer);
    let document = read(&layered);
    let catalog = document.catalog().expect("a catalog");
    let groups = dictionary(&document, catalog, b"OCProperties").get(b"OCGs");
    let groups = groups.and_then(Object::as_array).expect("groups");
    let names: Vec<String> = groups
        .iter()
        .map(|id| document.dereference(id).expect("a group").1.as_dict().expect("a group"))
        .map(|group| told(group.get(b"Name").expect("a name")))
        .collect();
    assert_eq!(names, ["map", "inset", "map-2"]);
    let content = operations(&document);
    let marked = content.operations.iter().filter(|it| {
        it.operator == "BDC"
            && it.operands.first().is_some_and(|tag| tag.as_name().ok() == Some(b"OC"))
    });
    assert_eq!(marked.count(), 3);
    assert_eq!(dictionary(&document, resources(&document), b"Properties").len(), 3);
}

#[test]
fn what_a_file_says_of_itself_is_where_readers_look() {
    let document = read(&scene());
    let info = dictionary(&document, &document.trailer, b"Info");
    let text = |key: &[u8]| told(info.get(key).expect("an entry"));
    assert_eq!(text(b"Title"), "خريطة السيطرة");
    assert_eq!((text(b"Creator"), text(b"Source")), ("controlmap".to_owned(), "café".to_owned()));
    assert_eq!(text(b"Data SHA-256"), "00ff");
    let catalog = document.catalog().expect("a catalog");
    assert_eq!(told(catalog.get(b"Lang").expect("a language")), "ar");
    assert!(info.get(b"CreationDate").is_err(), "the same scene gives the same bytes");
}

/// The letters that are shown, from left to right, each as the text that it stands for.
fn letters(document: &Document) -> Vec<String> {
    let names = dictionary(document, resources(document), b"Font");
    let (mut texts, mut spelled, mut found) = (Vec::new(), false, Vec::new());
    for operation in operations(document).operations {
        match (operation.operator.as_str(), operation.operands.as_slice()) {
            ("Tf", [name, _]) => {
                let name = name.as_name().expect("a font's name");
                texts = texts_of(document, dictionary(document, names, name));
            }
            ("BDC", [_, Object::Dictionary(properties)]) => {
                spelled = true;
                found.push(told(properties.get(b"ActualText").expect("a text")));
            }
            ("EMC", _) => spelled = false,
            ("TJ", [Object::Array(items)]) if !spelled => {
                let codes =
                    items.iter().filter_map(|it| it.as_str().ok()).flat_map(|it| it.chunks(2));
                let codes = codes.map(|it| u16::from_be_bytes([it[0], it[1]]));
                found.extend(codes.map(|code| text_of(&texts, code)));
            }
            _ => {}
        }
    }
    found
}

fn text_of(texts: &[(u16, String)], code: u16) -> String {
    texts.iter().find(|(it, _)| *it == code).map(|(_, text)| text.clone()).unwrap_or_default()
}

#[test]
fn text_comes_back_and_the_halo_is_not_read() {
    let shown = |content: &str| {
        letters(&read(&page(vec![Item::Text(label(content, at(5.0, 20.0), 12.0))])))
    };
    assert_eq!(shown("Serê Kaniyê").concat(), "Serê Kaniyê");
    let arabic = shown("عين العرب لا بَيت");
    assert_eq!(arabic.into_iter().rev().collect::<String>(), "عين العرب لا بَيت");
}

#[test]
fn letters_of_one_shape_are_told_apart() {
    let document = read(&page(vec![Item::Text(label("بتث", at(5.0, 20.0), 12.0))]));
    let fonts = fonts(&document);
    let texts = texts_of(&document, fonts[0]);
    for letter in ["ب", "ت", "ث"] {
        assert!(texts.iter().any(|(_, text)| text == letter), "{letter} {texts:?}");
    }
}

#[test]
fn the_fonts_are_in_the_file_and_small() {
    let document = read(&scene());
    let fonts = fonts(&document);
    let names: Vec<&[u8]> = fonts
        .iter()
        .filter_map(|font| font.get(b"BaseFont").and_then(Object::as_name).ok())
        .collect();
    assert_eq!(names.len(), 2, "Latin and Arabic");
    assert!(names.iter().all(|name| name.get(6) == Some(&b'+')), "parts of fonts");
    for font in fonts {
        let descendants = font.get_deref(b"DescendantFonts", &document).and_then(Object::as_array);
        let descendant = descendants.expect("a font").first().expect("a font");
        let descendant = document.dereference(descendant).expect("a font").1;
        let described =
            dictionary(&document, descendant.as_dict().expect("a font"), b"FontDescriptor");
        let embedded = described.get_deref(b"FontFile2", &document).and_then(Object::as_stream);
        let bytes = embedded.and_then(Stream::decompressed_content).expect("a font file");
        assert!(bytes.len() < 20_000, "{}", bytes.len());
        assert!(skrifa::Font::new(bytes, 0).is_some(), "it is a font");
    }
}

#[test]
fn outlines_need_no_font() {
    let bytes = file(&scene(), Lettering::Outlines);
    let document = Document::load_mem(&bytes).expect("a sound file");
    assert!(fonts(&document).is_empty());
    let content = operations(&document);
    assert_eq!(count(&content, "BT"), 0);
    assert!(count(&content, "c") > 100);
}

#[test]
fn alpha_dashes_and_clips_are_as_told() {
    let half = Color { a: 128, ..RED };
    let dashed = Stroke { color: BLACK, width: 1.5, dash: Some((6.0, 4.0)) };
    let items = vec![
        fill(rect(0.0, 0.0, 9.0, 9.0), half),
        Item::Stroke { lines: vec![vec![at(0.0, 0.0), at(9.0, 9.0)]], stroke: dashed },
        hatch(rect(10.0, 10.0, 30.0, 20.0), RED),
    ];
    let document = read(&page(items));
    let states = dictionary(&document, resources(&document), b"ExtGState");
    let half = dictionary(&document, states, b"A128").get(b"ca").and_then(Object::as_float);
    assert_eq!(half.ok(), Some(0.502));
    let content = operations(&document);
    assert_eq!(count(&content, "d"), 1);
    assert_eq!(count(&content, "W*"), 1, "stripes end where their shape does");
    assert_eq!(count(&content, "q"), count(&content, "Q"));
}

#[test]
fn the_same_scene_gives_the_same_bytes() {
    assert!(file(&scene(), Lettering::Text) == file(&scene(), Lettering::Text));
}

proptest! {
    #[test]
    fn no_number_breaks_the_painter(
        points in proptest::collection::vec((any::<f32>(), any::<f32>()), 0..6),
        numbers in proptest::collection::vec(any::<f32>(), 8),
    ) {
        let points: Vec<Point> = points.into_iter().map(|(x, y)| at(x, y)).collect();
        let halo = Some((numbers[0], BLACK));
        let text = Text {
            rotation: numbers[1],
            halo,
            ..label("aب(", at(numbers[2], numbers[3]), numbers[4])
        };
        let dash = Some((numbers[5], numbers[6]));
        let center = at(numbers[2], numbers[3]);
        let items = vec![
            fill(points.clone(), RED),
            hatch(points.clone(), RED),
            stroke(points.clone(), BLACK, numbers[7]),
            Item::Stroke {
                lines: vec![points.clone()],
                stroke: Stroke { color: BLACK, width: 1.0, dash },
            },
            Item::Dot { center, radius: numbers[4], fill: RED, outline: halo },
            Item::Text(text),
            Item::CurvedText(CurvedText { path: points, ..curved("نهر") }),
        ];
        for lettering in [Lettering::Text, Lettering::Outlines] {
            let bytes = pdf(&page(items.clone()), &[], lettering).expect("a page of a sound size");
            let document = Document::load_mem(&bytes).expect("a sound file");
            let content = operations(&document);
            let numbers = content.operations.iter().flat_map(|it| &it.operands);
            prop_assert!(numbers.filter_map(|it| it.as_float().ok()).all(f32::is_finite));
        }
    }
}
