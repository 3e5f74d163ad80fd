//! Whether a new schema still keeps what the published one promised.

use serde_json::Value;

/// Who has to go on working with what was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// They read what we write (events): nothing they rely on may go.
    Readers,
    /// They write what we read (configuration): nothing they wrote may become wrong.
    Writers,
}

/// What a change would break, each as one sentence; empty when nothing.
#[must_use]
pub fn broken(old: &Value, new: &Value, side: Side) -> Vec<String> {
    let mut found = Vec::new();
    compare("data", (old, new), side, &mut found);
    found
}

fn compare(path: &str, (old, new): (&Value, &Value), side: Side, found: &mut Vec<String>) {
    for key in ["type", "format", "pattern", "$id"] {
        let (before, after) = (old.get(key), new.get(key));
        let is_loosened = side == Side::Writers && after.is_none();
        if before != after && !is_loosened && !(side == Side::Readers && before.is_none()) {
            found.push(format!("`{path}`: `{key}` was {before:?} and is {after:?}"));
        }
    }
    compare_words(path, (old, new), side, found);
    compare_limits(path, (old, new), side, found);
    compare_required(path, (old, new), side, found);
    for group in ["properties", "$defs"] {
        let inner = |schema: &Value| schema.get(group).and_then(Value::as_object).cloned();
        let after = inner(new).unwrap_or_default();
        for (name, before) in inner(old).unwrap_or_default() {
            let path = format!("{path}.{name}");
            match after.get(&name) {
                Some(after) => compare(&path, (&before, after), side, found),
                None => found.push(format!("`{path}` is gone")),
            }
        }
    }
    if let (Some(old), Some(new)) = (old.get("items"), new.get("items")) {
        compare(&format!("{path}[]"), (old, new), side, found);
    }
}

fn texts(schema: &Value, key: &str) -> Vec<String> {
    let list = schema.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    list.iter().filter_map(|word| word.as_str().map(str::to_owned)).collect()
}

/// A word that is gone breaks both sides. A new word is no break for readers:
/// the documents ask them to expect words they do not know.
fn compare_words(path: &str, (old, new): (&Value, &Value), side: Side, found: &mut Vec<String>) {
    let after = texts(new, "enum");
    if side == Side::Writers && old.get("enum").is_none() && new.get("enum").is_some() {
        found.push(format!("`{path}` took any word and takes some alone"));
    }
    for word in texts(old, "enum").iter().filter(|word| !after.contains(word)) {
        if !(side == Side::Writers && new.get("enum").is_none()) {
            found.push(format!("`{path}`: the word \"{word}\" is gone"));
        }
    }
}

fn compare_limits(path: &str, (old, new): (&Value, &Value), side: Side, found: &mut Vec<String>) {
    let number = |schema: &Value, key: &str| schema.get(key).and_then(Value::as_i64);
    for (key, is_upper) in
        [("maximum", true), ("maxLength", true), ("maxItems", true), ("minimum", false)]
    {
        let widest = if is_upper { i64::MAX } else { i64::MIN };
        let (before, after) =
            (number(old, key).unwrap_or(widest), number(new, key).unwrap_or(widest));
        let is_narrower = if is_upper { after < before } else { after > before };
        let is_wider = if is_upper { after > before } else { after < before };
        if side == Side::Writers && is_narrower || side == Side::Readers && is_wider {
            found.push(format!("`{path}`: `{key}` was {before} and is {after}"));
        }
    }
}

fn compare_required(path: &str, (old, new): (&Value, &Value), side: Side, found: &mut Vec<String>) {
    let (before, after) = (texts(old, "required"), texts(new, "required"));
    let (from, to, what) = match side {
        Side::Readers => (&before, &after, "is not always there any more"),
        Side::Writers => (&after, &before, "has to be there now"),
    };
    for name in from.iter().filter(|name| !to.contains(name)) {
        found.push(format!("`{path}.{name}` {what}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_breaks_a_receiver_is_named() {
        let old = json!({ "type": "object", "required": ["a"], "properties": {
            "a": { "type": "string", "enum": ["x", "y"] }, "b": { "type": "integer" } } });
        let more = json!({ "type": "object", "required": ["a", "b"], "properties": {
            "a": { "type": "string", "enum": ["x", "y", "z"] }, "b": { "type": "integer" },
            "c": { "type": "string" } } });
        assert!(broken(&old, &more, Side::Readers).is_empty());
        assert_eq!(broken(&more, &old, Side::Readers).len(), 3);
        let other = json!({ "type": "object", "properties": { "a": { "type": "integer" } } });
        assert_eq!(broken(&old, &other, Side::Readers).len(), 5);
    }

    #[test]
    fn what_breaks_a_configuration_is_named() {
        let old = json!({ "properties": { "a": { "maximum": 3 } } });
        let narrower = json!({ "properties": { "a": { "maximum": 2 } }, "required": ["a"] });
        assert_eq!(broken(&old, &narrower, Side::Writers).len(), 2);
        assert!(broken(&narrower, &old, Side::Writers).is_empty());
    }
}
