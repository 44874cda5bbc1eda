//! Places by name, however it is spelled.

use std::collections::BTreeSet;

use strsim::{damerau_levenshtein, normalized_damerau_levenshtein};

use super::folding::fold;
use crate::model::{BaseMap, Language, Place};
use crate::{Error, Result};

/// Places that are listed where a name is several places'.
const MOST_LISTED: usize = 5;
/// Names that are suggested for one that no place has.
const MOST_SUGGESTED: usize = 3;
/// The share of letters in which a name must agree to be suggested.
const LEAST_LIKENESS: f64 = 0.5;

/// The places of a backdrop, ready to be found by name in any of their languages.
#[derive(Debug, Clone)]
pub struct Gazetteer<'a> {
    base_map: &'a BaseMap,
    entries: Vec<Entry<'a>>,
}

/// A name of a place, as it stands and folded.
#[derive(Debug, Clone)]
struct Entry<'a> {
    place: &'a Place,
    name: &'a str,
    folded: String,
}

/// A place that was found by name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match<'a> {
    /// The place.
    pub place: &'a Place,
    /// The one of its names that was found.
    pub name: &'a str,
    /// Whether the name was only much like the one sought, so that whoever asked should be told.
    pub is_guess: bool,
}

impl<'a> Gazetteer<'a> {
    /// The gazetteer of a backdrop's places.
    pub fn of(base_map: &'a BaseMap) -> Self {
        let names = base_map.places.iter().flat_map(|place| {
            place.names.all().map(move |name| Entry { place, name, folded: fold(name) })
        });
        Self { base_map, entries: names.filter(|entry| !entry.folded.is_empty()).collect() }
    }

    /// The place with a name. Case, diacritics, Arabic vowel signs, articles, hyphens and spaces make
    /// no difference. Where no place is called so, the one whose name differs least is taken, if it
    /// differs by a letter or two only and no other place's does so as little.
    ///
    /// # Errors
    ///
    /// When no place is called much like it, with names that are somewhat like it; and when
    /// several places are, with the position of each.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::{index::Gazetteer, source};
    ///
    /// let syria = source::built_in(&Default::default())?;
    /// let gazetteer = Gazetteer::of(&syria.base_map);
    /// assert_eq!(gazetteer.find("القامشلي")?.place, gazetteer.find("qamişlo")?.place);
    /// assert_eq!(gazetteer.find("Kamishli")?.name, "Qamishli");
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn find(&self, name: &str) -> Result<Match<'a>> {
        let folded = fold(name);
        let alike: Vec<&Entry> =
            self.entries.iter().filter(|entry| entry.folded == folded).collect();
        let spelled_so = |entry: &&Entry| entry.name.to_lowercase() == name.trim().to_lowercase();
        let same: Vec<&Entry> = alike.iter().copied().filter(spelled_so).collect();
        for candidates in [same, alike, self.nearest(&folded)] {
            let places = places_of(&candidates);
            match (candidates.first(), places.as_slice()) {
                (Some(Entry { place, name, folded: found }), [_]) => {
                    return Ok(Match { place, name, is_guess: *found != folded });
                }
                (Some(_), _) => return Err(self.ambiguous(name, &places)),
                (None, _) => (),
            }
        }
        Err(self.unknown(name, &folded))
    }

    /// The names that differ least from a folded one, if that is little enough to be a misspelling.
    fn nearest(&self, folded: &str) -> Vec<&Entry<'a>> {
        let folded = plainly_transcribed(folded);
        let letters = folded.chars().count();
        let distances = self.entries.iter().filter_map(|entry| {
            let name = plainly_transcribed(&entry.folded);
            let shorter = letters.min(name.chars().count());
            let distance = damerau_levenshtein(&name, &folded);
            (distance <= misspelt_letters(shorter)).then_some((distance, entry))
        });
        let distances: Vec<(usize, &Entry)> = distances.collect();
        let least = distances.iter().map(|(distance, _)| *distance).min();
        let nearest = distances.into_iter().filter(|(distance, _)| Some(*distance) == least);
        nearest.map(|(_, entry)| entry).collect()
    }

    fn ambiguous(&self, name: &str, places: &[&Place]) -> Error {
        let mut listed: Vec<String> =
            places.iter().take(MOST_LISTED).map(|place| self.described(place)).collect();
        if places.len() > MOST_LISTED {
            listed.push(format!("and {} more", places.len() - MOST_LISTED));
        }
        Error::usage("several places are called so, or as much like it")
            .found(format!("`{name}`"))
            .hint(format!(
                "give the longitude and latitude of the one that is meant: {}",
                listed.join("; ")
            ))
    }

    /// `37.0047 35.5901 (Sinjar, Idlib)`.
    fn described(&self, place: &Place) -> String {
        let Place { names, position, region, .. } = place;
        let name = names.get(Language::English);
        let region = match self.base_map.region_at(*position) {
            Some(region) => region.names.get(Language::English),
            None => region,
        };
        if region.is_empty() {
            format!("{position} ({name})")
        } else {
            format!("{position} ({name}, {region})")
        }
    }

    fn unknown(&self, name: &str, folded: &str) -> Error {
        let error = Error::usage("no place is called so").found(format!("`{name}`"));
        let mut likenesses: Vec<(f64, &Entry)> = self
            .entries
            .iter()
            .map(|entry| (likeness(&entry.folded, folded), entry))
            .filter(|(likeness, _)| *likeness >= LEAST_LIKENESS)
            .collect();
        likenesses.sort_by(|one, other| other.0.total_cmp(&one.0));
        let mut seen = BTreeSet::new();
        let names =
            likenesses.into_iter().map(|(_, entry)| entry.place.names.get(Language::English));
        let names = names.filter(|name| seen.insert(*name));
        let names: Vec<String> =
            names.take(MOST_SUGGESTED).map(|name| format!("`{name}`")).collect();
        error.hint(match names.as_slice() {
            [] => "a longitude and a latitude name any place".to_owned(),
            [name] => format!("was {name} meant?"),
            [names @ .., last] => format!("was {} or {last} meant?", names.join(", ")),
        })
    }
}

