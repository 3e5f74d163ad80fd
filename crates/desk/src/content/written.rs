//! Content that somebody wrote as JSON: held against the published schema, so that what the
//! schema says and what is taken are one thing.

use super::draft::Entry;
use super::file::Written;
use super::link::{self, Fault};
use super::markdown::Mention;
use super::name::{is_id, is_language};
use super::site::Site;
use crate::check::{Document, Finding, Node, nearest};
use crate::compile::of_engine;
use serde_json::Value;
use std::collections::BTreeSet;
use usher_engine::Json;
use usher_schema::content::{MAX_DEPTH, content_schema, index_schema};

/// Whether a JSON file is content, and not configuration.
#[must_use]
pub fn is_content(document: &Document) -> bool {
    matches!(&document.node, Node::Object(fields) if fields.iter().any(|(key, ..)| key == "articles"))
}

/// Whether a JSON file is the index of content.
#[must_use]
pub fn is_index(document: &Document) -> bool {
    let has = |name: &str| {
        document.find(name).is_some_and(|(_, value)| match &value.node {
            Node::Object(_) => name == "languages",
            _ => name == "hash",
        })
    };
    has("languages") && has("hash")
}

/// What is wrong with an index.
#[must_use]
pub fn faults_of_index(document: &Document) -> Vec<Finding> {
    let root = index_schema();
    let mut checker = Checker { root: &root, site: &Site::default(), found: Vec::new() };
    checker.check(&root, document);
    checker.found
}

/// Reads it; no articles where something is wrong.
#[must_use]
pub fn read(source: usize, document: &Document, site: &Site) -> (Vec<Entry>, Vec<Finding>) {
    let root = content_schema();
    let mut checker = Checker { root: &root, site, found: Vec::new() };
    checker.check(&root, document);
    let mut found = checker.found;
    if !found.is_empty() {
        return (Vec::new(), found);
    }
    let Ok(written) = serde_json::from_value::<Written>(of_engine(&document.json())) else {
        found.push(Finding::at(document.span.clone(), "no content that this program knows"));
        return (Vec::new(), found);
    };
    let mut entries = Vec::new();
    for (number, article) in written.articles.into_iter().enumerate() {
        let within = |key: &str| document.find(&format!("articles[{number}]{key}"));
        let place = within(".title").map_or(0..0, |(_, value)| value.span.clone());
        let mut report = |what: &str, help: &str| {
            found.push(Finding::at(place.clone(), what).with_help(help));
        };
        let mut places = BTreeSet::new();
        if let Some(twice) = article.places().into_iter().find(|id| !places.insert(*id)) {
            report(&format!("two headings have the id `{twice}`"), "give one of them another");
        }
        if article.depth() > MAX_DEPTH {
            let what = format!("more than {MAX_DEPTH} lists or quotes inside each other");
            report(&what, "write it flatter; a phone has no room for more");
        }
        if article.blocks.is_empty() && article.steps.is_empty() {
            report("an article without text", "put it into `blocks`");
        }
        let mut mentions = Vec::new();
        if let Some((_, value)) = within("") {
            collect(value, &mut mentions);
        }
        let language = article.language.clone().unwrap_or_else(|| written.language.clone());
        entries.push(Entry { source, language, place, article, mentions });
    }
    (entries, found)
}

/// Links to articles: `article` is a key of nothing else.
fn collect(document: &Document, mentions: &mut Vec<Mention>) {
    match &document.node {
        Node::Object(fields) => {
            let text = |name: &str| {
                fields.iter().find_map(|(key, _, value)| match &value.node {
                    Node::Plain(Json::Text(text)) if key == name => Some((text, value)),
                    _ => None,
                })
            };
            if let Some((article, value)) = text("article") {
                mentions.push(Mention {
                    article: article.clone(),
                    heading: text("heading").map(|(heading, _)| heading.clone()),
                    span: value.span.clone(),
                });
            }
            fields.iter().for_each(|(_, _, value)| collect(value, mentions));
        }
        Node::List(list) => list.iter().for_each(|value| collect(value, mentions)),
        Node::Plain(_) => {}
    }
}

