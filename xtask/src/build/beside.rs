//! Programs of their own with a hand-written script around them.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::{Build, assets, recipe, wasm};
use crate::program::Program;
use crate::setup::javascript;
use crate::toolchain::Flavour;
use crate::{stamp, workspace};

/// A script, the program it loads, and where it names it.
pub(super) struct Beside {
    /// Its name in stamps, and that of its source in `www/loader`.
    name: &'static str,
    placeholder: &'static str,
    script: &'static str,
    program: &'static str,
}

/// What reads pages whose data say too little.
pub(super) const READER: Beside = Beside {
    name: "reader",
    placeholder: "\"__USHER_READER__\"",
    script: assets::READER,
    program: assets::READER_WASM,
};

/// What sends to further endpoints.
pub(super) const ENDPOINTS: Beside = Beside {
    name: "endpoints",
    placeholder: "\"__USHER_ENDPOINTS__\"",
    script: assets::ENDPOINTS,
    program: assets::ENDPOINTS_WASM,
};

/// What finds articles.
pub(super) const SEARCH: Beside = Beside {
    name: "search",
    placeholder: "\"__USHER_SEARCH__\"",
    script: assets::SEARCH,
    program: assets::SEARCH_WASM,
};

/// Writes a program that the glue loads itself.
pub(super) fn write_program(build: &Build, compiled: &Path, program: &str) -> Result<()> {
    let bytes =
        std::fs::read(compiled).with_context(|| format!("cargo left no {}", compiled.display()))?;
    let input = stamp::digest([bytes.as_slice(), recipe(build.flavour).as_bytes()]);
    if stamp::is_fresh(&build.out, program, &input) {
        return Ok(());
    }
    wasm::optimise(compiled, &build.out.join(program), build.flavour)?;
    stamp::write(&build.out, program, &input, &[program])
}

/// Writes the script and its program.
pub(super) fn write(build: &Build, compiled: &Path, beside: &Beside) -> Result<()> {
    let Beside { name, placeholder, script, program } = *beside;
    let bytes =
        std::fs::read(compiled).with_context(|| format!("cargo left no {}", compiled.display()))?;
    let file = format!("www/loader/{name}.js");
    let path = workspace::root().join(&file);
    let source = std::fs::read_to_string(&path).with_context(|| format!("cannot read {file}"))?;
    let recipe = recipe(build.flavour);
    let input = stamp::digest([bytes.as_slice(), source.as_bytes(), recipe.as_bytes()]);
    if stamp::is_fresh(&build.out, name, &input) {
        return Ok(());
    }
    wasm::optimise(compiled, &build.out.join(program), build.flavour)?;
    if !source.contains(placeholder) {
        bail!("{file} must contain {placeholder}");
    }
    let asset = assets::Asset::read(&build.out, program)?;
    let source = source.replace(placeholder, &serde_json::to_string(&asset)?);
    let whole = workspace::target().join(format!("widget-parts/{name}.js"));
    std::fs::create_dir_all(workspace::target().join("widget-parts"))?;
    std::fs::write(&whole, source)?;
    let mut esbuild = Program::new(javascript::tool("esbuild"))
        .arg(&whole)
        .args(["--format=esm", "--target=es2020", "--log-level=warning", "--legal-comments=none"])
        .arg(format!("--outfile={}", build.out.join(script).display()));
    if build.flavour != Flavour::Dev {
        esbuild = esbuild.arg("--minify");
    }
    esbuild.output().with_context(|| format!("esbuild refused {file}"))?;
    stamp::write(&build.out, name, &input, &[program, script])
}
