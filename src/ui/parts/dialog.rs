//! A dialog that never blocks the page: name, way out, Escape.

use std::sync::Arc;

use wasm_bindgen::JsValue;

use super::arrival::arrival;
use super::icon::{CLOSE, icon};
use crate::property;
use crate::ui::tag::{Tag, tag};

/// What a dialog needs to know.
pub(in crate::ui) struct Dialog {
    /// How it looks, see `styles/dialogs.css`.
    pub(in crate::ui) class: &'static str,
    /// Id of its heading, unique in the shadow root.
    pub(in crate::ui) id: &'static str,
    /// Its heading.
    pub(in crate::ui) title: String,
    /// Words of the button that closes it.
    pub(in crate::ui) close: String,
    /// Whether the visitor asked for it, and the focus therefore moves to its heading.
    pub(in crate::ui) is_asked_for: bool,
}

/// Begins a dialog; × and Escape inside it close it.
pub(in crate::ui) fn dialog(dialog: Dialog, on_close: Arc<dyn Fn() + Send + Sync>) -> Tag {
    let on_press = Arc::clone(&on_close);
    let close = tag("button")
        .attr("type", "button")
        .class("close")
        .attr("aria-label", dialog.close)
        .on("click", move |_| on_press())
        .child(icon(CLOSE));
    let title = tag("h2").child(arrival(dialog.id, dialog.title, dialog.is_asked_for));
    tag("div")
        .attr("role", "dialog")
        .class(dialog.class)
        .attr("aria-labelledby", dialog.id)
        .on("keydown", move |event| close_on_escape(&event, &*on_close))
        .child(tag("div").class("head").child(title).child(close))
}

/// Runs it when the key was Escape.
pub(in crate::ui) fn close_on_escape(event: &JsValue, on_close: &dyn Fn()) {
    if property::text(event, "key") == "Escape" {
        // The page may have an Escape of its own, which was not meant.
        property::tell(event, "stopPropagation");
        on_close();
    }
}
