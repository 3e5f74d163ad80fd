//! The compiler for tests in wasm: WASI, so that they have output and files.

use std::path::Path;

use anyhow::{Result, bail};

use super::{debian_cargo, has_std_source, is_debian_ready, sysroot};
use crate::program::{self, Program};
use crate::workspace;

const TARGET: &str = "wasm32-wasip1";
/// The C library beneath std: Debian's package `wasi-libc`.
const LIBRARY: &str = "/usr/lib/wasm32-wasi";

/// A way to compile for WASI.
enum Way {
    /// rustup's ready-made std, which brings a C library.
    Plain,
    /// The cargo that runs us, with std built anew on Debian's C library.
    BuildStd,
    /// Debian's compiler, the same way.
    Debian,
}

fn find() -> Option<Way> {
    let sysroot = sysroot("rustc").ok();
    let is_there = |place: &str| sysroot.as_ref().is_some_and(|root| root.join(place).is_dir());
    let has_library = Path::new(LIBRARY).join("libc.a").is_file();
    if is_there(&format!("lib/rustlib/{TARGET}/lib")) {
        Some(Way::Plain)
    } else if has_library && sysroot.as_deref().is_some_and(has_std_source) {
        Some(Way::BuildStd)
    } else {
        (has_library && is_debian_ready()).then_some(Way::Debian)
    }
}

/// Whether there is a way.
pub(crate) fn is_ready() -> bool {
    find().is_some()
}

/// `cargo test` for WASI, run in Node, up to the choice of packages.
///
/// Errors: no way works here.
pub(crate) fn cargo_test() -> Result<Program> {
    let Some(way) = find() else {
        bail!(
            "no compiler for {TARGET}: run `rustup target add {TARGET}`, or install Debian's \
             wasi-libc beside a compiler with the source of std"
        )
    };
    let cargo = if matches!(way, Way::Debian) { debian_cargo() } else { Program::cargo() };
    let runner = workspace::root().join("xtask/wasi.mjs");
    let cargo = cargo.args(["test", "--no-fail-fast", "--target", TARGET]).env(
        "CARGO_TARGET_WASM32_WASIP1_RUNNER",
        format!("node --no-warnings {}", runner.display()),
    );
    if matches!(way, Way::Plain) {
        return Ok(cargo);
    }
    let has_own = matches!(way, Way::Debian) && program::is_installed("wasm-ld");
    let linker = if has_own { "wasm-ld" } else { "rust-lld" };
    let flags = format!(
        "-Clink-self-contained=no -Clinker={linker} -Clink-arg=-L{LIBRARY} \
         -Clink-arg={LIBRARY}/crt1-command.o -Clink-arg=-lc"
    );
    let folder = if matches!(way, Way::Debian) { "debian" } else { "" };
    Ok(cargo
        .args(["-Z", "build-std=std,panic_abort,test"])
        .arg("--target-dir")
        .arg(workspace::target().join(folder))
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_WASM32_WASIP1_RUSTFLAGS", flags))
}
