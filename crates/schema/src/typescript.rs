//! The same as TypeScript types.

mod declared;

use std::fmt::Write;

use crate::config::{KeyKind, Limit, NOTES};
use crate::content::{content_schema, index_schema};
use crate::event::{ENVELOPE, EventForm, catalogue};
use crate::field::{Field, Shape};
use crate::written;

/// The text of `usher.d.ts`.
#[must_use]
pub fn declarations() -> String {
    let mut out = String::from(
        "// Made by `cargo xtask build` from the engine's own tables. Do not edit.\n\n\
         /** The configuration file. Every key may be missing. */\n\
         export interface UsherConfig {\n",
    );
    put_keys(&mut out, "", 1);
    out.push_str("}\n\n");
    out.push_str(&written::declarations());
    let content = [("content", content_schema()), ("content_index", index_schema())];
    out.push_str(&declared::declarations(&content));
    let forms = catalogue();
    for form in &forms {
        let name = type_name(form);
        put_comment(&mut out, 0, &form.meaning);
        put(&mut out, &format!("export interface {name} {{\n"));
        put_fields(&mut out, &form.fields, 1);
        out.push_str("}\n\n");
    }
    out.push_str("/** `data` by the name of the event. */\nexport interface UsherEventData {\n");
    for form in &forms {
        put(&mut out, &format!("  \"usher.{}\": {};\n", form.name, type_name(form)));
    }
    out.push_str("}\n\n/** An event as it is posted. */\n");
    out.push_str("export type UsherEvent = {\n  [Type in keyof UsherEventData]: {\n");
    put_fields(
        &mut out,
        &ENVELOPE
            .map(|field| field)
            .into_iter()
            .filter(|field| field.name != "type")
            .collect::<Vec<_>>(),
        2,
    );
    out.push_str(
        "    type: Type;\n    data: UsherEventData[Type];\n  };\n}[keyof UsherEventData];\n",
    );
    out
}

fn put(out: &mut String, text: &str) {
    out.push_str(text);
}

fn put_comment(out: &mut String, depth: usize, text: &str) {
    // A string never fails to be written to.
    if writeln!(out, "{:1$}/** {text} */", "", depth * 2).is_err() {
        out.push('\n');
    }
}

/// `touchpoint.view_item` is `UsherTouchpointViewItem`.
fn type_name(form: &EventForm) -> String {
    let words = form.name.split(['.', '_']).map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_uppercase() + rest
    });
    format!("Usher{}", words.collect::<String>())
}

fn put_fields(out: &mut String, fields: &[Field], depth: usize) {
    for field in fields {
        put_comment(out, depth, field.meaning);
        let mark = if field.is_required { "" } else { "?" };
        let line = format!("{:2$}{}{mark}: ", "", field.name, depth * 2);
        put(out, &line);
        put_shape(out, field.shape, depth);
        out.push_str(";\n");
    }
}

fn put_shape(out: &mut String, shape: Shape, depth: usize) {
    match shape {
        Shape::Whole => out.push_str("number"),
        Shape::Flag => out.push_str("boolean"),
        Shape::OneOf(words) => out.push_str(&one_of(&words())),
        Shape::Object(fields) | Shape::List(_, fields) => {
            out.push_str("{\n");
            put_fields(out, fields, depth + 1);
            let end = format!("{:1$}}}", "", depth * 2);
            put(out, &end);
            if matches!(shape, Shape::List(..)) {
                out.push_str("[]");
            }
        }
        _ => out.push_str("string"),
    }
}

fn one_of<T: AsRef<str>>(words: &[T]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("\"{}\"", word.as_ref())).collect();
    words.join(" | ")
}

fn put_keys(out: &mut String, prefix: &str, depth: usize) {
    for note in NOTES.iter() {
        let path = note.path;
        let Some(name) = path.strip_prefix(prefix).filter(|name| !name.contains('.')) else {
            continue;
        };
        put_comment(out, depth, note.meaning);
        let line = format!("{:1$}{name}?: ", "", depth * 2);
        put(out, &line);
        let words = match note.limit {
            Limit::Words(words) => one_of(&words()),
            _ => String::from("string"),
        };
        match note.kind {
            KeyKind::Number => out.push_str("number"),
            KeyKind::Word => put(out, &words),
            KeyKind::Words => put(out, &format!("({words})[]")),
            KeyKind::Group => {
                out.push_str("{\n");
                put_keys(out, &format!("{path}."), depth + 1);
                let end = format!("{:1$}}}", "", depth * 2);
                put(out, &end);
            }
            KeyKind::Written => put(out, &written::type_of(path)),
        }
        out.push_str(";\n");
    }
}
