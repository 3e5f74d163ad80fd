//! `test`: everything CI runs, in named parts.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use lexopt::prelude::*;

use crate::part::{Outcome, PARTS, Part};
use crate::setup::{self, Need};

/// A part that has run.
struct Done {
    name: &'static str,
    outcome: Outcome,
    took: Duration,
}

pub(crate) fn command(args: &mut lexopt::Parser) -> Result<bool> {
    let mut only: Vec<String> = Vec::new();
    while let Some(arg) = args.next()? {
        match arg {
            Long("only") => only.push(args.value()?.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    let parts = chosen(&only)?;
    setup::run(need_of(&parts))?;
    let done: Vec<Done> = parts.into_iter().map(run).collect();
    Ok(report(&done))
}

fn chosen(only: &[String]) -> Result<Vec<&'static Part>> {
    let names: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
    if let Some(unknown) = only.iter().find(|name| !names.contains(&name.as_str())) {
        bail!("there is no part `{unknown}`; the parts are {}", names.join(", "));
    }
    Ok(PARTS
        .iter()
        .filter(|part| only.is_empty() || only.iter().any(|name| name == part.name))
        .collect())
}

/// A single part should not install three browsers.
fn need_of(parts: &[&Part]) -> Need {
    let need = |part: &&Part| match part.name {
        "bench" | "desk" | "story" | "oracle" | "delivery" | "plain" | "demo" => Need::Test,
        "trunk" => Need::Trunk,
        _ => Need::Build,
    };
    parts.iter().map(need).max().unwrap_or(Need::Build)
}

/// A failing part does not stop the others.
fn run(part: &Part) -> Done {
    println!("\n== {}", part.name);
    let start = Instant::now();
    let outcome = (part.run)().unwrap_or_else(|error| {
        println!("error: {error:#}");
        Outcome { passed: 0, failed: 1 }
    });
    Done { name: part.name, outcome, took: start.elapsed() }
}

fn report(done: &[Done]) -> bool {
    println!("\n{:<10} {:>8} {:>8} {:>10}", "part", "passed", "failed", "seconds");
    for Done { name, outcome, took } in done {
        println!(
            "{name:<10} {:>8} {:>8} {:>10.1}",
            outcome.passed,
            outcome.failed,
            took.as_secs_f64()
        );
    }
    let passed: usize = done.iter().map(|done| done.outcome.passed).sum();
    let failed: usize = done.iter().map(|done| done.outcome.failed).sum();
    println!("\n{passed} passed, {failed} failed");
    failed == 0
}