struct Checker<'a> {
    root: &'a Value,
    site: &'a Site,
    found: Vec<Finding>,
}

impl<'a> Checker<'a> {
    fn report(&mut self, document: &Document, what: &str, help: &str) {
        self.found.push(Finding::at(document.span.clone(), what).with_help(help));
    }

    /// A definition by its reference, with its name.
    fn definition(&self, schema: &'a Value) -> (&'a str, &'a Value) {
        let name = schema.get("$ref").and_then(Value::as_str);
        let name = name.map(|name| name.trim_start_matches("#/$defs/")).unwrap_or_default();
        let inner = self.root.get("$defs").and_then(|all| all.get(name));
        (name, inner.unwrap_or(schema))
    }

    fn check(&mut self, schema: &'a Value, document: &Document) {
        let (name, schema) = self.definition(schema);
        if let Some(alternatives) = schema.get("oneOf").and_then(Value::as_array) {
            return match self.chosen(alternatives, document) {
                Some(schema) => self.check(schema, document),
                None => self.no_such(alternatives, document),
            };
        }
        if let Some(wrong) = not_among(schema, document) {
            let help = schema.get("description").and_then(Value::as_str).unwrap_or_default();
            return self.report(document, &wrong, help);
        }
        match (schema.get("type").and_then(Value::as_str), &document.node) {
            (Some("object"), Node::Object(fields)) => self.object(schema, document, fields),
            (Some("array"), Node::List(list)) => self.list(schema, document, list),
            (Some("string"), Node::Plain(Json::Text(text))) => {
                self.text(schema, document, (name, text));
            }
            (Some("integer"), Node::Plain(Json::Number(number))) => {
                self.number(schema, document, *number);
            }
            (Some(kind), _) => {
                let what = format!("this has to be {}", spoken(kind));
                let help = schema.get("description").and_then(Value::as_str).unwrap_or_default();
                self.report(document, &what, help);
            }
            (None, _) => {}
        }
    }

