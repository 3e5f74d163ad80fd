//! npm packages: binaryen (wasm-opt) and esbuild (minifier) for the build; for the tests
//! axe-core (accessibility rules), hyparquet (a reader of Parquet), decoders of events, and
//! the consent managers that shops really use.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::say;
use crate::program::Program;
use crate::workspace;

/// Exact versions: another optimiser gives other bytes, and bytes are budgeted.
const PACKAGES: [(&str, &str); 2] = [("binaryen", "132.0.0"), ("esbuild", "0.28.2")];

/// What the tests put into pages.
const TEST_PACKAGES: [(&str, &str); 13] = [
    ("axe-core", "4.11.0"),
    ("hyparquet", "1.31.5"),
    ("cloudevents", "10.0.0"),
    ("@segment/loosely-validate-event", "2.0.0"),
    ("vanilla-cookieconsent", "3.1.0"),
    ("klaro", "0.7.22"),
    ("@iabtcf/stub", "1.5.6"),
    ("@iabtcf/core", "1.5.6"),
    ("@iabtcf/cmpapi", "1.5.6"),
    ("@iabgpp/cmpapi", "3.2.0"),
    // What old and large shops have on their pages.
    ("jquery", "1.12.4"),
    ("zone.js", "0.16.3"),
    // What search is compared with.
    ("minisearch", "7.2.0"),
];

/// Where npm put what the build needs.
pub(crate) fn folder() -> PathBuf {
    workspace::tools().join("npm")
}

/// The rules of axe-core, as a script.
pub(crate) fn axe() -> PathBuf {
    test_folder().join("node_modules/axe-core/axe.min.js")
}

/// What npm put there for the tests, which serve it to their pages.
pub(crate) fn test_modules() -> PathBuf {
    test_folder().join("node_modules")
}

/// Makes one file each of the scripts in `tests/managers`, which use packages that a
/// page cannot load as they are; says where they are.
pub(crate) fn bundle_managers() -> Result<PathBuf> {
    let out = workspace::target().join("test-managers");
    let sources = workspace::root().join("tests/managers");
    let mut esbuild = Program::new(tool("esbuild"))
        .args(["--bundle", "--format=iife", "--target=es2020", "--log-level=warning"])
        .arg(format!("--outdir={}", out.display()))
        .env("NODE_PATH", test_modules());
    for entry in std::fs::read_dir(&sources).context("there is no tests/managers")? {
        esbuild = esbuild.arg(entry?.path());
    }
    esbuild.output().context("esbuild refused a script of tests/managers")?;
    Ok(out)
}

/// Bundles and minifies a module of somebody else, to see what it weighs.
pub(crate) fn minified(from: &Path, to: &Path) -> Result<Vec<u8>> {
    Program::new(tool("esbuild"))
        .arg(from)
        .args(["--bundle", "--format=esm", "--minify", "--target=es2020"])
        .args(["--legal-comments=none", "--log-level=warning"])
        .arg(format!("--outfile={}", to.display()))
        .output()
        .with_context(|| format!("esbuild refused {}", from.display()))?;
    std::fs::read(to).with_context(|| format!("esbuild left no {}", to.display()))
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
pub(crate) fn install_for_tests() -> Result<()> {
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
