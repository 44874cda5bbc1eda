//! What a picture says of itself in its file: by what it was drawn, of which data.

use crate::model::{Dataset, Language, Snapshot};

/// What a picture drawn from a dataset says of itself: keywords of the PNG specification where it has
/// them, each with its text. The fingerprint is the dataset's own, which takes long to make.
///
/// # Example
///
/// ```
/// use controlmap::map::provenance;
///
/// let syria = controlmap::source::built_in(&Default::default())?;
/// let told = provenance(&syria, &syria.fingerprint(), Default::default());
/// assert!(told.iter().any(|(keyword, text)| keyword == "Data SHA-256" && text.len() == 64));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn provenance(
    dataset: &Dataset,
    fingerprint: &str,
    language: Language,
) -> Vec<(String, String)> {
    let title = dataset.about.title.get(Language::English);
    let mut entries =
        vec![("Software".to_owned(), concat!("controlmap ", env!("CARGO_PKG_VERSION")).to_owned())];
    if !title.is_empty() {
        entries.push(("Title".to_owned(), title.to_owned()));
    }
    entries.push(("Language".to_owned(), language.code().to_owned()));
    entries.push(("Data SHA-256".to_owned(), fingerprint.to_owned()));
    let sources: Vec<&str> =
        dataset.about.sources.iter().map(|source| source.title.get(Language::English)).collect();
    if !sources.is_empty() {
        entries.push(("Source".to_owned(), sources.join("; ")));
    }
    entries
}

/// The same for a picture of one date, which it says, too.
///
/// # Example
///
/// ```
/// use controlmap::map::provenance_of;
///
/// let syria = controlmap::source::built_in(&Default::default())?;
/// let snapshot = syria.on("2026-01-27".parse().unwrap())?;
/// let told = provenance_of(&snapshot, &syria.fingerprint(), Default::default());
/// assert!(told.contains(&("Date".to_owned(), "2026-01-27".to_owned())));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn provenance_of(
    snapshot: &Snapshot,
    fingerprint: &str,
    language: Language,
) -> Vec<(String, String)> {
    let mut entries = provenance(snapshot.dataset, fingerprint, language);
    if let Some(data_date) = snapshot.data_date {
        entries.push(("Date".to_owned(), snapshot.date.to_string()));
        entries.push(("Data date".to_owned(), data_date.to_string()));
    }
    entries
}
