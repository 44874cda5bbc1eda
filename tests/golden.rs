//! A few maps and charts as they should look. `CONTROLMAP_BLESS=1 cargo test --test golden` draws them anew:
//! look at them before committing.

#[path = "charting/bands.rs"]
mod bands;
#[path = "charting/series.rs"]
mod series;

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use controlmap::map::{ChartOptions, MapOptions, Series, area_chart, history_chart, paint};
use controlmap::model::Language;
use controlmap::source;

/// Levels of 255 by which a pixel may differ unnoticed: floating point differs between machines.
const UNNOTICED: u8 = 12;
/// Share of pixels that may differ by more.
const TOLERANCE: f64 = 0.001;
/// Side of the tiles that are looked at one by one, in pixels: about a name's height.
const TILE: usize = 20;
/// Share of a tile's pixels that may differ by more: a missing name is a quarter.
const TILE_TOLERANCE: f64 = 0.1;

const MAPS: [(&str, &[&str]); 18] = [
    ("syria-2026-01-27", &["--date", "2026-01-27"]),
    ("syria-2025-12-31-small", &["--date", "2025-12-31", "--size", "600x400"]),
    (
        "syria-arabic-pockets",
        &["--date", "2026-01-27", "--fit", "sdf", "--lang", "ar", "--size", "700x600"],
    ),
    (
        "syria-kurdish-joint",
        &["--date", "2026-02-10", "--bbox", "40,36,42.4,37.4", "--lang", "ku", "--size", "700x500"],
    ),
    (
        "syria-sorani",
        &["--date", "2026-01-27", "--fit", "sdf", "--lang", "ckb", "--size", "700x500"],
    ),
    ("snapshots", &["-d", "fixtures/snapshots", "--date", "2024-07-11", "--size", "500x400"]),
    ("annotations", &["-d", "fixtures/annotations", "--date", "2024-07-12", "--size", "700x500"]),
    (
        "annotations-arabic",
        &[
            "-d",
            "fixtures/annotations",
            "--date",
            "2024-07-12",
            "--size",
            "500x450",
            "--lang",
            "ar",
        ],
    ),
    ("contested", &["-d", "fixtures/intervals", "--date", "2020-02-01", "--size", "500x400"]),
    ("syria-changes", &["--date", "2026-01-27", "--since", "2025-12-31", "--size", "1200x900"]),
    (
        "changes-sorani",
        &[
            "--date",
            "2026-01-27",
            "--since",
            "2026-01-18",
            "--lang",
            "ckb",
            "--size",
            "700x500",
            "--theme",
            "newsroom",
        ],
    ),
    (
        "syria-sheet",
        &[
            "--dates",
            "2025-12-31,2026-01-18,2026-01-20,2026-01-27",
            "--layout",
            "grid",
            "--size",
            "1200x900",
        ],
    ),
    (
        "sheet-arabic",
        &[
            "--dates",
            "2026-01-12,2026-01-27",
            "--layout",
            "grid",
            "--lang",
            "ar",
            "--size",
            "800x450",
        ],
    ),
    (
        "graticule",
        &["-d", "fixtures/snapshots", "--date", "2024-07-11", "--graticule", "--size", "500x400"],
    ),
    ("theme-light", &["--date", "2026-01-27", "--size", "600x450"]),
    ("theme-dark", &["--date", "2026-01-27", "--size", "600x450", "--theme", "dark"]),
    ("theme-print", &["--date", "2026-01-27", "--size", "600x450", "--theme", "print"]),
    ("theme-newsroom", &["--date", "2026-01-27", "--size", "600x450", "--theme", "newsroom"]),
];

