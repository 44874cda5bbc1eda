//! Requests are written down where that is asked for: what was asked, and not by whom.

use std::fs;
use std::io::Read;
use std::time::Duration;

use serde_json::Value;

use crate::client::Client;
use crate::running::Program;

/// Starts the program, asks it for some things, ends it; what it said on stderr.
fn told(arguments: &[&str]) -> String {
    let mut program = Program::start(arguments);
    let mut client = Client::to(program.address);
    assert_eq!(client.get("/health?f=json").status, 200);
    assert_eq!(client.get("/nowhere%22").status, 404);
    program.signal("TERM");
    assert!(program.ended_within(Duration::from_secs(20)).unwrap().success());
    let mut told = String::new();
    program.stderr().read_to_string(&mut told).unwrap();
    told
}

fn assert_log(text: &str) {
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2, "{text}");
    let (first, second) = (&lines[0], &lines[1]);
    assert_eq!((&first["method"], &first["path"]), (&"GET".into(), &"/health".into()));
    assert_eq!((&first["query"], &first["status"]), (&"f=json".into(), &200.into()));
    assert!(first["bytes"].as_u64() > Some(50) && first["ms"].as_f64() > Some(0.0), "{first}");
    assert!(first.get("cut").is_none() && !text.contains("127.0.0.1"), "{text}");
    first["time"].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    assert_eq!((&second["path"], &second["status"]), (&"/nowhere%22".into(), &404.into()));
}

#[test]
fn to_stderr_unless_asked_to_be_quiet() {
    assert_log(&told(&["--access-log", "-"]));
    assert_eq!(told(&["--access-log", "-", "--quiet"]), "");
}

#[test]
fn at_the_end_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("access.log");
    fs::write(&path, "").unwrap();
    assert_eq!(told(&["--access-log", path.to_str().unwrap()]), "");
    assert_log(&fs::read_to_string(&path).unwrap());
    let unwritable = folder.path().join("none/access.log");
    let (code, told) = Program::refused(&["--access-log", unwritable.to_str().unwrap()]);
    assert_eq!(code, Some(3));
    assert!(told.contains("the output can't be written"), "{told}");
}

#[test]
fn limits_that_make_no_sense_are_refused() {
    for limit in ["time=0", "times=3", "workers"] {
        let (code, told) = Program::refused(&["--serve-limit", limit]);
        assert_eq!(code, Some(2), "{told}");
        assert!(told.contains("a limit is written NAME=NUMBER"), "{told}");
    }
}
