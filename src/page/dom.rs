//! The document, reached in ways that the page's own names cannot block.
//!
//! `<form name="querySelector">` replaces `document.querySelector`, and a field
//! of a form replaces the form's own methods. So methods are taken from the
//! prototypes and called with the object, and properties of the document are
//! read through its prototype with the document as receiver
//! (reference/privacy.md M9). `window` itself cannot be clobbered this way.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, NodeList};

use crate::property;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["Document", "prototype", "querySelectorAll"], js_name = call)]
    fn query_selector_all(document: &Document, selector: &str) -> Result<NodeList, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["String", "prototype", "slice"], js_name = call)]
    fn slice(text: &JsValue, start: u32, end: u32) -> Result<String, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["Document", "prototype", "hasFocus"], js_name = call)]
    fn document_has_focus(document: &Document) -> Result<bool, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["Element", "prototype", "getAttribute"], js_name = call)]
    fn get_attribute(element: &Element, name: &str) -> Result<Option<String>, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["Element", "prototype", "matches"], js_name = call)]
    fn element_matches(element: &Element, selector: &str) -> Result<bool, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["Element", "prototype", "getClientRects"], js_name = call)]
    fn client_rects(element: &Element) -> Result<js_sys::Object, JsValue>;

    /// Reads a property of `holder` as if it were one of `receiver`.
    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = get)]
    fn get_for(holder: &JsValue, name: &JsValue, receiver: &JsValue) -> Result<JsValue, JsValue>;
}

/// The document; none outside a window.
pub(super) fn document() -> Option<Document> {
    property::page()?.document()
}

/// A property of the document, whatever elements of the page are named.
pub(super) fn property(name: &str) -> Option<JsValue> {
    let document = document()?;
    let prototype = js_sys::Reflect::get_prototype_of(&document).ok()?;
    let name = JsValue::from_str(name);
    get_for(&prototype, &name, &document).ok()
}

/// A property of the window, which no element can replace.
pub(super) fn window_property(name: &str) -> Option<JsValue> {
    let value = property::of_window(name);
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// The elements that match, in order; none where the selector is not understood.
pub(super) fn all(selector: &str, most: usize) -> Vec<Element> {
    let mut elements = Vec::new();
    if let Some(list) = list(selector) {
        while let Some(node) = list.item(elements.len() as u32).filter(|_| elements.len() < most) {
            elements.push(node.unchecked_into());
        }
    }
    elements
}

/// The same, as the browser's own list.
pub(super) fn list(selector: &str) -> Option<NodeList> {
    query_selector_all(&document()?, selector).ok()
}

/// Whether an element matches.
pub(super) fn has(selector: &str) -> bool {
    !all(selector, 1).is_empty()
}

/// At most so many characters of a string of the page; empty for anything else.
///
/// Cut in JavaScript, so that a megabyte never enters the wasm memory.
pub(super) fn bounded(text: &JsValue, most: u32) -> String {
    slice(text, 0, most).unwrap_or_default()
}

/// At most so many characters of the text of an element.
pub(super) fn content(element: &Element, most: u32) -> String {
    bounded(&property::get(element, "textContent"), most)
}

/// An attribute of an element.
pub(super) fn attribute(element: &Element, name: &str) -> Option<String> {
    get_attribute(element, name).ok()?
}

/// Whether the element matches the selector.
pub(super) fn is_match(element: &Element, selector: &str) -> bool {
    element_matches(element, selector).unwrap_or(false)
}

/// Whether the element takes up any room on screen.
pub(super) fn is_rendered(element: &Element) -> bool {
    client_rects(element).is_ok_and(|rects| {
        property::get(&rects, "length").as_f64().is_some_and(|length| length > 0.0)
    })
}

/// Whether this window has the focus; a focused frame inside counts.
pub(super) fn has_focus() -> bool {
    document().is_some_and(|document| document_has_focus(&document).unwrap_or(true))
}

/// The path of the address, as it stands.
pub(super) fn path() -> String {
    property::of_location("pathname")
}

/// The query of the address with its question mark; never kept or sent.
pub(super) fn query() -> String {
    property::of_location("search")
}

/// Whether the page is on screen.
pub(super) fn is_shown() -> bool {
    property("visibilityState").is_none_or(|state| state != JsValue::from_str("hidden"))
}

/// How far down the page the lower edge of the window is.
pub(super) fn depth_percent() -> u8 {
    let depth = || {
        let root = property("scrollingElement").filter(JsValue::is_object)?;
        let whole = property::get(&root, "scrollHeight").as_f64()?;
        let number = |name| property::of_window(name).as_f64();
        let seen = number("pageYOffset")? + number("innerHeight")?;
        Some((seen / whole.max(1.0) * 100.0).clamp(0.0, 100.0))
    };
    // The cast saturates; a page without a scrolling element counts as unseen.
    depth().map_or(0, |depth: f64| depth as u8)
}
