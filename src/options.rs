//! What the script tag says, handed over by the loader.

use usher_engine::{Config, ConfigIssue, Json, NotJson};
use wasm_bindgen::JsValue;

use crate::host::log;
use crate::property;

/// The `data-` attributes of the script tag; every one may be missing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// Where events go; without it they stay on the device.
    pub(crate) endpoint: Option<String>,
    /// What is in the owner's configuration file.
    pub(crate) config_text: Option<String>,
    /// The visitor's language.
    pub(crate) lang: String,
    /// `ask` or `site`.
    pub(crate) consent: Option<String>,
    /// `quiet` or `page`.
    pub(crate) before_consent: Option<String>,
}

impl Options {
    /// Reads what the loader hands over.
    pub(crate) fn read(given: &JsValue) -> Self {
        let text = |name: &str| property::get(given, name).as_string();
        Self {
            endpoint: text("endpoint"),
            config_text: text("configText"),
            lang: property::text(given, "lang"),
            consent: text("consent"),
            before_consent: text("beforeConsent"),
        }
    }
}

/// The settings from the configuration file and the script tag; the tag wins.
///
/// A file that is malformed is named in the console once, and the defaults count.
pub(crate) fn settings(options: &Options) -> Config {
    let mut fields = options.config_text.as_deref().map(read_file).unwrap_or_default();
    for (key, word) in [("consent", &options.consent), ("before_consent", &options.before_consent)]
    {
        if let Some(word) = word {
            fields.retain(|(known, _)| known != key);
            fields.push((key.to_owned(), Json::Text(word.clone())));
        }
    }
    Config::begin(Json::Object(fields))
}

/// Names something in the configuration that was not taken as written.
pub(crate) fn warn_of(issue: &ConfigIssue) {
    let mut text = String::from("configuration, `");
    text.push_str(&issue.path);
    text.push_str("`: ");
    text.push_str(issue.reason);
    log::warn(&text);
}

fn read_file(text: &str) -> Vec<(String, Json)> {
    let at = match Json::read(text) {
        Ok(Json::Object(fields)) => return fields,
        Ok(_) => 0,
        Err(NotJson { at }) => at,
    };
    let before = text.get(..at).unwrap_or(text);
    let mut warning = String::from("the configuration file is not a JSON object from line ");
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    warning.push_str(&usher_engine::to_json(&u32::try_from(line).unwrap_or(0)));
    warning.push_str(" on; the defaults count");
    log::warn(&warning);
    Vec::new()
}
