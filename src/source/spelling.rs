//! What a misspelt word was meant to be.

/// Below this likeness (Jaro-Winkler, 0 to 1) a misspelt word gets no suggestion.
const LEAST_LIKENESS: f64 = 0.75;

/// The word that is likest to a misspelt one; nothing where none is much like it.
pub(super) fn closest<'a>(
    misspelt: &str,
    words: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let likeness = |word: &str| strsim::jaro_winkler(misspelt, word);
    let best = words.into_iter().max_by(|one, other| likeness(one).total_cmp(&likeness(other)))?;
    (likeness(best) >= LEAST_LIKENESS).then_some(best)
}
