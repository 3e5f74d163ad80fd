//! The parts of a test run.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::build::{self, Build};
use crate::program::{self, Program};
use crate::setup::{compiler, javascript, python};
use crate::toolchain::{Flavour, wasi};
use crate::{demo, fuzz, licences, workspace};

/// What a part did.
pub(crate) struct Outcome {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

/// One part of the run.
pub(crate) struct Part {
    pub(crate) name: &'static str,
    pub(crate) run: fn() -> Result<Outcome>,
}

/// Cheap ones first. Later parts use what earlier parts built.
pub(crate) const PARTS: [Part; 19] = [
    Part { name: "tidy", run: || own(&["tidy"]) },
    Part { name: "fmt", run: || cargo(&["fmt", "--all", "--check"]) },
    Part { name: "deny", run: || licences::check().map(one) },
    Part { name: "clippy", run: clippy },
    Part { name: "xtask", run: || cases(cargo_test(&["--package", "xtask"])) },
    Part {
        name: "engine",
        run: || {
            cases(cargo_test(&[
                "--package",
                "usher-engine",
                "--package",
                "usher-testkit",
                "--package",
                "usher-schema",
                "--package",
                "usher-formats",
                "--package",
                "usher-search",
            ]))
        },
    },
    Part { name: "wasm", run: wasm },
    Part { name: "fuzz", run: fuzz::run },
    Part { name: "widget", run: || cases(cargo_test(&["--package", "usher-widget", "--lib"])) },
    Part { name: "desk", run: || cases(cargo_test(&["--package", "usher-desk"])) },
    Part { name: "build", run: || own(&["build"]) },
    Part { name: "size", run: || own(&["size"]) },
    Part { name: "bench", run: || own(&["bench"]) },
    Part { name: "trunk", run: trunk },
    Part { name: "demo", run: || own(&["demo", "--no-open", "--check"]) },
    Part { name: "story", run: || story(&workspace::pkg(), &STORIES) },
    Part { name: "oracle", run: oracle },
    Part { name: "delivery", run: delivery },
    Part { name: "plain", run: plain },
];

/// Runs another command of this program.
fn own(args: &[&str]) -> Result<Outcome> {
    Program::new(program::own_path()).args(args).watch(|_| {}).map(one)
}

fn cargo(args: &[&str]) -> Result<Outcome> {
    Program::cargo().args(args).watch(|_| {}).map(one)
}

/// A part that is one case.
fn one(is_ok: bool) -> Outcome {
    Outcome { passed: usize::from(is_ok), failed: usize::from(!is_ok) }
}

fn clippy() -> Result<Outcome> {
    let strict = ["--quiet", "--", "--deny", "warnings"];
    let native = Program::cargo()
        .args(["clippy", "--workspace", "--exclude", "usher-widget", "--all-targets"])
        .args(strict)
        .watch(|_| {})?;
    let widget = Program::cargo()
        .args(["clippy", "--package", "usher-widget", "--target", "wasm32-unknown-unknown"])
        .args(strict)
        .watch(|_| {})?;
    Ok(Outcome {
        passed: usize::from(native) + usize::from(widget),
        failed: usize::from(!native) + usize::from(!widget),
    })
}

fn cargo_test(args: &[&str]) -> Program {
    Program::cargo().args(["test", "--no-fail-fast"]).args(args)
}

/// The engine's tests once more, compiled to wasm and run in Node.
fn wasm() -> Result<Outcome> {
    compiler::install_wasi()?;
    cases(wasi::cargo_test()?.args(["--package", "usher-engine", "--tests"]))
}

/// Counts the single test cases of a `cargo test`.
fn cases(program: Program) -> Result<Outcome> {
    let mut outcome = Outcome { passed: 0, failed: 0 };
    let is_ok = program.watch(|line| {
        if let Some((passed, failed)) = counts(line) {
            outcome.passed += passed;
            outcome.failed += failed;
        }
    })?;
    if !is_ok && outcome.failed == 0 {
        // It did not compile, or a test program broke off.
        outcome.failed = 1;
    }
    Ok(outcome)
}

/// Reads `test result: ok. 12 passed; 0 failed; …`.
fn counts(line: &str) -> Option<(usize, usize)> {
    let (_, rest) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let mut numbers = rest.split(';').map(|part| part.trim().split(' ').next()?.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

/// `trunk build` gives the demo shop with the widget in it.
fn trunk() -> Result<Outcome> {
    let dist = workspace::target().join("trunk");
    if dist.exists() {
        std::fs::remove_dir_all(&dist).context("cannot clear Trunk's output")?;
    }
    if !Program::new("trunk").args(["build", "--offline"]).watch(|_| {})? {
        return Ok(one(false));
    }
    for file in ["index.html", "usher/usher.js", "usher/usher_widget.js", "usher/usher_widget.wasm"]
    {
        if !dist.join(file).is_file() {
            bail!("trunk build left no {file}");
        }
    }
    let page = std::fs::read_to_string(dist.join("index.html"))?;
    Ok(one(page.contains("/usher/usher.js")))
}

/// Every test of the widget in real browsers but the oracle, which has a part of its own.
const STORIES: [&str; 11] = [
    "--lib",
    "--test",
    "story",
    "--test",
    "pages",
    "--test",
    "managers",
    "--test",
    "pill",
    "--test",
    "accessible",
];

/// Timelines of consent in a real browser; `USHER_ORACLE_TIMELINES` says how many.
fn oracle() -> Result<Outcome> {
    story(&workspace::pkg(), &["--test", "oracle", "--", "--nocapture"])
}

/// The widget in real browsers.
fn story(package: &Path, only: &[&str]) -> Result<Outcome> {
    demo::build_desk()?;
    let tests = cargo_test(&["--package", "usher-tests"])
        .args(only)
        .env("USHER_PKG", package)
        .env("USHER_BIN", demo::desk())
        .env("USHER_AXE", javascript::axe())
        .env("USHER_NPM", javascript::test_modules())
        .env("USHER_MANAGERS", javascript::bundle_managers()?)
        // WebKit refuses to start as root without it; it is read by WebKit alone.
        .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
    cases(tests)
}

/// Real receivers; then known events, faults, and what arrives. `USHER_RUNS` and
/// `USHER_SCENARIOS` are passed on.
fn delivery() -> Result<Outcome> {
    build::run(&Build::release())?;
    let run = |name: &str| {
        Program::cargo()
            .args(["run", "--quiet", "--package", "usher-tests", "--bin", name])
            .env("USHER_PKG", workspace::pkg())
            .env("USHER_DECODERS", javascript::decoders())
            .env("USHER_PYTHON", python::folder())
            .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
            .watch(|_| {})
    };
    let parts = [run("receivers")?, run("delivery")?];
    let passed = parts.iter().filter(|is_ok| **is_ok).count();
    Ok(Outcome { passed, failed: parts.len() - passed })
}

/// The widget built with the ready-made std, for machines that cannot build their own.
fn plain() -> Result<Outcome> {
    let out = workspace::target().join("pkg-plain");
    build::run(&Build { flavour: Flavour::Plain, out: out.clone() })?;
    story(&out, &["--test", "story"])
}

#[cfg(test)]
mod tests {
    use super::counts;

    #[test]
    fn cargo_result_lines_are_counted() {
        assert_eq!(
            counts("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured"),
            Some((12, 0))
        );
        assert_eq!(counts("test result: FAILED. 3 passed; 2 failed; 0 ignored"), Some((3, 2)));
        assert_eq!(counts("running 12 tests"), None);
    }
}