/// The places that entries are names of, each once.
fn places_of<'a>(entries: &[&Entry<'a>]) -> Vec<&'a Place> {
    let mut places: Vec<&Place> = Vec::new();
    for entry in entries {
        if !places.iter().any(|place| std::ptr::eq(*place, entry.place)) {
            places.push(entry.place);
        }
    }
    places
}

/// The share of letters in which a name agrees with the one sought; all where it only goes on.
fn likeness(name: &str, sought: &str) -> f64 {
    if !sought.is_empty() && name.starts_with(sought) {
        1.0
    } else {
        normalized_damerau_levenshtein(name, sought)
    }
}

/// A name without what transcriptions do as they please: doubled letters are written once, and no `h`
/// stands for the teh marbuta at the end, as in `Hasakah`.
fn plainly_transcribed(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    letters.dedup();
    if letters.ends_with(&['a', 'h']) || letters.ends_with(&['e', 'h']) {
        letters.pop();
    }
    letters.into_iter().collect()
}

/// Letters that a name of so many may be off and still be taken for misspelt: in a short name a
/// single letter makes another place.
fn misspelt_letters(letters: usize) -> usize {
    match letters {
        0..5 => 0,
        5..10 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::LonLat;
    use crate::model::Names;

    fn place(names: Names, lon: f64, region: &str) -> Place {
        Place {
            names,
            position: LonLat::new(lon, 36.0).unwrap(),
            rank: 2,
            population: None,
            kind: String::new(),
            region: region.to_owned(),
        }
    }

    fn backdrop() -> BaseMap {
        let qamishli = Names::new("Qamishli")
            .with(Language::Arabic, "القامشلي")
            .with(Language::Kurdish, "Qamişlo");
        let hasakah = Names::new("al-Hasakah").with(Language::Arabic, "الحسكة");
        BaseMap {
            places: vec![
                place(qamishli, 41.2, "SY-HA"),
                place(hasakah, 40.7, "SY-HA"),
                place(Names::new("Sinjar"), 36.8, "SY-ID"),
                place(Names::new("Sinjar"), 41.9, ""),
                place(Names::new("Tadif"), 37.5, ""),
                place(Names::new("Tadig"), 37.6, ""),
                place(Names::new("Bab"), 37.6, ""),
                place(Names::new("Al Bab"), 37.7, ""),
            ],
            ..BaseMap::default()
        }
    }

    #[test]
    fn a_name_is_found_in_any_language_and_spelling() {
        let backdrop = backdrop();
        let gazetteer = Gazetteer::of(&backdrop);
        for name in ["Qamishli", " QAMISHLI ", "qamislo", "القامشلى", "قامشلي"] {
            let found = gazetteer.find(name).unwrap();
            assert_eq!(found.place.position.lon(), 41.2, "{name}");
            assert!(!found.is_guess, "{name}");
        }
        assert_eq!(gazetteer.find("Hasakah").unwrap().name, "al-Hasakah");
        assert_eq!(gazetteer.find("الحسكه").unwrap().name, "الحسكة");
    }

    #[test]
    fn a_misspelt_name_is_guessed_and_the_guess_is_marked() {
        let backdrop = backdrop();
        let gazetteer = Gazetteer::of(&backdrop);
        for (misspelt, name) in
            [("Kamishli", "Qamishli"), ("Al Hassakeh", "al-Hasakah"), ("Hasake", "al-Hasakah")]
        {
            let found = gazetteer.find(misspelt).unwrap();
            assert_eq!((found.name, found.is_guess), (name, true));
        }
    }

    #[test]
    fn a_name_spelled_exactly_so_goes_before_one_that_is_only_alike() {
        let backdrop = backdrop();
        let gazetteer = Gazetteer::of(&backdrop);
        assert_eq!(gazetteer.find("bab").unwrap().place.position.lon(), 37.6);
        assert_eq!(gazetteer.find("Al bab").unwrap().place.position.lon(), 37.7);
        assert!(gazetteer.find("al-Bab").is_err());
    }

    #[test]
    fn several_places_of_a_name_are_listed_with_their_positions() {
        let backdrop = backdrop();
        let message = Gazetteer::of(&backdrop).find("sinjar").unwrap_err().to_string();
        assert!(message.contains("36.8 36 (Sinjar, SY-ID); 41.9 36 (Sinjar)"), "{message}");
        let message = Gazetteer::of(&backdrop).find("Tadix").unwrap_err().to_string();
        assert!(message.contains("37.5 36 (Tadif); 37.6 36 (Tadig)"), "{message}");
    }

    #[test]
    fn an_unknown_name_gets_those_most_like_it() {
        let backdrop = backdrop();
        let gazetteer = Gazetteer::of(&backdrop);
        let message = gazetteer.find("Qamarli").unwrap_err().to_string();
        assert!(message.contains("found `Qamarli`\nhint: was `Qamishli`"), "{message}");
        let message = gazetteer.find("Qam").unwrap_err().to_string();
        assert!(message.ends_with("was `Qamishli` meant?"), "{message}");
        for nothing_like_it in ["Xxxxx", "", "-"] {
            let message = gazetteer.find(nothing_like_it).unwrap_err().to_string();
            assert!(message.contains("a longitude and a latitude name any place"), "{message}");
        }
    }
}
