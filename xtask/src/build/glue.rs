//! The glue: wasm-bindgen's JavaScript and the chunk loader, as one file.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::{Build, assets};
use crate::program::Program;
use crate::setup::javascript;
use crate::toolchain::Flavour;
use crate::workspace;

/// The chunk loader that wasm-split writes.
const CHUNK_LOADER: &str = "__wasm_split.js";
/// How it starts a module; asks the server for the right MIME type.
const STREAMING: &str = "WebAssembly.instantiateStreaming(src, imports)";
/// The same without asking: shops serve wasm with all kinds of types.
const BUFFERED: &str =
    "src.then((r) => r.arrayBuffer()).then((bytes) => WebAssembly.instantiate(bytes, imports))";
/// A failed chunk is a fault the widget counts and reports once.
const NOISE: &str = "console.error(e);";
/// Where the glue takes the exports of the wasm, and what it takes instead.
const EXPORTS: &str = "wasm = instance.exports;";
const GUARDED: &str = "wasm = guarded(instance.exports);";
/// Refused by a strict Content-Security-Policy.
const FORBIDDEN: [&str; 2] = ["eval(", "new Function("];

/// Bundles and minifies; writes the file into the output folder.
pub(super) fn write(work: &Path, modules: &[String], build: &Build) -> Result<()> {
    let loader = work.join(CHUNK_LOADER);
    if loader.exists() {
        let text = std::fs::read_to_string(&loader)?;
        std::fs::write(&loader, with_hashes(text, modules, build)?)?;
    }
    put_guard(&work.join(assets::GLUE))?;
    let target = build.out.join(assets::GLUE);
    let mut esbuild = Program::new(javascript::tool("esbuild"))
        .arg(work.join(assets::GLUE))
        .args([
            "--bundle",
            "--format=esm",
            "--target=es2020",
            "--log-level=warning",
            "--legal-comments=none",
        ])
        .arg(format!("--outfile={}", target.display()));
    if build.flavour != Flavour::Dev {
        esbuild = esbuild.arg("--minify");
    }
    esbuild.output().context("esbuild refused the glue")?;
    check_policy(&std::fs::read_to_string(&target)?)
}

/// Every entry into the wasm goes through the guard.
fn put_guard(path: &Path) -> Result<()> {
    let guard = workspace::root().join("www/loader/guard.js");
    let guard = std::fs::read_to_string(&guard).context("www/loader/guard.js cannot be read")?;
    let mut glue = replaced(&std::fs::read_to_string(path)?, EXPORTS, GUARDED)?;
    glue.push_str(&guard);
    std::fs::write(path, glue)?;
    Ok(())
}

/// Chunk loading with a hash for each chunk, its shipped name, and no MIME needs.
fn with_hashes(text: String, modules: &[String], build: &Build) -> Result<String> {
    let mut text = replaced(&text, STREAMING, BUFFERED)?;
    text = replaced(&text, NOISE, "")?;
    for module in modules.iter().filter(|module| *module != assets::WASM) {
        let chunk = module.strip_prefix("usher_").unwrap_or(module);
        let (split, shared) = (fetch_of(&format!("split_{chunk}")), fetch_of(chunk));
        let old = if text.contains(&split) { split } else { shared };
        let integrity = assets::integrity(&build.out.join(module))?;
        let new = format!(
            "fetch(new URL(\"./{module}\", import.meta.url), {{ integrity: \"{integrity}\" }})"
        );
        text = replaced(&text, &old, &new)?;
    }
    Ok(text)
}

fn fetch_of(file: &str) -> String {
    format!("fetch(new URL(\"./{file}\", import.meta.url))")
}

/// A replacement that must happen: the text is another project's, and may change.
fn replaced(text: &str, old: &str, new: &str) -> Result<String> {
    if !text.contains(old) {
        bail!(
            "{CHUNK_LOADER} does not contain `{old}`; wasm_split_cli_support changed, see xtask/src/build/glue.rs"
        );
    }
    Ok(text.replace(old, new))
}

fn check_policy(glue: &str) -> Result<()> {
    for word in FORBIDDEN {
        let is_used = glue.match_indices(word).any(|(at, _)| !is_inside_word(glue, at));
        if is_used {
            bail!(
                "the glue uses `{word}`, which a strict Content-Security-Policy refuses; find the web-sys or js-sys call that brings it"
            );
        }
    }
    Ok(())
}

fn is_inside_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    before.is_some_and(|char| char.is_alphanumeric() || matches!(char, '_' | '$' | '.'))
}
