//! What the desk takes in, beside what SQLite itself takes on the same disk.
//!
//! Times differ from machine to machine and from run to run. What has a limit is a ratio
//! of two that ran one after the other, or far from its limit; each is the best of some.
//! The workloads are in `crates/desk/examples`.

use anyhow::{Context, Result, bail};

use super::{after, build_workload};
use crate::budget::Budgets;
use crate::program::{self, Program};
use crate::row::Row;
use crate::workspace;

/// Seconds of a soak.
const SOAK: &str = "600";

pub(super) fn rows() -> Result<Vec<Row>> {
    let mut rows = intake()?;
    rows.extend(stream(&[])?);
    rows.push(pages()?);
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
    let budgets = Budgets::read()?;
    Ok(vec![
        Row::free("desk live stream's rate", number("rate: ")?, "events/s"),
        Row::limited(budgets.get("desk live stream of programs, p99")?, number("feed: ")?),
        Row::limited(budgets.get("desk live stream of the page, p99")?, number("page: ")?),
        Row::limited(budgets.get("desk memory, last quarter to second")?, number("growth: ")?),
    ])
}

/// The page that takes the server longest, with a fixed number of events.
fn pages() -> Result<Row> {
    slowest_page("100000")
}

/// The same with five million, by hand: filling a desk with them takes a quarter of an hour
/// and 3.2 GB.
pub(super) fn many() -> Result<Vec<Row>> {
    Ok(vec![slowest_page("5000000")?])
}

fn slowest_page(events: &str) -> Result<Row> {
    let workload = build_workload("usher-desk", "pages_bench")?;
    let output = Program::new(&workload).args([events]).output()?;
    let slowest = after(&output, "slowest: ").context("pages_bench did not print `slowest: N`")?;
    let budget = format!("desk slowest page, {events} events");
    Ok(Row::limited(Budgets::read()?.get(&budget)?, slowest))
}

/// The desk beside InfluxDB on the same work, by hand; the workload is
/// `docs/desk/beside_influxdb.py`.
pub(super) fn beside() -> Result<Vec<Row>> {
    if !program::is_installed("influxd") {
        bail!("influxd is missing: apt-get install influxdb");
    }
    Program::cargo()
        .args(["build", "--quiet", "--release", "--package", "usher-desk", "--bin", "usher"])
        .run()?;
    let output = Program::new("python3")
        .args([workspace::root().join("docs/desk/beside_influxdb.py")])
        .args([workspace::target().join("release/usher")])
        .output()?;
    let number = |label: &str| {
        after(&output, label).with_context(|| format!("the script did not print `{label}N`"))
    };
    Ok(vec![
        Row::free("desk beside InfluxDB: the desk", number("usher: ")?, "events/s"),
        Row::free("desk beside InfluxDB: InfluxDB", number("influxdb: ")?, "events/s"),
        Row::free("desk beside InfluxDB: events for one of InfluxDB's", number("ratio: ")?, ""),
    ])
}

fn intake() -> Result<Vec<Row>> {
    let workload = build_workload("usher-desk", "intake_bench")?;
    let output = Program::new(&workload).output()?;
    let number = |label: &str| {
        after(&output, label).with_context(|| format!("intake_bench did not print `{label}N`"))
    };
    let budgets = Budgets::read()?;
    Ok(vec![
        Row::free("desk raw inserts", number("raw: ")?, "events/s"),
        Row::free("desk raw inserts, large commits", number("large: ")?, "events/s"),
        Row::free("desk intake over HTTP", number("http: ")?, "events/s"),
        Row::limited(budgets.get("desk raw inserts for one over HTTP")?, number("ratio: ")?),
        // The aim on a quiet machine is 50 ms; what is held is the row after it.
        Row::free("desk intake at half load, p99", number("p99: ")?, "ms"),
        Row::limited(
            budgets.get("desk intake at half load, p99 to a raw commit's")?,
            number("wait: ")?,
        ),
        Row::free("desk projections drawn anew", number("rebuild: ")?, "events/s"),
    ])
}
