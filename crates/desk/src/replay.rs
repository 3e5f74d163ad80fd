//! `usher replay`: plays recordings through the engine; with two configurations,
//! says which moments come out differently.

mod recording;

pub use recording::script_of_export;

use crate::check::{Document, examine, read, text};
use crate::error::AppError;
use clap::Args;
use std::collections::BTreeMap;
use std::fmt::Write;
use usher_engine::Config;
use usher_testkit::{Moment, play_moments};

/// What `usher replay` can be told.
#[derive(Clone, Debug, Args)]
pub struct ReplayOptions {
    /// Recordings: journey scripts (.journey), or events as the desk exports them (.jsonl)
    #[arg(required = true, value_name = "FILE")]
    pub recordings: Vec<String>,

    /// The configuration that counts, instead of the script's own or the defaults
    #[arg(long, value_name = "FILE")]
    pub config: Option<String>,

    /// A second configuration: prints only what it changes
    #[arg(long, value_name = "FILE")]
    pub against: Option<String>,

    /// Also print the rules that were looked at
    #[arg(long)]
    pub trace: bool,
}

/// One recording, as a script.
struct Recording {
    name: String,
    script: String,
}

/// Plays every recording and prints what came out; false if a configuration is wrong.
///
/// Errors: a file that cannot be read or played; says which line.
pub fn replay(options: &ReplayOptions) -> Result<bool, AppError> {
    let told = told(options)?;
    if let Some(told) = &told {
        print!("{told}");
    }
    Ok(told.is_some())
}

/// What came out, as text; none if a configuration is wrong.
///
/// Errors: a file that cannot be read or played; says which line.
pub fn told(options: &ReplayOptions) -> Result<Option<String>, AppError> {
    let mut recordings = Vec::new();
    for name in &options.recordings {
        recordings.extend(open(name)?);
    }
    let Some(config) = load(options.config.as_deref())? else { return Ok(None) };
    let Some(against) = load(options.against.as_deref())? else { return Ok(None) };
    let mut out = String::new();
    match against {
        Some(against) => {
            compare(&recordings, (config.as_ref(), &against), &mut out)?;
        }
        None => {
            for recording in &recordings {
                put(&mut out, &format!("# {}", recording.name));
                for moment in play(recording, config.as_ref())? {
                    put_moment(&mut out, &moment, options.trace);
                }
            }
        }
    }
    Ok(Some(out))
}

/// A script as it is, or one for each visit of an export.
fn open(name: &str) -> Result<Vec<Recording>, AppError> {
    let text = std::fs::read_to_string(name)
        .map_err(|error| AppError::Unreadable(name.to_owned(), error.to_string()))?;
    let is_export = text.trim_start().starts_with('{');
    if !is_export {
        return Ok(vec![Recording { name: name.to_owned(), script: text }]);
    }
    let visits =
        script_of_export(&text).map_err(|reason| AppError::Unreadable(name.to_owned(), reason))?;
    Ok(visits
        .into_iter()
        .map(|(visit, script)| Recording { name: format!("{name} {visit}"), script })
        .collect())
}

/// A configuration; none where none is named, and nothing at all where it is wrong.
#[expect(clippy::option_option, reason = "absent and wrong are two things")]
fn load(name: Option<&str>) -> Result<Option<Option<Config>>, AppError> {
    let Some(name) = name else { return Ok(Some(None)) };
    let source = read(name)?;
    let findings = examine(&source);
    for finding in &findings {
        eprintln!("{}", text(&source, finding));
    }
    let document = Document::read(&source).ok().filter(|_| findings.is_empty());
    Ok(document.map(|document| Some(Config::read_whole(&document.json()).0)))
}

fn play(recording: &Recording, config: Option<&Config>) -> Result<Vec<Moment>, AppError> {
    play_moments(&recording.script, config).map_err(|mistake| {
        let reason = format!("line {}: {}", mistake.line, mistake.reason);
        AppError::Unreadable(recording.name.clone(), reason)
    })
}

fn put(out: &mut String, line: &str) {
    out.push_str(line.trim_end());
    out.push('\n');
}

fn put_moment(out: &mut String, moment: &Moment, has_trace: bool) {
    put(out, &moment.what);
    for outcome in &moment.outcome {
        put(out, &format!("      -> {outcome}"));
    }
    let is_telling = has_trace && !moment.trace.is_empty();
    for line in moment.trace.lines().filter(|_| is_telling) {
        put(out, &format!("      | {line}"));
    }
}

/// What came out at each moment, by line and words. The numbers of batches are left
/// out: one batch more renumbers all that follow and changes nothing else.
fn outcomes(moments: &[Moment]) -> BTreeMap<(usize, &str), Vec<String>> {
    let plain = |outcome: &String| match outcome.strip_prefix("send #") {
        Some(rest) => format!("send {}", rest.split_once(' ').map_or("", |(_, names)| names)),
        None => outcome.clone(),
    };
    moments
        .iter()
        .map(|moment| {
            let outcome = moment.outcome.iter().map(plain).collect();
            ((moment.line, moment.what.as_str()), outcome)
        })
        .collect()
}

fn compare(
    recordings: &[Recording],
    (before, after): (Option<&Config>, &Config),
    out: &mut String,
) -> Result<(), AppError> {
    let (mut changed, mut all) = (0_usize, 0_usize);
    for recording in recordings {
        let old = play(recording, before)?;
        let new = play(recording, Some(after))?;
        let (old, new) = (outcomes(&old), outcomes(&new));
        let mut keys: Vec<_> = old.keys().chain(new.keys()).collect();
        keys.sort();
        keys.dedup();
        all += keys.len();
        let none = Vec::new();
        for key in keys {
            let (was, is) = (old.get(key).unwrap_or(&none), new.get(key).unwrap_or(&none));
            if was == is {
                continue;
            }
            changed += 1;
            put(out, &format!("{}:{}: {}", recording.name, key.0, key.1));
            was.iter().for_each(|outcome| put(out, &format!("    - {outcome}")));
            is.iter().for_each(|outcome| put(out, &format!("    + {outcome}")));
        }
    }
    // A string never fails to be written to.
    writeln!(out, "With the new rules, {changed} of {all} moments change.").map_err(|_| {
        AppError::Unreadable("the comparison".to_owned(), "it could not be written".to_owned())
    })
}
