//! `build`: the widget, from Rust source to the files a site serves.
//!
//! cargo → wasm-split → wasm-bindgen → wasm-opt → glue → loader. Each file's
//! hash is written into the file that loads it, so the order is fixed.

pub(crate) mod assets;
mod beside;
mod bill;
mod chunks;
mod glue;
mod loader;
mod order;
mod reproduce;
mod script;
mod trim;
mod wasm;
pub(crate) mod words;

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;

use crate::setup::{self, Need};
use crate::toolchain::{Flavour, Toolchain};
use crate::{stamp, workspace};

/// One build.
pub(crate) struct Build {
    /// What kind.
    pub(crate) flavour: Flavour,
    /// Where the files go.
    pub(crate) out: PathBuf,
}

impl Build {
    /// What visitors get, in `pkg/`.
    pub(crate) fn release() -> Self {
        Self { flavour: Flavour::Release, out: workspace::pkg() }
    }

    /// The quick one, in `target/pkg-dev/`.
    pub(crate) fn dev() -> Self {
        Self { flavour: Flavour::Dev, out: workspace::pkg_dev() }
    }
}

pub(crate) fn command(args: &mut lexopt::Parser) -> Result<bool> {
    let mut build = Build::release();
    while let Some(arg) = args.next()? {
        match arg {
            Long("dev") => build = Build::dev(),
            Long("reproduce") => return reproduce::run(),
            Long("plain") => build.flavour = Flavour::Plain,
            Long("out") => build.out = std::path::absolute(args.value()?)?,
            other => return Err(other.unexpected().into()),
        }
    }
    run(&build)?;
    Ok(true)
}

/// Builds what is out of date.
pub(crate) fn run(build: &Build) -> Result<()> {
    setup::run(Need::Build)?;
    std::fs::create_dir_all(&build.out)
        .with_context(|| format!("cannot make {}", build.out.display()))?;
    let toolchain = Toolchain::find(build.flavour)?;
    eprintln!("build: {} → {}", toolchain.describe(), workspace::shown(&build.out));
    let wasm = wasm::compile(build, &toolchain, "usher-widget")?;
    let reader = wasm::compile(build, &toolchain, "usher-reader-wasm")?;
    let endpoints = wasm::compile(build, &toolchain, "usher-formats-wasm")?;
    let redaction = wasm::compile(build, &toolchain, "usher-redaction-wasm")?;
    let search = wasm::compile(build, &toolchain, "usher-search-wasm")?;
    let _turn = take_turn()?;
    let program =
        std::fs::read(&wasm).with_context(|| format!("cargo left no {}", wasm.display()))?;
    check_codec(&program)?;
    beside::write_program(build, &redaction, assets::REDACTION_WASM)?;
    words::write(build)?;
    process(build, &program)?;
    beside::write(build, &reader, &beside::READER)?;
    beside::write(build, &endpoints, &beside::ENDPOINTS)?;
    beside::write(build, &search, &beside::SEARCH)?;
    script::write(build, &script::CONSENT)?;
    script::write(build, &script::COMMERCE)?;
    script::write(build, &script::LINKS)?;
    script::write(build, &script::INSPECT)?;
    assets::write_parts(&build.out)?;
    loader::write(build)?;
    bill::write(&build.out)?;
    write_schemas(build)
}

/// Builds search alone into a folder: its script and its program, as they are served.
pub(crate) fn search_alone(out: &Path) -> Result<[PathBuf; 2]> {
    setup::run(Need::Build)?;
    std::fs::create_dir_all(out).with_context(|| format!("cannot make {}", out.display()))?;
    let build = Build { flavour: Flavour::Release, out: out.to_owned() };
    let toolchain = Toolchain::find(build.flavour)?;
    let search = wasm::compile(&build, &toolchain, "usher-search-wasm")?;
    let _turn = take_turn()?;
    beside::write(&build, &search, &beside::SEARCH)?;
    Ok([out.join(assets::SEARCH), out.join(assets::SEARCH_WASM)])
}

/// What editors and receivers read: schemas and types.
fn write_schemas(build: &Build) -> Result<()> {
    for (path, text) in usher_schema::files::texts() {
        let path = build.out.join(path);
        let folder = path.parent().context("a schema has a folder")?;
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// Everything between cargo's wasm and the loader.
fn process(build: &Build, program: &[u8]) -> Result<()> {
    // The glue names the hash of what it loads.
    let read = |file: &str| std::fs::read(build.out.join(file));
    let redaction = read(assets::REDACTION_WASM)?;
    let words = words::files()?.iter().map(|file| read(file)).collect::<Result<Vec<_>, _>>()?;
    let (words, recipe) = (words.concat(), recipe(build.flavour));
    let input = stamp::digest([program, &redaction, &words, recipe.as_bytes()]);
    if stamp::is_fresh(&build.out, "widget", &input) {
        eprintln!("build: widget is up to date");
        return Ok(());
    }
    let work = workspace::target().join("widget-parts");
    clear(&work)?;
    // A chunk that no longer exists must not be shipped.
    for file in assets::chunk_files(&build.out)?.values() {
        std::fs::remove_file(build.out.join(file))?;
    }
    chunks::split(program, &work, build.flavour)?;
    if build.flavour != Flavour::Dev {
        trim::trim(&work)?;
    }
    let modules = wasm::optimise_all(&work, build)?;
    assets::write_later(&build.out, &words::files()?)?;
    glue::write(&work, &modules, build)?;
    let outputs: Vec<&str> = modules.iter().map(String::as_str).chain([assets::GLUE]).collect();
    stamp::write(&build.out, "widget", &input, &outputs)
}

/// Waits until no other build works in the same folder; ends when dropped.
///
/// Trunk, a test run and a person may build at the same time.
fn take_turn() -> Result<File> {
    let path = workspace::target().join("widget.lock");
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    file.lock().context("cannot wait for another build")?;
    Ok(file)
}

/// A second codec costs every visitor its bytes. Leptos names serde_json as a
/// dependency, so only the linked program can tell whether it is used.
fn check_codec(program: &[u8]) -> Result<()> {
    const SYMBOL: &[u8] = b"10serde_json";
    if program.windows(SYMBOL.len()).any(|window| window == SYMBOL) {
        bail!("serde_json is linked into the widget; use the codec at the border (src/codec.rs)");
    }
    Ok(())
}

/// Whatever else decides the bytes: this program and its tools.
fn recipe(flavour: Flavour) -> String {
    let is_dev = flavour == Flavour::Dev;
    let own = ["guard.js", "chunk.js"].map(|file| {
        std::fs::read(workspace::root().join("www/loader").join(file)).unwrap_or_default()
    });
    let own = stamp::digest(own.iter().map(Vec::as_slice));
    format!("{} dev={is_dev} {own} {}", setup::javascript::versions(), build_id())
}

/// This program's own fingerprint: it changes whenever xtask is compiled anew.
fn build_id() -> String {
    let own = std::fs::read(crate::program::own_path()).unwrap_or_default();
    stamp::digest([own.as_slice()])
}

fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}
