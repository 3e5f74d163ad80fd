//! The loader: hand-written, minified, told the hashes of what it loads.

use anyhow::{Context, Result, bail};

use super::{Build, assets, recipe};
use crate::program::Program;
use crate::setup::javascript;
use crate::toolchain::Flavour;
use crate::{stamp, workspace};

/// A string in the source, which the build replaces by the assets as a JSON object.
const PLACEHOLDERS: [&str; 2] = ["\"__USHER_ASSETS__\"", "'__USHER_ASSETS__'"];

/// Writes `usher.js` beside the widget.
pub(super) fn write(build: &Build) -> Result<()> {
    let path = workspace::root().join("www/loader").join(assets::LOADER);
    let source = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", workspace::shown(&path)))?;
    let count: usize =
        PLACEHOLDERS.iter().map(|placeholder| source.matches(placeholder).count()).sum();
    if count != 1 {
        bail!(
            "{} must contain {} exactly once, not {count} times",
            workspace::shown(&path),
            "\"__USHER_ASSETS__\""
        );
    }
    let assets = serde_json::to_string(&assets::Assets::read(&build.out)?)?;
    let source = PLACEHOLDERS
        .iter()
        .fold(source, |source, placeholder| source.replace(placeholder, &assets));
    let input = stamp::digest([source.as_bytes(), recipe(build.flavour).as_bytes()]);
    if stamp::is_fresh(&build.out, "loader", &input) {
        return Ok(());
    }
    let whole = workspace::target().join("widget-parts/loader.js");
    std::fs::create_dir_all(workspace::target().join("widget-parts"))?;
    std::fs::write(&whole, source)?;
    let mut esbuild = Program::new(javascript::tool("esbuild"))
        .arg(&whole)
        .args(["--target=es2018", "--log-level=warning", "--legal-comments=none"])
        .arg(format!("--outfile={}", build.out.join(assets::LOADER).display()));
    if build.flavour != Flavour::Dev {
        esbuild = esbuild.arg("--minify");
    }
    esbuild.output().context("esbuild refused the loader")?;
    stamp::write(&build.out, "loader", &input, &[assets::LOADER])
}
