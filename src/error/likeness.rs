//! Which word was probably meant by a misspelt one.

/// Below this likeness (Jaro-Winkler, 0 to 1) a misspelt word gets no suggestion.
const LEAST_LIKENESS: f64 = 0.75;
/// The likeness of words that one slip of the fingers makes of each other, at least.
const ONE_SLIP: f64 = 0.9;

/// The known word that is likest to an unknown one; nothing where none is much like it.
pub(crate) fn closest<'a>(
    unknown: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let likeness = |word: &str| {
        // In a short word two letters that changed places leave little that is alike.
        let is_one_slip = word.len() > 2 && strsim::damerau_levenshtein(unknown, word) == 1;
        strsim::jaro_winkler(unknown, word).max(if is_one_slip { ONE_SLIP } else { 0.0 })
    };
    // Whatever begins with a letter is alike to that letter.
    let words = known.into_iter().filter(|word| word.len() > 1);
    let best = words.max_by(|one, other| likeness(one).total_cmp(&likeness(other)))?;
    (likeness(best) >= LEAST_LIKENESS).then_some(best)
}
