//! Trims the main module: exports nobody calls, and names nobody reads.
//!
//! wasm-bindgen exports closures for every JavaScript type there is, and
//! wasm-opt can only drop what is not exported and not in the table. Names of
//! imports and closures hold hashes that no compression shortens.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use walrus::ir::Value;
use walrus::{ConstExpr, ElementItems, ElementKind, ExportItem, FunctionId, Module};

use super::assets::NAME;

/// Exports of wasm-bindgen with very long names.
const LONG: &str = "wasm_bindgen_";
/// The module of most imports, which is written once for each of them.
const OWN_MODULE: &str = "./usher_widget_bg.js";
/// Our own JavaScript, as wasm-bindgen names it.
const OWN_FILES: &str = "./snippets/";
/// Where the object begins that holds the wrappers of imports.
const WRAPPERS: &str = "const import0 = {\n        __proto__: null,";
/// What the names of the functions have in common that call a closure.
const INVOKE: [&str; 3] = ["wasm_bindgen", "closures", "invoke"];

/// Trims `usher_widget_bg.wasm` and the glue that belongs to it, in place.
pub(super) fn trim(work: &Path) -> Result<()> {
    let path = work.join(format!("{NAME}_bg.wasm"));
    let mut module = Module::from_file(&path).map_err(|error| anyhow!("{error:?}"))?;
    remove_unused(&mut module, &readers(work)?);
    let direct = take_direct_imports(&mut module);
    let mut renamed = shorten_imports(&mut module);
    renamed.extend(shorten_exports(&mut module));
    module.emit_wasm_file(&path).map_err(|error| anyhow!("{error:?}"))?;
    // Longest first: no name may be taken for the beginning of another.
    renamed.sort_by_key(|(old, _)| std::cmp::Reverse(old.len()));
    let path = work.join(format!("{NAME}.js"));
    let glue = std::fs::read_to_string(&path)?;
    let glue = renamed.iter().fold(glue, |glue, (old, new)| glue.replace(old.as_str(), new));
    std::fs::write(&path, with_direct_imports(&glue, &direct)?)
        .with_context(|| format!("cannot write {}", path.display()))
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
    leave_table(module);
    walrus::passes::gc::run(module);
}

/// Takes functions out of the table of function pointers that nobody can call.
///
/// JavaScript calls a closure through an `invoke` of its type. The pointers of all
/// of them are in the table, because descriptions took them that wasm-bindgen has
/// read and removed meanwhile, and it exports those that are needed. Rust never
/// calls one: each begins by refusing a closure that has been dropped, which no
/// other function does, so the compiler cannot have given one of them a second use
/// either. js-sys brings 50, 5 KB, for array methods that take a closure.
fn leave_table(module: &mut Module) {
    let exported: BTreeSet<FunctionId> = module
        .exports
        .iter()
        .filter_map(|export| match export.item {
            ExportItem::Function(function) => Some(function),
            _ => None,
        })
        .collect();
    let is_invoke =
        |name: &str| INVOKE.iter().all(|part| name.contains(part)) && !name.contains("shim");
    let leaving: BTreeSet<FunctionId> = module
        .funcs
        .iter()
        .filter(|function| function.name.as_deref().is_some_and(is_invoke))
        .map(walrus::Function::id)
        .filter(|function| !exported.contains(function))
        .collect();
    let mut runs = Vec::new();
    for element in module.elements.iter_mut() {
        let ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(offset)) } =
            element.kind
        else {
            continue;
        };
        let ElementItems::Functions(functions) = &mut element.items else { continue };
        let all = std::mem::take(functions);
        let mut place = offset;
        for run in all.split_inclusive(|function| leaving.contains(function)) {
            let kept: Vec<_> = run.iter().filter(|it| !leaving.contains(it)).copied().collect();
            if !kept.is_empty() {
                runs.push((table, place, kept));
            }
            place += i32::try_from(run.len()).unwrap_or(i32::MAX);
        }
    }
    for (table, place, kept) in runs {
        let offset = ConstExpr::Value(Value::I32(place));
        let kind = ElementKind::Active { table, offset };
        let added = module.elements.add(kind, ElementItems::Functions(kept));
        // Otherwise nobody would seem to use it, and it would go with the unused.
        module.tables.get_mut(table).elem_segments.insert(added);
    }
}

fn shorten_imports(module: &mut Module) -> Vec<(String, String)> {
    let mut renamed = vec![(format!("\"{OWN_MODULE}\": "), "\"w\": ".to_owned())];
    for (place, import) in module.imports.iter_mut().enumerate() {
        if import.module == OWN_MODULE {
            import.module = "w".to_owned();
        }
        if ["__wbg_", "__wbindgen_cast", "__wbindgen_generic_"]
            .iter()
            .any(|mark| import.name.starts_with(mark))
        {
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

/// A function of one of our files that wasm calls without a wrapper.
struct Direct {
    file: String,
    function: String,
    name: String,
}

/// Moves these functions among the wrappers. wasm-bindgen hands over each file as a
/// whole, for which the bundler writes down everything that the file exports.
fn take_direct_imports(module: &mut Module) -> Vec<Direct> {
    let mut direct = Vec::new();
    for (place, import) in module.imports.iter_mut().enumerate() {
        if import.module.starts_with(OWN_FILES) {
            let file = std::mem::replace(&mut import.module, OWN_MODULE.to_owned());
            let function = std::mem::replace(&mut import.name, format!("d{place}_"));
            direct.push(Direct { file, function, name: import.name.clone() });
        }
    }
    direct
}

fn with_direct_imports(glue: &str, direct: &[Direct]) -> Result<String> {
    let is_of_file = |line: &str| {
        let line = line.trim_start();
        line.starts_with("import * as ") || line.starts_with('"')
    };
    let mut text = String::new();
    let mut names = String::from(WRAPPERS);
    for Direct { file, function, name } in direct {
        text.push_str(&format!("import {{ {function} as {name} }} from \"{file}\";\n"));
        names.push_str(&format!(" {name},"));
    }
    for line in glue.lines() {
        if !(line.contains(OWN_FILES) && is_of_file(line)) {
            text.push_str(line);
            text.push('\n');
        }
    }
    if !text.contains(WRAPPERS) {
        bail!("the glue does not contain `{WRAPPERS}`; wasm-bindgen changed");
    }
    Ok(text.replacen(WRAPPERS, &names, 1))
}
