//! Actors that may be one under two spellings.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Finding;
use crate::model::{Dataset, Defect, DefectKind, Spot};

/// Names that are compared at most, each with each.
const MOST_NAMES: usize = 2000;
/// Names that are shorter differ by a letter because they are others.
const LEAST_LETTERS: usize = 5;

/// Pairs of actors whose names are the same but for accents, spaces and signs, or for one letter that is
/// missing, too many or out of place.
pub(super) fn findings(dataset: &Dataset) -> Vec<Finding> {
    let actors = dataset.actors.iter().take(MOST_NAMES);
    let names: Vec<(&str, String)> = actors.map(|it| (it.id.as_str(), plain(&it.id))).collect();
    let mut found = Vec::new();
    for (place, (one, one_plain)) in names.iter().enumerate() {
        for (other, other_plain) in names.iter().skip(place + 1) {
            if are_alike(one_plain, other_plain) {
                let defect = Defect::new(DefectKind::LikeSpelling, Spot::default());
                found.push(defect.found(format!("`{one}` and `{other}`")).into());
            }
        }
    }
    found
}

/// A name without accents, spaces and signs, in lower case.
fn plain(name: &str) -> String {
    let letters = name.nfkd().filter(|it| !is_combining_mark(*it) && it.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn are_alike(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let [long, short] = [one, other].map(|name| name.chars().count());
    if long.abs_diff(short) > 1 || long.min(short) < LEAST_LETTERS {
        return false;
    }
    // A letter that is another makes another name (Gambia, Zambia), and so do a number and another
    // beginning (Prussia).
    let has_number = one.contains(|it: char| it.is_numeric());
    let is_replaced = long == short && strsim::hamming(one, other) == Ok(1);
    let begin_alike = one.chars().next() == other.chars().next();
    !has_number && !is_replaced && begin_alike && strsim::damerau_levenshtein(one, other) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_pen_are_told_from_other_names() {
        for (one, other) in
            [("Russia", "Rusia"), ("Côte d'Ivoire", "cote d ivoire"), ("Ukraine", "Ukriane")]
        {
            assert!(are_alike(&plain(one), &plain(other)), "{one} {other}");
        }
        for (one, other) in [
            ("Zambia", "Gambia"),
            ("Prussia", "Russia"),
            ("Iran", "Iraq"),
            ("Niger", "Nigeria"),
            ("Brigade 12", "Brigade 112"),
        ] {
            assert!(!are_alike(&plain(one), &plain(other)), "{one} {other}");
        }
    }
}