    /// The alternative that is meant: that of the first key it needs.
    fn chosen(&self, alternatives: &'a [Value], document: &Document) -> Option<&'a Value> {
        alternatives.iter().find(|one| match (&document.node, self.mark(one)) {
            (Node::Plain(Json::Text(_)), None) => true,
            (Node::Object(fields), Some(mark)) => fields.iter().any(|(key, ..)| key == mark),
            _ => false,
        })
    }

    /// The key by which an alternative is known; none for a text.
    fn mark(&self, alternative: &'a Value) -> Option<&'a str> {
        let (_, schema) = self.definition(alternative);
        schema.get("required")?.as_array()?.first()?.as_str()
    }

    fn no_such(&mut self, alternatives: &'a [Value], document: &Document) {
        let marks: Vec<&str> = alternatives.iter().filter_map(|one| self.mark(one)).collect();
        let keys = match &document.node {
            Node::Object(fields) => fields.iter().map(|(key, ..)| key.as_str()).collect(),
            _ => Vec::new(),
        };
        let near = keys.iter().find_map(|key| nearest(key, marks.iter().copied()));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("an object with one of {}", marks.join(", ")),
        };
        self.report(document, "nothing that an article is made of", &help);
    }

    fn object(
        &mut self,
        schema: &'a Value,
        document: &Document,
        fields: &[(String, std::ops::Range<usize>, Document)],
    ) {
        let properties = schema.get("properties").and_then(Value::as_object);
        let mut seen = BTreeSet::new();
        for (key, place, value) in fields {
            if !seen.insert(key) {
                let finding = Finding::at(place.clone(), &format!("`{key}` is there twice"));
                self.found.push(finding.with_help("take one of the two out"));
            }
            let rest = schema.get("additionalProperties").filter(|rest| rest.is_object());
            match properties.and_then(|properties| properties.get(key)).or(rest) {
                Some(schema) => self.check(schema, value),
                None => {
                    let known: Vec<&str> =
                        properties.into_iter().flatten().map(|(key, _)| key.as_str()).collect();
                    let help = match nearest(key, known.iter().copied()) {
                        Some(nearest) => format!("did you mean `{nearest}`?"),
                        None => format!("keys here are {}", known.join(", ")),
                    };
                    let what = format!("`{key}` is nothing that content has");
                    self.found.push(Finding::at(place.clone(), &what).with_help(&help));
                }
            }
        }
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        for key in required.filter_map(Value::as_str) {
            if !fields.iter().any(|(name, ..)| name == key) {
                self.report(document, &format!("`{key}` is missing"), "write it into this object");
            }
        }
    }

    fn list(&mut self, schema: &'a Value, document: &Document, list: &[Document]) {
        let count = list.len() as u64;
        self.bounds(schema, document, (count, ["minItems", "maxItems"], "entries"));
        if let Some(items) = schema.get("items") {
            list.iter().for_each(|item| self.check(items, item));
        }
    }

    fn bounds(&mut self, schema: &Value, document: &Document, of: (u64, [&str; 2], &str)) {
        let (count, keys, what) = of;
        let [least, most] = keys.map(|key| schema.get(key).and_then(Value::as_u64));
        if count < least.unwrap_or(0) || count > most.unwrap_or(u64::MAX) {
            let least = least.unwrap_or(0);
            let range = match most {
                Some(most) => format!("{least} to {most} {what}"),
                None => format!("{least} {what} or more"),
            };
            let there = format!("{count} {what}");
            self.report(document, there.trim(), format!("it may be {range}").trim());
        }
    }

    fn number(&mut self, schema: &Value, document: &Document, number: i64) {
        match u64::try_from(number) {
            Ok(number) => self.bounds(schema, document, (number, ["minimum", "maximum"], "")),
            Err(_) => self.report(document, "a number below 0", "write a whole number"),
        }
    }

    fn text(&mut self, schema: &Value, document: &Document, (name, text): (&str, &str)) {
        let count = text.chars().count() as u64;
        self.bounds(schema, document, (count, ["minLength", "maxLength"], "characters"));
        if text.chars().any(|letter| letter.is_control() && letter != '\n' && letter != '\t') {
            self.report(document, "a control character, which nobody sees", "take it out");
        }
        match name {
            "address" | "picture" => self.address(document, name, text),
            "id" if !is_id(text) => {
                self.report(document, "no name of an article", "small letters, digits and hyphens");
            }
            "language" if !is_language(text) => {
                self.report(document, "no language", "write its code, such as \"en\" or \"pt-BR\"");
            }
            _ => {}
        }
    }

    fn address(&mut self, document: &Document, name: &str, text: &str) {
        let read = if name == "picture" { link::picture(text) } else { link::address(text) };
        match read {
            Err(Fault { what, help }) => self.report(document, what, help),
            Ok(address) if address != text => {
                let help = format!("write {address}");
                self.report(document, "an address that can be read in two ways", &help);
            }
            Ok(address) if self.site.lacks(&address) => {
                let help = "write the path of a file or page that is there";
                self.report(document, "a path that the shop does not have", help);
            }
            Ok(_) => {}
        }
    }
}

/// What is wrong with a value that has to be one of some.
fn not_among(schema: &Value, document: &Document) -> Option<String> {
    let allowed = match (schema.get("const"), schema.get("enum").and_then(Value::as_array)) {
        (Some(one), _) => vec![one.clone()],
        (None, Some(some)) => some.clone(),
        (None, None) => return None,
    };
    let is_among = match &document.node {
        Node::Plain(json) => allowed.contains(&of_engine(json)),
        _ => false,
    };
    let words: Vec<String> = allowed.iter().map(Value::to_string).collect();
    (!is_among).then(|| format!("this has to be {}", words.join(" or ")))
}

fn spoken(kind: &str) -> &str {
    match kind {
        "object" => "an object, in braces",
        "array" => "a list, in square brackets",
        "integer" => "a whole number",
        _ => "a text, in double quotes",
    }
}
