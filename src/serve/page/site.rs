//! The page as files for any web host.

use serde_json::json;

use super::{POLICY, assets, data, written};
use crate::serve::Published;

/// A file of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteFile {
    /// Where it stands below the page's folder, with `/` between names.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The page as files for any web host that need no server program behind them: everything but the
/// archive of tiles, a [PMTiles](https://docs.protomaps.com/pmtiles/) file with both sets of tiles
/// that stands at `archive`, relative to the page's folder.
///
/// # Example
///
/// ```
/// use controlmap::serve::{Published, site};
///
/// let published = Published::of(controlmap::source::built_in(&Default::default())?)?;
/// let files = site(&published, "map.pmtiles");
/// assert!(files.iter().any(|file| file.path == "index.html"));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn site(published: &Published, archive: &str) -> Vec<SiteFile> {
    // Who may frame the page only a host's headers can say.
    let (policy, _) = POLICY.rsplit_once("; ").unwrap_or((POLICY, ""));
    let head = format!("<meta http-equiv=\"content-security-policy\" content=\"{policy}\">\n");
    let tiles = json!({ "archive": archive });
    let own = [
        ("index.html", written(&published.dataset.about, &head).into_bytes()),
        ("page/data.json", data::of(published, false, tiles).to_vec()),
    ];
    let own = own.into_iter().map(|(path, bytes)| SiteFile { path: path.to_owned(), bytes });
    let assets = assets::all().iter().map(|asset| SiteFile {
        path: format!("page/{}/{}", assets::version(), asset.path),
        bytes: asset.bytes.to_vec(),
    });
    own.chain(assets).collect()
}
