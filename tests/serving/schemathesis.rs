//! The reference is valid OpenAPI, and the server keeps to it: openapi-spec-validator and schemathesis.
//!
//! `CONTROLMAP_PYTHON` names a python that has both, if `python3` has not; where it has not, the tests
//! say so and pass.

use std::fs;
use std::process::Command;

use crate::running::{built_in, get};

/// Whether the answers are what the reference says, and no request breaks the server: all checks but
/// those that parameters which exclude each other, and ways of signing in, would fail. WMS tells what is
/// wrong in an answer of status 200, as its standard has it. A limit larger than the most stands for that,
/// as the standard of features has it, though a schema with a most says that it is wrong.
const SETTINGS: &str = "\
[checks]
enabled = false
not_a_server_error.enabled = true
status_code_conformance.enabled = true
content_type_conformance.enabled = true
response_headers_conformance.enabled = true
response_schema_conformance.enabled = true
negative_data_rejection.enabled = true

[[operations]]
include-path = \"/wms\"
checks.negative_data_rejection.enabled = false

[[operations]]
include-path = \"/collections/{collectionId}/items\"
parameters.limit = 3
";
/// Requests of each phase to an operation.
const EXAMPLES: &str = "8";

/// A python that can import a module.
fn python_with(module: &str) -> Option<String> {
    let python = std::env::var("CONTROLMAP_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let import = Command::new(&python).args(["-c", &format!("import {module}")]).output();
    let has_it = import.is_ok_and(|output| output.status.success());
    if !has_it {
        eprintln!("skipped: {python} has no {module}");
    }
    has_it.then_some(python)
}

/// Runs a python module, which must find nothing wrong.
fn run(python: &str, arguments: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("schemathesis.toml"), SETTINGS).unwrap();
    let mut command = Command::new(python);
    let output = command.arg("-m").args(arguments).current_dir(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}:\n{said}\n{errors}");
}

#[test]
fn the_reference_is_valid() {
    let Some(python) = python_with("openapi_spec_validator") else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("api.json");
    fs::write(&path, get("/api").bytes()).unwrap();
    run(&python, &["openapi_spec_validator", "--schema", "3.0", path.to_str().unwrap()]);
}

#[test]
fn the_server_keeps_to_the_reference() {
    let Some(python) = python_with("schemathesis") else { return };
    let address = format!("http://{}/api", built_in());
    run(
        &python,
        &[
            "schemathesis.cli",
            "run",
            &address,
            "--max-examples",
            EXAMPLES,
            "--generation-deterministic",
            "--continue-on-failure",
            "--no-color",
            "--warnings",
            "off",
            "--suppress-health-check",
            "all",
        ],
    );
}
