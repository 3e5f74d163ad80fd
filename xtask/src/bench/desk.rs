//! What the desk takes in, beside what SQLite itself takes on the same disk.
//!
//! Times, so they differ from machine to machine and from run to run; the ratio is of
//! one run. The workload is `crates/desk/examples/intake_bench.rs`.

use anyhow::{Context, Result};

use super::{after, build_workload};
use crate::program::Program;
use crate::row::Row;

/// Seconds of a soak.
const SOAK: &str = "600";

pub(super) fn rows() -> Result<Vec<Row>> {
    let mut rows = intake()?;
    rows.extend(stream(&[])?);
    Ok(rows)
}

/// Ten minutes of events and streams, by hand: whether memory stays flat.
pub(super) fn soak() -> Result<Vec<Row>> {
    stream(&[SOAK])
}

/// How soon live streams tell, and what memory does meanwhile; the workload is
/// `crates/desk/examples/stream_bench.rs`.
fn stream(seconds: &[&str]) -> Result<Vec<Row>> {
    let workload = build_workload("usher-desk", "stream_bench")?;
    let output = Program::new(&workload).args(seconds).output()?;
    let number = |label: &str| {
        after(&output, label).with_context(|| format!("stream_bench did not print `{label}N`"))
    };
    // The aim at 2,000 events a second is 250 ms.
    Ok(vec![
        Row::free("desk live stream's rate", number("rate: ")?, "events/s"),
        Row::free("desk live stream of programs, p99", number("feed: ")?, "ms"),
        Row::free("desk live stream of the page, p99", number("page: ")?, "ms"),
        Row::free("desk memory, last quarter to second", number("growth: ")?, "times"),
    ])
}

fn intake() -> Result<Vec<Row>> {
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
