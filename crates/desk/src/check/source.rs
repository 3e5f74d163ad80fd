//! Where a configuration comes from: a file or an address.

use crate::error::AppError;
use std::path::Path;
use std::time::Duration;

/// Most bytes of a configuration; the widget's own reader is not made for more.
const MAX_BYTES: u64 = 1024 * 1024;

/// How long an address may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// How a configuration is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As the widget reads it.
    Json,
    /// For people; `usher compile` makes JSON of it.
    Toml,
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
    let is_toml = Path::new(path).extension().is_some_and(|end| end.eq_ignore_ascii_case("toml"));
    Ok(Source {
        name: name.to_owned(),
        form: if is_toml { Form::Toml } else { Form::Json },
        text: text.trim_start_matches('\u{feff}').to_owned(),
    })
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
