//! Every key of the configuration: what it means and what it may be.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};
use usher_engine::{Purpose, STARTER_PACK};

use crate::event::merge;
use crate::manners;
use crate::written;

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// A whole number, 0 or more.
    Number,
    /// One of some words.
    Word,
    /// A list of words.
    Words,
    /// Keys of its own.
    Group,
    /// What the site owner wrote: read as a whole.
    Written,
}

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub enum Limit {
    /// From the first to the second, or more where there is no second.
    Between(i64, Option<i64>),
    /// One of these words, or a list of them.
    Words(fn() -> Vec<String>),
    /// Whatever its keys say.
    Keys,
    /// What a schema of its own says; and the same in words.
    Schema(fn() -> Value, &'static str),
}

/// One key.
#[derive(Clone, Debug)]
pub struct Note {
    /// Where it stands, as a path of keys.
    pub path: &'static str,
    /// What it takes.
    pub kind: KeyKind,
    /// What it does, as half a sentence.
    pub meaning: &'static str,
    /// What counts when it is missing, as JSON.
    pub default: Value,
    /// What it may be.
    pub limit: Limit,
}

/// Every key, in the order of the documents. A test holds it against the reader.
pub static NOTES: LazyLock<Vec<Note>> = LazyLock::new(|| {
    let row = |path, kind, meaning, default, limit| Note { path, kind, meaning, default, limit };
    let word = |path, meaning, default: &str, limit| {
        row(path, KeyKind::Word, meaning, json!(default), limit)
    };
    let mut notes =
        vec![row("manners", KeyKind::Group, "limits on unasked cards", json!({}), Limit::Keys)];
    notes.extend(manners::notes());
    notes.extend(written::notes());
    notes.extend([
        row(
            "without",
            KeyKind::Words,
            "plays of the starter pack that are not wanted",
            json!([]),
            Limit::Words(plays),
        ),
        word(
            "before_consent",
            "what may happen before a choice; `page` has an effect only with `consent = \"site\"`",
            "quiet",
            Limit::Words(|| vec!["quiet".into(), "page".into()]),
        ),
        word(
            "consent",
            "who is the authority: the widget asks unless it finds a consent manager, the \
             site reports choices, a `manager` is waited for, or Google Consent Mode counts",
            "ask",
            Limit::Words(|| ["ask", "site", "manager", "google"].map(Into::into).into()),
        ),
        row(
            "consent_categories",
            KeyKind::Written,
            "what the categories of a consent manager are called, where they have no fixed names",
            json!({}),
            Limit::Schema(
                categories,
                "`help`, `analytics`, `personalise`, `share`, each a list of names",
            ),
        ),
        word(
            "gpc_scope",
            "what Global Privacy Control denies: `share`, or with `all` also analytics and \
             personalise",
            "share",
            Limit::Words(|| ["share", "all"].map(Into::into).into()),
        ),
        word(
            "respect_dnt",
            "whether Do Not Track is a refusal where no choice was made: the widget then does \
             not ask, and the visitor can choose in the panel",
            "no",
            Limit::Words(|| ["no", "yes"].map(Into::into).into()),
        ),
        row(
            "late_days",
            KeyKind::Number,
            "days without an order after which a client without a rhythm counts as late",
            json!(180),
            Limit::Between(1, None),
        ),
        row(
            "lapsed_days",
            KeyKind::Number,
            "days without an order after which a client without a rhythm counts as lapsed",
            json!(365),
            Limit::Between(1, None),
        ),
    ]);
    notes
});

fn categories() -> Value {
    let names = json!({ "type": "array", "items": { "type": "string" }, "maxItems": 20 });
    let properties: Map<String, Value> = Purpose::CHOOSABLE
        .iter()
        .map(|purpose| (purpose.as_str().to_owned(), names.clone()))
        .collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn plays() -> Vec<String> {
    STARTER_PACK.iter().map(|play| play.id.0.to_string()).collect()
}

/// What is written about a key.
#[must_use]
pub fn note(path: &str) -> Option<&'static Note> {
    NOTES.iter().find(|note| note.path == path)
}

/// What a key takes, as the reader has it.
#[must_use]
pub fn kind(path: &str) -> Option<KeyKind> {
    note(path).map(|note| note.kind)
}

/// What a value may be, in words.
#[must_use]
pub fn allowed(note: &Note) -> String {
    match note.limit {
        Limit::Between(least, Some(most)) => format!("{least} to {most}"),
        Limit::Between(least, None) => format!("{least} and more"),
        Limit::Words(words) => {
            words().iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", ")
        }
        Limit::Keys => "keys of its own".to_owned(),
        Limit::Schema(_, words) => words.to_owned(),
    }
}

