//! `bench`: what one engine step costs, and how that grows with history.
//!
//! Instructions, counted by valgrind: the same on every machine and in every
//! run, unlike time. The workload is `crates/engine/examples/step_bench.rs`.

mod desk;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;

use crate::budget::Budgets;
use crate::program::{self, Program};
use crate::row::{self, Row};
use crate::workspace;

/// The function whose instructions count, `#[inline(never)]` in the workload.
const COUNTED: &str = "usher_bench_step";
/// Touchpoints already in the journey when counting begins.
const HISTORIES: [u32; 3] = [10, 1_000, 10_000];
/// Plays in the configuration: the number the time budget is set for.
const PLAYS: u32 = 100;

pub(crate) fn command(args: &mut lexopt::Parser) -> Result<bool> {
    let (mut is_json, mut is_soak) = (false, false);
    while let Some(arg) = args.next()? {
        match arg {
            Long("json") => is_json = true,
            Long("soak") => is_soak = true,
            other => return Err(other.unexpected().into()),
        }
    }
    let rows = if is_soak { desk::soak()? } else { rows()? };
    row::print(&rows, is_json)
}

/// Bytes of text that are redacted.
const LENGTHS: [u32; 2] = [8_000, 64_000];

/// Every benchmark appends its rows here.
fn rows() -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    rows.extend(engine_step()?);
    rows.extend(redaction()?);
    rows.extend(desk::rows()?);
    Ok(rows)
}

fn engine_step() -> Result<Vec<Row>> {
    if !program::is_installed("valgrind") {
        bail!("valgrind is missing: run `cargo xtask setup`");
    }
    let workload = build_workload("usher-engine", "step_bench")?;
    let budgets = Budgets::read()?;
    let mut rows = Vec::new();
    let mut costs = Vec::new();
    for history in HISTORIES {
        let cost = instructions_per_call(&workload, history)?;
        rows.push(Row::limited(budgets.get(&format!("engine step, history {history}"))?, cost));
        costs.push(cost);
    }
    if let (Some(first), Some(last)) = (costs.first(), costs.last()) {
        rows.push(Row::limited(
            budgets.get("engine step, growth from history 10 to 10000")?,
            last / first,
        ));
    }
    Ok(rows)
}

/// What redaction costs a byte, and that it does not cost more in a longer text.
fn redaction() -> Result<Vec<Row>> {
    let workload = build_workload("usher-engine", "redact_bench")?;
    let budgets = Budgets::read()?;
    let [short, long] = LENGTHS.map(|length| instructions_per_call(&workload, length));
    let (short, long) = (short?, long?);
    Ok(vec![
        Row::limited(budgets.get("engine redact, one byte")?, short),
        Row::limited(budgets.get("engine redact, growth from 8000 to 64000 bytes")?, long / short),
    ])
}

fn build_workload(package: &str, example: &str) -> Result<PathBuf> {
    Program::cargo()
        .args(["build", "--quiet", "--release", "--package", package, "--example", example])
        .run()?;
    Ok(workspace::target().join("release/examples").join(example))
}

/// Runs `workload PLAYS HISTORY`, which ends with the line `steps: N`.
fn instructions_per_call(workload: &PathBuf, history: u32) -> Result<f64> {
    let counts = workspace::target().join(format!("callgrind.{history}"));
    let output = Program::new("valgrind")
        .args(["--quiet", "--tool=callgrind", "--collect-atstart=no"])
        .arg(format!("--toggle-collect=*{COUNTED}*"))
        .arg(format!("--callgrind-out-file={}", counts.display()))
        .arg(workload)
        .args([PLAYS.to_string(), history.to_string()])
        .output()?;
    let calls: f64 = after(&output, "steps: ").context("step_bench did not print `steps: N`")?;
    let text = std::fs::read_to_string(&counts).context("valgrind left no counts")?;
    let total: f64 = after(&text, "totals: ")
        .or_else(|| after(&text, "summary: "))
        .context("valgrind counted nothing")?;
    if total < 1.0 || calls < 1.0 {
        bail!("nothing was counted: is `{COUNTED}` still there and `#[inline(never)]`?");
    }
    Ok((total / calls).round())
}

/// The number that follows `label` at the start of a line.
fn after(text: &str, label: &str) -> Option<f64> {
    text.lines().find_map(|line| line.strip_prefix(label)?.trim().parse().ok())
}
