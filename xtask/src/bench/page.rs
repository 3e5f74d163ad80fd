//! What a touchpoint costs in a page: the shipped widget in Chromium.
//!
//! The workload is `tests/src/bin/page_bench.rs`.

use anyhow::{Context, Result};

use super::after;
use crate::budget::Budgets;
use crate::build::{self, Build};
use crate::program::Program;
use crate::row::Row;

pub(super) fn rows() -> Result<Vec<Row>> {
    let build = Build::release();
    build::run(&build)?;
    let output = Program::cargo()
        .args(["run", "--quiet", "--package", "usher-tests", "--bin", "page-bench"])
        .env("USHER_PKG", &build.out)
        .output()?;
    let number = |label: &str| {
        after(&output, label).with_context(|| format!("page_bench did not print `{label}N`"))
    };
    let budgets = Budgets::read()?;
    Ok(vec![
        // A time: shown, and not enforced.
        Row::free("page touchpoint in Chromium", number("microseconds: ")?, "µs"),
        Row::free("page wasm memory at the start", number("memory: ")?, "B"),
        Row::limited(
            budgets.get("page wasm memory, growth over 10000 touchpoints")?,
            number("memory growth: ")?,
        ),
        Row::limited(
            budgets.get("page script heap, growth over 10000 touchpoints")?,
            number("heap growth: ")?,
        ),
    ])
}
