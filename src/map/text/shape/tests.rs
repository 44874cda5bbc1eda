//! What holds of shaped lines.

use std::ops::Range;

use proptest::prelude::*;

use super::shape_anew as shape;
use super::*;
use crate::map::scene::Weight;

const PLAIN: TextStyle = TextStyle { size: 16.0, weight: Weight::Regular, spacing: 0.0 };

fn ids(content: &str) -> Vec<u32> {
    shape(content, PLAIN).glyphs.iter().map(|glyph| glyph.id).collect()
}

/// Left and right end of the ink.
fn ink(content: &str) -> (f32, f32) {
    let points = shape(content, PLAIN).outline().flatten(0.05).concat();
    let xs = points.iter().map(|p| p.x);
    (xs.clone().fold(f32::MAX, f32::min), xs.fold(f32::MIN, f32::max))
}

#[test]
fn arabic_letters_join() {
    let word = "القامشلي";
    let alone: f32 = word.chars().map(|c| shape(&c.to_string(), PLAIN).width()).sum();
    assert!(shape(word, PLAIN).width() < alone * 0.9, "final forms are wider than others");
    assert_ne!(ids("م"), ids("مم"), "a letter has other forms inside a word");
    // A row of joined letters without dots is one stroke without gaps.
    let mut rings: Vec<(f32, f32)> = shape("سسس", PLAIN)
        .outline()
        .flatten(0.05)
        .iter()
        .map(|ring| {
            let xs = ring.iter().map(|p| p.x);
            (xs.clone().fold(f32::MAX, f32::min), xs.fold(f32::MIN, f32::max))
        })
        .collect();
    rings.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!(rings.len() > 1 && rings.windows(2).all(|pair| pair[1].0 <= pair[0].1 + 0.01));
}

#[test]
fn letters_say_what_they_stand_for() {
    let line = "Raqqa (رَقَّة) لا";
    let shaped = shape(line, PLAIN);
    let mut texts: Vec<Range<usize>> = shaped.letters().iter().map(|it| it.text.clone()).collect();
    texts.sort_by_key(|text| text.start);
    let told: Vec<&str> = texts.iter().filter_map(|text| line.get(text.clone())).collect();
    assert_eq!(told.concat(), line, "every character belongs to one letter");
    assert!(told.contains(&"رَ") && told.contains(&"قَّ"), "{told:?}");
}

#[test]
fn lam_and_alif_are_a_ligature() {
    let usual = [ids("لم"), ids("ما")].concat();
    let ligature = ids("لا");
    assert!(!ligature.is_empty() && ligature.iter().all(|id| !usual.contains(id)));
    assert!(ink("لا").1 < ink("لم").1);
}

#[test]
fn the_first_letter_of_an_arabic_word_stands_rightmost() {
    let base = ids("ب")[0];
    let shaped = shape("بس", PLAIN);
    let rightmost = shaped.glyphs.iter().map(|g| g.origin.x).fold(0.0, f32::max);
    assert!(rightmost > shaped.width() * 0.5);
    assert_ne!(shaped.glyphs.last().map(|g| g.id), Some(base), "it has its initial form");
}

#[test]
fn brackets_are_mirrored_in_arabic() {
    // The bracket that opens an Arabic text is the one whose curve points right.
    let arabic = ids("(ب)");
    let opening = arabic.last().copied();
    assert_ne!(opening, arabic.first().copied());
    let plain = face(Typeface::Arabic, Weight::Regular).expect("a bundled font is broken");
    let plan = plain.plan(Script::ARABIC, false, false);
    let mut buffer = Buffer::new();
    buffer.push_str("(");
    buffer.set_script(Some(Script::ARABIC));
    buffer.set_direction(Direction::LeftToRight);
    let options = ShapeOptions::new().plan(Some(plan));
    harfrust::shape(&plain.shaper(), &mut buffer, options).expect("shaping failed");
    assert_eq!(arabic.first().copied(), Some(buffer.glyph_infos()[0].glyph_id));
}

#[test]
fn names_of_the_region_have_all_their_letters() {
    for name in [
        "Serê Kaniyê",
        "ڕۆژاڤا کوردستان",
        "Kobani (عين العرب)",
        "Ağrı, Şırnak, Diyarbakır",
        "Донецьк, Ґалаґани, Слов’янськ",
        "تل أبيض ١٢٣ 123",
        "−12.5 km² → ½ “x” – …",
        "Bǝdir Xan, Çemê Xabûrê",
    ] {
        assert_eq!(shape(name, PLAIN).missing(), 0, "{name}");
    }
    assert_eq!(shape("漢字", PLAIN).missing(), 2);
    assert_eq!(ids("a漢字"), ids("a??"), "no boxes are drawn");
}

#[test]
fn width_grows_with_the_size() {
    for content in ["Raqqa", "الرقة", "Kobani (عين العرب)"] {
        let one = shape(content, PLAIN).width();
        let three = shape(content, TextStyle { size: 48.0, ..PLAIN }).width();
        assert!((three - 3.0 * one).abs() < 1e-2, "{content}: {one} {three}");
    }
}

#[test]
fn letter_spacing_stands_between_letters_and_not_in_arabic() {
    let wide = TextStyle { spacing: 4.0, ..PLAIN };
    let grown = shape("SYRIA", wide).width() - shape("SYRIA", PLAIN).width();
    assert!((grown - 4.0 * 4.0).abs() < 1.0, "{grown}");
    assert_eq!(shape("سوريا", wide).width(), shape("سوريا", PLAIN).width());
}

#[test]
fn senseless_sizes_draw_nothing() {
    for size in [0.0, -3.0, f32::NAN, f32::INFINITY, 1e30] {
        let shaped = shape("abc", TextStyle { size, ..PLAIN });
        assert_eq!((shaped.width(), shaped.outline().is_empty()), (0.0, true));
        assert_eq!(cap_height(TextStyle { size, ..PLAIN }), 0.0);
    }
}

#[test]
fn capitals_are_as_high_as_the_cap_height() {
    let outline = shape("H", PLAIN).outline();
    let top = outline.flatten(0.01).concat().iter().map(|p| p.y).fold(0.0, f32::min);
    assert!((cap_height(PLAIN) + top).abs() < 0.05, "{top}");
}

proptest! {
    #[test]
    fn any_string_shapes_and_wraps(content in "\\PC{0,40}|[\u{0}-\u{ffff}]{0,12}|[ابتلا \u{200c}\u{202e}(1a\n]{0,30}") {
        let shaped = shape(&content, TextStyle { spacing: 1.0, ..PLAIN });
        prop_assert!(shaped.width().is_finite() && shaped.width() >= 0.0);
        let _ = shaped.outline().flatten(0.1);
        let words = |s: &str| s.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let lines = super::super::wrap(&content, PLAIN, 40.0);
        prop_assert_eq!(words(&lines.join(" ")), words(&content));
    }
}
