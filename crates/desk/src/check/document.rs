//! A configuration with the place of everything in it.

use super::finding::Finding;
use super::source::{Form, Source};
use jsonc_parser::ast::Value;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::ops::Range;
use toml_edit::{Item, TableLike};
use usher_engine::Json;

/// A value and where it stands, in bytes.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it is.
    pub node: Node,
    /// Where it stands.
    pub span: Range<usize>,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Node {
    /// Keys with their places, and values.
    Object(Vec<(String, Range<usize>, Document)>),
    /// Values.
    List(Vec<Document>),
    /// Anything else.
    Plain(Json),
}

impl Document {
    /// Reads a configuration.
    ///
    /// Errors: it is not JSON, or not TOML; says where and what was expected.
    pub fn read(source: &Source) -> Result<Self, Finding> {
        match source.form {
            Form::Json => read_json(&source.text),
            Form::Toml => read_toml(&source.text),
            Form::Markdown => {
                let help = "write configuration in files that end with .toml or .json";
                Err(Finding::at(0..0, "an article, not a configuration").with_help(help))
            }
        }
    }

    /// The same as the engine reads it.
    #[must_use]
    pub fn json(&self) -> Json {
        match &self.node {
            Node::Object(fields) => {
                let field =
                    |(key, _, value): &(String, Range<usize>, Self)| (key.clone(), value.json());
                Json::Object(fields.iter().map(field).collect())
            }
            Node::List(list) => Json::List(list.iter().map(Self::json).collect()),
            Node::Plain(json) => json.clone(),
        }
    }

    /// The key that a path of keys ends with, and its value; where the path goes on
    /// into something that is missing, what is there of it.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<(Range<usize>, &Self)> {
        let fields = match &self.node {
            Node::Object(fields) => fields,
            Node::List(list) => {
                let (place, rest) = path.strip_prefix('[')?.split_once(']')?;
                let element = list.get(place.parse::<usize>().ok()?)?;
                let rest = rest.strip_prefix('.').unwrap_or(rest);
                let found = if rest.is_empty() { None } else { element.find(rest) };
                return Some(found.unwrap_or((element.span.clone(), element)));
            }
            Node::Plain(_) => return None,
        };
        // A key may have a dot in it: the longest that fits is meant.
        fields.iter().rev().find_map(|(key, span, value)| {
            let rest = path.strip_prefix(key.as_str())?;
            match rest.strip_prefix('.') {
                Some(rest) => value.find(rest),
                None if rest.starts_with('[') => value.find(rest),
                None => rest.is_empty().then(|| (span.clone(), value)),
            }
        })
    }
}

/// The engine's reader first: what it takes, the widget takes.
fn read_json(text: &str) -> Result<Document, Finding> {
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let broken = |at: usize, why: String| {
        let help = "write JSON, with keys in double quotes and no comma at the end; for \
                    comments use TOML and `usher compile`";
        Finding::new(String::new(), at..at + 1, &format!("not JSON: {why}")).with_help(help)
    };
    let engine = Json::read(text).map_err(|error| error.at);
    if let Err(at) = engine {
        // Nested too deeply for the other reader, or broken in the same place.
        let is_deep = text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count() > 1_000;
        let why = match is_deep {
            true => None,
            false => parse_to_ast(text, &CollectOptions::default(), &strict).err(),
        };
        let (at, why) = why.map_or((at, "this is not expected here".to_owned()), |error| {
            (error.range().start, error.kind().to_string())
        });
        return Err(broken(at, why));
    }
    let parsed = parse_to_ast(text, &CollectOptions::default(), &strict)
        .map_err(|error| broken(error.range().start, error.kind().to_string()))?;
    let value = parsed.value.ok_or_else(|| broken(0, "the file is empty".to_owned()))?;
    Ok(of_json(&value))
}

fn of_json(value: &Value<'_>) -> Document {
    let (node, range) = match value {
        Value::Object(object) => {
            let field = |field: &jsonc_parser::ast::ObjectProp<'_>| {
                let name = field.name.as_str().to_owned();
                let end = field.range.start + name_length(&field.name);
                (name, field.range.start..end, of_json(&field.value))
            };
            (Node::Object(object.properties.iter().map(field).collect()), object.range)
        }
        Value::Array(array) => {
            (Node::List(array.elements.iter().map(of_json).collect()), array.range)
        }
        Value::StringLit(text) => (Node::Plain(Json::Text(text.value.to_string())), text.range),
        Value::NumberLit(number) => (Node::Plain(number_of(number.value)), number.range),
        Value::BooleanLit(flag) => (Node::Plain(Json::Bool(flag.value)), flag.range),
        Value::NullKeyword(null) => (Node::Plain(Json::Null), null.range),
    };
    Document { node, span: range.start..range.end }
}

fn name_length(name: &jsonc_parser::ast::ObjectPropName<'_>) -> usize {
    match name {
        jsonc_parser::ast::ObjectPropName::String(text) => text.range.end - text.range.start,
        jsonc_parser::ast::ObjectPropName::Word(word) => word.range.end - word.range.start,
    }
}

fn number_of(text: &str) -> Json {
    text.parse().map_or_else(|_| Json::Decimal(text.to_owned()), Json::Number)
}

fn read_toml(text: &str) -> Result<Document, Finding> {
    match toml_edit::Document::parse(text) {
        Ok(document) => Ok(of_table(document.as_table(), 0..text.len())),
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            let why = format!("not TOML: {}", error.message().trim());
            Err(Finding::new(String::new(), span, &why)
                .with_help("see https://toml.io for how TOML is written"))
        }
    }
}

fn of_table(table: &dyn TableLike, span: Range<usize>) -> Document {
    let field = |(name, item): (&str, &Item)| {
        let value = of_item(item, &span);
        let key = table.key(name).and_then(toml_edit::Key::span);
        (name.to_owned(), key.unwrap_or_else(|| value.span.clone()), value)
    };
    Document { node: Node::Object(table.iter().map(field).collect()), span: span.clone() }
}

fn of_item(item: &Item, outside: &Range<usize>) -> Document {
    let span = item.span().unwrap_or_else(|| outside.clone());
    if let Some(table) = item.as_table_like() {
        return of_table(table, span);
    }
    let node = match item {
        Item::Value(value) => return of_value(value, span),
        Item::ArrayOfTables(tables) => Node::List(
            tables.iter().map(|table| of_table(table, table.span().unwrap_or(0..0))).collect(),
        ),
        _ => Node::Plain(Json::Null),
    };
    Document { node, span }
}

fn of_value(value: &toml_edit::Value, span: Range<usize>) -> Document {
    use toml_edit::Value;
    let node = match value {
        Value::String(text) => Node::Plain(Json::Text(text.value().clone())),
        Value::Integer(number) => Node::Plain(Json::Number(*number.value())),
        Value::Float(number) => Node::Plain(Json::Decimal(number.value().to_string())),
        Value::Boolean(flag) => Node::Plain(Json::Bool(*flag.value())),
        Value::Datetime(time) => Node::Plain(Json::Text(time.value().to_string())),
        Value::Array(list) => {
            let element = |value| of_value(value, value.span().unwrap_or_else(|| span.clone()));
            Node::List(list.iter().map(element).collect())
        }
        Value::InlineTable(table) => return of_table(table, span),
    };
    Document { node, span }
}
