//! What the desk takes in, beside what SQLite itself takes on the same disk.
//!
//! Times, so they differ from machine to machine and from run to run; the ratio is of
//! one run. The workload is `crates/desk/examples/intake_bench.rs`.

use anyhow::{Context, Result};

use super::{after, build_workload};
use crate::program::Program;
use crate::row::Row;

pub(super) fn rows() -> Result<Vec<Row>> {
    let workload = build_workload("usher-desk", "intake_bench")?;
    let output = Program::new(&workload).output()?;
    let number = |label: &str| {
        after(&output, label).with_context(|| format!("intake_bench did not print `{label}N`"))
    };
    let (raw, http) = (number("raw: ")?, number("http: ")?);
    Ok(vec![
        Row::free("desk raw inserts", raw, "events/s"),
        Row::free("desk raw inserts, large commits", number("large: ")?, "events/s"),
        Row::free("desk intake over HTTP", http, "events/s"),
        // Times, also the ratio of two: they say something on a quiet machine only. The
        // aims are 2 and 50 ms.
        Row::free("desk raw inserts for one over HTTP", raw / http, "times"),
        Row::free("desk intake at half load, p99", number("p99: ")?, "ms"),
        Row::free("desk projections drawn anew", number("rebuild: ")?, "events/s"),
    ])
}
