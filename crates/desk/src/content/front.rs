//! Front matter: what is said about an article above its text, in TOML between two lines
//! `+++`.

use super::name::is_language;
use super::tree::Anchor;
use crate::check::{Document, Finding, Form, Node, Source, nearest};
use std::collections::BTreeMap;
use std::ops::Range;
use usher_engine::Json;
use usher_schema::content::{FRONT_MATTER, MAX_KEYWORDS, MAX_SELECTORS, MAX_SUMMARY, MAX_TITLE};

/// What stands above an article.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// One line; empty where it is missing, which is then a finding.
    pub title: String,
    /// Where the title stands.
    pub place: Range<usize>,
    /// One or two lines.
    pub summary: Option<String>,
    /// What it is also called.
    pub keywords: Vec<String>,
    /// Whether it is a guide, where that is said.
    pub is_guide: Option<bool>,
    /// Its language, where that is said.
    pub language: Option<String>,
    /// Further ways to find places on the page, by their keys.
    pub anchors: BTreeMap<String, (Anchor, Range<usize>)>,
    /// Where the text begins.
    pub end: usize,
}

const MARK: &str = "+++";

const BEGIN: &str =
    "begin the file with a line +++, then title = \"What it is about\", then a line +++";

/// Reads it, and says what is wrong with it.
pub fn read(source: &Source) -> (Front, Vec<Finding>) {
    let mut front = Front::default();
    let Some(length) = length(&source.text) else {
        let starts = |mark: &str| source.text.starts_with(mark);
        let (what, help) = match () {
            () if starts(MARK) => ("the front matter has no end", "write a line +++ below it"),
            () if starts("---") => {
                ("front matter between --- lines, which is YAML; here it is TOML", BEGIN)
            }
            () => ("no front matter", BEGIN),
        };
        // What looks like front matter is not read as an article.
        front.end = if starts(MARK) || starts("---") { source.text.len() } else { 0 };
        return (front, vec![Finding::at(0..3, what).with_help(help)]);
    };
    front.end = length.end;
    // The mark becomes spaces, so that every place is that in the file.
    let text = format!("   {}", source.text.get(MARK.len()..length.start).unwrap_or_default());
    let toml = Source { name: source.name.clone(), form: Form::Toml, text };
    let document = match Document::read(&toml) {
        Ok(document) => document,
        Err(finding) => return (front, vec![finding]),
    };
    let mut reader = Reader { front, found: Vec::new() };
    reader.table(&document);
    (reader.front, reader.found)
}

/// Where the closing mark begins, and where the text after it.
fn length(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let is_mark = line.trim_end() == MARK;
        if number == 0 && !is_mark {
            return None;
        }
        if number > 0 && is_mark {
            return Some(at..at + line.len());
        }
        at += line.len();
    }
    None
}

struct Reader {
    front: Front,
    found: Vec<Finding>,
}

impl Reader {
    fn table(&mut self, document: &Document) {
        let Node::Object(fields) = &document.node else { return };
        for (key, place, value) in fields {
            match key.as_str() {
                "title" => {
                    self.front.place = value.span.clone();
                    self.front.title = self.text(value, MAX_TITLE).unwrap_or_default();
                }
                "summary" => self.front.summary = self.text(value, MAX_SUMMARY),
                "keywords" => self.front.keywords = self.texts(value, MAX_KEYWORDS, MAX_TITLE),
                "kind" => self.kind(value),
                "language" => self.language(value),
                "anchors" => self.anchors(value),
                _ => self.unknown(key, place, &FRONT_MATTER.map(|key| key.name)),
            }
        }
        if !fields.iter().any(|(key, ..)| key == "title") {
            self.report(
                &(0..MARK.len()),
                "`title` is missing",
                "write title = \"What it is about\"",
            );
        }
    }

    fn report(&mut self, span: &Range<usize>, what: &str, help: &str) {
        self.found.push(Finding::at(span.clone(), what).with_help(help));
    }

    fn unknown(&mut self, key: &str, place: &Range<usize>, known: &[&str]) {
        let help = match nearest(key, known.iter().copied()) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => format!("keys here are {}", known.join(", ")),
        };
        self.report(place, &format!("`{key}` is nothing that front matter says"), &help);
    }

    fn text(&mut self, value: &Document, most: usize) -> Option<String> {
        let Node::Plain(Json::Text(text)) = &value.node else {
            self.report(&value.span, "this has to be a text", "write it in double quotes");
            return None;
        };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let count = text.chars().count();
        if count == 0 || text.chars().any(char::is_control) {
            self.report(
                &value.span,
                "an empty text, or one with control characters",
                "write words",
            );
            return None;
        }
        if count > most {
            let what = format!("{count} characters, of which {most} are allowed");
            self.report(&value.span, &what, "say it shorter; the text below has room for more");
            return None;
        }
        Some(text)
    }

    fn texts(&mut self, value: &Document, most: usize, longest: usize) -> Vec<String> {
        let Node::List(list) = &value.node else {
            self.report(&value.span, "this has to be a list", "write [\"one\", \"another\"]");
            return Vec::new();
        };
        if list.len() > most {
            self.report(&value.span, &format!("more than {most}"), "keep those that matter");
        }
        list.iter().take(most).filter_map(|one| self.text(one, longest)).collect()
    }

    fn kind(&mut self, value: &Document) {
        self.front.is_guide = match &value.node {
            Node::Plain(Json::Text(word)) if word == "guide" => Some(true),
            Node::Plain(Json::Text(word)) if word == "article" => Some(false),
            _ => {
                self.report(&value.span, "no such kind", "write \"article\" or \"guide\"");
                None
            }
        };
    }

    fn language(&mut self, value: &Document) {
        match &value.node {
            Node::Plain(Json::Text(code)) if is_language(code) => {
                self.front.language = Some(code.clone());
            }
            _ => self.report(
                &value.span,
                "no language",
                "write its code, such as \"en\" or \"pt-BR\"",
            ),
        }
    }

    fn anchors(&mut self, value: &Document) {
        let Node::Object(tables) = &value.node else {
            return self.report(
                &value.span,
                "this has to be a table",
                "write [anchors.size-guide]",
            );
        };
        for (key, place, table) in tables {
            let mut anchor = Anchor { key: key.clone(), ..Anchor::default() };
            let Node::Object(fields) = &table.node else {
                self.report(&table.span, "this has to be a table", "write [anchors.size-guide]");
                continue;
            };
            for (field, place, value) in fields {
                match field.as_str() {
                    "selectors" => anchor.selectors = self.texts(value, MAX_SELECTORS, MAX_SUMMARY),
                    "text" => anchor.text = self.text(value, MAX_TITLE),
                    _ => self.unknown(field, place, &["selectors", "text"]),
                }
            }
            self.front.anchors.insert(key.clone(), (anchor, place.clone()));
        }
    }
}
