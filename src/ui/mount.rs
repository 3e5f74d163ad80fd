//! The one element in the page: host, shadow root, launcher, live region.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use super::sheet::Sheet;
use super::text::Texts;
use crate::property::{self, Callback, call, say, tell};

/// Where tags come from. Both kinds are made by one method of the document.
pub(super) const HTML: &str = "http://www.w3.org/1999/xhtml";
pub(super) const SVG: &str = "http://www.w3.org/2000/svg";

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
    host: JsValue,
    shadow: JsValue,
    launcher: JsValue,
    stage: JsValue,
    live: JsValue,
    on_press: Callback,
    _sheet: Sheet,
}

impl Mount {
    /// Puts the host element into the page.
    ///
    /// `on_press` runs at each press of the launcher: it opens the panel, or closes
    /// the open one. Errors: none when the browser has no shadow DOM or no document.
    pub(crate) fn new(texts: &Texts, on_press: Box<dyn Fn(JsValue)>) -> Option<Self> {
        let host = element(HTML, "div", &[("data-usher-host", "")]);
        let open = property::object(r#"{"mode":"open"}"#);
        let shadow = call(&host, "attachShadow", &open, &JsValue::UNDEFINED);
        if !shadow.is_object() {
            return None;
        }
        let sheet = Sheet::adopt(&shadow, CSS);
        let (direction, language) = (texts.direction(), texts.language());
        let root = [("class", "root"), ("dir", direction), ("lang", language)];
        let root = element(HTML, "div", &root);
        let stage = element(HTML, "div", &[("class", "stage")]);
        let launcher = launcher(texts.launcher());
        // Created empty and long before use, or the first words would not be announced.
        let live = [
            ("class", "live"),
            ("role", "status"),
            ("aria-live", "polite"),
            ("aria-atomic", "true"),
        ];
        let live = element(HTML, "div", &live);
        for part in [&stage, &launcher, &live] {
            append(&root, part);
        }
        append(&shadow, &root);
        let on_press = property::callback(on_press);
        let mount = Self { host, shadow, launcher, stage, live, on_press, _sheet: sheet };
        mount.tell_launcher("addEventListener");
        mount.raise();
        Some(mount)
    }

    /// Where the drawing goes.
    pub(crate) fn stage(&self) -> Element {
        self.stage.clone().unchecked_into()
    }

    /// Says something to people who use a screen reader, when they pause.
    pub(crate) fn announce(&self, words: &str) {
        // The same words twice are no change, and only a change is announced.
        let is_repeated = property::text(&self.live, "textContent") == words;
        let mut words = String::from(words);
        if is_repeated && !words.is_empty() {
            words.push('\u{a0}');
        }
        property::write(&self.live, "textContent", &words);
    }

    /// Tells whether the panel is open.
    pub(crate) fn set_expanded(&self, is_expanded: bool) {
        let value = if is_expanded { "true" } else { "false" };
        say(&self.launcher, "setAttribute", "aria-expanded", value);
    }

    /// At the payment step the launcher is no more than a line of text at the end
    /// of the page, where it cannot lie over a field.
    pub(crate) fn set_payment_step(&self, is_payment_step: bool) {
        let class = if is_payment_step { "launcher quiet" } else { "launcher" };
        say(&self.launcher, "setAttribute", "class", class);
        if is_payment_step {
            say(&self.host, "setAttribute", IN_FLOW, "");
            say(&self.host, "removeAttribute", "popover", "");
        } else {
            say(&self.host, "removeAttribute", IN_FLOW, "");
        }
    }

    /// Brings the host to the front, and back into a page that threw it out.
    ///
    /// When to call: at each navigation, and after the page has opened something of
    /// its own in the top layer. The focus inside stays where it is.
    pub(crate) fn raise(&self) {
        let focused = property::get(&self.shadow, "activeElement");
        if !property::is_true(&self.host, "isConnected") {
            self.attach();
        }
        let is_in_flow = say(&self.host, "hasAttribute", IN_FLOW, "") == JsValue::TRUE;
        if !property::get(&self.host, "showPopover").is_undefined() && !is_in_flow {
            say(&self.host, "setAttribute", "popover", "manual");
            // Hiding what is not shown, or showing what is, throws: both are fine.
            tell(&self.host, "hidePopover");
            tell(&self.host, "showPopover");
        }
        tell(&focused, "focus");
    }

    fn attach(&self) {
        let document = property::of_window("document");
        for parent in ["body", ":root"] {
            let parent = say(&document, "querySelector", parent, "");
            if parent.is_object() {
                append(&parent, &self.host);
                return;
            }
        }
    }

    fn tell_launcher(&self, method: &str) {
        call(&self.launcher, method, &JsValue::from_str("click"), self.on_press.as_ref());
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        self.tell_launcher("removeEventListener");
        tell(&self.host, "remove");
    }
}

fn launcher(label: &str) -> JsValue {
    let launcher = [
        ("class", "launcher"),
        ("type", "button"),
        ("aria-haspopup", "dialog"),
        ("aria-expanded", "false"),
    ];
    let launcher = element(HTML, "button", &launcher);
    let svg = element(SVG, "svg", &[("viewBox", "0 0 24 24"), ("aria-hidden", "true")]);
    append(&svg, &element(SVG, "path", &[("d", BUBBLE), ("fill", "none")]));
    let words = element(HTML, "span", &[("class", "words")]);
    property::write(&words, "textContent", label);
    append(&launcher, &svg);
    append(&launcher, &words);
    launcher
}

fn element(space: &str, tag: &str, attributes: &[(&str, &str)]) -> JsValue {
    let element = say(&property::of_window("document"), "createElementNS", space, tag);
    for (name, value) in attributes {
        say(&element, "setAttribute", name, value);
    }
    element
}

fn append(parent: &JsValue, child: &JsValue) {
    call(parent, "appendChild", child, &JsValue::UNDEFINED);
}
