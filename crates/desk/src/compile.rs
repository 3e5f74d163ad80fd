//! `usher compile`: what people write, in the form the widget reads.

use crate::check::{Document, Finding, Source, configurations, examine, nothing, text};
use crate::content::{self, ContentOptions, Reading};
use crate::error::AppError;
use clap::Args;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use usher_engine::Json;

/// What `usher compile` can be told.
#[derive(Clone, Debug, Default, Args)]
pub struct CompileOptions {
    /// A file or a folder: configuration in JSON and TOML, joined in the order of their names,
    /// and articles in Markdown or JSON
    #[arg(value_name = "DIR|FILE")]
    pub from: PathBuf,

    /// Where the configuration goes; standard output without it
    #[arg(short, long = "output", value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// The folder articles go to: usher_content.json, and a file a language beside it
    #[arg(long = "content", value_name = "DIR")]
    pub content: Option<PathBuf>,

    /// What is said about the articles.
    #[command(flatten)]
    pub about: ContentOptions,
}

/// Checks and compiles; whether there was nothing wrong. Nothing is written where
/// something is.
///
/// Errors: a file that cannot be read or written; articles, and nowhere to put them.
pub fn compile(options: &CompileOptions) -> Result<bool, AppError> {
    let reading = content::read(content::sources(&options.from)?, &options.about);
    let configurations = configurations(&options.from)?;
    if reading.sources.is_empty() && configurations.is_empty() {
        return Err(nothing(&options.from));
    }
    let is_content_right = told(&reading);
    let bundle = joined(&configurations);
    let (true, Some(bundle)) = (is_content_right, bundle) else { return Ok(false) };
    if !reading.sources.is_empty() {
        write_content(&reading, options)?;
    }
    // Who keeps articles alone has a configuration elsewhere, if at all.
    if !configurations.is_empty() {
        let json = Value::Object(bundle).to_string();
        match &options.output {
            Some(path) => write(path, &(json + "\n"))?,
            None => println!("{json}"),
        }
    }
    Ok(true)
}

fn write(path: &Path, text: &str) -> Result<(), AppError> {
    std::fs::write(path, text).map_err(|error| AppError::Unwritable(path.to_owned(), error))
}

/// Prints what is wrong with articles; whether they can be used.
fn told(reading: &Reading) -> bool {
    for (number, finding) in &reading.found {
        if let Some(source) = reading.sources.get(*number) {
            eprintln!("{}", text(source, finding));
        }
    }
    reading.found.iter().all(|(_, finding)| finding.is_warning)
}

fn write_content(reading: &Reading, options: &CompileOptions) -> Result<(), AppError> {
    let Some(folder) = &options.content else {
        let reason = "there are articles in it\n  Fix: name the folder they are to be written to \
                      with --content DIR.";
        return Err(AppError::Unreadable(options.from.display().to_string(), reason.to_owned()));
    };
    let files = content::file::files(&reading.content).map_err(|error| {
        AppError::Unreadable(options.from.display().to_string(), error.to_string())
    })?;
    for (name, text) in &files {
        write(&folder.join(name), text)?;
    }
    for (language, articles) in &reading.content.languages {
        let left = articles.iter().filter(|article| article.language.is_some()).count();
        eprintln!("{language}: {} articles, {left} of them not translated", articles.len());
    }
    Ok(())
}

/// The bundle of a file or a folder, for the desk to serve.
///
/// Errors: it cannot be read, or something in it is wrong, which was printed.
pub(crate) fn bundle(from: &Path) -> Result<Map<String, Value>, AppError> {
    let sources = configurations(from)?;
    if sources.is_empty() {
        return Err(nothing(from));
    }
    joined(&sources).ok_or_else(|| {
        let reason = "something in it is wrong, as said above\n  Fix: put it right; \
                      `usher check` says when it is."
            .to_owned();
        AppError::Unreadable(from.display().to_string(), reason)
    })
}

/// Everything in one, or `None` where something is wrong, which is printed.
fn joined(sources: &[Source]) -> Option<Map<String, Value>> {
    let mut bundle = Map::new();
    let mut is_right = true;
    for source in sources {
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
    is_right.then_some(bundle)
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
                let finding = Finding::new(path.clone(), span, &what)
                    .with_help("take it out of one of the two");
                doubled.push((path, finding));
            }
        }
    }
}

pub(crate) fn of_engine(json: &Json) -> Value {
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
