//! Where a configuration comes from: a file or an address.

use crate::content::{is_content, is_made};
use crate::error::AppError;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Most bytes of a configuration; the widget's own reader is not made for more.
const MAX_BYTES: u64 = 1024 * 1024;

/// How long an address may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As the widget reads it.
    Json,
    /// For people; `usher compile` makes JSON of it.
    Toml,
    /// An article.
    Markdown,
}

/// A configuration as text.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file or the address, as it was given.
    pub name: String,
    /// How it is written.
    pub form: Form,
    /// What is written.
    pub text: String,
}

/// Reads a file, or fetches an address.
///
/// Errors: it cannot be read, is too large, or is no text.
pub fn read(name: &str) -> Result<Source, AppError> {
    let is_address = ["http://", "https://"].iter().any(|scheme| name.starts_with(scheme));
    let text = if is_address { fetch(name)? } else { read_file(name)? };
    let path = name.split(['?', '#']).next().unwrap_or_default();
    let is =
        |name: &str| Path::new(path).extension().is_some_and(|end| end.eq_ignore_ascii_case(name));
    let form = match () {
        () if is("toml") => Form::Toml,
        () if is("md") => Form::Markdown,
        () => Form::Json,
    };
    Ok(Source { name: name.to_owned(), form, text: text.trim_start_matches('\u{feff}').to_owned() })
}

/// The configuration in a folder, its files in the order of their names, or in the one file;
/// articles are left out.
///
/// Errors: a file that cannot be read.
pub(crate) fn configurations(from: &Path) -> Result<Vec<Source>, AppError> {
    let unread =
        |error: std::io::Error| AppError::Unreadable(from.display().to_string(), error.to_string());
    let mut paths = vec![from.to_owned()];
    if from.is_dir() {
        let entries = std::fs::read_dir(from).map_err(unread)?;
        paths = entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<Vec<PathBuf>, _>>()
            .map_err(unread)?;
        paths.retain(|path| {
            let is_made = path.file_name().is_some_and(|name| is_made(&name.to_string_lossy()));
            let is_config = path.extension().is_some_and(|end| end == "toml" || end == "json");
            path.is_file() && is_config && !is_made
        });
    }
    paths.sort();
    let sources = paths.iter().map(|path| read(&path.display().to_string()));
    let sources = sources.collect::<Result<Vec<Source>, _>>()?;
    Ok(sources.into_iter().filter(|source| !is_content(source)).collect())
}

fn read_file(name: &str) -> Result<String, AppError> {
    let unread = |reason: String| AppError::Unreadable(name.to_owned(), reason);
    let size = std::fs::metadata(name).map_err(|error| unread(error.to_string()))?.len();
    if size > MAX_BYTES {
        return Err(unread(format!("it is larger than {} KiB", MAX_BYTES / 1024)));
    }
    std::fs::read_to_string(name).map_err(|error| unread(error.to_string()))
}

fn fetch(address: &str) -> Result<String, AppError> {
    let unread = |error: ureq::Error| AppError::Unreadable(address.to_owned(), error.to_string());
    let config = ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).build();
    let agent: ureq::Agent = config.into();
    let mut response = agent.get(address).call().map_err(unread)?;
    response.body_mut().with_config().limit(MAX_BYTES).read_to_string().map_err(unread)
}
