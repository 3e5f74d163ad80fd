//! `GET /bundle.json` and `usher bundle`: the configuration the widget reads, with what
//! visitors are told became of their comments.
//!
//! What was published is one play of the format `thanks`, written as an owner would write
//! it, so the widget needs no code for it.

use crate::app::Desk;
use crate::compile;
use crate::config::Settings;
use crate::error::AppError;
use crate::serve::ServeOptions;
use crate::store::{Store, Thanks};
use axum::Json;
use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use clap::Args;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use usher_engine::{Config, Json as Read, Millis};

/// Most comments one card tells of: more would not be read.
const MOST_TOLD: usize = 3;

/// How much being heard is worth to a visitor: more than a written play says by itself
/// (50), less than being asked whether all is well (80).
const BENEFIT: u32 = 60;

/// How long a browser keeps it. Every page of the shop asks for it, and nobody minds
/// hearing five minutes later.
const CACHED: &str = "public, max-age=300";

/// The words around what was published, in the language of the shop.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Words {
    /// The title of the card.
    pub title: String,
    /// Before what was said.
    pub said: String,
    /// Before what was done.
    pub did: String,
    /// Why the visitor sees it.
    pub why: String,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            title: "You said, we did".to_owned(),
            said: "You said:".to_owned(),
            did: "We did:".to_owned(),
            why: "We asked you about your last order, and this is what became of the answers."
                .to_owned(),
        }
    }
}

/// The configuration of the owner, and the words for what is published.
#[derive(Debug, Default)]
pub struct Bundle {
    owner: Map<String, Value>,
    words: Words,
}

impl Bundle {
    /// Reads the owner's configuration, if there is one: a file, or a folder of them.
    ///
    /// Errors: it cannot be read, or something in it is wrong, which is printed.
    pub fn open(owner: Option<&Path>, words: Words) -> Result<Self, AppError> {
        let owner = owner.map(compile::bundle).transpose()?.unwrap_or_default();
        Ok(Self { owner, words })
    }

    /// What the widget reads; `published` begins with the newest.
    #[must_use]
    pub fn with(&self, published: &[Thanks]) -> Value {
        let mut bundle = self.owner.clone();
        if let Some(play) = self.play(published) {
            let plays = bundle.entry("plays").or_insert_with(|| json!([]));
            if let Value::Array(plays) = plays {
                plays.push(play);
            }
        }
        Value::Object(bundle)
    }

    /// How long a client without a rhythm may be away before they are late, and before they
    /// have lapsed: as the visitor's own device reads it in this configuration.
    #[must_use]
    pub fn patience(&self) -> [Millis; 2] {
        let json = Value::Object(self.owner.clone()).to_string();
        let json = Read::read(&json).unwrap_or(Read::Null);
        Config::read_whole(&json).0.patience
    }

    /// Its id has the number of the newest comment in it, so that something new is shown
    /// once more to who has read the last one to its end.
    fn play(&self, published: &[Thanks]) -> Option<Value> {
        let newest = published.first()?;
        let words = &self.words;
        let said = |thanks: &Thanks| format!("{} {}", words.said, thanks.said);
        let did = |thanks: &Thanks| format!("{} {}", words.did, thanks.did);
        let told = published.iter().take(MOST_TOLD);
        // The first one's words stand on the card already.
        let content = told.flat_map(|thanks| [said(thanks), did(thanks)]).skip(1);
        Some(json!({
            "id": format!("thanks-{}", newest.comment),
            "format": "thanks",
            "stage": "loyalty",
            "need": "social",
            "title": words.title,
            "summary": said(newest),
            "content": content.collect::<Vec<_>>(),
            "why": words.why,
            // Whoever was asked about the last order: then its days are counted no more.
            "when": { "orders": 1, "not": { "days_since_order": 0 } },
            "benefit": BENEFIT,
        }))
    }
}

/// The configuration of the widget, with what was published as thanks.
#[utoipa::path(
    get, path = "/bundle.json", tag = "widget",
    responses((status = 200, description = "What the widget reads as its configuration",
        content_type = "application/json", body = String)),
)]
pub(crate) async fn get(State(desk): State<Desk>, request: Request) -> Result<Response, AppError> {
    let rules = &desk.rules;
    if let Some(client) = rules.proxies.client(request.headers(), request.extensions()) {
        rules.rates.check(client)?;
    }
    let published = desk.store.published().await?;
    // Shops are of other origins, and all of it is for everyone who opens one.
    let headers = [(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"), (header::CACHE_CONTROL, CACHED)];
    Ok((headers, Json(desk.bundle.with(&published))).into_response())
}

/// What `usher bundle` can be told.
#[derive(Clone, Debug, Args)]
pub struct BundleOptions {
    /// The configuration file of the desk
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// The file events are kept in; it may be in use [default: usher.db]
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,

    /// Your configuration of the widget, which the thanks are put into: a file, or a folder
    #[arg(long, value_name = "DIR|FILE")]
    pub bundle: Option<PathBuf>,

    /// Where the JSON goes; standard output without it
    #[arg(short, long = "output", value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Writes the configuration of the widget with what was published.
///
/// Errors: the store or the configuration cannot be read, or the file cannot be written.
pub async fn bundle(options: BundleOptions) -> Result<(), AppError> {
    let BundleOptions { config, data, bundle, output } = options;
    let settings =
        Settings::read(&ServeOptions { config, data, bundle, ..ServeOptions::default() })?;
    if !settings.data.is_file() {
        return Err(AppError::NoStore { path: settings.data });
    }
    let bundle = Bundle::open(settings.bundle.as_deref(), settings.thanks)?;
    let store = Store::open(&settings.data)?;
    let published = store.published().await?;
    store.close().await?;
    let json = bundle.with(&published).to_string();
    match output {
        Some(path) => put(&path, &json),
        None => {
            println!("{json}");
            Ok(())
        }
    }
}

/// Takes the place of the old file at once: a shop that reads it meanwhile gets one of
/// the two, and never half of one.
fn put(path: &Path, json: &str) -> Result<(), AppError> {
    let unwritten = |error| AppError::Unwritable(path.to_owned(), error);
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    std::fs::write(&part, format!("{json}\n")).map_err(unwritten)?;
    std::fs::rename(&part, path).map_err(unwritten)
}
