//! The compiler for the widget: which way to wasm works on this machine.

pub(crate) mod wasi;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::program::{self, Program};

const WASM: &str = "wasm32-unknown-unknown";

/// A way to compile for the browser.
pub(crate) enum Toolchain {
    /// The cargo that runs us, with the standard library built anew: the small way.
    BuildStd {
        /// Whether this compiler knows `panic=immediate-abort`.
        immediate_abort: bool,
    },
    /// The cargo that runs us, with the ready-made standard library.
    Plain,
    /// Debian's `rustc-web cargo-web rust-web-src lld`, for machines that cannot reach rustup's host.
    Debian,
}

/// How the widget is to be compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flavour {
    /// What visitors get.
    Release,
    /// What visitors get, without building the standard library.
    Plain,
    /// Quick to build, with names and checks.
    Dev,
}

impl Toolchain {
    /// Picks the way that works here.
    ///
    /// Errors: none works; the message says which command installs one.
    pub(crate) fn find(flavour: Flavour) -> Result<Self> {
        let sysroot = sysroot("rustc")?;
        let (has_target, has_source) = (has_wasm_target(&sysroot), has_std_source(&sysroot));
        if flavour == Flavour::Release && has_source {
            return Ok(Self::BuildStd { immediate_abort: knows_immediate_abort() });
        }
        if has_target {
            return Ok(Self::Plain);
        }
        if is_debian_ready() {
            return Ok(Self::Debian);
        }
        bail!(
            "no compiler for {WASM}: run `cargo xtask setup`, or `rustup target add {WASM}` and `rustup component add rust-src`"
        )
    }

    /// Whether `find(Release)` would take the small way.
    pub(crate) fn is_complete() -> bool {
        sysroot("rustc").is_ok_and(|sysroot| has_wasm_target(&sysroot) && has_std_source(&sysroot))
            || is_debian_ready()
    }

    /// One line for people.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Self::BuildStd { immediate_abort: true } => "own build of std, panic=immediate-abort",
            Self::BuildStd { immediate_abort: false } => "own build of std, panic=abort",
            Self::Plain => "ready-made std",
            Self::Debian => "Debian's rustc-web, own build of std",
        }
    }

    /// `cargo build` for the widget, up to the choice of package and profile.
    pub(crate) fn cargo_build(&self) -> Program {
        // The linker keeps relocations: code splitting reads them.
        let mut flags = String::from("-Clink-arg=--emit-relocs");
        let mut cargo = match self {
            Self::Debian => debian_cargo(),
            Self::BuildStd { .. } | Self::Plain => Program::cargo(),
        };
        cargo = cargo.args(["build", "--target", WASM]);
        if !matches!(self, Self::Plain) {
            cargo = cargo
                .args([
                    "-Z",
                    "build-std=std,panic_abort",
                    "-Z",
                    "build-std-features=optimize_for_size",
                ])
                .env("RUSTC_BOOTSTRAP", "1");
        }
        if matches!(self, Self::BuildStd { immediate_abort: true } | Self::Debian) {
            flags.push_str(" -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none");
            // A little more than the usual 5 for size: what is inlined is shorter once the
            // call is gone (0.4 %, the best of 1, 5, 10, 15, 18, 25, 35).
            flags.push_str(" -Cllvm-args=-inline-threshold=15");
        }
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags)
    }

    /// Where cargo leaves its output: the Debian way keeps its own, being another compiler.
    pub(crate) fn target_folder(&self) -> PathBuf {
        match self {
            Self::Debian => crate::workspace::target().join("debian"),
            Self::BuildStd { .. } | Self::Plain => crate::workspace::target(),
        }
    }
}

/// Debian's cargo, Debian's rustc and whichever wasm linker there is.
fn debian_cargo() -> Program {
    let linker = if program::is_installed("wasm-ld") { "wasm-ld" } else { "rust-lld" };
    Program::new("/usr/bin/cargo")
        .env("RUSTC", "/usr/bin/rustc")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
}

fn is_debian_ready() -> bool {
    let is_there = |path: &str| Path::new(path).exists();
    is_there("/usr/bin/cargo")
        && sysroot("/usr/bin/rustc").is_ok_and(|sysroot| has_std_source(&sysroot))
}

fn sysroot(rustc: &str) -> Result<PathBuf> {
    Ok(Program::new(rustc).args(["--print", "sysroot"]).output()?.trim().into())
}

fn has_wasm_target(sysroot: &Path) -> bool {
    sysroot.join("lib/rustlib").join(WASM).join("lib").is_dir()
}

fn has_std_source(sysroot: &Path) -> bool {
    sysroot.join("lib/rustlib/src/rust/library/Cargo.lock").is_file()
}

/// The flag is unstable and moves: asked for, not assumed.
fn knows_immediate_abort() -> bool {
    Program::new("rustc")
        .args(["-Zunstable-options", "-Cpanic=immediate-abort", "--print", "cfg", "--target", WASM])
        .env("RUSTC_BOOTSTRAP", "1")
        .output()
        .is_ok()
}
