//! A button with words.

use crate::property;
use crate::ui::tag::{Tag, tag};

/// A button; `class` says how it looks, see `styles/parts.css`.
pub(in crate::ui) fn button(
    class: &'static str,
    words: String,
    on_press: impl Fn() + Send + 'static,
) -> Tag {
    tag("button").attr("type", "button").class(class).on("click", move |_| on_press()).words(words)
}

/// A button that only a person can press: a click that a script of the page made up does
/// nothing (reference/privacy.md 3.4, row 12).
pub(in crate::ui) fn button_by_hand(
    class: &'static str,
    words: String,
    on_press: impl Fn() + Send + 'static,
) -> Tag {
    let press = move |event| {
        if property::is_true(&event, "isTrusted") {
            on_press();
        }
    };
    tag("button").attr("type", "button").class(class).on("click", press).words(words)
}
