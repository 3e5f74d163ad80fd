//! `score`: how well the widget does what cannot be right or wrong as a whole.

mod answer;
mod label;
mod pages;
mod redaction;
mod sameness;
mod search;
mod shelf;
mod tally;

use anyhow::{Result, bail};
use lexopt::prelude::*;

use pages::PagesScore;

/// `score --pages DIR [--half seen|unseen] [--answers FILE] [--json]`, or
/// `score --redaction FILE [--vocabulary FILE] [--json]`, or `score --search [--misses]`.
pub(crate) fn command(args: &mut lexopt::Parser) -> Result<bool> {
    let (mut pages, mut half, mut answers) = (None, None, None);
    let (mut corpus, mut words) = (None, None);
    let (mut is_search, mut told) = (false, search::Told::Nothing);
    let mut is_json = false;
    while let Some(arg) = args.next()? {
        match arg {
            Long("pages") => pages = Some(std::path::absolute(args.value()?)?),
            Long("half") => half = Some(args.value()?.parse()?),
            Long("answers") => answers = Some(std::path::absolute(args.value()?)?),
            Long("redaction") => corpus = Some(std::path::absolute(args.value()?)?),
            Long("vocabulary") => words = Some(std::path::absolute(args.value()?)?),
            Long("search") => is_search = true,
            Long("misses") => told = search::Told::Misses,
            Long("json") => is_json = true,
            other => return Err(other.unexpected().into()),
        }
    }
    if is_search {
        return search::run(told, is_json);
    }
    match (pages, corpus) {
        (Some(folder), None) => PagesScore { folder, half, answers }.run(is_json),
        (None, Some(corpus)) => redaction::run(&corpus, words.as_deref(), is_json),
        _ => bail!(
            "say what to score: `--pages DIR`, a folder with a labels.jsonl, or \
             `--redaction FILE`, a list of cases, or `--search`"
        ),
    }
}
