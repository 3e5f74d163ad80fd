//! What is wrong, where, and how to put it right.

use super::document::{Document, Node};
use std::collections::BTreeSet;
use std::ops::Range;
use usher_engine::{Config, Json};
use usher_schema::config::{Limit, NOTES, Note, allowed, note};
use usher_schema::written::{PLAY_KEYS, condition_keys, words};

/// How alike a name has to be to be suggested; 1 is the same.
const LIKENESS: f64 = 0.7;

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The path of keys; empty for the whole file.
    pub path: String,
    /// Where, in bytes.
    pub span: Range<usize>,
    /// What is wrong.
    pub what: String,
    /// How to put it right.
    pub help: Vec<String>,
    /// Whether it may stay as it is.
    pub is_warning: bool,
}

impl Finding {
    /// Something that is wrong with what stands there.
    pub(crate) fn new(path: String, span: Range<usize>, what: &str) -> Self {
        Self { path, span, what: what.to_owned(), help: Vec::new(), is_warning: false }
    }

    /// Something that is wrong at a place of a text.
    pub(crate) fn at(span: Range<usize>, what: &str) -> Self {
        Self::new(String::new(), span, what)
    }

    /// The same, where it may stay as it is.
    pub(crate) fn into_warning(mut self) -> Self {
        self.is_warning = true;
        self
    }

    pub(crate) fn with_help(mut self, help: &str) -> Self {
        self.help.push(help.to_owned());
        self
    }
}

/// Everything the engine would not take as it is written, in the order of the file.
///
/// The engine says what and on which path; the place, the nearest name and what is
/// allowed are added here, so that none of it costs the widget a byte.
#[must_use]
pub fn findings(document: &Document) -> Vec<Finding> {
    let issues = Config::read_whole(&document.json()).1;
    let mut found: Vec<Finding> = issues
        .into_iter()
        // Editors read the schema's address from it; `usher compile` leaves it out.
        .filter(|issue| issue.path != "$schema")
        .flat_map(|issue| located(document, &issue.path, issue.reason))
        .collect();
    found.extend(doubled(document, ""));
    found.sort_by_key(|finding| (finding.span.start, finding.what.clone()));
    found.dedup();
    found
}

fn located(document: &Document, path: &str, reason: &str) -> Vec<Finding> {
    let Some((key, value)) = document.find(path) else {
        return vec![Finding::new(path.to_owned(), document.span.clone(), reason)];
    };
    let Some(note) = note(path) else {
        let is_written = WRITTEN.iter().any(|part| path.starts_with(part));
        return vec![match is_written {
            true => written(path, (key, value), reason),
            false => unknown(path, key, reason),
        }];
    };
    let wrong = wrong_words(note, value);
    if !wrong.is_empty() {
        return wrong.into_iter().map(|(span, word)| no_such_word(note, span, &word)).collect();
    }
    let allowed = allowed_help(note);
    vec![Finding::new(path.to_owned(), value.span.clone(), reason).with_help(&allowed)]
}

/// The keys whose values the site owner writes.
const WRITTEN: [&str; 3] = ["plays", "touchpoints", "journey"];

/// Something wrong in a play, a touchpoint of one's own or the intended journey.
fn written(path: &str, (key, value): (Range<usize>, &Document), reason: &str) -> Finding {
    let name = path.rsplit('.').next().unwrap_or(path);
    let is_condition = path.contains(".when.");
    if reason.starts_with("there is no such") {
        let known: Vec<&str> = match is_condition {
            true if path.contains(".seen.") => vec!["touchpoint", "at_least", "within_minutes"],
            true => condition_keys().collect(),
            false => PLAY_KEYS.to_vec(),
        };
        let finding = Finding::new(path.to_owned(), key, &format!("`{name}`: {reason}"));
        return match nearest(name, known.iter().copied()) {
            Some(nearest) => finding.with_help(&format!("did you mean `{nearest}`?")),
            None => finding.with_help(&format!("keys here are {}", known.join(", "))),
        };
    }
    // A stage of the intended journey is a key.
    let is_stage = path.starts_with("journey.") && path.matches('.').count() == 1;
    let known = words(if is_stage { "stage" } else { name });
    let (span, said) = match (&value.node, is_stage) {
        (_, true) => (key, vec![name.to_owned()]),
        (Node::Plain(Json::Text(word)), _) => (value.span.clone(), vec![word.clone()]),
        (Node::List(list), _) => {
            (value.span.clone(), list.iter().filter_map(|one| word_of(&one.node)).collect())
        }
        (Node::Object(fields), _) => {
            let named = fields.iter().find(|(key, ..)| key == "touchpoint");
            let said = named.and_then(|(_, _, value)| word_of(&value.node));
            (value.span.clone(), said.into_iter().collect())
        }
        _ => (value.span.clone(), Vec::new()),
    };
    let finding = Finding::new(path.to_owned(), span, &format!("`{name}` {reason}"));
    let wrong = said.into_iter().find(|word| !known.contains(&word.as_str()));
    match wrong.filter(|_| !known.is_empty()) {
        Some(word) => match nearest(&word, known.iter().copied()) {
            Some(nearest) => finding.with_help(&format!("did you mean `{nearest}`?")),
            None => finding.with_help(&format!("one of {}", known.join(", "))),
        },
        None => finding.with_help("docs/configuration.md shows how it is written"),
    }
}

