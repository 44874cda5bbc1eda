//! The files that the page is made of, as they stand in the program.

use std::io::Write;
use std::sync::{LazyLock, OnceLock};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::map::text::font_files;

const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const DRAWING: &str = "image/svg+xml";
const TEXT: &str = "text/plain; charset=utf-8";
const FONT: &str = "font/ttf";
/// Hexadecimal digits of a version.
const VERSION_DIGITS: usize = 12;

/// A file that the page is made of.
#[derive(Debug)]
pub(super) struct Asset {
    /// Where it stands below the page's folder.
    pub path: String,
    /// What it is.
    pub media: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
    packed: OnceLock<Option<Vec<u8>>>,
}

macro_rules! files {
    ($($media:ident: $($path:literal)+;)+) => {
        [$($((concat!($path), $media, include_bytes!(concat!("assets/", $path)) as &'static [u8]),)+)+]
    };
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let files = files! {
        STYLE: "page.css" "panels/panels.css" "vendor/maplibre-gl/maplibre-gl.css";
        SCRIPT: "main.js" "address.js" "api.js" "archive.js" "camera.js" "cover.js" "credits.js"
            "dates.js" "days.js" "dom.js" "heading.js" "keys.js" "labels.js" "map.js" "panel.js" "pin.js" "playing.js"
            "scale.js" "shortcuts.js" "store.js" "style.js" "timeline.js" "tools.js" "words.js"
            "words/page.js" "words/panels.js"
            "panels/band.js" "panels/card.js" "panels/changed.js" "panels/changes.js" "panels/chart.js"
            "panels/compare.js" "panels/copying.js" "panels/download.js" "panels/figures.js"
            "panels/finding.js" "panels/folding.js" "panels/gains.js" "panels/ground.js"
            "panels/legend.js" "panels/links.js" "panels/paint.js" "panels/picture.js" "panels/point.js"
            "panels/readings.js" "panels/search.js" "panels/signed.js" "panels/sources.js" "panels/spells.js"
            "panels/stairs.js" "panels/standing.js" "panels/swipe.js"
            "vendor/maplibre-gl/maplibre-gl.mjs" "vendor/maplibre-gl/maplibre-gl-worker.mjs"
            "vendor/pmtiles/pmtiles.js";
        DRAWING: "icon.svg";
        TEXT: "vendor/maplibre-gl/LICENSE" "vendor/pmtiles/LICENSE";
    };
    let own =
        files.into_iter().map(|(path, media, bytes)| Asset::new(path.to_owned(), media, bytes));
    let fonts = font_files()
        .into_iter()
        .map(|(name, bytes)| Asset::new(format!("fonts/{name}"), FONT, bytes));
    own.chain(fonts).collect()
});

static VERSION: LazyLock<String> = LazyLock::new(|| {
    let whole = ASSETS.iter().fold(Sha256::new(), |hash, asset| {
        hash.chain_update(&asset.path).chain_update(asset.bytes)
    });
    let digits: String = whole.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    digits.chars().take(VERSION_DIGITS).collect()
});

/// All of them.
pub(super) fn all() -> &'static [Asset] {
    &ASSETS
}

/// The one that stands at a path.
pub(super) fn at(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.path == path)
}

/// Differs where any of them does: part of their addresses, so that browsers may keep them for ever.
pub(super) fn version() -> &'static str {
    &VERSION
}

impl Asset {
    fn new(path: String, media: &'static str, bytes: &'static [u8]) -> Self {
        Self { path, media, bytes, packed: OnceLock::new() }
    }

    /// Its bytes packed by gzip, which is done once.
    pub fn packed(&self) -> Option<&[u8]> {
        let pack = || {
            let mut packing = GzEncoder::new(Vec::new(), Compression::default());
            packing.write_all(self.bytes).ok()?;
            packing.finish().ok()
        };
        self.packed.get_or_init(pack).as_deref()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_file_of_the_page_is_part_of_the_program() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/serve/page/assets");
        let mut folders = vec![folder.clone()];
        while let Some(inside) = folders.pop() {
            for entry in fs::read_dir(inside).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let name = path.strip_prefix(&folder).unwrap().to_str().unwrap();
                assert!(name == "index.html" || at(name).is_some(), "{name} is not in the program");
            }
        }
    }

    #[test]
    fn what_a_module_imports_is_there() {
        let own = |asset: &&Asset| asset.media == SCRIPT && !asset.path.starts_with("vendor/");
        for asset in all().iter().filter(own) {
            let code = std::str::from_utf8(asset.bytes).unwrap();
            for line in code.lines().filter(|line| line.starts_with("import ")) {
                let imported = line.split('\'').nth(1).unwrap();
                let mut parts: Vec<&str> = asset.path.split('/').collect();
                parts.pop();
                for part in imported.split('/') {
                    match part {
                        "." => {}
                        ".." => assert!(parts.pop().is_some(), "{}: {imported}", asset.path),
                        name => parts.push(name),
                    }
                }
                assert!(at(&parts.join("/")).is_some(), "{}: {imported}", asset.path);
            }
        }
    }

    #[test]
    fn nothing_is_fetched_from_elsewhere() {
        // An address of a name space is not fetched.
        for asset in all().iter().filter(|asset| !asset.path.starts_with("vendor/")) {
            let Ok(text) = std::str::from_utf8(asset.bytes) else { continue };
            let elsewhere = text.replace("http://www.w3.org/", "");
            assert!(!elsewhere.contains("http://"), "{}", asset.path);
        }
    }
}
