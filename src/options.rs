//! What the script tag says, handed over by the loader.

use serde::Deserialize;
use usher_engine::{Config, ConfigWire};
use wasm_bindgen::JsValue;

use crate::codec;
use crate::host::log;

/// The `data-` attributes of the script tag; every one may be missing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Options {
    /// Where events go; without it they stay on the device.
    pub(crate) endpoint: Option<String>,
    /// Address of the owner's configuration.
    pub(crate) config: Option<String>,
    /// Language, where it is not that of the page.
    pub(crate) lang: Option<String>,
    /// `ask` or `site`.
    pub(crate) consent: Option<String>,
    /// `quiet` or `page`.
    pub(crate) before_consent: Option<String>,
}

/// The settings from the configuration file and the script tag; the tag wins.
///
/// A file that is missing or malformed is named in the console once, and the
/// defaults count.
pub(crate) fn settings(options: &Options, file: Option<JsValue>) -> Config {
    let mut wire = match file {
        None => ConfigWire::default(),
        Some(value) => codec::read(value).unwrap_or_else(|| {
            log::warn(
                "the configuration file was read, but a value in it has the wrong type; \
                 the defaults are used. `usher check` names the place",
            );
            ConfigWire::default()
        }),
    };
    wire.consent = options.consent.clone().or(wire.consent);
    wire.before_consent = options.before_consent.clone().or(wire.before_consent);
    let (config, issues) = wire.read();
    if let Some(issue) = issues.first() {
        let mut text = String::from("configuration, `");
        text.push_str(issue.path);
        text.push_str("`: ");
        text.push_str(issue.reason);
        log::warn(&text);
    }
    config
}