fn word_of(node: &Node) -> Option<String> {
    match node {
        Node::Plain(Json::Text(word)) => Some(word.clone()),
        _ => None,
    }
}

fn allowed_help(note: &Note) -> String {
    format!("`{}` is {}; it may be {}", note.path, note.meaning, allowed(note).replace('`', ""))
}

fn unknown(path: &str, key: Range<usize>, reason: &str) -> Finding {
    let (parent, name) = path.rsplit_once('.').unwrap_or(("", path));
    let known = || NOTES.iter().map(|note| note.path);
    let siblings: Vec<&str> = known()
        .filter_map(|known| {
            let (group, key) = known.rsplit_once('.').unwrap_or(("", known));
            (group == parent).then_some(key)
        })
        .collect();
    let finding = Finding::new(path.to_owned(), key, &format!("`{name}`: {reason}"));
    if let Some(nearest) = nearest(name, siblings.iter().copied()) {
        return finding.with_help(&format!("did you mean `{nearest}`?"));
    }
    // The right key in the wrong group.
    let elsewhere = known().find(|known| known.rsplit('.').next() == Some(name));
    match elsewhere {
        Some(known) => finding.with_help(&format!("did you mean `{known}`?")),
        None => finding.with_help(&format!("keys here are {}", siblings.join(", "))),
    }
}

/// The name most like another, if one is alike at all.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |known: &str| {
        strsim::normalized_damerau_levenshtein(&name.to_lowercase(), known)
            .max(strsim::jaro_winkler(&name.to_lowercase(), known) - 0.1)
    };
    known
        .map(|known| (known, likeness(known)))
        .filter(|(_, likeness)| *likeness >= LIKENESS)
        .max_by(|one, other| one.1.total_cmp(&other.1))
        .map(|(known, _)| known)
}

/// The words of a value that are not among those allowed, each with its place.
fn wrong_words(note: &Note, value: &Document) -> Vec<(Range<usize>, String)> {
    let Limit::Words(words) = note.limit else { return Vec::new() };
    let words = words();
    let one = |document: &Document| match &document.node {
        Node::Plain(Json::Text(word)) if !words.contains(word) => {
            Some((document.span.clone(), word.clone()))
        }
        _ => None,
    };
    match &value.node {
        Node::List(list) => list.iter().filter_map(one).collect(),
        _ => one(value).into_iter().collect(),
    }
}

fn no_such_word(note: &Note, span: Range<usize>, word: &str) -> Finding {
    let Limit::Words(words) = note.limit else {
        return Finding::new(note.path.to_owned(), span, "not allowed here");
    };
    let words = words();
    let what = format!("\"{word}\" is nothing that `{}` can be", note.path);
    let finding = Finding::new(note.path.to_owned(), span, &what);
    let finding = match nearest(word, words.iter().map(String::as_str)) {
        Some(nearest) => finding.with_help(&format!("did you mean \"{nearest}\"?")),
        None => finding,
    };
    finding.with_help(&allowed_help(note))
}

/// Keys that stand there twice; the widget takes one of them, and which is chance
/// to whoever wrote them.
fn doubled(document: &Document, prefix: &str) -> Vec<Finding> {
    let Node::Object(fields) = &document.node else { return Vec::new() };
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (key, span, value) in fields {
        let path = format!("{prefix}{key}");
        if !seen.insert(key) {
            let what = format!("`{key}` is there twice");
            found.push(
                Finding::new(path.clone(), span.clone(), &what)
                    .with_help("take one of the two out"),
            );
        }
        found.extend(doubled(value, &format!("{path}.")));
    }
    found
}
