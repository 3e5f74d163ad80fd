//! The reader: a program of its own with a hand-written script around it.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::{Build, assets, recipe, wasm};
use crate::program::Program;
use crate::setup::javascript;
use crate::toolchain::Flavour;
use crate::{stamp, workspace};

/// Where the script names the program.
const PLACEHOLDER: &str = "\"__USHER_READER__\"";

/// Writes `usher_reader.wasm` and `usher_reader.js`.
pub(super) fn write(build: &Build, compiled: &Path) -> Result<()> {
    let program =
        std::fs::read(compiled).with_context(|| format!("cargo left no {}", compiled.display()))?;
    let path = workspace::root().join("www/loader/reader.js");
    let source = std::fs::read_to_string(&path).context("cannot read www/loader/reader.js")?;
    let recipe = recipe(build.flavour);
    let input = stamp::digest([program.as_slice(), source.as_bytes(), recipe.as_bytes()]);
    if stamp::is_fresh(&build.out, "reader", &input) {
        return Ok(());
    }
    wasm::optimise(compiled, &build.out.join(assets::READER_WASM), build.flavour)?;
    if !source.contains(PLACEHOLDER) {
        bail!("www/loader/reader.js must contain {PLACEHOLDER}");
    }
    let asset = assets::Asset::read(&build.out, assets::READER_WASM)?;
    let source = source.replace(PLACEHOLDER, &serde_json::to_string(&asset)?);
    let whole = workspace::target().join("widget-parts/reader.js");
    std::fs::create_dir_all(workspace::target().join("widget-parts"))?;
    std::fs::write(&whole, source)?;
    let mut esbuild = Program::new(javascript::tool("esbuild"))
        .arg(&whole)
        .args(["--format=esm", "--target=es2020", "--log-level=warning", "--legal-comments=none"])
        .arg(format!("--outfile={}", build.out.join(assets::READER).display()));
    if build.flavour != Flavour::Dev {
        esbuild = esbuild.arg("--minify");
    }
    esbuild.output().context("esbuild refused the reader's script")?;
    stamp::write(&build.out, "reader", &input, &[assets::READER_WASM, assets::READER])
}
