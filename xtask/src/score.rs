//! `score`: how well the widget does what cannot be right or wrong as a whole.

mod answer;
mod label;
mod pages;
mod sameness;
mod tally;

use anyhow::{Result, bail};
use lexopt::prelude::*;

use pages::PagesScore;

/// `score --pages DIR [--half seen|unseen] [--answers FILE] [--json]`.
pub(crate) fn command(args: &mut lexopt::Parser) -> Result<bool> {
    let mut pages = None;
    let mut half = None;
    let mut answers = None;
    let mut is_json = false;
    while let Some(arg) = args.next()? {
        match arg {
            Long("pages") => pages = Some(std::path::absolute(args.value()?)?),
            Long("half") => half = Some(args.value()?.parse()?),
            Long("answers") => answers = Some(std::path::absolute(args.value()?)?),
            Long("json") => is_json = true,
            other => return Err(other.unexpected().into()),
        }
    }
    match pages {
        Some(folder) => PagesScore { folder, half, answers }.run(is_json),
        None => bail!("say what to score: `--pages DIR`, a folder with a labels.jsonl"),
    }
}
