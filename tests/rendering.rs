//! Pages, themes and doubts of `render`: what is drawn, and what is said on stderr about it.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use controlmap::map::scene::Paint;
use controlmap::map::theme::{ALIKE, Theme, lookalikes};
use controlmap::map::{MapOptions, compose};
use controlmap::model::{Control, Dataset, Status};
use controlmap::source;

fn run(arguments: &[&str]) -> Output {
    Command::cargo_bin("controlmap")
        .unwrap()
        .args(arguments)
        .env_remove("CONTROLMAP_DATA")
        .output()
        .unwrap()
}

/// What a command that does well says on stderr.
fn said(arguments: &[&str]) -> String {
    let output = run(arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{arguments:?}: {said}");
    said
}

fn fails(arguments: &[&str], code: i32, parts: &[&str]) {
    let output = run(arguments);
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {message}");
    assert!(!message.contains("panicked"), "{message}");
    for part in parts {
        assert!(message.contains(part), "{arguments:?} should say `{part}`:\n{message}");
    }
}

fn render(more: &[&str]) -> Output {
    run(&[&["-q", "render", "--date", "2026-01-27", "-o", "-"], more].concat())
}

/// Width and height of a PNG, and its pixels in a metre.
fn measures(file: &[u8]) -> (u32, u32, u32) {
    let reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
    let info = reader.info();
    (info.width, info.height, info.pixel_dims.unwrap().xppu)
}

/// Arguments, and what [`measures`] is to find.
type Case = (&'static [&'static str], (u32, u32, u32));

#[test]
fn presets_have_the_size_that_they_say() {
    // 96 dots an inch are 3780 in a metre, 300 are 11811, 150 are 5906.
    let cases: [Case; 7] = [
        (&["--preset", "1200x675"], (1200, 675, 3780)),
        (&["--preset", "square"], (1080, 1080, 3780)),
        (&["--preset", "story", "--scale", "0.5"], (540, 960, 1890)),
        (&["--preset", "a4"], (2480, 3508, 11811)),
        (&["--preset", "a4-landscape", "--dpi", "150"], (1754, 1240, 5906)),
        (&["--preset", "a3-landscape", "--dpi", "75"], (1240, 877, 2953)),
        (&["--size", "600x400", "--dpi", "192"], (1200, 800, 7559)),
    ];
    for (arguments, wanted) in cases {
        assert_eq!(measures(&render(arguments).stdout), wanted, "{arguments:?}");
    }
}

#[test]
fn sheets_are_as_large_as_paper() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.svg");
    // ISO 216 allows a sheet to be 1.5 mm off.
    for (preset, width, height) in [("a4", 210.0, 297.0), ("a3-landscape", 420.0, 297.0)] {
        said(&["render", "--date", "2026-01-27", "--preset", preset, "-o", path.to_str().unwrap()]);
        let text = fs::read_to_string(&path).unwrap();
        let document = roxmltree::Document::parse(&text).unwrap();
        let side = |name| {
            let side = document.root_element().attribute(name).unwrap();
            side.strip_suffix("mm").unwrap().parse::<f64>().unwrap()
        };
        assert!((side("width") - width).abs() < 0.1, "{preset}: {}", side("width"));
        assert!((side("height") - height).abs() < 0.1, "{preset}: {}", side("height"));
    }
}

