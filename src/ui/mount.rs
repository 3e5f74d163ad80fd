//! The one element in the page: host, shadow root, launcher, live region.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, ShadowRoot, ShadowRootInit, ShadowRootMode};

use super::sheet::Sheet;
use super::text::Texts;

/// `styles/base.css` and `styles/launcher.css`, joined by `build.rs`.
const CSS: &str = include_str!(concat!(env!("OUT_DIR"), "/mount.css"));

/// Says that the host has a place of its own in the page.
const IN_FLOW: &str = "data-in-flow";

/// A speech bubble with a question mark, in a box of 24.
const BUBBLE: &str = "M12 3.5c5 0 9 3.4 9 7.7s-4 7.8-9 7.8c-.9 0-1.8-.1-2.6-.3L5.2 20.9c-.5.2-1-.2\
                      -.9-.7l.6-3.1C3.7 15.7 3 13.6 3 11.2c0-4.3 4-7.7 9-7.7zM9.9 9.2c.2-1.1 1.1\
                      -1.8 2.2-1.8 1.2 0 2.2.8 2.2 1.9 0 1.6-2.2 1.7-2.2 3.2M12.1 15.2v.1";

/// What stays in the page as long as the widget runs.
///
/// Dropping it leaves no node, no listener and no style behind.
pub(crate) struct Mount {
    host: HtmlElement,
    shadow: ShadowRoot,
    launcher: HtmlElement,
    stage: Element,
    live: Element,
    on_press: Closure<dyn FnMut()>,
    _sheet: Option<Sheet>,
}

impl Mount {
    /// Puts the host element into the page.
    ///
    /// `on_press` runs at each press of the launcher: it opens the panel, or closes
    /// the open one. Errors: none when the browser has no shadow DOM or no document.
    pub(crate) fn new(texts: &Texts, on_press: Box<dyn Fn()>) -> Option<Self> {
        let document = web_sys::window()?.document()?;
        let host: HtmlElement = document.create_element("div").ok()?.dyn_into().ok()?;
        host.set_attribute("data-usher-host", "").ok()?;
        let shadow = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).ok()?;
        let sheet = Sheet::adopt(&shadow, CSS);
        let root = element(&document, "div", "root")?;
        root.set_attribute("dir", texts.direction()).ok()?;
        root.set_attribute("lang", texts.language()).ok()?;
        let stage = element(&document, "div", "stage")?;
        let launcher = launcher(&document, &texts.get("launcher.label"))?;
        let live = live_region(&document)?;
        root.append_with_node_3(&stage, &launcher, &live).ok()?;
        shadow.append_child(&root).ok()?;
        let on_press = Closure::<dyn FnMut()>::new(on_press);
        let listener = on_press.as_ref().unchecked_ref();
        launcher.add_event_listener_with_callback("click", listener).ok()?;
        let mount = Self { host, shadow, launcher, stage, live, on_press, _sheet: sheet };
        mount.raise();
        Some(mount)
    }

    /// Where the drawing goes.
    pub(crate) fn stage(&self) -> Element {
        self.stage.clone()
    }

    /// Says something to people who use a screen reader, when they pause.
    pub(crate) fn announce(&self, words: &str) {
        // The same words twice are no change, and only a change is announced.
        let is_repeated = self.live.text_content().is_some_and(|old| old == words);
        let mut words = String::from(words);
        if is_repeated && !words.is_empty() {
            words.push('\u{a0}');
        }
        self.live.set_text_content(Some(&words));
    }

    /// Tells whether the panel is open.
    pub(crate) fn set_expanded(&self, is_expanded: bool) {
        let value = if is_expanded { "true" } else { "false" };
        ignore(self.launcher.set_attribute("aria-expanded", value));
    }

    /// At the payment step the launcher is no more than a line of text at the end
    /// of the page, where it cannot lie over a field.
    pub(crate) fn set_payment_step(&self, is_payment_step: bool) {
        ignore(self.launcher.class_list().toggle_with_force("quiet", is_payment_step).map(drop));
        if is_payment_step {
            ignore(self.host.set_attribute(IN_FLOW, ""));
            ignore(self.host.remove_attribute("popover"));
        } else {
            ignore(self.host.remove_attribute(IN_FLOW));
        }
    }

    /// Brings the host to the front, and back into a page that threw it out.
    ///
    /// When to call: at each navigation, and after the page has opened something of
    /// its own in the top layer. The focus inside stays where it is.
    pub(crate) fn raise(&self) {
        let focused = self.shadow.active_element();
        if !self.host.is_connected() {
            ignore(self.attach());
        }
        if has_popover(&self.host) && !self.host.has_attribute(IN_FLOW) {
            ignore(self.host.set_attribute("popover", "manual"));
            // Hiding what is not shown, or showing what is, throws: both are fine.
            ignore(self.host.hide_popover());
            ignore(self.host.show_popover());
        }
        let focused = focused.and_then(|element| element.dyn_into::<HtmlElement>().ok());
        if let Some(element) = focused {
            ignore(element.focus());
        }
    }

    fn attach(&self) -> Result<(), JsValue> {
        let document = web_sys::window().and_then(|window| window.document());
        let Some(document) = document else { return Ok(()) };
        let parent = document.body().map(JsValue::from);
        let parent = parent.or_else(|| document.document_element().map(JsValue::from));
        let Some(parent) = parent else { return Ok(()) };
        parent.unchecked_into::<Element>().append_child(&self.host).map(drop)
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let listener = self.on_press.as_ref().unchecked_ref();
        ignore(self.launcher.remove_event_listener_with_callback("click", listener));
        self.host.remove();
    }
}

fn launcher(document: &Document, label: &str) -> Option<HtmlElement> {
    let launcher = element(document, "button", "launcher")?;
    for (name, value) in
        [("type", "button"), ("aria-haspopup", "dialog"), ("aria-expanded", "false")]
    {
        launcher.set_attribute(name, value).ok()?;
    }
    let svg = drawn(document, "svg", [("viewBox", "0 0 24 24"), ("aria-hidden", "true")])?;
    let path = drawn(document, "path", [("d", BUBBLE), ("fill", "none")])?;
    svg.append_child(&path).ok()?;
    let words = element(document, "span", "words")?;
    words.set_text_content(Some(label));
    launcher.append_with_node_2(&svg, &words).ok()?;
    launcher.dyn_into().ok()
}

/// Created empty and long before use, or the first words would not be announced.
fn live_region(document: &Document) -> Option<Element> {
    let live = element(document, "div", "live")?;
    for (name, value) in [("role", "status"), ("aria-live", "polite"), ("aria-atomic", "true")] {
        live.set_attribute(name, value).ok()?;
    }
    Some(live)
}

fn element(document: &Document, tag: &str, class: &str) -> Option<Element> {
    let element = document.create_element(tag).ok()?;
    element.set_class_name(class);
    Some(element)
}

fn drawn(document: &Document, tag: &str, attributes: [(&str, &str); 2]) -> Option<Element> {
    let element = document.create_element_ns(Some("http://www.w3.org/2000/svg"), tag).ok()?;
    for (name, value) in attributes {
        element.set_attribute(name, value).ok()?;
    }
    Some(element)
}

fn has_popover(host: &HtmlElement) -> bool {
    js_sys::Reflect::get(host, &"showPopover".into()).is_ok_and(|method| method.is_function())
}

/// For calls that fail only where there is nothing left to do.
fn ignore(result: Result<(), JsValue>) {
    drop(result);
}
