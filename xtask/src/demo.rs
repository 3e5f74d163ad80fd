//! `demo`: the shop, the widget and the desk, from one process on loopback.

use anyhow::{Context, Result};
use lexopt::prelude::*;

use crate::build::{self, Build};
use crate::program::Program;
use crate::workspace;

pub(crate) fn command(args: &mut lexopt::Parser) -> Result<bool> {
    let mut passed_on: Vec<String> = Vec::new();
    while let Some(arg) = args.next()? {
        match arg {
            Long("port") => passed_on.extend(["--port".to_owned(), args.value()?.string()?]),
            Long("no-open") => passed_on.push("--no-open".to_owned()),
            Long("check") => passed_on.push("--check".to_owned()),
            other => return Err(other.unexpected().into()),
        }
    }
    build::run(&Build::release())?;
    build_desk()?;
    Program::new(desk())
        .args(["demo", "--pkg", "pkg", "--shop", "www/shop"])
        .args(passed_on)
        .run()
        .context("the demo ended with an error")?;
    Ok(true)
}

/// Compiles the desk as `cargo test` does, so that the two share their work.
pub(crate) fn build_desk() -> Result<()> {
    Program::cargo().args(["build", "--quiet", "--package", "usher-desk", "--bin", "usher"]).run()
}

/// The desk's program.
pub(crate) fn desk() -> std::path::PathBuf {
    workspace::target().join("debug/usher")
}
