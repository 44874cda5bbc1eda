//! What a picture says of itself.

use crate::model::{Dataset, Language};

/// The text chunks of a PNG drawn from a dataset: keywords of the PNG specification where it has
/// them.
pub(super) fn metadata(dataset: &Dataset, fingerprint: &str) -> Vec<(String, String)> {
    let title = dataset.about.title.get(Language::English);
    let mut entries =
        vec![("Software".to_owned(), concat!("controlmap ", env!("CARGO_PKG_VERSION")).to_owned())];
    if !title.is_empty() {
        entries.push(("Title".to_owned(), title.to_owned()));
    }
    entries.push(("Data SHA-256".to_owned(), fingerprint.to_owned()));
    let sources: Vec<&str> =
        dataset.about.sources.iter().map(|source| source.title.get(Language::English)).collect();
    if !sources.is_empty() {
        entries.push(("Source".to_owned(), sources.join("; ")));
    }
    entries
}