#[test]
fn pages_that_cannot_be_are_refused() {
    let render = |more: &[&'static str]| [&["render", "-o", "-"], more].concat();
    let cases: [(&[&str], i32, &str); 15] = [
        (&["--size", "0x0"], 2, "between 300 and 20000 pixels, found 0x0"),
        (&["--size", "100000x100000"], 2, "between 300 and 20000 pixels"),
        (&["--size", "99999999999x400"], 2, "a size is written 1600x1200"),
        (&["--size", "-5x400"], 2, "a size is written 1600x1200"),
        (&["--scale", "nan"], 2, "--scale is a number above 0, found NaN"),
        (&["--scale", "inf"], 2, "--scale is a number above 0"),
        (&["--scale", "-1"], 2, "--scale is a number above 0, found -1"),
        (&["--scale", "0.0001"], 2, "at least one pixel wide"),
        (&["--scale", "1e30"], 4, "may have 400000000 pixels at most"),
        (&["--dpi", "0"], 2, "--dpi is a number above 0"),
        (&["--dpi", "1e9"], 4, "raise the limit with --max-pixels"),
        (
            &["--scale", "40", "--max-pixels", "18446744073709551615"],
            4,
            "at most 60000 pixels on a side",
        ),
        (&["--dpi", "300", "--scale", "2"], 2, "cannot be used with"),
        (&["--preset", "a4", "--size", "400x400"], 2, "cannot be used with"),
        (&["--preset", "a5"], 2, "a4-landscape, a3, a3-landscape"),
    ];
    for (arguments, code, part) in cases {
        fails(&render(arguments), code, &[part]);
    }
}

#[test]
fn a_title_of_five_hundred_characters_is_drawn() {
    let title = "offensive ".repeat(50);
    let word = "x".repeat(500);
    for title in [title.as_str(), word.as_str()] {
        let output = render(&["--size", "400x300", "--title", title]);
        assert_eq!(measures(&output.stdout).0, 400);
    }
}

#[test]
fn a_view_beside_the_data_is_drawn_and_said() {
    let beside = ["render", "--bbox", "-70,-20,-60,-10", "--size", "400x300", "-o", "-"];
    let message = said(&beside);
    assert!(message.contains("nothing of the data"), "{message}");
    assert!(message.contains("lies in this view: it lies between 35."), "{message}");
    assert_eq!(measures(&run(&beside).stdout).0, 400);
}

#[test]
fn letters_that_no_font_has_are_said_and_stood_in_for() {
    let title = ["render", "--size", "400x300", "-o", "-", "--title", "叙利亚 map"];
    let message = said(&title);
    assert!(message.contains("`叙利亚 map` has 3 characters that no font"), "{message}");
    let stood_in = ["render", "--size", "400x300", "-o", "-", "--title", "??? map"];
    assert!(run(&title).stdout == run(&stood_in).stdout, "no boxes are drawn");
    assert!(!said(&stood_in).contains("font"));
}

const FILE: &str = "base = \"dark\"\n[colors]\nsea = \"#102030\"\n[actors]\nQSD = \"#FF8800\"\n";

#[test]
fn a_theme_file_colours_maps_and_charts() {
    let folder = tempfile::tempdir().unwrap();
    let theme = folder.path().join("mine.toml");
    fs::write(&theme, FILE).unwrap();
    let theme = theme.to_str().unwrap();
    let map = folder.path().join("map.svg");
    let chart = folder.path().join("chart.svg");
    let (map, chart) = (map.to_str().unwrap(), chart.to_str().unwrap());
    said(&["render", "--date", "2026-01-27", "--theme", theme, "-o", map]);
    said(&["history", "--place", "Qamishli", "--theme", theme, "--chart", chart]);
    let tint = Theme::DARK.tint("#FF8800".parse().unwrap()).to_string();
    for path in [map, chart] {
        let text = fs::read_to_string(path).unwrap().to_uppercase();
        assert!(text.contains(&tint), "{path} has no {tint}");
        assert!(text.contains(&Theme::DARK.colors.paper.to_string()), "{path}");
    }
    assert!(fs::read_to_string(map).unwrap().to_uppercase().contains("#102030"));
}

#[test]
fn what_is_wrong_with_a_theme_is_told_by_file_line_and_key() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.toml");
    let theme = path.to_str().unwrap();
    let render = ["render", "--size", "400x300", "-o", "-", "--theme"];
    let refused = |text: &str, parts: &[&str]| {
        fs::write(&path, text).unwrap();
        fails(&[&render[..], &[theme]].concat(), 3, parts);
    };
    refused("[colors]\nsae = \"#000000\"\n", &["mine.toml: line 2", "hint: was `sea` meant?"]);
    refused("[widths]\nfront = 1e9\n", &["mine.toml: line 2: `widths.front`", "0 and 50"]);
    refused(
        "[actors]\nsdf = \"#000000\"\nQSD = \"#FFFFFF\"\n",
        &["one actor is given two colours"],
    );
    fs::write(&path, "[actors]\nsfd = \"#000000\"\n").unwrap();
    let message = said(&[&render[..], &[theme]].concat());
    assert!(message.contains("line 2: no actor of the dataset is called `sfd` (was `sdf` meant?)"));
    fails(
        &[&render[..], &["drak"]].concat(),
        2,
        &["was `dark` meant?", "light, dark, print, newsroom"],
    );
    fails(&[&render[..], &["none.toml"]].concat(), 3, &["none.toml: there is no such file"]);
    fails(&["theme", "sepia"], 2, &["`sepia`", "light, dark, print, newsroom"]);
    fails(&["area", "--theme", "dark"], 2, &["--chart"]);
}

