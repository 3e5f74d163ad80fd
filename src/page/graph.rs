//! The JSON-LD of a page as a flat list of things.
//!
//! Types to choose from are given as one text, separated by spaces.

use usher_engine::Json;

use super::dom;
use super::foreign::{self, own, own_list};
use super::warning::Warning;
use crate::pieces::{after, has_word, words};

/// Most things that are looked at in one page; beyond it the page has too much
/// to say for the time we may take (50 ms at 4× slow-down, ARCHITECTURE.md).
const MAX_NODES: usize = 200;

/// Longest block that is parsed. The longest among the pages we measure with
/// is under 40 KB; a longer one costs more time than it can be worth.
const MAX_BLOCK_CHARS: u32 = 65_536;

/// Where a thing may hold other things that the page is about.
const NESTED: &str = "@graph mainEntity mainEntityOfPage hasVariant";

/// The blocks of a document, read.
#[derive(Default)]
pub(super) struct Blocks {
    list: Vec<Json>,
    /// What was wrong with one of them.
    pub(super) warning: Option<Warning>,
}

impl Blocks {
    /// Reads all blocks of the document; a broken one does not hide the others.
    pub(super) fn read() -> Self {
        let mut blocks = Self::default();
        let texts = dom::texts(
            "script[type=\"application/ld+json\" i]",
            "",
            MAX_NODES as u32,
            MAX_BLOCK_CHARS,
        );
        for place in 0..texts.length() {
            let text = dom::text_at(&texts, place);
            // What was cut can be no JSON any more.
            let is_long = text.len() >= MAX_BLOCK_CHARS as usize;
            match Json::read(&text) {
                Ok(value) => blocks.list.push(value),
                Err(_) if is_long => blocks.warning = Some(Warning::LongJsonLd),
                Err(_) => blocks.warning = Some(Warning::BrokenJsonLd),
            }
        }
        blocks
    }

    /// Everything the page describes.
    pub(super) fn graph(&self) -> Graph<'_> {
        let mut graph = Graph { nodes: Vec::new() };
        for block in &self.list {
            graph.add(block, 6);
        }
        graph
    }
}

/// Everything the page describes, in its order.
pub(super) struct Graph<'a> {
    nodes: Vec<&'a Json>,
}

impl<'a> Graph<'a> {
    fn add(&mut self, value: &'a Json, depth: u8) {
        let Some(depth) = depth.checked_sub(1) else { return };
        match value {
            Json::List(_) => {
                for entry in foreign::list(value) {
                    self.add(entry, depth);
                }
            }
            Json::Object(_) if self.nodes.len() < MAX_NODES => {
                self.nodes.push(value);
                for key in words(NESTED) {
                    if let Some(nested) = own(value, key) {
                        self.add(nested, depth);
                    }
                }
            }
            _ => {}
        }
    }

    /// The things of one of these types.
    pub(super) fn of(&self, types: &str) -> Vec<&'a Json> {
        let mut found = Vec::new();
        for node in &self.nodes {
            if is_a(node, types) {
                found.push(*node);
            }
        }
        found
    }

    /// What the things are signs of: each row says of what, and the types.
    pub(super) fn signs(&self, rows: &[(u32, &str)]) -> u32 {
        let mut signs = 0;
        for (sign, types) in rows {
            if self.nodes.iter().any(|node| is_a(node, types)) {
                signs |= sign;
            }
        }
        signs
    }

    /// The thing itself where the page gives only its `@id`.
    fn resolve(&self, value: &'a Json) -> &'a Json {
        if let (None, Some(id)) = (own(value, "@type"), id_of(value)) {
            for node in &self.nodes {
                if id_of(node) == Some(id) && own(node, "@type").is_some() {
                    return node;
                }
            }
        }
        value
    }

    /// The things under a property, each resolved.
    pub(super) fn under(&self, value: &'a Json, key: &str) -> Vec<&'a Json> {
        let mut found = Vec::new();
        for entry in own_list(value, key) {
            found.push(self.resolve(entry));
        }
        found
    }

    /// The first thing under a property.
    pub(super) fn first_under(&self, value: &'a Json, key: &str) -> Option<&'a Json> {
        own_list(value, key).first().map(|entry| self.resolve(entry))
    }
}

fn id_of(node: &Json) -> Option<&str> {
    own(node, "@id")?.as_text()
}

/// Whether a thing is of one of these types, with or without `https://schema.org/`.
#[inline(never)]
pub(super) fn is_a(node: &Json, types: &str) -> bool {
    for stated in own_list(node, "@type") {
        if has_word(types, after(&foreign::text(stated), "/#:")) {
            return true;
        }
    }
    false
}
