//! The type of a JSON Schema.

use serde_json::Value;

/// The types of some schemas by their names, with those they refer to before them.
pub(super) fn declarations(schemas: &[(&str, Value)]) -> String {
    let mut out = String::new();
    let mut shown = Vec::new();
    for (name, schema) in schemas {
        let inner = schema.get("$defs").and_then(Value::as_object).into_iter().flatten();
        for (name, schema) in inner {
            if !shown.contains(&name) {
                out.push_str(&declaration(name, schema));
                shown.push(name);
            }
        }
        out.push_str(&declaration(name, schema));
    }
    out
}

fn declaration(name: &str, schema: &Value) -> String {
    let meaning = ["description", "title"].iter().find_map(|key| schema.get(key)?.as_str());
    let meaning = meaning.unwrap_or_default();
    format!("/** {meaning} */\nexport type {} = {};\n\n", type_name(name), type_of(schema))
}

/// `content_index` is `UsherContentIndex`.
fn type_name(name: &str) -> String {
    let word = |word: &str| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_uppercase() + rest
    };
    format!("Usher{}", name.split('_').map(word).collect::<String>())
}

fn type_of(schema: &Value) -> String {
    let of = |key: &str| schema.get(key);
    if let Some(name) = of("$ref").and_then(Value::as_str) {
        return type_name(name.trim_start_matches("#/$defs/"));
    }
    if let Some(word) = of("const") {
        return word.to_string();
    }
    for (key, is_schema) in [("oneOf", true), ("enum", false)] {
        if let Some(list) = of(key).and_then(Value::as_array) {
            let one = |one: &Value| if is_schema { type_of(one) } else { one.to_string() };
            return list.iter().map(one).collect::<Vec<_>>().join(" | ");
        }
    }
    match of("type").and_then(Value::as_str) {
        Some("integer") => "number".to_owned(),
        Some("array") => format!("({})[]", of("items").map(type_of).unwrap_or_default()),
        Some("object") => object_type(schema),
        _ => "string".to_owned(),
    }
}

fn object_type(schema: &Value) -> String {
    if let Some(values) = schema.get("additionalProperties").filter(|rest| rest.is_object()) {
        return format!("Record<string, {}>", type_of(values));
    }
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = |name: &str| required.is_some_and(|list| list.iter().any(|one| one == name));
    let field = |(name, schema): (&String, &Value)| {
        let mark = if is_required(name) { "" } else { "?" };
        let name = if name.starts_with('$') { format!("\"{name}\"") } else { name.clone() };
        format!("{name}{mark}: {}", type_of(schema))
    };
    let fields = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    format!("{{ {} }}", fields.map(field).collect::<Vec<_>>().join("; "))
}
