//! Every command of the README is run, and prints what the README says it prints.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A command of the README and the lines that it prints.
struct Example {
    command: String,
    output: String,
}

/// The commands of all `console` blocks: lines that begin with `$ `, each with the lines up to the next.
fn examples(readme: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut is_console = false;
    for line in readme.lines() {
        if line.starts_with("```") {
            is_console = line == "```console";
        } else if is_console {
            match (line.strip_prefix("$ "), examples.last_mut()) {
                (Some(command), _) => {
                    examples.push(Example { command: command.to_owned(), output: String::new() });
                }
                // A command that ends in a backslash goes on in the next line.
                (None, Some(last)) if last.command.ends_with('\\') => {
                    last.command.truncate(last.command.len() - 1);
                    last.command.push_str(line.trim_start());
                }
                (None, Some(last)) => {
                    last.output.push_str(line);
                    last.output.push('\n');
                }
                (None, None) => panic!("a console block begins with output: {line}"),
            }
        }
    }
    examples
}

#[test]
fn commands_print_what_the_readme_says() {
    let readme = fs::read_to_string("README.md").unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_controlmap"));
    let folder = tempfile::tempdir().unwrap();
    let root = std::env::current_dir().unwrap();
    let copy = |name: &str| copy_folder(&root.join(name), &folder.path().join(name));
    copy("fixtures");
    let path = std::env::join_paths(
        [program.parent().unwrap().to_owned()]
            .into_iter()
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    let path = path.unwrap();
    let examples = examples(&readme);
    assert!(examples.len() > 10, "only {} commands found", examples.len());
    let mut server: Option<Served> = None;
    for Example { command, output } in examples {
        // The test runs inside `cargo test`, and the program is already built.
        if command == "cargo test" || command.starts_with("cargo install") {
            continue;
        }
        let runnable = command.replace("cargo run --release --", "controlmap");
        if runnable.starts_with("controlmap serve") {
            let started = Served::start(program, &runnable, folder.path());
            assert_eq!(output, format!("{PRINTED}/\n"), "`{command}` prints something else");
            server = Some(started);
            continue;
        }
        let client = command.split(' ').next().unwrap_or_default();
        if CLIENTS.contains(&client) && Command::new(client).arg("--version").output().is_err() {
            eprintln!("there is no {client} here, so this is not run: {command}");
            continue;
        }
        let address = server.as_ref().map_or(PRINTED, |server| &server.address);
        let runnable = runnable.replace(PRINTED, address);
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("exec 2>&1; {runnable}")]).current_dir(&folder);
        let result = shell.env("PATH", &path).env_remove("CONTROLMAP_DATA").output().unwrap();
        let printed = String::from_utf8(result.stdout).unwrap().replace(address, PRINTED);
        // An answer of a server does not end its last line.
        let ended = |text: &str| text.trim_end_matches('\n').to_owned();
        assert_eq!(ended(&printed), ended(&output), "`{command}` prints something else");
    }
}

/// Programs of others, with which the README asks a server.
const CLIENTS: [&str; 3] = ["curl", "ogrinfo", "ogr2ogr"];
/// Where the README says that the server is.
const PRINTED: &str = "http://127.0.0.1:8080";

/// A server that answers until it is dropped, on a port that is free here.
struct Served {
    process: Child,
    address: String,
}

impl Served {
    fn start(program: &Path, command: &str, folder: &Path) -> Self {
        let mut server = Command::new(program);
        server.args(command.split(' ').skip(1)).args(["--port", "0"]).current_dir(folder);
        server.stdout(Stdio::piped()).stderr(Stdio::null()).env_remove("CONTROLMAP_DATA");
        let mut process = server.spawn().unwrap();
        let mut address = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { process, address: address.trim_end().trim_end_matches('/').to_owned() }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn the_two_opening_commands_come_first() {
    let readme = fs::read_to_string("README.md").unwrap();
    let commands: Vec<String> =
        examples(&readme).into_iter().map(|example| example.command).collect();
    assert_eq!(commands[0], "cargo run --release -- render --date 2026-01-27 -o map.png");
    assert_eq!(commands[1], "cargo test");
}

#[test]
fn the_manifest_that_the_readme_explains_is_the_built_in_one() {
    let readme = fs::read_to_string("README.md").unwrap();
    let manifest = fs::read_to_string("geodata/syria/controlmap.toml").unwrap();
    let block = readme
        .split("```toml\n")
        .find(|block| block.starts_with("# What percentages"))
        .and_then(|rest| rest.split("```").next())
        .expect("a toml block");
    for part in block.split("\n…\n") {
        assert!(manifest.contains(part.trim()), "not in the built-in manifest:\n{part}");
    }
}

#[test]
fn the_theme_that_the_readme_shows_is_the_one_it_draws() {
    let readme = fs::read_to_string("README.md").unwrap();
    let theme = fs::read_to_string("fixtures/themes/sand.toml").unwrap();
    assert!(readme.contains(&format!("```toml\n{theme}```")));
}

#[test]
fn the_profiles_that_the_readme_shows_are_those_it_uses() {
    let readme = fs::read_to_string("README.md").unwrap();
    let first = fs::read_to_string("fixtures/profiles/first.toml").unwrap();
    assert!(readme.contains(&format!("```toml\n{first}```")));
    let whole = fs::read_to_string("fixtures/profiles/isles.toml").unwrap();
    let block = readme.split("```toml\n").find(|block| block.starts_with("[[rules]]\nwhen = ["));
    let block = block.and_then(|rest| rest.split("```").next()).expect("the rules of the isles");
    for part in block.split("…\n") {
        assert!(whole.contains(part.trim()), "not in the profile:\n{part}");
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let copy = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy_folder(&entry.path(), &copy),
            false => drop(fs::copy(entry.path(), copy).unwrap()),
        }
    }
}
