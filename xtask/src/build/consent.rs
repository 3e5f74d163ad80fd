//! What follows consent managers: hand-written scripts, one a manager, as one file.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{Build, assets, recipe};
use crate::program::Program;
use crate::setup::javascript;
use crate::toolchain::Flavour;
use crate::{stamp, workspace};

/// Writes `usher_consent.js`.
pub(super) fn write(build: &Build) -> Result<()> {
    let folder = workspace::root().join("www/loader/consent");
    let sources = sources(&folder)?;
    let recipe = recipe(build.flavour);
    let input = stamp::digest(sources.iter().map(Vec::as_slice).chain([recipe.as_bytes()]));
    if stamp::is_fresh(&build.out, "consent", &input) {
        return Ok(());
    }
    let mut esbuild = Program::new(javascript::tool("esbuild"))
        .arg(folder.join("follow.js"))
        .args(["--bundle", "--format=esm", "--target=es2020"])
        .args(["--log-level=warning", "--legal-comments=none"])
        .arg(format!("--outfile={}", build.out.join(assets::CONSENT).display()));
    if build.flavour != Flavour::Dev {
        esbuild = esbuild.arg("--minify");
    }
    esbuild.output().context("esbuild refused what follows consent managers")?;
    stamp::write(&build.out, "consent", &input, &[assets::CONSENT])
}

/// The scripts in the order of their names.
fn sources(folder: &std::path::Path) -> Result<Vec<Vec<u8>>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .with_context(|| format!("there is no {}", workspace::shown(folder)))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    let read = |path| std::fs::read(path).context("a script cannot be read");
    paths.iter().map(read).collect()
}
