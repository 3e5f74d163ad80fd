//! `bench`: what the engine, the widget in a page and the desk cost.
//!
//! Instructions are counted by valgrind: the same on every machine and in every
//! run, unlike time. What is time is shown and has no limit, but where it is a ratio of two
//! that ran one after the other, or far from its limit (`--desk` measures those alone;
//! `--soak`, `--pages` and `--beside` take long and are for now and then).

mod delivery;
mod desk;
mod page;
mod step;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;

use crate::budget::Budgets;
use crate::program::{self, Program};
use crate::row::{self, Row};
use crate::workspace;

/// The function whose instructions count, `#[inline(never)]` in the workload.
const COUNTED: &str = "usher_bench_step";

/// What is measured.
enum Measured {
    All,
    /// What does not need the widget.
    Desk,
    /// Ten minutes of streams, for the memory of the desk.
    Soak,
    /// What pages cost with five million events.
    Pages,
    /// The desk and a collector that others use, on the same work.
    Beside,
}

pub(crate) fn command(args: &mut lexopt::Parser) -> Result<bool> {
    let (mut is_json, mut measured) = (false, Measured::All);
    while let Some(arg) = args.next()? {
        match arg {
            Long("json") => is_json = true,
            Long("soak") => measured = Measured::Soak,
            Long("desk") => measured = Measured::Desk,
            Long("pages") => measured = Measured::Pages,
            Long("beside") => measured = Measured::Beside,
            other => return Err(other.unexpected().into()),
        }
    }
    let rows = match measured {
        Measured::All => rows()?,
        Measured::Desk => desk::rows()?,
        Measured::Soak => desk::soak()?,
        Measured::Pages => desk::many()?,
        Measured::Beside => desk::beside()?,
    };
    row::print(&rows, is_json)
}

/// Bytes of text that are redacted.
const LENGTHS: [u32; 2] = [8_000, 64_000];

/// Every benchmark appends its rows here.
fn rows() -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    if !program::is_installed("valgrind") {
        bail!("valgrind is missing: run `cargo xtask setup`");
    }
    rows.extend(step::rows()?);
    rows.extend(redaction()?);
    rows.extend(page::rows()?);
    rows.extend(delivery::rows()?);
    rows.extend(desk::rows()?);
    Ok(rows)
}

/// What redaction costs a byte, and that it does not cost more in a longer text.
fn redaction() -> Result<Vec<Row>> {
    let workload = build_workload("usher-engine", "redact_bench")?;
    let budgets = Budgets::read()?;
    let [short, long] = LENGTHS.map(|length| instructions_per_call(&workload, &[0, length]));
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

/// Runs a workload with these numbers; it ends with the line `steps: N`.
fn instructions_per_call(workload: &PathBuf, numbers: &[u32]) -> Result<f64> {
    let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
    let counts = workspace::target().join(format!("callgrind.{}", numbers.join(".")));
    let output = Program::new("valgrind")
        .args(["--quiet", "--tool=callgrind", "--collect-atstart=no"])
        .arg(format!("--toggle-collect=*{COUNTED}*"))
        .arg(format!("--callgrind-out-file={}", counts.display()))
        .arg(workload)
        .args(numbers)
        .output()?;
    let calls: f64 = after(&output, "steps: ").context("the workload did not print `steps: N`")?;
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
