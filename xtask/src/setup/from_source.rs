//! Two tools that come as Rust source only: geckodriver and Trunk.

use anyhow::{Context, Result};

use super::say;
use crate::program::{self, Program};
use crate::workspace;

/// Firefox's driver. Debian 12 has no package of it.
pub(super) fn install_geckodriver() -> Result<()> {
    install("geckodriver", "0.36.0", &[])
}

/// Newer Trunk asks for a newer compiler than ours. Without its default
/// features it brings no TLS and no update check: it serves loopback only.
pub(super) fn install_trunk() -> Result<()> {
    install("trunk", "0.21.14", &["--no-default-features"])
}

fn install(name: &str, version: &str, options: &[&str]) -> Result<()> {
    if program::is_installed(name) {
        return Ok(());
    }
    say(&format!("cargo install {name} --version {version} (some minutes)"));
    Program::cargo()
        .args(["install", "--quiet", "--locked", name, "--version", version, "--root"])
        .arg(workspace::tools())
        .args(options)
        // Quick to compile is what matters; neither tool is ever busy.
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "64")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        .env("CARGO_TARGET_DIR", workspace::tools().join("build"))
        .run()
        .with_context(|| {
            format!("{name} cannot be built; by hand: cargo install {name} --version {version}")
        })
}
