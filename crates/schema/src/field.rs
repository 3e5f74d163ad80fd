//! One field of an object, and its JSON Schema.

use serde_json::{Map, Value, json};

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Any text.
    Text,
    /// Text of at most so many characters.
    ShortText(u32),
    /// A decimal number in quotes, such as `"65.90"`.
    Decimal,
    /// An ISO 4217 code.
    Currency,
    /// An RFC 3339 time in UTC.
    Time,
    /// A random id.
    Uuid,
    /// A whole number, 0 or more.
    Whole,
    /// True or false.
    Flag,
    /// One of some words.
    OneOf(fn() -> Vec<&'static str>),
    /// Fields of its own.
    Object(&'static [Field]),
    /// At most so many objects.
    List(u32, &'static [Field]),
}

/// One field of an object.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its key.
    pub name: &'static str,
    /// Whether it is always there.
    pub is_required: bool,
    /// What it holds.
    pub shape: Shape,
    /// What it says, as half a sentence.
    pub meaning: &'static str,
}

impl Field {
    /// A field that is always there.
    #[must_use]
    pub const fn required(name: &'static str, shape: Shape, meaning: &'static str) -> Self {
        Self { name, is_required: true, shape, meaning }
    }

    /// A field that may be missing.
    #[must_use]
    pub const fn optional(name: &'static str, shape: Shape, meaning: &'static str) -> Self {
        Self { name, is_required: false, shape, meaning }
    }
}

/// Whether an object may have fields that are not described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// For receivers: a newer widget may send more.
    Open,
    /// For tests and for editors: whatever is not described is a mistake.
    Closed,
}

/// The schema of an object with these fields.
#[must_use]
pub fn object_schema(fields: &[Field], rest: Rest) -> Value {
    let properties: Map<String, Value> = fields
        .iter()
        .map(|field| (field.name.to_owned(), described(field.shape, field.meaning, rest)))
        .collect();
    let required: Vec<&str> =
        fields.iter().filter(|field| field.is_required).map(|field| field.name).collect();
    let mut schema = json!({ "type": "object", "properties": properties });
    if let Some(schema) = schema.as_object_mut() {
        if !required.is_empty() {
            schema.insert("required".into(), json!(required));
        }
        if rest == Rest::Closed {
            schema.insert("additionalProperties".into(), json!(false));
        }
    }
    schema
}

fn described(shape: Shape, meaning: &str, rest: Rest) -> Value {
    let mut schema = shape_schema(shape, rest);
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".into(), json!(meaning));
    }
    schema
}

fn shape_schema(shape: Shape, rest: Rest) -> Value {
    match shape {
        Shape::Text => json!({ "type": "string" }),
        Shape::ShortText(most) => json!({ "type": "string", "maxLength": most }),
        Shape::Decimal => json!({ "type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$" }),
        Shape::Currency => json!({ "type": "string", "pattern": "^[A-Za-z]{3}$" }),
        Shape::Time => json!({ "type": "string", "format": "date-time" }),
        Shape::Uuid => json!({ "type": "string", "format": "uuid" }),
        Shape::Whole => json!({ "type": "integer", "minimum": 0 }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::OneOf(words) => json!({ "type": "string", "enum": words() }),
        Shape::Object(fields) => object_schema(fields, rest),
        Shape::List(most, fields) => {
            json!({ "type": "array", "maxItems": most, "items": object_schema(fields, rest) })
        }
    }
}
