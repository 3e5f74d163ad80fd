//! The JSON-LD of a page as a flat list of things.

use js_sys::{Array, JsString, Reflect};
use wasm_bindgen::prelude::*;

use super::warning::Warning;
use super::{dom, foreign};

/// Most things that are looked at in one page; beyond it the page has too much
/// to say for the time we may take (50 ms at 4× slow-down, ARCHITECTURE.md).
const MAX_NODES: usize = 200;

/// Longest block that is parsed. The longest among the pages we measure with
/// is under 40 KB; a longer one costs more time than it can be worth.
const MAX_BLOCK_CHARS: u32 = 65_536;

/// Where a thing may hold other things that the page is about.
const NESTED: [&str; 4] = ["@graph", "mainEntity", "mainEntityOfPage", "hasVariant"];

#[wasm_bindgen]
extern "C" {
    /// Takes the string where it is, instead of by way of the wasm memory.
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    fn parse_json(text: &JsString) -> Result<JsValue, JsValue>;
}

/// One thing the page describes: its schema.org type and its properties.
pub(super) struct Node {
    /// Type names without `https://schema.org/`.
    types: Vec<String>,
    /// The object itself.
    pub(super) value: JsValue,
}

impl Node {
    /// Whether it is of one of these types.
    pub(super) fn is_a(&self, types: &[&str]) -> bool {
        self.types.iter().any(|own| types.contains(&own.as_str()))
    }
}

/// Everything the page describes.
#[derive(Default)]
pub(super) struct Graph {
    nodes: Vec<Node>,
    /// What was wrong with it; each kind at most once.
    pub(super) warnings: Vec<Warning>,
}

impl Graph {
    /// Reads all blocks of the document; a broken one does not hide the others.
    pub(super) fn read() -> Self {
        let mut graph = Self::default();
        let Some(blocks) = dom::all("script[type=\"application/ld+json\" i]") else {
            return graph;
        };
        for block in dom::elements(&blocks).take(MAX_NODES) {
            let content = Reflect::get(&block, &JsValue::from_str("textContent"));
            let Some(text) = content.ok().and_then(|text| text.dyn_into::<JsString>().ok()) else {
                continue;
            };
            if text.length() > MAX_BLOCK_CHARS {
                graph.warn(Warning::LongJsonLd);
            } else if let Ok(value) = parse_json(&text) {
                graph.add(&value, 6);
            } else {
                graph.warn(Warning::BrokenJsonLd);
            }
        }
        graph
    }

    fn warn(&mut self, warning: Warning) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    fn add(&mut self, value: &JsValue, depth: u8) {
        let Some(depth) = depth.checked_sub(1) else { return };
        if Array::is_array(value) {
            for entry in foreign::list(value) {
                self.add(&entry, depth);
            }
            return;
        }
        if !value.is_object() || self.nodes.len() >= MAX_NODES {
            return;
        }
        let types = foreign::own_list(value, "@type")
            .filter_map(|name| foreign::text(&name))
            .map(|name| name.rsplit(['/', '#', ':']).next().unwrap_or_default().to_owned())
            .collect();
        self.nodes.push(Node { types, value: value.clone() });
        for key in NESTED {
            if let Some(nested) = foreign::own(value, key) {
                self.add(&nested, depth);
            }
        }
    }

    /// The things of one of these types, in the order of the page.
    pub(super) fn of<'a>(&'a self, types: &'a [&'a str]) -> impl Iterator<Item = &'a Node> {
        self.nodes.iter().filter(move |node| node.is_a(types))
    }

    /// Whether anything is of one of these types.
    pub(super) fn has(&self, types: &[&str]) -> bool {
        self.nodes.iter().any(|node| node.is_a(types))
    }

    /// The thing itself where the page gives only its `@id`.
    pub(super) fn resolve(&self, value: JsValue) -> JsValue {
        if foreign::own(&value, "@type").is_some() {
            return value;
        }
        let Some(id) = foreign::own(&value, "@id") else { return value };
        let is_same = |node: &&Node| {
            foreign::own(&node.value, "@id").is_some_and(|other| other == id)
                && !node.types.is_empty()
        };
        self.nodes.iter().find(is_same).map_or(value, |node| node.value.clone())
    }

    /// The things under a property, each resolved.
    pub(super) fn under(
        &self,
        value: &JsValue,
        key: &str,
    ) -> impl Iterator<Item = JsValue> + use<'_> {
        foreign::own_list(value, key).map(|entry| self.resolve(entry))
    }
}
