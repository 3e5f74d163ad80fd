//! Fuzzing: libFuzzer tries texts and bytes on the engine (`fuzz/`).
//!
//! The crate is compiled by the ordinary compiler with LLVM's coverage counters, which
//! libFuzzer reads; why so is in docs/decisions/0022-fuzzing.md.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use usher_engine::{Effect, Snapshot};
use usher_testkit::play_moments;

use crate::part::Outcome;
use crate::program::Program;
use crate::workspace;

/// The programs of `fuzz/src/bin`.
const TARGETS: [&str; 4] = ["journeys", "inputs", "config", "snapshots"];
/// Seconds for each of them in an ordinary run.
const SECONDS: u64 = 20;
/// Minutes for all of them, when run by hand.
const BY_HAND: &str = "USHER_FUZZ_MINUTES";
/// One input that takes longer than this does not end; far from what a busy machine needs.
const HANGS: u64 = 120;

/// What makes the compiler count which branches were taken.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares \
    --cfg fuzzing";

/// Each target is one case.
pub(crate) fn run() -> Result<Outcome> {
    let host = host()?;
    Program::cargo()
        .args(["build", "--quiet", "--release", "--locked", "--manifest-path", "fuzz/Cargo.toml"])
        // With a target named, build scripts are compiled without the flags.
        .args(["--target", &host])
        .arg("--target-dir")
        .arg(folder())
        .env("RUSTFLAGS", FLAGS)
        .run()?;
    seed()?;
    let mut outcome = Outcome { passed: 0, failed: 0 };
    for target in TARGETS {
        let is_ok = fuzz(&folder().join(&host).join("release").join(target), target)?;
        outcome.passed += usize::from(is_ok);
        outcome.failed += usize::from(!is_ok);
    }
    Ok(outcome)
}

/// What was compiled, tried and found: kept from run to run, and in no commit.
fn folder() -> PathBuf {
    workspace::target().join("fuzz")
}

fn corpus(target: &str) -> PathBuf {
    folder().join("corpus").join(target)
}

fn host() -> Result<String> {
    let about = Program::new("rustc").arg("-vV").output()?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not say for what it compiles")
}

fn fuzz(program: &Path, target: &str) -> Result<bool> {
    let found = folder().join("found");
    std::fs::create_dir_all(&found)?;
    let by_hand = std::env::var(BY_HAND).ok();
    let seconds = match &by_hand {
        None => SECONDS,
        Some(minutes) => {
            let minutes: u64 = minutes.parse().context("USHER_FUZZ_MINUTES is a whole number")?;
            minutes * 60 / TARGETS.len() as u64
        }
    };
    println!("fuzz: {target} for {seconds} s");
    let ran = Program::new(program)
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-timeout={HANGS}"))
        .args(["-rss_limit_mb=2048", "-verbosity=0"])
        .arg(format!("-artifact_prefix={}/{target}-", found.display()))
        .arg(corpus(target))
        // Its words are of use only when it found something.
        .output();
    if let Err(error) = &ran {
        let (program, found) = (workspace::shown(program), workspace::shown(&found));
        println!(
            "{error:#}\nfuzz: what broke it is in {found}; again: {program} {found}/{target}-…"
        );
    }
    Ok(ran.is_ok())
}

/// Begins with what the journey scripts know: themselves, their configurations, and
/// what the devices in them kept.
fn seed() -> Result<()> {
    for target in TARGETS {
        std::fs::create_dir_all(corpus(target))?;
    }
    let folder = workspace::root().join("crates/engine/tests/journeys");
    let mut kept = BTreeSet::new();
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        let (name, text) = (path.file_stem().unwrap_or_default(), std::fs::read_to_string(&path)?);
        std::fs::write(corpus("journeys").join(name), &text)?;
        if let Some(config) = text.lines().find_map(|line| line.strip_prefix("config ")) {
            std::fs::write(corpus("config").join(name), config)?;
        }
        let Ok(moments) = play_moments(&text, None) else {
            bail!("{} does not play", path.display())
        };
        for effect in moments.iter().flat_map(|moment| &moment.effects) {
            if let Effect::Persist(snapshot) = effect {
                kept.insert(lines(&snapshot.to_snapshot()));
            }
        }
    }
    for (number, text) in kept.iter().enumerate() {
        std::fs::write(corpus("snapshots").join(number.to_string()), text)?;
    }
    Ok(())
}

/// The three parts, one a line, as `fuzz/src/bin/snapshots.rs` reads them.
fn lines(snapshot: &Snapshot) -> String {
    let parts = [&snapshot.preferences, &snapshot.session, &snapshot.lasting];
    parts.map(|part| part.as_deref().unwrap_or_default()).join("\n")
}
