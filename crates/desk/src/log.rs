//! The log on stderr.

use crate::cli::LogFormat;
use std::io::{IsTerminal, stderr};
use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Where our own lines come from, as `tracing` names it.
const OURS: &str = "usher";

/// Starts the log.
///
/// Only our own lines are in it. Libraries log what passes through them: at `trace`,
/// one writes the address of every request, which may name a visitor.
pub fn start(level: Level, format: LogFormat) {
    let ours = Targets::new().with_target(OURS, level);
    // Colours are for people: in a file they are bytes that hide words.
    let lines = fmt::layer().with_writer(stderr).with_ansi(stderr().is_terminal());
    match format {
        LogFormat::Text => tracing_subscriber::registry().with(ours).with(lines).init(),
        LogFormat::Json => tracing_subscriber::registry().with(ours).with(lines.json()).init(),
    }
}
