//! The glue: wasm-bindgen's JavaScript with the guard and the chunk loader, as one file.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::{Build, assets};
use crate::program::Program;
use crate::setup::javascript;
use crate::toolchain::Flavour;
use crate::workspace;

/// What wasm-bindgen writes, and what takes its place: the exports go through
/// the guard, the ways to start that only other loaders use go, and so does what
/// is for browsers without `encodeInto` and for two gigabytes of text.
const REPLACEMENTS: [(&str, &str); 6] = [
    ("wasm = instance.exports;", "wasm = guarded(instance.exports);"),
    ("export { initSync, __wbg_init as default };", ""),
    ("if (!('encodeInto' in cachedTextEncoder)) {", "if (false) {"),
    ("if (realloc === undefined) {", "if (false) {"),
    ("if (numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {", "if (false) {"),
    (DETACHED, "if (cachedDataViewMemory0?.buffer !== wasm.memory.buffer) {"),
];
/// Asks in three ways whether the memory has grown.
const DETACHED: &str = "if (cachedDataViewMemory0 === null || cachedDataViewMemory0.buffer.detached === true || (cachedDataViewMemory0.buffer.detached === undefined && cachedDataViewMemory0.buffer !== wasm.memory.buffer)) {";
/// A text that is returned to the wasm, in as many places as there are functions that do, and
/// the same where there may be none.
const RETURNS: [&str; 2] = [
    "const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
            const len1 = WASM_VECTOR_LEN;
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);",
    "var ptr1 = isLikeNone(ret) ? 0 : passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
            var len1 = WASM_VECTOR_LEN;
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);",
];
/// What takes the place of each of them.
const RETURN: &str = "giveText(arg0, ret);";
const RETURNING: &str = "
function giveText(place, text) {
    const start = isLikeNone(text) ? 0 : passStringToWasm0(text, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
    const view = getDataViewMemory0();
    view.setInt32((place >>>= 0) + 4, WASM_VECTOR_LEN, true);
    view.setInt32(place, start, true);
}
";
/// The chunk loader that wasm-split writes; `chunk.js` takes its place.
const CHUNK_LOADER: &str = "\"./__wasm_split.js\"";
const LOADING: &str = "{ __wasm_split_load_ui: loadDrawing }";
/// What draws; loaded later.
const DRAWING: &str = "usher_ui.wasm";
/// Where `chunk.js` names what it loads.
const LOADED_LATER: [(&str, &str); 2] =
    [("\"__USHER_DRAWING__\"", DRAWING), ("\"__USHER_LATER__\"", assets::LATER)];
/// Refused by a strict Content-Security-Policy.
const FORBIDDEN: [&str; 2] = ["eval(", "new Function("];

/// Bundles and minifies; writes the file into the output folder.
pub(super) fn write(work: &Path, modules: &[String], build: &Build) -> Result<()> {
    let known = [assets::WASM, DRAWING, assets::CONFIG_WASM];
    if !modules.iter().all(|module| known.contains(&module.as_str())) {
        bail!("www/loader/chunk.js loads {known:?}, and the split gave {modules:?}");
    }
    complete(&work.join(assets::GLUE), build)?;
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

/// Puts our own JavaScript into that of wasm-bindgen.
fn complete(path: &Path, build: &Build) -> Result<()> {
    let mut glue = std::fs::read_to_string(path)?;
    for (old, new) in REPLACEMENTS {
        glue = replaced(&glue, old, new)?;
    }
    for block in RETURNS {
        glue = replaced(&glue, block, RETURN)?;
    }
    glue.push_str(RETURNING);
    glue = with_own_chunk_loader(&glue)?;
    glue.push_str(&own("guard.js")?);
    let mut chunk = own("chunk.js")?;
    for (placeholder, file) in LOADED_LATER {
        let asset = serde_json::to_string(&assets::Asset::read(&build.out, file)?)?;
        chunk = replaced(&chunk, placeholder, &asset)?;
    }
    glue.push_str(&chunk);
    std::fs::write(path, glue)?;
    Ok(())
}

/// `import * as import1 from "./__wasm_split.js"`, whatever its number.
fn with_own_chunk_loader(glue: &str) -> Result<String> {
    let suffix = format!(" from {CHUNK_LOADER}");
    let line = glue.lines().find(|line| line.ends_with(&suffix)).unwrap_or(&suffix);
    let name = line.trim_end_matches(&suffix).trim_start_matches("import * as ");
    let glue = replaced(glue, line, "")?;
    replaced(&glue, &format!("{CHUNK_LOADER}: {name}"), &format!("{CHUNK_LOADER}: {LOADING}"))
}

fn own(file: &str) -> Result<String> {
    let path = workspace::root().join("www/loader").join(file);
    std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", workspace::shown(&path)))
}

/// A replacement that must happen: the text is another project's, and may change.
fn replaced(text: &str, old: &str, new: &str) -> Result<String> {
    if !text.contains(old) {
        bail!(
            "the glue does not contain `{old}`; wasm-bindgen changed, see xtask/src/build/glue.rs"
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
