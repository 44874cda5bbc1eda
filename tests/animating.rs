//! `controlmap animate`, sheets and sidecars, as a user runs them.

use std::path::Path;

use assert_cmd::Command;

fn controlmap() -> Command {
    let mut command = Command::cargo_bin("controlmap").unwrap();
    command.env_remove("CONTROLMAP_DATA");
    command
}

fn animate(output: &Path, more: &[&str]) -> std::process::Output {
    let mut command = controlmap();
    command.args(["-q", "animate", "--dates", "2026-01-17..2026-01-20", "-o"]).arg(output);
    if !more.contains(&"--size") {
        command.args(["--size", "600x400"]);
    }
    command.args(more).output().unwrap()
}

fn fails(more: &[&str], output: &str, code: i32, parts: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let run = animate(&folder.path().join(output), more);
    let message = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(code), "{more:?} {output}: {message}");
    for part in parts {
        assert!(message.contains(part), "{part:?} is missing from {message:?}");
    }
    assert!(!folder.path().join(output).exists());
}

#[test]
fn a_gif_has_a_frame_a_date_with_the_wanted_times() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("war.gif");
    let run = animate(&path, &["--fps", "4", "--hold", "3", "--loop", "2"]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let file = std::fs::File::open(&path).unwrap();
    let mut decoder = gif::DecodeOptions::new().read_info(file).unwrap();
    assert_eq!((decoder.width(), decoder.height()), (600, 400));
    let mut delays = Vec::new();
    while let Some(frame) = decoder.read_next_frame().unwrap() {
        delays.push(frame.delay);
    }
    assert_eq!(delays, [25, 25, 25, 300]);
}

#[test]
fn an_animated_png_is_a_png_that_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("war.apng");
    let run = animate(&path, &["--fade", "3", "--sidecar"]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let file = std::io::BufReader::new(std::fs::File::open(&path).unwrap());
    let reader = png::Decoder::new(file).read_info().unwrap();
    let control = reader.info().animation_control().unwrap();
    assert_eq!(control.num_frames, 4 + 3 * 3);
    let told: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("war.json")).unwrap()).unwrap();
    assert_eq!(told["maps"].as_array().unwrap().len(), 4);
}

#[test]
fn the_same_command_gives_the_same_bytes_whatever_the_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let draw = |threads: &str| {
        let path = folder.path().join(format!("{threads}.gif"));
        let dates = ["--dates", "2026-01-18,2026-01-27", "--size", "500x400", "-o"];
        let mut command = controlmap();
        command.args(["-q", "animate"]).args(dates).arg(&path).env("RAYON_NUM_THREADS", threads);
        assert!(command.output().unwrap().status.success());
        std::fs::read(path).unwrap()
    };
    assert!(draw("1") == draw("3"));
}

#[test]
fn senseless_wishes_are_refused() {
    fails(&["--fps", "0"], "a.gif", 2, &["--fps is a number", "found 0"]);
    fails(&["--fps", "-2"], "a.gif", 2, &["--fps"]);
    fails(&["--fps", "nan"], "a.gif", 2, &["--fps"]);
    fails(&["--hold", "-1"], "a.gif", 2, &["--hold is a number of seconds"]);
    fails(&["--hold", "1000"], "a.gif", 2, &["0 to 60"]);
    fails(&["--fade", "500"], "a.gif", 2, &["no time for so many mixtures", "there is for 12"]);
    fails(&[], "a.avi", 2, &["an animation is a .gif", "a.avi"]);
    fails(&["--since", "2027-01-01", "--bbox", "0,0,0,0"], "a.gif", 2, &["box"]);
    fails(&["--every", "0d"], "a.gif", 2, &["a step is 1 to 999 days"]);
    fails(&["--size", "0x0"], "a.gif", 2, &["a page's sides are between"]);
    fails(&["--size", "100000x100000"], "a.gif", 2, &["a page's sides are between"]);
}

#[test]
fn a_missing_ffmpeg_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let run = controlmap()
        .args(["-q", "animate", "--dates", "2026-01-18,2026-01-27", "--size", "400x300", "-o"])
        .arg(folder.path().join("war.mp4"))
        .env("CONTROLMAP_FFMPEG", folder.path().join("nowhere"))
        .output()
        .unwrap();
    let message = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(2), "{message}");
    assert!(message.contains("ffmpeg") && message.contains("install"), "{message}");
}

#[test]
fn a_sheet_and_its_sidecar_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sheet.svg");
    let run = controlmap()
        .args(["-q", "render", "--dates", "2026-01-27,2025-12-31", "--layout", "grid", "-o"])
        .arg(&path)
        .arg("--sidecar")
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let svg = std::fs::read_to_string(&path).unwrap();
    assert!(svg.contains("id=\"territories\"") && svg.contains("id=\"territories-2\""));
    let told: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("sheet.json")).unwrap()).unwrap();
    let dates: Vec<&str> =
        told["maps"].as_array().unwrap().iter().map(|it| it["date"].as_str().unwrap()).collect();
    assert_eq!(dates, ["2025-12-31", "2026-01-27"], "in order");
}

#[test]
fn a_picture_on_stdout_has_nothing_beside_it() {
    let run = controlmap()
        .args(["-q", "render", "--date", "2026-01-27", "--size", "400x300", "--sidecar", "-o", "-"])
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(2));
}

#[test]
fn dates_one_by_one_do_not_repeat() {
    let run = controlmap()
        .args(["render", "--dates", "2026-01-27,2026-01-27", "-o", "nowhere"])
        .output()
        .unwrap();
    let message = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(2), "{message}");
    assert!(message.contains("a date is given twice"), "{message}");
}
