//! The files that are written: one a language, and the index that names them.

use super::shelf::Content;
use super::tree::Article;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use usher_schema::content::VERSION;

/// The name of the index.
pub const INDEX: &str = "usher_content.json";

/// The content of one language, as it is written, by us or by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Of the form.
    pub version: u32,
    /// The language of what does not say otherwise.
    pub language: String,
    /// The articles.
    pub articles: Vec<Article>,
}

/// Every file by its name, the index last: who copies them in this order never has an index
/// of what is not there yet. The same content gives the same bytes.
///
/// Errors: none that content can have; what JSON cannot say.
pub fn files(content: &Content) -> Result<Vec<(String, String)>, serde_json::Error> {
    let mut files = Vec::new();
    let mut languages = serde_json::Map::new();
    let mut all = Sha256::new();
    for (language, articles) in &content.languages {
        let written =
            Written { version: VERSION, language: language.clone(), articles: articles.clone() };
        let text = serde_json::to_string(&written)? + "\n";
        let name = format!("usher_content.{language}.json");
        all.update(text.as_bytes());
        let entry = json!({
            "file": name,
            "integrity": format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes()))),
            "bytes": text.len(),
            "articles": articles.len(),
        });
        languages.insert(language.clone(), entry);
        files.push((name, text));
    }
    let hash = all.finalize().iter().fold(String::new(), |mut hex, byte| {
        // A string never fails to be written to.
        if write!(hex, "{byte:02x}").is_err() {
            hex.clear();
        }
        hex
    });
    let index = json!({
        "version": VERSION,
        "language": content.language,
        "hash": hash,
        "languages": languages,
    });
    files.push((INDEX.to_owned(), format!("{index}\n")));
    Ok(files)
}
