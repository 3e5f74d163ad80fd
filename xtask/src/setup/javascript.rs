//! npm packages: binaryen (wasm-opt) and esbuild (minifier) for the build, axe-core
//! (accessibility rules), hyparquet (a reader of Parquet) and decoders of events for the tests.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::say;
use crate::program::Program;
use crate::workspace;

/// Exact versions: another optimiser gives other bytes, and bytes are budgeted.
const PACKAGES: [(&str, &str); 2] = [("binaryen", "132.0.0"), ("esbuild", "0.28.2")];

/// What the tests put into pages.
const TEST_PACKAGES: [(&str, &str); 4] = [
    ("axe-core", "4.11.0"),
    ("hyparquet", "1.31.5"),
    ("cloudevents", "10.0.0"),
    ("@segment/loosely-validate-event", "2.0.0"),
];

/// Where npm put what the build needs.
pub(crate) fn folder() -> PathBuf {
    workspace::tools().join("npm")
}

/// The rules of axe-core, as a script.
pub(crate) fn axe() -> PathBuf {
    test_folder().join("node_modules/axe-core/axe.min.js")
}

/// Where programs are that decode events.
pub(crate) fn decoders() -> PathBuf {
    test_folder()
}

/// A folder of its own: npm removes what the last call did not name.
fn test_folder() -> PathBuf {
    workspace::tools().join("npm-test")
}

/// One of their programs.
pub(crate) fn tool(name: &str) -> PathBuf {
    folder().join("node_modules/.bin").join(name)
}

/// Names and versions, for the build's stamps.
pub(crate) fn versions() -> String {
    PACKAGES.map(|(name, version)| format!("{name}@{version}")).join(" ")
}

/// What the build needs.
pub(super) fn install() -> Result<()> {
    install_into(&folder(), &PACKAGES)
}

/// What the tests need.
pub(super) fn install_for_tests() -> Result<()> {
    install_into(&test_folder(), &TEST_PACKAGES)
}

fn install_into(folder: &Path, packages: &[(&str, &str)]) -> Result<()> {
    if packages.iter().all(|package| is_installed(folder, package)) {
        return Ok(());
    }
    let wanted: Vec<String> =
        packages.iter().map(|(name, version)| format!("{name}@{version}")).collect();
    say(&format!("npm install {}", wanted.join(" ")));
    std::fs::create_dir_all(folder)?;
    Program::new("npm")
        .args(["install", "--no-save", "--no-audit", "--no-fund", "--prefix"])
        .arg(folder)
        .args(&wanted)
        .output()
        .map(drop)
        .with_context(|| {
            format!(
                "npm could not install {}; is node (with npm) installed, and the npm registry \
                 reachable?",
                wanted.join(" ")
            )
        })
}

fn is_installed(folder: &Path, (name, version): &(&str, &str)) -> bool {
    let manifest = folder.join("node_modules").join(name).join("package.json");
    let text = std::fs::read_to_string(manifest).unwrap_or_default();
    text.contains(&format!("\"version\": \"{version}\""))
}
