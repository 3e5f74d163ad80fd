//! The two npm packages of the build: binaryen (wasm-opt) and esbuild (minifier).

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::say;
use crate::program::Program;
use crate::workspace;

/// Exact versions: another optimiser gives other bytes, and bytes are budgeted.
const PACKAGES: [(&str, &str); 2] = [("binaryen", "132.0.0"), ("esbuild", "0.28.2")];

/// Where npm put them.
pub(crate) fn folder() -> PathBuf {
    workspace::tools().join("npm")
}

/// One of their programs.
pub(crate) fn tool(name: &str) -> PathBuf {
    folder().join("node_modules/.bin").join(name)
}

/// Names and versions, for the build's stamps.
pub(crate) fn versions() -> String {
    PACKAGES.map(|(name, version)| format!("{name}@{version}")).join(" ")
}

pub(super) fn install() -> Result<()> {
    if PACKAGES.iter().all(|(name, version)| is_installed(name, version)) {
        return Ok(());
    }
    say(&format!("npm install {}", versions()));
    std::fs::create_dir_all(folder())?;
    Program::new("npm")
        .args(["install", "--no-save", "--no-audit", "--no-fund", "--prefix"])
        .arg(folder())
        .args(PACKAGES.map(|(name, version)| format!("{name}@{version}")))
        .output()
        .map(drop)
        .context("npm could not install the build tools; is node (with npm) installed, and the npm registry reachable?")
}

fn is_installed(name: &str, version: &str) -> bool {
    let manifest = folder().join("node_modules").join(name).join("package.json");
    let text = std::fs::read_to_string(manifest).unwrap_or_default();
    text.contains(&format!("\"version\": \"{version}\""))
}