#[test]
fn a_built_in_theme_written_as_a_file_draws_the_same_map() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["light", "dark", "print", "newsroom"] {
        let path = folder.path().join("theme.toml");
        let path = path.to_str().unwrap();
        said(&["theme", name, "-o", path]);
        let small = ["--size", "400x300", "--theme"];
        let drawn = |theme| render(&[&small[..], &[theme]].concat()).stdout;
        assert!(drawn(name) == drawn(path), "{name}");
    }
}

fn built_in() -> Dataset {
    source::built_in(&source::OpenOptions::default()).unwrap()
}

#[test]
fn everybody_can_tell_the_built_in_actors_apart() {
    let dataset = built_in();
    for date in &dataset.dates {
        let snapshot = dataset.on(*date).unwrap();
        for (name, theme) in Theme::BUILT_IN {
            let found = lookalikes(&theme, &snapshot);
            assert!(found.is_empty(), "{name}, {date}: {found:?}");
        }
    }
    assert!(said(&["info"]).is_empty());
}

/// What stays of paints in shades of grey: a level each, and the lines.
fn in_grey(paints: &[Paint]) -> (f64, Vec<[f32; 3]>) {
    let mut level = 0.0;
    let mut lines = Vec::new();
    for paint in paints {
        match paint {
            Paint::Solid(color) => {
                let part = |share: f64, channel: u8| share * f64::from(channel);
                level = part(0.2126, color.r) + part(0.7152, color.g) + part(0.0722, color.b);
            }
            Paint::Hatch { spacing, width, angle, .. } => lines.push([*spacing, *width, *angle]),
        }
    }
    (level, lines)
}

#[test]
fn print_tells_the_built_in_actors_apart_in_grey() {
    let dataset = built_in();
    let held: Vec<Vec<Paint>> = (0..dataset.actors.len())
        .map(|actor| {
            let claimants = vec![controlmap::model::ActorId(actor as u16)];
            Theme::PRINT.control(&dataset, &Control { status: Status::Held, claimants })
        })
        .collect();
    for (index, one) in held.iter().enumerate() {
        for other in &held[index + 1..] {
            let ((level, lines), (other_level, other_lines)) = (in_grey(one), in_grey(other));
            let differ = lines != other_lines || (level - other_level).abs() > 25.0;
            assert!(differ, "{one:?} and {other:?}");
        }
    }
    // The two tints of contested ground may be one in grey: lines of ink part its stripes.
    let both = vec![controlmap::model::ActorId(0), controlmap::model::ActorId(1)];
    let contested = Control { status: Status::Contested, claimants: both };
    let paints = Theme::PRINT.control(&dataset, &contested);
    let is_ink = |paint: &Paint| matches!(paint, Paint::Hatch { color, .. } if *color == Theme::PRINT.colors.ink);
    assert!(paints.iter().any(is_ink));
}

