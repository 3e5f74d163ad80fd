//! The wasm target and the source of the standard library.

use anyhow::{Result, bail};

use super::{browsers, say};
use crate::program::Program;
use crate::toolchain::{Flavour, Toolchain, wasi};

/// rustup first; Debian's compiler where rustup's host cannot be reached.
pub(super) fn install() -> Result<()> {
    if Toolchain::is_complete() {
        return Ok(());
    }
    say("rustup target add wasm32-unknown-unknown; rustup component add rust-src");
    let target = Program::new("rustup").args(["target", "add", "wasm32-unknown-unknown"]).run();
    let source = Program::new("rustup").args(["component", "add", "rust-src"]).run();
    if target.is_ok() && source.is_ok() {
        return Ok(());
    }
    say("rustup did not do it; trying Debian's compiler");
    let debian = browsers::apt_install(&["rustc-web", "cargo-web", "rust-web-src", "lld"]);
    if Toolchain::is_complete() {
        return Ok(());
    }
    if Toolchain::find(Flavour::Plain).is_ok() {
        say("the source of std cannot be had: the widget will be some 20 % larger");
        return Ok(());
    }
    bail!(
        "no compiler for the browser. Install one of:\n  rustup target add wasm32-unknown-unknown && rustup component add rust-src\n  apt-get install rustc-web cargo-web rust-web-src lld\n(rustup: {}; Debian: {})",
        outcome(&target),
        outcome(&debian)
    )
}

/// What compiles tests to wasm: rustup's target, or Debian's C library for one's own std.
pub(crate) fn install_wasi() -> Result<()> {
    if wasi::is_ready() {
        return Ok(());
    }
    say("rustup target add wasm32-wasip1");
    let target = Program::new("rustup").args(["target", "add", "wasm32-wasip1"]).output();
    if target.is_ok() && wasi::is_ready() {
        return Ok(());
    }
    browsers::apt_install(&["wasi-libc"])
}

fn outcome(result: &Result<()>) -> String {
    result.as_ref().err().map_or_else(|| "ok".to_owned(), |error| format!("{error:#}"))
}