#[test]
fn maps_look_as_they_should() {
    let wrong: Vec<String> = MAPS
        .iter()
        .filter_map(|(name, arguments)| {
            differs(name, &picture(&[&["render", "-o", "-"], *arguments].concat()))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The chart of the README.
const HISTORY: [&str; 14] = [
    "history",
    "--place",
    "Raqqa",
    "--place",
    "Kobani",
    "--place",
    "Qamishli",
    "--place",
    "al-Hasakah",
    "--place",
    "Tell Abyad",
    "--width",
    "1000",
    "--chart=-",
];

/// The chart of areas in the README.
const AREAS: [&str; 5] = ["area", "--all", "--width", "1000", "--chart=-"];

#[test]
fn charts_look_as_they_should() {
    let wrong = differs("syria-history", &picture(&HISTORY));
    assert!(wrong.is_none(), "{wrong:?}");
    let wrong = differs("syria-areas", &picture(&AREAS));
    assert!(wrong.is_none(), "{wrong:?}");
    let (dataset, bands) = (bands::dataset(), bands::bands());
    for (name, language) in [("chart", Language::English), ("chart-arabic", Language::Arabic)] {
        let options = ChartOptions { width: 700, language, ..ChartOptions::default() };
        let scene = history_chart(&dataset, &bands, &options).unwrap();
        let wrong = differs(name, &paint::png(&scene, 1.0, &[]).unwrap());
        assert!(wrong.is_none(), "{wrong:?}");
    }
    for (name, language) in [("areas", Language::English), ("areas-arabic", Language::Arabic)] {
        let options = ChartOptions { width: 900, language, ..ChartOptions::default() };
        let scene = area_chart(&dataset, &series::series(), &options).unwrap();
        let wrong = differs(name, &paint::png(&scene, 1.0, &[]).unwrap());
        assert!(wrong.is_none(), "{wrong:?}");
    }
}

#[test]
fn frames_look_as_they_should() {
    let mut dataset = source::built_in(&Default::default()).unwrap();
    let view = dataset.about.view.unwrap();
    source::add_backdrop(&mut dataset, &view).unwrap();
    let days = ["2026-01-12", "2026-01-18", "2026-01-20", "2026-01-27"];
    let days = days.map(|day| dataset.on(day.parse().unwrap()).unwrap());
    for (name, language) in [("frame", Language::English), ("frame-arabic", Language::Arabic)] {
        let options = MapOptions { width: 800, height: 500, language, ..MapOptions::default() };
        let scene = Series::frames(&days, &options).unwrap().scene(1).unwrap();
        let wrong = differs(name, &paint::png(&scene, 1.0, &[]).unwrap());
        assert!(wrong.is_none(), "{wrong:?}");
    }
}

/// The picture that a command line draws.
fn picture(arguments: &[&str]) -> Vec<u8> {
    let output = Command::cargo_bin("controlmap")
        .unwrap()
        .arg("-q")
        .args(arguments)
        .env_remove("CONTROLMAP_DATA")
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// What is wrong with a picture, if anything.
fn differs(name: &str, file: &[u8]) -> Option<String> {
    let golden = Path::new("fixtures/golden").join(name).with_extension("png");
    if std::env::var_os("CONTROLMAP_BLESS").is_some() {
        fs::write(&golden, file).unwrap();
    }
    let wanted = Picture::decode(&fs::read(&golden).unwrap());
    let drawn = Picture::decode(file);
    if (wanted.width, wanted.height) != (drawn.width, drawn.height) {
        return Some(format!("{name}: the size is {}x{}", drawn.width, drawn.height));
    }
    let difference: Vec<u8> =
        wanted.pixels.iter().zip(&drawn.pixels).map(|(one, other)| one.abs_diff(*other)).collect();
    let noticed: Vec<bool> =
        difference.chunks(3).map(|pixel| pixel.iter().any(|level| *level > UNNOTICED)).collect();
    let share = noticed.iter().filter(|it| **it).count() as f64 / noticed.len() as f64;
    (share > TOLERANCE || worst_tile(&noticed, wanted.width as usize) > TILE_TOLERANCE).then(|| {
        let saved = save_difference(name, &Picture { pixels: difference, ..wanted }, file);
        format!("{name}: {:.2} % of the pixels differ, see {}", share * 100.0, saved.display())
    })
}

/// The largest share of a tile's pixels that differ.
fn worst_tile(noticed: &[bool], width: usize) -> f64 {
    let mut counts = std::collections::BTreeMap::new();
    for (index, _) in noticed.iter().enumerate().filter(|(_, it)| **it) {
        *counts.entry((index / width / TILE, index % width / TILE)).or_insert(0_u32) += 1;
    }
    f64::from(counts.into_values().max().unwrap_or(0)) / (TILE * TILE) as f64
}

/// Saves what was drawn, and beside it by how much each channel differs.
fn save_difference(name: &str, difference: &Picture, drawn: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(format!("{name}-drawn.png")), drawn).unwrap();
    let path = folder.join(format!("{name}-difference.png"));
    let file = fs::File::create(&path).unwrap();
    let mut encoder = png::Encoder::new(file, difference.width, difference.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&difference.pixels).unwrap();
    path
}

struct Picture {
    width: u32,
    height: u32,
    /// Red, green and blue in turn.
    pixels: Vec<u8>,
}

impl Picture {
    fn decode(file: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        assert_eq!(info.color_type, png::ColorType::Rgb);
        Self { width: info.width, height: info.height, pixels }
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_whatever_the_number_of_threads() {
    let draw = |threads: &str| {
        let mut command = Command::cargo_bin("controlmap").unwrap();
        command.args(["-q", "render", "--date", "2026-01-27", "--size", "800x600", "-o", "-"]);
        command
            .env("RAYON_NUM_THREADS", threads)
            .env_remove("CONTROLMAP_DATA")
            .output()
            .unwrap()
            .stdout
    };
    let one = draw("1");
    assert!(!one.is_empty() && one == draw("2") && one == draw("5"));
}

#[test]
fn a_map_says_what_it_is_in_its_text_chunks() {
    let output = Command::cargo_bin("controlmap")
        .unwrap()
        .args(["-q", "render", "--date", "2026-01-29", "--size", "600x400", "-o", "-"])
        .env_remove("CONTROLMAP_DATA")
        .output()
        .unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(output.stdout)).read_info().unwrap();
    reader.finish().unwrap();
    let info = reader.info();
    let latin = info
        .uncompressed_latin1_text
        .iter()
        .map(|chunk| (chunk.keyword.clone(), chunk.text.clone()));
    let other =
        info.utf8_text.iter().map(|chunk| (chunk.keyword.clone(), chunk.get_text().unwrap()));
    let texts: std::collections::BTreeMap<String, String> = latin.chain(other).collect();
    assert_eq!(texts["Date"], "2026-01-29");
    assert_eq!(texts["Data date"], "2026-01-28");
    assert_eq!(texts["Software"], concat!("controlmap ", env!("CARGO_PKG_VERSION")));
    assert_eq!(texts["Data SHA-256"].len(), 64);
    assert!(texts["Source"].contains("OpenStreetMap"));
}
