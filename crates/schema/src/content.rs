//! Content: articles and guides as the widget reads them, one file a language, and the
//! index of those files.
//!
//! The tree has words, links, pictures with their size, and nothing else: no markup, no
//! number that changes, no clock, no place or size on the screen, nothing that opens by
//! itself. What is not described is refused.

mod node;

use serde_json::{Map, Value, json};

use node::{BLOCKS, INLINES, blocks, inlines};

/// The version in each file. A change that breaks a reader needs a new one.
pub const VERSION: u32 = 1;

/// Most articles of one language: what a search on the device is made for.
pub const MAX_ARTICLES: usize = 500;

/// Most characters of a title: two lines on a phone.
pub const MAX_TITLE: usize = 120;

/// Most characters of a summary.
pub const MAX_SUMMARY: usize = 300;

/// Most words to be found by.
pub const MAX_KEYWORDS: usize = 20;

/// Most steps of a guide; who needs more reads an article.
pub const MAX_STEPS: usize = 12;

/// Most blocks beside each other, and items of a list.
pub const MAX_BLOCKS: usize = 200;

/// Most characters of a stretch of text.
pub const MAX_TEXT: usize = 4_000;

/// Most lists and quotes inside each other; no schema can say this.
pub const MAX_DEPTH: usize = 3;

/// Most characters of an address.
pub const MAX_ADDRESS: usize = 2_000;

/// Most pixels of a side of a picture.
pub const MAX_SIDE: u32 = 10_000;

/// Most columns of a table: a phone shows no more.
pub const MAX_COLUMNS: usize = 6;

/// Most selectors of an anchor.
pub const MAX_SELECTORS: usize = 5;

/// A key of the front matter of an article.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// Whether it has to be there.
    pub is_needed: bool,
    /// What it takes, in words.
    pub takes: &'static str,
    /// What it says, as half a sentence.
    pub meaning: &'static str,
}

/// The front matter of an article.
pub const FRONT_MATTER: [Key; 6] = [
    Key {
        name: "title",
        is_needed: true,
        takes: "text of 1 to 120 characters",
        meaning: "one line; what a search shows",
    },
    Key {
        name: "summary",
        is_needed: false,
        takes: "text of 1 to 300 characters",
        meaning: "one or two lines under the title",
    },
    Key {
        name: "keywords",
        is_needed: false,
        takes: "a list of at most 20 texts of 1 to 120 characters",
        meaning: "what visitors call it, where the text does not",
    },
    Key {
        name: "kind",
        is_needed: false,
        takes: "`\"article\"` or `\"guide\"`",
        meaning: "whether each `##` begins a step; an article where it is missing",
    },
    Key {
        name: "language",
        is_needed: false,
        takes: "a code such as `\"en\"` or `\"pt-BR\"`",
        meaning: "where the name of the file does not say it",
    },
    Key {
        name: "anchors",
        is_needed: false,
        takes: "tables with `selectors` and `text`",
        meaning: "other ways to find the place of a step, by its `data-usher`",
    },
];

/// The limits of an article, in words, as the documents show them.
#[must_use]
pub fn limits() -> [(&'static str, String); 8] {
    let characters = |most: usize| format!("{most} characters");
    [
        ("articles of a language", MAX_ARTICLES.to_string()),
        ("title, heading, keyword", characters(MAX_TITLE)),
        ("summary, words about a picture, the line under it", characters(MAX_SUMMARY)),
        ("a paragraph, a cell, a block of code", characters(MAX_TEXT)),
        ("parts below each other, items of a list, rows of a table", MAX_BLOCKS.to_string()),
        ("steps of a guide", MAX_STEPS.to_string()),
        ("an address", characters(MAX_ADDRESS)),
        ("a side of a picture", format!("{MAX_SIDE} pixels")),
    ]
}

/// The schema of the content of one language.
#[must_use]
pub fn content_schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:usher:schema:content:1",
        "title": "Content of Usher in one language",
        "type": "object",
        "properties": {
            "$schema": { "type": "string" },
            "version": version(),
            "language": reference("language"),
            "articles": list(reference("article"), (0, MAX_ARTICLES)),
        },
        "required": ["version", "language", "articles"],
        "additionalProperties": false,
        "$defs": definitions(),
    })
}

/// The schema of the index: which languages there are, and in which files.
#[must_use]
pub fn index_schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:usher:schema:content-index:1",
        "title": "Languages of the content of Usher",
        "type": "object",
        "properties": {
            "version": version(),
            "language": reference("language"),
            "hash": described(json!({ "type": "string" }), "of all files, in hexadecimal"),
            "languages": described(
                json!({ "type": "object", "additionalProperties": reference("file") }),
                "the files by their language",
            ),
        },
        "required": ["version", "language", "hash", "languages"],
        "$defs": {
            "language": language(),
            "file": described(file(), "the content of one language"),
        },
    })
}

