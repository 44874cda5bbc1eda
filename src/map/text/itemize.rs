//! Cuts a line into parts that can be shaped: one direction, one script, one typeface each.

use std::ops::Range;

use harfrust::Script;
use harfrust::unicode::script;
use unicode_bidi::ParagraphBidiInfo;

use super::fonts::{Face, Typeface, face};
use crate::map::scene::Weight;

/// A part of a line with one direction, script and typeface.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    /// Bytes of the line.
    pub(super) range: Range<usize>,
    /// Whether it is read from right to left.
    pub(super) right_to_left: bool,
    /// Script whose rules apply.
    pub(super) script: Script,
    /// Design it is set in.
    pub(super) typeface: Typeface,
}

/// The runs of a line in visual order, from left to right.
///
/// `line` must not hold characters that break lines. The base direction is that of the first
/// letter.
pub(super) fn runs(line: &str, weight: Weight) -> Vec<Run> {
    if line.is_ascii() {
        return split(line, 0..line.len(), false, weight);
    }
    let info = ParagraphBidiInfo::new(line, None);
    let (levels, level_runs) = info.visual_runs(0..line.len());
    let mut runs = Vec::new();
    for range in level_runs {
        let right_to_left = levels.get(range.start).is_some_and(|level| level.is_rtl());
        let mut parts = split(line, range, right_to_left, weight);
        if right_to_left {
            parts.reverse();
        }
        runs.append(&mut parts);
    }
    runs
}

/// Whether a line is read from right to left, which its first letter decides.
///
/// # Example
///
/// ```
/// use controlmap::map::text::is_right_to_left;
///
/// assert!(is_right_to_left("١٢ كم (Kobani)") && !is_right_to_left("Kobani (عين العرب)"));
/// ```
pub fn is_right_to_left(line: &str) -> bool {
    !line.is_ascii() && ParagraphBidiInfo::new(line, None).paragraph_level.is_rtl()
}

/// Whether a line has letters that join, which must not be set apart.
///
/// # Example
///
/// ```
/// use controlmap::map::text::has_joining_letters;
///
/// assert!(has_joining_letters("Kobani (عين العرب)") && !has_joining_letters("Kobanî"));
/// ```
pub fn has_joining_letters(line: &str) -> bool {
    line.chars().any(|character| own_script(character) == Some(Script::ARABIC))
}

/// The runs of a range of one direction, in logical order.
fn split(line: &str, range: Range<usize>, right_to_left: bool, weight: Weight) -> Vec<Run> {
    let text = line.get(range.clone()).unwrap_or_default();
    // Punctuation before the first letter belongs to that letter, so that both brackets of a pair
    // come from one font.
    let mut script_now =
        text.chars().map(own_script).find(|s| s.is_some()).flatten().unwrap_or(Script::COMMON);
    let mut typeface_now = preferred(script_now);
    let mut runs: Vec<Run> = Vec::new();
    for (offset, character) in text.char_indices() {
        if !is_ignorable(character) {
            let wanted = match own_script(character) {
                Some(own) => {
                    script_now = own;
                    preferred(own)
                }
                // After an arrow, the letters' typeface again.
                None if typeface_now == Typeface::Symbols => preferred(script_now),
                None => typeface_now,
            };
            typeface_now = covering(character, wanted, weight);
        }
        let start = range.start + offset;
        let end = start + character.len_utf8();
        let script = Face::rules(script_now);
        match runs.last_mut() {
            Some(run) if run.script == script && run.typeface == typeface_now => {
                run.range.end = end;
            }
            _ => {
                runs.push(Run { range: start..end, right_to_left, script, typeface: typeface_now })
            }
        }
    }
    runs
}

/// The script of a character that has one of its own; punctuation, digits and marks have none.
fn own_script(character: char) -> Option<Script> {
    if character.is_ascii() {
        return character.is_ascii_alphabetic().then_some(Script::LATIN);
    }
    let script = script(u32::from(character));
    (script != Script::COMMON && script != Script::INHERITED && script != Script::UNKNOWN)
        .then_some(script)
}

fn preferred(script: Script) -> Typeface {
    if script == Script::ARABIC { Typeface::Arabic } else { Typeface::Latin }
}

/// The wanted typeface if it has the character, else the first that has; a character that none has
/// is shown as the Latin font's box.
fn covering(character: char, wanted: Typeface, weight: Weight) -> Typeface {
    std::iter::once(wanted)
        .chain(Typeface::ALL)
        .find(|&typeface| face(typeface, weight).is_some_and(|face| face.covers(character)))
        .unwrap_or(Typeface::Latin)
}

/// Whether a character is drawn as itself, or is none that is seen; control characters count as
/// spaces.
pub(super) fn is_shown(character: char) -> bool {
    character.is_ascii()
        || character.is_control()
        || is_ignorable(character)
        || Typeface::ALL
            .into_iter()
            .any(|typeface| face(typeface, Weight::Regular).is_some_and(|it| it.covers(character)))
}

/// Characters that are never seen, only steer their neighbours: they stay in the run they are in,
/// whether or not its font knows them.
fn is_ignorable(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Vec<(String, bool, Typeface)> {
        runs(line, Weight::Regular)
            .into_iter()
            .map(|run| (line[run.range].to_owned(), run.right_to_left, run.typeface))
            .collect()
    }

    #[test]
    fn a_latin_line_is_one_run() {
        assert_eq!(
            parts("Deir ez-Zor, 1 234 km²"),
            [("Deir ez-Zor, 1 234 km²".to_owned(), false, Typeface::Latin)]
        );
    }

    #[test]
    fn arabic_in_brackets_stands_in_a_latin_line() {
        assert_eq!(
            parts("Kobani (عين العرب)"),
            [
                ("Kobani (".to_owned(), false, Typeface::Latin),
                ("عين العرب".to_owned(), true, Typeface::Arabic),
                (")".to_owned(), false, Typeface::Latin),
            ]
        );
    }

    #[test]
    fn a_latin_name_in_an_arabic_line_stands_to_the_left() {
        let seen = parts("عين العرب (Kobani)");
        let order: Vec<&str> = seen.iter().map(|part| part.0.as_str()).collect();
        assert_eq!(order, [")", "Kobani", "عين العرب ("]);
        assert_eq!(seen[2].2, Typeface::Arabic, "the bracket takes the letters' font");
    }

    #[test]
    fn a_character_no_font_has_is_left_to_the_latin_font() {
        assert_eq!(parts("漢"), [("漢".to_owned(), false, Typeface::Latin)]);
    }
}
