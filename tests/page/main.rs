//! The page in a real browser: `drive.py` uses it as readers do, from a server and from a folder of files.
//!
//! It needs a python with `playwright` and a Chromium. Where they are not installed the test says so and
//! passes, unless `CONTROLMAP_REQUIRE_BROWSER` is set. `CONTROLMAP_PYTHON` names the python if it is not
//! `python3`, `CONTROLMAP_CHROMIUM` the browser if it is not `chromium`, `CONTROLMAP_SCREENSHOTS` a folder
//! for pictures of the page.

use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use assert_cmd::cargo::CommandCargoExt;

/// A server of the built-in dataset, which ends with the test.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start() -> Self {
        let mut command = Command::cargo_bin("controlmap").unwrap();
        command.env_remove("CONTROLMAP_DATA").args(["serve", "--port", "0"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { child, address: address.trim().to_owned() }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn python() -> String {
    env::var("CONTROLMAP_PYTHON").unwrap_or_else(|_| "python3".to_owned())
}

fn chromium() -> String {
    env::var("CONTROLMAP_CHROMIUM").unwrap_or_else(|_| "chromium".to_owned())
}

/// Whether a command can be run and succeeds.
fn works(program: &str, arguments: &[&str]) -> bool {
    Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
}

fn has_browser() -> bool {
    let is_there =
        works(&python(), &["-c", "import playwright"]) && works(&chromium(), &["--version"]);
    let is_required = env::var_os("CONTROLMAP_REQUIRE_BROWSER").is_some();
    assert!(
        is_there || !is_required,
        "CONTROLMAP_REQUIRE_BROWSER is set, but there is no python with playwright, or no chromium"
    );
    if !is_there {
        eprintln!("skipped: there is no python with playwright, or no chromium");
    }
    is_there
}

#[test]
fn readers_use_the_page_in_a_browser() {
    if !has_browser() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let mut write = Command::cargo_bin("controlmap").unwrap();
    write.env_remove("CONTROLMAP_DATA").args(["site", "--max-zoom", "8", "-o"]).arg(&site);
    assert!(write.output().unwrap().status.success(), "the folder of files is written");
    let serving = Serving::start();
    let screenshots = env::var_os("CONTROLMAP_SCREENSHOTS")
        .map_or_else(|| folder.path().join("screenshots"), Into::into);

    let mut drive = Command::new(python());
    drive.arg("-B").arg("tests/page/drive.py").arg(&serving.address).arg(&site).arg(screenshots);
    let output = drive.env("CONTROLMAP_CHROMIUM", chromium()).output().unwrap();

    let told = String::from_utf8_lossy(&output.stdout);
    let wrong = String::from_utf8_lossy(&output.stderr);
    eprintln!("{told}");
    assert!(output.status.success(), "{told}{wrong}");
}
