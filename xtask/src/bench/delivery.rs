//! What delivery costs the page and the line, and how quick it is: the shipped widget in
//! Chromium, and a receiver that can be told what to answer.
//!
//! The workload is `tests/src/bin/delivery/bench.rs`.

use anyhow::{Context, Result};

use super::after;
use crate::budget::Budgets;
use crate::build::{self, Build};
use crate::program::Program;
use crate::row::Row;

/// Rows by the label of the workload; each has a limit in budgets.toml.
const ROWS: [(&str, &str); 7] = [
    ("recording, some wait: ", "page recording an event, 4 times slower, 100 to 220 wait"),
    ("recording, all wait: ", "page recording an event, 4 times slower, 500 wait"),
    ("long tasks: ", "page long tasks of 1000 events in a second"),
    ("bytes: ", "delivery 50 events on the wire"),
    ("bytes compressed: ", "delivery 50 events on the wire, compressed"),
    ("back online: ", "delivery back online to the last event"),
    ("asked: ", "delivery requests within a Retry-After of 5 s"),
];

pub(super) fn rows() -> Result<Vec<Row>> {
    let build = Build::release();
    build::run(&build)?;
    let output = Program::cargo()
        .args(["run", "--quiet", "--package", "usher-tests", "--bin", "delivery", "bench"])
        .env("USHER_PKG", &build.out)
        .output()?;
    let budgets = Budgets::read()?;
    let row = |(label, name): (&str, &str)| {
        let value = after(&output, label)
            .with_context(|| format!("the workload did not print `{label}N`"))?;
        Ok(Row::limited(budgets.get(name)?, value))
    };
    ROWS.into_iter().map(row).collect()
}
