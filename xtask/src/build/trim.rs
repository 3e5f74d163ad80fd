//! Trims the main module: exports nobody calls, and names nobody reads.
//!
//! wasm-bindgen exports closures for every JavaScript type there is, and
//! wasm-opt can only drop what is not exported. Names of imports and closures
//! hold hashes that no compression shortens.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use walrus::Module;

use super::assets::NAME;

/// Exports of wasm-bindgen with very long names.
const LONG: &str = "wasm_bindgen_";

/// Trims `usher_widget_bg.wasm` and the glue that belongs to it, in place.
pub(super) fn trim(work: &Path) -> Result<()> {
    let path = work.join(format!("{NAME}_bg.wasm"));
    let mut module = Module::from_file(&path).map_err(|error| anyhow!("{error:?}"))?;
    remove_unused(&mut module, &readers(work)?);
    let mut renamed = shorten_imports(&mut module);
    renamed.extend(shorten_exports(&mut module));
    module.emit_wasm_file(&path).map_err(|error| anyhow!("{error:?}"))?;
    // Longest first: no name may be taken for the beginning of another.
    renamed.sort_by_key(|(old, _)| std::cmp::Reverse(old.len()));
    rename_in_glue(&work.join(format!("{NAME}.js")), &renamed)
}

/// Everything that can name an export: the glue, and the chunks with their loader.
fn readers(work: &Path) -> Result<Vec<Vec<u8>>> {
    let mut readers = Vec::new();
    for entry in std::fs::read_dir(work)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".js") || name.starts_with("split_") {
            readers.push(std::fs::read(&path)?);
        }
    }
    Ok(readers)
}

fn remove_unused(module: &mut Module, readers: &[Vec<u8>]) {
    let is_named = |name: &str| {
        readers.iter().any(|text| text.windows(name.len()).any(|part| part == name.as_bytes()))
    };
    let unused: Vec<_> = module
        .exports
        .iter()
        .filter(|export| !is_named(&export.name))
        .map(|export| export.id())
        .collect();
    for export in unused {
        module.exports.delete(export);
    }
    walrus::passes::gc::run(module);
}

fn shorten_imports(module: &mut Module) -> Vec<(String, String)> {
    let mut renamed = Vec::new();
    for (place, import) in module.imports.iter_mut().enumerate() {
        if import.name.starts_with("__wbg_") || import.name.starts_with("__wbindgen_cast") {
            let old = std::mem::replace(&mut import.name, format!("i{place}_"));
            renamed.push((old, import.name.clone()));
        }
    }
    renamed
}

fn shorten_exports(module: &mut Module) -> Vec<(String, String)> {
    let mut renamed = Vec::new();
    for (place, export) in module.exports.iter_mut().enumerate() {
        if export.name.starts_with(LONG) {
            let old = std::mem::replace(&mut export.name, format!("e{place}_"));
            renamed.push((old, export.name.clone()));
        }
    }
    renamed
}

fn rename_in_glue(path: &Path, renamed: &[(String, String)]) -> Result<()> {
    let mut glue = std::fs::read_to_string(path)?;
    for (old, new) in renamed {
        glue = glue.replace(old.as_str(), new);
    }
    std::fs::write(path, glue).with_context(|| format!("cannot write {}", path.display()))
}