/// A folder with a manifest of so many actors, each on a square beside the last, in these colours.
fn squares(folder: &Path, colors: &[Option<&str>]) {
    let mut features = Vec::new();
    let mut manifest = String::from("data = [\"data.geojson\"]\n[properties]\nactor = \"side\"\n");
    for (index, color) in colors.iter().enumerate() {
        let (x, y) = (30.0 + (index % 10) as f64, 30.0 + (index / 10) as f64);
        let (right, top) = (x + 1.0, y + 1.0);
        features.push(format!(
            r#"{{"type":"Feature","properties":{{"side":"side {index}"}},"geometry":{{"type":"Polygon","coordinates":[[[{x},{y}],[{right},{y}],[{right},{top}],[{x},{top}],[{x},{y}]]]}}}}"#
        ));
        if let Some(color) = color {
            manifest.push_str(&format!(
                "[[actors]]\nid = \"side {index}\"\nname = \"Side {index}\"\ncolor = \"{color}\"\n"
            ));
        }
    }
    let data = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    fs::write(folder.join("data.geojson"), data).unwrap();
    fs::write(folder.join("controlmap.toml"), manifest).unwrap();
}

#[test]
fn a_palette_that_some_readers_cannot_use_is_said() {
    let folder = tempfile::tempdir().unwrap();
    // A red and a green that are one colour without the cones for middle waves.
    squares(folder.path(), &[Some("#C05A4A"), Some("#82823C"), Some("#2040C0")]);
    let manifest = folder.path().join("controlmap.toml");
    let manifest = manifest.to_str().unwrap();
    let expected = "`side 0` and `side 1` look alike to readers with";
    let small = ["render", "--size", "400x300", "-o", "-", "-d", manifest];
    let message = said(&small);
    assert!(message.contains(expected), "{message}");
    assert!(message.contains("10 is safe): choose other colours or `--theme print`"), "{message}");
    assert_eq!(message.matches("look alike").count(), 1, "{message}");
    assert!(said(&["info", "-d", manifest]).contains(expected));
    assert!(!said(&[&small[..], &["--theme", "print"]].concat()).contains("look alike"));
}

#[test]
fn fifty_actors_are_drawn_with_fifty_colours_and_three_warnings() {
    let folder = tempfile::tempdir().unwrap();
    squares(folder.path(), &[None; 50]);
    let manifest = folder.path().join("controlmap.toml");
    let dataset = source::open(&[manifest.as_path()], &source::OpenOptions::default(), &|_| {});
    let dataset = dataset.unwrap();
    assert_eq!(dataset.actors.len(), 50);
    let colors: std::collections::HashSet<_> = dataset.actors.iter().map(|it| it.color).collect();
    assert_eq!(colors.len(), 50, "every actor has a colour of its own");
    let date = source::parse_date("2026-01-01").unwrap();
    let snapshot = dataset.on(date).unwrap();
    let found = lookalikes(&Theme::LIGHT, &snapshot);
    assert!(found.windows(2).all(|pair| pair[0].difference <= pair[1].difference));
    assert!(found.iter().all(|pair| pair.difference < ALIKE));
    for (_, theme) in Theme::BUILT_IN {
        for (width, height) in [(300, 300), (1600, 1200)] {
            let options = MapOptions { width, height, theme, ..MapOptions::default() };
            let scene = compose(&snapshot, &options).unwrap();
            let territories = scene.layers.iter().find(|layer| layer.name == "territories");
            assert!(territories.unwrap().items.len() >= 50);
        }
    }
    let path = folder.path().join("map.png");
    let message = said(&["render", "-d", manifest.to_str().unwrap(), "-o", path.to_str().unwrap()]);
    assert_eq!(message.matches("look alike").count(), 3, "{message}");
}