/// The schema of a configuration file, for editors and tests.
#[must_use]
pub fn config_schema() -> Value {
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:usher:schema:config:1",
        "title": "Configuration of Usher",
        "description": "Every key may be missing.",
    });
    let mut group = group_schema("");
    // Editors read the schema's address from this key; the widget's reader leaves it out.
    if let Some(properties) = group.pointer_mut("/properties").and_then(Value::as_object_mut) {
        properties.shift_insert(0, "$schema".into(), json!({ "type": "string" }));
    }
    merge(&mut schema, group);
    schema
}

fn group_schema(prefix: &str) -> Value {
    let properties: Map<String, Value> = NOTES
        .iter()
        .filter_map(|note| {
            let name = note.path.strip_prefix(prefix)?;
            (!name.contains('.')).then(|| (name.to_owned(), key_schema(note)))
        })
        .collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn key_schema(note: &Note) -> Value {
    let mut schema = match note.kind {
        KeyKind::Number => json!({ "type": "integer", "minimum": 0 }),
        KeyKind::Word => json!({ "type": "string" }),
        KeyKind::Words => json!({ "type": "array", "items": { "type": "string" } }),
        KeyKind::Group => group_schema(&format!("{}.", note.path)),
        KeyKind::Written => json!({}),
    };
    let limits = match (note.limit, note.kind) {
        (Limit::Between(least, Some(most)), _) => json!({ "minimum": least, "maximum": most }),
        (Limit::Between(least, None), _) => json!({ "minimum": least }),
        (Limit::Words(words), KeyKind::Words) => {
            json!({ "items": { "type": "string", "enum": words() } })
        }
        (Limit::Words(words), _) => json!({ "enum": words() }),
        (Limit::Keys, _) => json!({}),
        (Limit::Schema(schema, _), _) => schema(),
    };
    merge(&mut schema, limits);
    merge(&mut schema, json!({ "description": note.meaning, "default": note.default }));
    schema
}

#[cfg(test)]
mod tests {
    use super::*;
    use usher_engine::{Config, Json};

    fn issues(path: &str, value: &str) -> usize {
        let text = match path.split_once('.') {
            Some((group, key)) => format!("{{\"{group}\":{{\"{key}\":{value}}}}}"),
            None => format!("{{\"{path}\":{value}}}"),
        };
        Config::read_whole(&Json::read(&text).unwrap()).1.len()
    }

    #[test]
    fn the_limits_are_those_of_the_reader() {
        for note in NOTES.iter() {
            match note.limit {
                Limit::Between(least, most) => {
                    let most = most.unwrap_or(least + 1_000);
                    for within in [least, most] {
                        assert_eq!(issues(note.path, &within.to_string()), 0, "{}", note.path);
                    }
                    assert_eq!(issues(note.path, &(least - 1).to_string()), 1, "{}", note.path);
                    if let Limit::Between(_, Some(most)) = note.limit {
                        assert_eq!(issues(note.path, &(most + 1).to_string()), 1, "{}", note.path);
                    }
                }
                Limit::Words(words) => {
                    for word in words().into_iter().chain(["nothing".to_owned()]) {
                        let is_list = kind(note.path) == Some(KeyKind::Words);
                        let value = if is_list { json!([word]) } else { json!(word) };
                        let found = issues(note.path, &value.to_string());
                        assert_eq!(found, usize::from(word == "nothing"), "{} {word}", note.path);
                    }
                }
                Limit::Keys | Limit::Schema(..) => {}
            }
            let default = note.default.to_string();
            assert_eq!(issues(note.path, &default), 0, "{}", note.path);
        }
    }
}
