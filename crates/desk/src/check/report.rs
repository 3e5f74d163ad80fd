//! A finding in words: for people as compilers print it, for machines as JSON.

use super::finding::Finding;
use super::source::Source;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde_json::json;

/// For people: the file with line and column, the line with a caret, and how to
/// put it right.
#[must_use]
pub fn text(source: &Source, finding: &Finding) -> String {
    let span = within(source, finding);
    let snippet = Snippet::source(source.text.as_str())
        .path(source.name.as_str())
        .annotation(AnnotationKind::Primary.span(span));
    let level = if finding.is_warning { Level::WARNING } else { Level::ERROR };
    let mut group = level.primary_title(finding.what.as_str()).element(snippet);
    for help in &finding.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    format!("{}\n", Renderer::plain().render(&[group]))
}

/// For machines: one object.
#[must_use]
pub fn json(source: &Source, finding: &Finding) -> String {
    let (line, column) = place(source, finding);
    json!({
        "file": source.name,
        "line": line,
        "column": column,
        "path": finding.path,
        "what": finding.what,
        "help": finding.help,
        "warning": finding.is_warning,
    })
    .to_string()
}

/// Line and column of a finding, both from 1, the column in characters.
#[must_use]
fn place(source: &Source, finding: &Finding) -> (usize, usize) {
    let before = source.text.get(..within(source, finding).start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// The finding's place, inside the text and on whole characters.
fn within(source: &Source, finding: &Finding) -> std::ops::Range<usize> {
    let text = &source.text;
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(finding.span.start);
    let end = floor(finding.span.end).max(start);
    // A table may be the whole file: its first line is enough.
    let line_end = text.get(start..end).and_then(|piece| piece.find('\n'));
    start..line_end.map_or(end, |length| start + length)
}
