//! Parts that are hand-written scripts, loaded where they are needed; each one file.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{Build, assets, recipe};
use crate::program::Program;
use crate::setup::javascript;
use crate::toolchain::Flavour;
use crate::{stamp, workspace};

/// Such a part.
pub(super) struct Script {
    /// Its name in stamps.
    name: &'static str,
    /// Where it begins, in `www/loader`.
    source: &'static str,
    file: &'static str,
}

/// What follows consent managers, one script a manager.
pub(super) const CONSENT: Script =
    Script { name: "consent", source: "consent/follow.js", file: assets::CONSENT };

/// What tells of buying beside the data layer.
pub(super) const COMMERCE: Script =
    Script { name: "commerce", source: "commerce/follow.js", file: assets::COMMERCE };

/// The plain help links where the widget cannot be started.
pub(super) const LINKS: Script = Script { name: "links", source: "links.js", file: assets::LINKS };

/// What an owner looks at with `?usher=inspect`.
pub(super) const INSPECT: Script =
    Script { name: "inspect", source: "inspect/inspector.js", file: assets::INSPECT };

/// Writes the file.
pub(super) fn write(build: &Build, script: &Script) -> Result<()> {
    let Script { name, source, file } = *script;
    let path = workspace::root().join("www/loader").join(source);
    let sources = sources(&workspace::root().join("www/loader"))?;
    let recipe = recipe(build.flavour);
    let input = stamp::digest(sources.iter().map(Vec::as_slice).chain([recipe.as_bytes()]));
    if stamp::is_fresh(&build.out, name, &input) {
        return Ok(());
    }
    let mut esbuild = Program::new(javascript::tool("esbuild"))
        .arg(&path)
        // Words of other alphabets as they are: their escapes are longer.
        .args(["--bundle", "--format=esm", "--target=es2020", "--charset=utf8"])
        .args(["--log-level=warning", "--legal-comments=none"])
        .arg(format!("--outfile={}", build.out.join(file).display()));
    if build.flavour != Flavour::Dev {
        esbuild = esbuild.arg("--minify");
    }
    esbuild.output().with_context(|| format!("esbuild refused {}", workspace::shown(&path)))?;
    stamp::write(&build.out, name, &input, &[file])
}

/// All scripts in the order of their paths: they take from each other.
fn sources(folder: &Path) -> Result<Vec<Vec<u8>>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .with_context(|| format!("there is no {}", workspace::shown(folder)))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    let mut texts = Vec::new();
    for path in paths {
        if path.is_dir() {
            texts.extend(sources(&path)?);
        } else {
            texts.push(std::fs::read(&path).context("a script cannot be read")?);
        }
    }
    Ok(texts)
}
