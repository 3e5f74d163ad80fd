//! The document, as plain values.
//!
//! What reaches into it is in `dom.js`, in ways that the page's own names
//! cannot block: `<form name="querySelector">` replaces `document.querySelector`,
//! and a field of a form replaces the form's own methods
//! (reference/privacy.md M9).

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::property;

#[wasm_bindgen(module = "/src/page/dom.js")]
extern "C" {
    /// Which selectors match something: one a line, one bit each.
    pub(super) fn marks(selectors: &str) -> u32;

    /// What the first elements that match say, in an attribute or, without a
    /// name, in their text; each cut to so many characters.
    pub(super) fn texts(selector: &str, name: &str, most: u32, chars: u32) -> Array;

    /// An address as it may be led to: a path where it is this site, else the
    /// whole; empty for what is not http or https.
    pub(super) fn address(written: &str) -> String;

    /// Links from the end of the page, then from its beginning: four texts for
    /// each, its address, what is read on it, how it is written, and its relation.
    pub(super) fn links(from_end: u32, from_start: u32) -> Array;

    /// What is so now, of what is asked for: bits of [`seen`].
    pub(super) fn look(asked: u32) -> u32;

    /// How far down the page the lower edge of the window is, in percent.
    pub(super) fn depth() -> u8;

    /// How what is heard of now is named; empty when nothing is.
    pub(super) fn naming() -> String;

    /// Listens to `route`, `dataLayer`, `presses`, or to groups of events of the window.
    #[wasm_bindgen(js_name = listenTo)]
    pub(super) fn listen_to(what: &str, heard: &JsValue) -> JsValue;

    /// Ends what `listen_to` has begun.
    pub(super) fn end(begun: &JsValue);

    /// The next entry of the data layer as JSON; none at its end.
    #[wasm_bindgen(js_name = nextEntry)]
    pub(super) fn next_entry(layer: &JsValue, backlog: u32, chars: u32) -> Option<String>;
}

/// What can be looked at, one bit each, as in `dom.js`.
pub(super) mod seen {
    /// A field or a frame has the focus.
    pub(crate) const FOCUS: u32 = 0b11;
    /// Text is selected.
    pub(crate) const SELECTION: u32 = 1 << 2;
    /// A dialog is open.
    pub(crate) const DIALOG: u32 = 1 << 3;
    /// Sound or video plays.
    pub(crate) const MEDIA: u32 = 1 << 4;
    /// Another vendor's consent banner is on screen.
    pub(crate) const BANNER: u32 = 1 << 5;
    /// The page is being printed.
    pub(crate) const PRINTING: u32 = 1 << 6;
    /// The page is on screen.
    pub(crate) const SHOWN: u32 = 1 << 7;
    /// The window has the focus; a focused frame inside counts.
    pub(crate) const ATTENDED: u32 = 1 << 8;
    /// The page's router is still working on the new page.
    pub(crate) const ROUTING: u32 = 1 << 9;
    /// What has the focus lies under the widget.
    pub(crate) const COVERED: u32 = 1 << 10;
}

/// A text of a list; empty beyond its end.
pub(super) fn text_at(list: &Array, place: u32) -> String {
    list.get(place).as_string().unwrap_or_default()
}

/// The path of the address, as it stands.
pub(super) fn path() -> String {
    property::of_location("pathname")
}

/// The query of the address with its question mark; never kept or sent.
pub(super) fn query() -> String {
    property::of_location("search")
}

/// Whether all of this is so now.
pub(super) fn is(asked: u32) -> bool {
    look(asked) == asked
}
