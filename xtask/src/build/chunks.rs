//! Code splitting: the every-page part, and the chunks that load later.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use walrus::{ImportKind, Module};
use wasm_bindgen_cli_support::Bindgen;

use super::assets::NAME;
use super::wasm;
use crate::program::Program;
use crate::setup::javascript;
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
    merge_shared(work)?;
    std::fs::read(&main).context("code splitting left no main part")
}

/// Puts what several chunks use into the one that is loaded first: a configuration is never
/// read without what draws, and a file less is a request less.
fn merge_shared(work: &Path) -> Result<()> {
    let drawing = work.join("split_ui.wasm");
    let mut shared = Vec::new();
    for entry in std::fs::read_dir(work)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("chunk_") && name.ends_with(".wasm") {
            shared.push(path);
        }
    }
    for path in shared {
        merge(&drawing, &path)?;
        std::fs::remove_file(&path)?;
    }
    Ok(())
}

/// Merges a module into another. Both import memory, table and the like; the tool makes one of
/// two only where the one exports what the other imports, so for its time they do.
fn merge(into: &Path, other: &Path) -> Result<()> {
    let [first, second] = [wasm::without_relocations(into)?, wasm::without_relocations(other)?];
    let names = change(&first, |module| {
        let imports: Vec<_> =
            module.imports.iter().map(|it| (it.name.clone(), it.kind.clone())).collect();
        for (name, kind) in &imports {
            match kind {
                ImportKind::Function(id) => module.exports.add(name, *id),
                ImportKind::Table(id) => module.exports.add(name, *id),
                ImportKind::Memory(id) => module.exports.add(name, *id),
                ImportKind::Global(id) => module.exports.add(name, *id),
                ImportKind::Tag(_) => continue,
            };
        }
        imports.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
    })?;
    change(&second, |module| {
        for import in module.imports.iter_mut() {
            "drawing".clone_into(&mut import.module);
        }
    })?;
    Program::new(javascript::tool("wasm-merge"))
        .args([first.as_os_str(), "drawing".as_ref(), second.as_os_str(), "shared".as_ref()])
        .args(wasm::FEATURES)
        .arg("-g")
        .arg("-o")
        .arg(into)
        .output()
        .context("wasm-merge refused the chunks")?;
    for path in [first, second] {
        std::fs::remove_file(path)?;
    }
    change(into, |module| {
        for name in &names {
            let _known = module.exports.remove(name);
        }
    })
}

/// Reads a module, changes it and writes it.
fn change<T>(path: &Path, change: impl FnOnce(&mut Module) -> T) -> Result<T> {
    let mut module = Module::from_file(path).map_err(|error| anyhow!("{error:?}"))?;
    let changed = change(&mut module);
    module.emit_wasm_file(path).map_err(|error| anyhow!("{error:?}"))?;
    Ok(changed)
}
