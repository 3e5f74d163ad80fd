//! A button with words.

use crate::ui::tag::{Tag, tag};

/// A button; `class` says how it looks, see `styles/parts.css`.
pub(in crate::ui) fn button(
    class: &'static str,
    words: String,
    on_press: impl Fn() + Send + 'static,
) -> Tag {
    tag("button").attr("type", "button").class(class).on("click", move |_| on_press()).words(words)
}
