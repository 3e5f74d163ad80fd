//! The wasm modules: compiled by cargo, shrunk by wasm-opt.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

use super::{Build, assets, order};
use crate::program::Program;
use crate::setup::javascript;
use crate::toolchain::{Flavour, Toolchain};

/// Named one by one: `--all-features` makes modules that Firefox refuses.
pub(super) const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Functions called from one place stay functions, unless they are tiny: inlined,
/// they make the wasm 4 % smaller but its brotli 6 % larger (183.5 → 171.4 KB,
/// 2026-11-21). The two numbers are the best of a grid (12 and 4: −2.0 KB).
const KEEP_CALLS: [&str; 4] =
    ["--one-caller-inline-max-function-size", "12", "--always-inline-max-function-size", "4"];

/// Nothing lies in the first kilobyte of memory, where the stack ends; and control flow
/// is taken apart and written anew, which makes it more alike (together −0.3 KB).
const REWRITE: [&str; 3] = ["--low-memory-unused", "--flatten", "--rereloop"];

/// What is computed twice stays so where it is short: it is the copies that compress (−0.4 KB).
const KEEP_COPIES: [&str; 1] = ["--skip-pass=local-cse"];

/// Compiles the widget or the reader; returns the path of cargo's wasm.
pub(super) fn compile(build: &Build, toolchain: &Toolchain, package: &str) -> Result<PathBuf> {
    let (profile, folder) = match build.flavour {
        Flavour::Dev => ("dev", "debug"),
        Flavour::Release | Flavour::Plain => ("widget", "widget"),
    };
    toolchain
        .cargo_build()
        .args(["--quiet", "--package", package, "--lib", "--profile", profile, "--target-dir"])
        .arg(toolchain.target_folder())
        .run()
        .with_context(|| format!("{package} does not compile for wasm32-unknown-unknown"))?;
    let output = toolchain.target_folder().join("wasm32-unknown-unknown").join(folder);
    Ok(output.join(package.replace('-', "_") + ".wasm"))
}

/// Optimises every module in `work` into the output folder; returns their names.
pub(super) fn optimise_all(work: &Path, build: &Build) -> Result<Vec<String>> {
    let mut modules = Vec::new();
    for entry in std::fs::read_dir(work)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(shipped) = assets::shipped_name(&name) {
            optimise(&path, &build.out.join(&shipped), build.flavour)?;
            modules.push(shipped);
        }
    }
    modules.sort();
    Ok(modules)
}

pub(super) fn optimise(from: &Path, to: &Path, flavour: Flavour) -> Result<()> {
    if flavour == Flavour::Dev {
        std::fs::copy(from, to).with_context(|| format!("cannot write {}", to.display()))?;
        return Ok(());
    }
    let from = &without_relocations(from)?;
    Program::new(javascript::tool("wasm-opt"))
        .args(REWRITE)
        .args(["-Oz", "--converge"])
        .args(KEEP_CALLS)
        .args(KEEP_COPIES)
        .args(["--strip-debug", "--strip-producers", "--strip-target-features"])
        .args(FEATURES)
        .arg(from)
        .arg("-o")
        .arg(to)
        .output()
        .context("wasm-opt refused a module")?;
    let module = std::fs::read(to)?;
    std::fs::write(to, order::by_likeness(&module)?)
        .with_context(|| format!("cannot write {}", to.display()))
}

/// Copies a module without what the linker left for splitting it; `wasm-opt` keeps
/// sections it does not know.
pub(super) fn without_relocations(from: &Path) -> Result<PathBuf> {
    let mut module = walrus::Module::from_file(from).map_err(|error| anyhow!("{error:?}"))?;
    let sections: Vec<_> =
        module.customs.iter().map(|(id, section)| (id, section.name().to_owned())).collect();
    for (id, name) in sections {
        if name == "linking" || name.starts_with("reloc.") {
            module.customs.delete(id);
        }
    }
    let path = from.with_extension("plain.wasm");
    module.emit_wasm_file(&path).map_err(|error| anyhow!("{error:?}"))?;
    Ok(path)
}
