//! Python packages: receivers of events that others wrote, for the tests.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::browsers::apt_install;
use super::say;
use crate::program::Program;
use crate::workspace;

/// Exact versions. `moto` without its extra `server`, which is half a gigabyte: what its
/// server needs for streams and buses is flask and jsonpath-ng.
const PACKAGES: [(&str, &str); 6] = [
    ("cloudevents", "2.2.0"),
    ("flask", "3.1.3"),
    ("flask-cors", "6.0.5"),
    ("jsonpath-ng", "1.16.0"),
    ("moto", "5.2.5"),
    ("rotel", "0.0.1a15"),
];

/// An environment of its own, so that nothing of the machine's Python is changed.
pub(crate) fn folder() -> PathBuf {
    workspace::tools().join("python")
}

pub(super) fn install() -> Result<()> {
    let wanted: Vec<String> =
        PACKAGES.iter().map(|(name, version)| format!("{name}=={version}")).collect();
    let mark = folder().join("installed");
    if std::fs::read_to_string(&mark).is_ok_and(|text| text == wanted.join(" ")) {
        return Ok(());
    }
    say(&format!("pip install {}", wanted.join(" ")));
    create().context("there is no Python with venv; install python3-venv")?;
    Program::new(folder().join("bin/python"))
        .args(["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"])
        .args(&wanted)
        .output()
        .with_context(|| {
            format!("pip could not install {}; is PyPI reachable?", wanted.join(" "))
        })?;
    std::fs::write(mark, wanted.join(" ")).context("cannot write into target/tools")
}

/// Debian has `venv` in a package of its own.
fn create() -> Result<()> {
    let new =
        || Program::new("python3").args(["-m", "venv", "--clear"]).arg(folder()).output().map(drop);
    new().or_else(|_| apt_install(&["python3", "python3-venv"]).and_then(|()| new()))
}
