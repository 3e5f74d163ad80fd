//! The tables of the documents.

use std::fmt::Write;

use crate::config::{NOTES, allowed};
use crate::content::{FRONT_MATTER, limits};
use crate::event::{ENVELOPE, catalogue};
use crate::field::{Field, Shape};
use crate::storage::KEPT;

/// A stretch of a document that is made from the tables.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// The document, from the repository's top.
    pub file: &'static str,
    /// Its name in the marks around it.
    pub name: &'static str,
    /// What stands between the marks.
    pub write: fn() -> String,
}

/// Every such stretch.
pub const PARTS: [Part; 6] = [
    Part { file: "docs/configuration.md", name: "keys", write: keys },
    Part { file: "docs/content.md", name: "front matter", write: front_matter },
    Part { file: "docs/content.md", name: "limits", write: content_limits },
    Part { file: "docs/events.md", name: "envelope", write: envelope },
    Part { file: "docs/events.md", name: "events", write: events },
    Part { file: "docs/privacy.md", name: "entries", write: entries },
];

/// The document with the stretch made anew.
///
/// # Errors
/// The marks are not there; says which.
pub fn renewed(text: &str, part: &Part) -> Result<String, String> {
    let (begin, end) = (
        format!("<!-- made from code: {} -->\n", part.name),
        format!("<!-- end of {} -->", part.name),
    );
    let missing = |mark: &str| format!("{} has no line `{}`", part.file, mark.trim_end());
    let (before, rest) = text.split_once(&begin).ok_or_else(|| missing(&begin))?;
    let (_, after) = rest.split_once(&end).ok_or_else(|| missing(&end))?;
    Ok(format!("{before}{begin}\n{}\n{end}{after}", (part.write)()))
}

fn keys() -> String {
    let mut out = String::from("| key | default | allowed | meaning |\n|---|---|---|---|\n");
    for note in NOTES.iter() {
        let (path, meaning, default) = (note.path, note.meaning, &note.default);
        row(&mut out, &[&format!("`{path}`"), &format!("`{default}`"), &allowed(note), meaning]);
    }
    out
}

fn front_matter() -> String {
    let mut out = String::from("| key | needed | takes | meaning |\n|---|---|---|---|\n");
    for key in &FRONT_MATTER {
        let needed = if key.is_needed { "yes" } else { "no" };
        row(&mut out, &[&format!("`{}`", key.name), needed, key.takes, key.meaning]);
    }
    out
}

fn content_limits() -> String {
    let mut out = String::from("| | at most |\n|---|---|\n");
    for (what, most) in limits() {
        row(&mut out, &[what, &most]);
    }
    out
}

fn envelope() -> String {
    let mut out = String::from("| attribute | always | meaning |\n|---|---|---|\n");
    for field in ENVELOPE {
        let always = if field.is_required { "yes" } else { "no" };
        row(&mut out, &[&format!("`{}`", field.name), always, &said(&field)]);
    }
    out
}

fn entries() -> String {
    let mut out = String::from(
        "| entry | store | needs | why | content | until | personal |\n|---|---|---|---|---|---|---|\n",
    );
    for kept in &KEPT {
        let name = format!("`{}`", kept.name());
        let cells =
            [kept.store(), &kept.needs(), kept.why, kept.content, kept.until, kept.personal];
        let mut all = vec![name.as_str()];
        all.extend(cells);
        row(&mut out, &all);
    }
    out
}

/// Events with the same fields stand in one table.
fn events() -> String {
    let mut out = String::new();
    let mut shown: Vec<Vec<&str>> = Vec::new();
    let forms = catalogue();
    for form in &forms {
        let names = |fields: &[Field]| fields.iter().map(|field| field.name).collect::<Vec<_>>();
        let fields = names(&form.fields);
        if shown.contains(&fields) {
            continue;
        }
        out.push_str("| type | when |\n|---|---|\n");
        for same in forms.iter().filter(|other| names(&other.fields) == fields) {
            row(&mut out, &[&format!("`usher.{}`", same.name), &same.meaning]);
        }
        out.push_str("\n| field of `data` | always | meaning |\n|---|---|---|\n");
        put_fields(&mut out, "", &form.fields);
        out.push('\n');
        shown.push(fields);
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn put_fields(out: &mut String, prefix: &str, fields: &[Field]) {
    for field in fields {
        let always = if field.is_required { "yes" } else { "no" };
        row(out, &[&format!("`{prefix}{}`", field.name), always, &said(field)]);
        match field.shape {
            Shape::Object(inner) => put_fields(out, &format!("{prefix}{}.", field.name), inner),
            Shape::List(_, inner) => put_fields(out, &format!("{prefix}{}[].", field.name), inner),
            _ => {}
        }
    }
}

fn said(field: &Field) -> String {
    let meaning = field.meaning;
    match field.shape {
        Shape::OneOf(words) => {
            let words: Vec<String> = words().iter().map(|word| format!("`{word}`")).collect();
            format!("{meaning}: {}", words.join(", "))
        }
        Shape::Decimal => format!("{meaning}; a decimal number in quotes, such as `\"65.90\"`"),
        Shape::Currency => format!("{meaning}; an ISO 4217 code"),
        Shape::ShortText(most) => format!("{meaning}; at most {most} characters"),
        Shape::List(most, _) => format!("{meaning}; at most {most}"),
        _ => meaning.to_owned(),
    }
}

fn row(out: &mut String, cells: &[&str]) {
    // A string never fails to be written to.
    if writeln!(out, "| {} |", cells.join(" | ")).is_err() {
        out.push('\n');
    }
}