/// Open, because more may be said about a language later.
fn file() -> Value {
    let mut schema = object(
        &[
            ("file", text(MAX_ADDRESS), "its name, beside the index"),
            ("integrity", text(MAX_ADDRESS), "its SHA-256, as `fetch` takes it"),
            ("bytes", number(0, None), "its size"),
            ("articles", number(0, None), "how many articles are in it"),
        ],
        &["file", "integrity", "bytes", "articles"],
    );
    if let Some(schema) = schema.as_object_mut() {
        schema.remove("additionalProperties");
    }
    schema
}

fn version() -> Value {
    json!({ "const": VERSION, "description": "of the form of this file" })
}

fn language() -> Value {
    let shape = json!({ "type": "string", "pattern": "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$" });
    described(shape, "a language, such as `en` or `pt-BR`")
}

fn definitions() -> Value {
    let mut all = Map::new();
    let mut put = |name: &str, schema: Value, meaning: &str| {
        all.insert(name.to_owned(), described(schema, meaning));
    };
    put("language", language(), "a language, such as `en` or `pt-BR`");
    let id =
        json!({ "type": "string", "maxLength": MAX_TITLE, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" });
    put("id", id, "small letters, digits and hyphens");
    let address = json!({
        "type": "string",
        "maxLength": MAX_ADDRESS,
        "pattern": "^(/(?![/\\\\])|https://|mailto:|tel:)",
    });
    put("address", address, "a path of the shop, or an https, mailto or tel address");
    let picture = json!({
        "type": "string",
        "maxLength": MAX_ADDRESS,
        "pattern": "^(/(?![/\\\\])|https://)",
    });
    put("picture", picture, "a path of the shop or an https address");
    put("article", article(), "an article; with steps a guide");
    put("step", step(), "one step of a guide");
    put("anchor", anchor(), "the element of the page a step is about: by its key first");
    put("block", one_of(&BLOCKS), "what stands below each other");
    for (name, schema, meaning) in blocks() {
        put(name, schema, meaning);
    }
    put("inline", one_of(&INLINES), "what stands in a line");
    for (name, schema, meaning) in inlines() {
        put(name, schema, meaning);
    }
    Value::Object(all)
}

fn article() -> Value {
    object(
        &[
            ("id", reference("id"), "its name, used once"),
            ("language", reference("language"), "where it is not that of the file"),
            ("title", text(MAX_TITLE), "one line"),
            ("summary", text(MAX_SUMMARY), "one or two lines under it"),
            ("keywords", list(text(MAX_TITLE), (0, MAX_KEYWORDS)), "what it is also called"),
            ("blocks", below(), "the text; before the steps of a guide"),
            ("steps", list(reference("step"), (1, MAX_STEPS)), "of a guide"),
        ],
        &["id", "title", "blocks"],
    )
}

fn step() -> Value {
    object(
        &[
            ("title", text(MAX_TITLE), "one line"),
            ("id", text(MAX_TITLE), "its name in links, used once in the article"),
            ("anchor", reference("anchor"), "the element it is about"),
            ("blocks", below(), "the text"),
        ],
        &["title", "id", "blocks"],
    )
}

fn anchor() -> Value {
    object(
        &[
            ("key", text(MAX_TITLE), "the value of its attribute `data-usher`"),
            (
                "selectors",
                list(text(MAX_SUMMARY), (1, MAX_SELECTORS)),
                "CSS selectors, where there is no such attribute",
            ),
            ("text", text(MAX_TITLE), "the words on it"),
        ],
        &["key"],
    )
}

fn object(fields: &[(&str, Value, &str)], required: &[&str]) -> Value {
    let field = |(name, schema, meaning): &(&str, Value, &str)| {
        ((*name).to_owned(), described(schema.clone(), meaning))
    };
    json!({
        "type": "object",
        "properties": fields.iter().map(field).collect::<Map<_, _>>(),
        "required": required,
        "additionalProperties": false,
    })
}

fn described(mut schema: Value, meaning: &str) -> Value {
    if let Some(schema) = schema.as_object_mut().filter(|_| !meaning.is_empty()) {
        schema.insert("description".into(), json!(meaning));
    }
    schema
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn one_of(names: &[&str]) -> Value {
    json!({ "oneOf": names.iter().map(|name| reference(name)).collect::<Vec<_>>() })
}

fn text(most: usize) -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": most })
}

fn number(least: u32, most: Option<u32>) -> Value {
    match most {
        Some(most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        None => json!({ "type": "integer", "minimum": least }),
    }
}

fn list(items: Value, (least, most): (usize, usize)) -> Value {
    json!({ "type": "array", "items": items, "minItems": least, "maxItems": most })
}

fn line() -> Value {
    list(reference("inline"), (1, MAX_BLOCKS))
}

fn below() -> Value {
    list(reference("block"), (0, MAX_BLOCKS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_about_front_matter_say_the_limits() {
        let takes = |name: &str| {
            FRONT_MATTER.iter().find(|key| key.name == name).map(|key| key.takes).unwrap()
        };
        assert_eq!(takes("title"), format!("text of 1 to {MAX_TITLE} characters"));
        assert_eq!(takes("summary"), format!("text of 1 to {MAX_SUMMARY} characters"));
        assert_eq!(
            takes("keywords"),
            format!("a list of at most {MAX_KEYWORDS} texts of 1 to {MAX_TITLE} characters")
        );
    }
}
