//! Every key of the configuration: what it means and what it may be.

use serde_json::{Map, Value, json};
use usher_engine::{Manners, STARTER_PACK};

use crate::event::merge;

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
}

/// Every key, as a path, and what it takes. A test holds it against the reader.
pub const CONFIG_KEYS: [(&str, KeyKind); 9] = [
    ("manners", KeyKind::Group),
    ("manners.per_session", KeyKind::Number),
    ("manners.per_day", KeyKind::Number),
    ("manners.per_week", KeyKind::Number),
    ("manners.gap_minutes", KeyKind::Number),
    ("manners.earliest_seconds", KeyKind::Number),
    ("without", KeyKind::Words),
    ("before_consent", KeyKind::Word),
    ("consent", KeyKind::Word),
];

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub enum Limit {
    /// From 0 to this.
    AtMost(fn() -> i64),
    /// This and more.
    AtLeast(fn() -> i64),
    /// One of these words, or a list of them.
    Words(fn() -> Vec<String>),
    /// Whatever its keys say.
    Keys,
}

/// One key.
#[derive(Clone, Copy, Debug)]
pub struct Note {
    /// Where it stands, as a path of keys.
    pub path: &'static str,
    /// What it does, as half a sentence.
    pub meaning: &'static str,
    /// What counts when it is missing, as JSON.
    pub default: fn() -> Value,
    /// What it may be.
    pub limit: Limit,
}

/// Every key, in the order of the documents. A test holds it against the reader's.
pub const NOTES: [Note; 9] = [
    Note {
        path: "manners",
        meaning: "limits on unasked cards",
        default: || json!({}),
        limit: Limit::Keys,
    },
    Note {
        path: "manners.per_session",
        meaning: "unasked cards a visit; a check-in may be one more",
        default: || json!(Manners::default().per_session),
        limit: Limit::AtMost(|| i64::from(Manners::HARD.per_session)),
    },
    Note {
        path: "manners.per_day",
        meaning: "unasked cards in 24 hours",
        default: || json!(Manners::default().per_day),
        limit: Limit::AtMost(|| i64::from(Manners::HARD.per_day)),
    },
    Note {
        path: "manners.per_week",
        meaning: "unasked cards in seven days",
        default: || json!(Manners::default().per_week),
        limit: Limit::AtMost(|| i64::from(Manners::HARD.per_week)),
    },
    Note {
        path: "manners.gap_minutes",
        meaning: "least minutes between two",
        default: || json!(Manners::default().gap_minutes),
        limit: Limit::AtLeast(|| i64::from(Manners::HARD.gap_minutes)),
    },
    Note {
        path: "manners.earliest_seconds",
        meaning: "least seconds in view, in this visit, before the first",
        default: || json!(Manners::default().earliest_seconds),
        limit: Limit::AtLeast(|| i64::from(Manners::HARD.earliest_seconds)),
    },
    Note {
        path: "without",
        meaning: "plays of the starter pack that are not wanted",
        default: || json!([]),
        limit: Limit::Words(plays),
    },
    Note {
        path: "before_consent",
        meaning: "what may happen before a choice; `page` has an effect only with `consent = \"site\"`",
        default: || json!("quiet"),
        limit: Limit::Words(|| vec!["quiet".into(), "page".into()]),
    },
    Note {
        path: "consent",
        meaning: "whether the widget asks, or the site reports choices",
        default: || json!("ask"),
        limit: Limit::Words(|| vec!["ask".into(), "site".into()]),
    },
];

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
    CONFIG_KEYS.iter().find(|(known, _)| *known == path).map(|(_, kind)| *kind)
}

/// What a value may be, in words.
#[must_use]
pub fn allowed(note: &Note) -> String {
    match note.limit {
        Limit::AtMost(most) => format!("0 to {}", most()),
        Limit::AtLeast(least) => format!("{} and more", least()),
        Limit::Words(words) => {
            words().iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", ")
        }
        Limit::Keys => "keys of its own".to_owned(),
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
    let properties: Map<String, Value> = CONFIG_KEYS
        .iter()
        .filter_map(|(path, kind)| {
            let name = path.strip_prefix(prefix)?;
            (!name.contains('.')).then(|| (name.to_owned(), key_schema(path, *kind)))
        })
        .collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn key_schema(path: &str, kind: KeyKind) -> Value {
    let mut schema = match kind {
        KeyKind::Number => json!({ "type": "integer", "minimum": 0 }),
        KeyKind::Word => json!({ "type": "string" }),
        KeyKind::Words => json!({ "type": "array", "items": { "type": "string" } }),
        KeyKind::Group => group_schema(&format!("{path}.")),
    };
    let Some(note) = note(path) else { return schema };
    let limits = match (note.limit, kind) {
        (Limit::AtMost(most), _) => json!({ "maximum": most() }),
        (Limit::AtLeast(least), _) => json!({ "minimum": least() }),
        (Limit::Words(words), KeyKind::Words) => {
            json!({ "items": { "type": "string", "enum": words() } })
        }
        (Limit::Words(words), _) => json!({ "enum": words() }),
        (Limit::Keys, _) => json!({}),
    };
    merge(&mut schema, limits);
    merge(&mut schema, json!({ "description": note.meaning, "default": (note.default)() }));
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
        Config::read(&Json::read(&text).unwrap()).1.len()
    }

    #[test]
    fn every_key_is_described_and_no_other() {
        let keys: Vec<&str> = CONFIG_KEYS.iter().map(|(path, _)| *path).collect();
        let notes: Vec<&str> = NOTES.iter().map(|note| note.path).collect();
        assert_eq!(keys, notes);
    }

    #[test]
    fn the_limits_are_those_of_the_reader() {
        for note in NOTES {
            match note.limit {
                Limit::AtMost(most) => {
                    assert_eq!(issues(note.path, &most().to_string()), 0, "{}", note.path);
                    assert_eq!(issues(note.path, &(most() + 1).to_string()), 1, "{}", note.path);
                }
                Limit::AtLeast(least) => {
                    assert_eq!(issues(note.path, &least().to_string()), 0, "{}", note.path);
                    assert_eq!(issues(note.path, &(least() - 1).to_string()), 1, "{}", note.path);
                }
                Limit::Words(words) => {
                    for word in words().into_iter().chain(["nothing".to_owned()]) {
                        let is_list = kind(note.path) == Some(KeyKind::Words);
                        let value = if is_list { json!([word]) } else { json!(word) };
                        let found = issues(note.path, &value.to_string());
                        assert_eq!(found, usize::from(word == "nothing"), "{} {word}", note.path);
                    }
                }
                Limit::Keys => {}
            }
            let default = (note.default)().to_string();
            assert_eq!(issues(note.path, &default), 0, "{}", note.path);
        }
    }
}
