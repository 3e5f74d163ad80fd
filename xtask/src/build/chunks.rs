//! Code splitting: the every-page part, and the chunks that load later.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use super::assets::NAME;
use crate::toolchain::Flavour;

/// Present in a program that declares at least one split point.
const SPLIT_MARK: &[u8] = b"__wasm_split_00";

/// Splits the program and gives its main part the JavaScript it needs.
///
/// Leaves in `work`: `usher_widget_bg.wasm`, `usher_widget.js`, and for each
/// chunk `split_NAME.wasm`. The `__wasm_split.js` beside them is not used.
pub(super) fn split(program: &[u8], work: &Path, flavour: Flavour) -> Result<()> {
    let is_split = program.windows(SPLIT_MARK.len()).any(|window| window == SPLIT_MARK);
    let main = if is_split { split_off_chunks(program, work)? } else { program.to_vec() };
    let is_dev = flavour == Flavour::Dev;
    Bindgen::new()
        .web(true)?
        .out_name(NAME)
        .typescript(false)
        .debug(is_dev)
        // `trim` goes by the names; wasm-opt strips them.
        .remove_name_section(false)
        .remove_producers_section(true)
        // The chunks import the main part's memory, table and globals.
        .keep_lld_exports(is_split)
        // The loader hands the module over, checked; the glue must not fetch it.
        .omit_default_module_path(true)
        .input_bytes(NAME, main)
        .generate(work)
        .context("wasm-bindgen failed; is `wasm-bindgen` pinned to xtask's version of wasm-bindgen-cli-support?")
}

fn split_off_chunks(program: &[u8], work: &Path) -> Result<Vec<u8>> {
    let main = work.join("main-part");
    let main_module = format!("./{NAME}.js");
    let mut options = wasm_split_cli_support::Options::new(program);
    options.output_dir = work;
    options.main_out_path = &main;
    options.main_module = &main_module;
    wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("code splitting failed: {error:?}"))?;
    std::fs::read(&main).context("code splitting left no main part")
}
