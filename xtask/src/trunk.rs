//! The steps Trunk's hook asks for: the demo shop, with live reload in each page.
//!
//! Trunk itself compiles nothing here: it cannot split the program, and would
//! download its own wasm-bindgen. It watches, calls us, serves and reloads.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use walkdir::WalkDir;

use crate::build::{self, Build};
use crate::workspace;

/// Trunk puts its reload script before this in the index it processes.
const BODY_END: &str = "</body>";

pub(crate) fn command(args: &mut lexopt::Parser) -> Result<bool> {
    if let Some(arg) = args.next()? {
        return Err(arg.unexpected().into());
    }
    let staging = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let staging = staging.context("this command is called by Trunk: run `trunk serve`")?;
    let build = Build::dev();
    build::run(&build)?;
    let index =
        std::fs::read_to_string(staging.join("index.html")).context("Trunk left no index.html")?;
    stage_shop(&staging, reload_script(&index))?;
    stage_widget(&build.out, &staging.join("usher"))?;
    Ok(true)
}

/// The scripts Trunk wrote into its index; empty for `trunk build`.
fn reload_script(index: &str) -> &str {
    let body = index.split_once("<body>").map_or("", |(_, body)| body);
    body.split_once(BODY_END).map_or("", |(scripts, _)| scripts.trim())
}

fn stage_shop(staging: &Path, reload: &str) -> Result<()> {
    let shop = workspace::root().join("www/shop");
    for entry in WalkDir::new(&shop) {
        let entry = entry?;
        let target = staging.join(entry.path().strip_prefix(&shop)?);
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&target)?;
        } else if entry.path().extension().is_some_and(|extension| extension == "html") {
            let page = std::fs::read_to_string(entry.path())?;
            std::fs::write(&target, page.replace(BODY_END, &format!("{reload}{BODY_END}")))?;
        } else {
            std::fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}

fn stage_widget(pkg: &Path, target: &Path) -> Result<()> {
    std::fs::create_dir_all(target)?;
    for entry in std::fs::read_dir(pkg)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default();
        // Pages load files; the folder of schemas is for editors.
        if path.is_file() && !name.to_string_lossy().starts_with('.') {
            std::fs::copy(&path, target.join(name))?;
        }
    }
    Ok(())
}
