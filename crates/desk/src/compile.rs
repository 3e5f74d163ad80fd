//! `usher compile`: what people write, in the form the widget reads.

use crate::check::{Document, Finding, Source, examine, read, text};
use crate::error::AppError;
use clap::Args;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use usher_engine::Json;

/// What `usher compile` can be told.
#[derive(Clone, Debug, Args)]
pub struct CompileOptions {
    /// A configuration file, or a folder of them: JSON and TOML, joined in the order of their names
    #[arg(value_name = "DIR|FILE")]
    pub from: PathBuf,

    /// Where the JSON goes; standard output without it
    #[arg(short, long = "output", value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Checks and compiles; whether there was nothing wrong. Nothing is written where
/// something is.
///
/// Errors: a file that cannot be read or written.
pub fn compile(options: &CompileOptions) -> Result<bool, AppError> {
    let Some(bundle) = joined(&options.from)? else { return Ok(false) };
    let json = Value::Object(bundle).to_string();
    match &options.output {
        Some(path) => std::fs::write(path, json + "\n")
            .map_err(|error| AppError::Unwritable(path.clone(), error))?,
        None => println!("{json}"),
    }
    Ok(true)
}

/// The bundle of a file or a folder, for the desk to serve.
///
/// Errors: it cannot be read, or something in it is wrong, which was printed.
pub(crate) fn bundle(from: &Path) -> Result<Map<String, Value>, AppError> {
    joined(from)?.ok_or_else(|| {
        let reason = "something in it is wrong, as said above\n  Fix: put it right; \
                      `usher check` says when it is."
            .to_owned();
        AppError::Unreadable(from.display().to_string(), reason)
    })
}

/// Everything in one, or `None` where something is wrong, which is printed.
fn joined(from: &Path) -> Result<Option<Map<String, Value>>, AppError> {
    let sources = sources(from)?;
    let mut bundle = Map::new();
    let mut is_right = true;
    for source in &sources {
        for finding in examine(source) {
            eprintln!("{}", text(source, &finding));
            is_right = false;
        }
        if let Ok(document) = Document::read(source) {
            for (key, finding) in join(&mut bundle, &document) {
                eprintln!("{}", text(source, &finding));
                tracing::debug!(key, "set by two files");
                is_right = false;
            }
        }
    }
    Ok(is_right.then_some(bundle))
}

/// The files of a folder by name, or the one file.
fn sources(from: &Path) -> Result<Vec<Source>, AppError> {
    let unread =
        |error: std::io::Error| AppError::Unreadable(from.display().to_string(), error.to_string());
    if !from.is_dir() {
        return Ok(vec![read(&from.display().to_string())?]);
    }
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(from).map_err(unread)? {
        let path = entry.map_err(unread)?.path();
        let is_config = path.extension().is_some_and(|end| end == "toml" || end == "json");
        if is_config && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    if paths.is_empty() {
        let reason = "there is no .toml and no .json file in it".to_owned();
        return Err(AppError::Unreadable(from.display().to_string(), reason));
    }
    paths.iter().map(|path| read(&path.display().to_string())).collect()
}

/// Puts a document into the bundle; a key that is there already is a mistake,
/// unless both are groups of different keys.
fn join(bundle: &mut Map<String, Value>, document: &Document) -> Vec<(String, Finding)> {
    let mut doubled = Vec::new();
    join_at(bundle, &document.json(), (document, ""), &mut doubled);
    doubled
}

fn join_at(
    bundle: &mut Map<String, Value>,
    json: &Json,
    (document, prefix): (&Document, &str),
    doubled: &mut Vec<(String, Finding)>,
) {
    let Json::Object(fields) = json else { return };
    for (key, value) in fields.iter().filter(|(key, _)| key != "$schema") {
        let path = format!("{prefix}{key}");
        match (bundle.get_mut(key), value) {
            (None, value) => {
                bundle.insert(key.clone(), of_engine(value));
            }
            (Some(Value::Object(group)), Json::Object(_)) => {
                join_at(group, value, (document, &format!("{path}.")), doubled);
            }
            (Some(_), _) => {
                let span = document.find(&path).map_or(0..0, |(span, _)| span);
                let what = format!("`{path}` is set by an earlier file already");
                let help = vec!["take it out of one of the two".to_owned()];
                doubled.push((path.clone(), Finding { path, span, what, help }));
            }
        }
    }
}

fn of_engine(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::from(*flag),
        Json::Number(number) => Value::from(*number),
        Json::Decimal(text) => serde_json::from_str(text).unwrap_or(Value::Null),
        Json::Text(text) => Value::from(text.as_str()),
        Json::List(list) => Value::Array(list.iter().map(of_engine).collect()),
        Json::Object(fields) => Value::Object(
            fields.iter().map(|(key, value)| (key.clone(), of_engine(value))).collect(),
        ),
    }
}
