//! A line of words with a native checkbox.

use crate::property;
use crate::ui::tag::{Tag, tag};

/// What a toggle needs to know.
pub(in crate::ui) struct Toggle {
    /// What it is: a `switch` acts at once, a `check` waits for a button.
    pub(in crate::ui) kind: &'static str,
    /// What it is about.
    pub(in crate::ui) name: String,
    /// What it does.
    pub(in crate::ui) text: String,
    /// Whether it cannot be changed.
    pub(in crate::ui) is_fixed: bool,
}

pub(in crate::ui) fn toggle(
    toggle: Toggle,
    is_on: impl Fn() -> bool + Send + 'static,
    on_change: impl Fn(bool) + Send + 'static,
) -> Tag {
    let words = tag("span")
        .class("words")
        .child(tag("span").class("name").words(toggle.name))
        .child(tag("span").class("note").words(toggle.text));
    let mut input = tag("input")
        .attr("type", "checkbox")
        .class(toggle.kind)
        .changing("checked", move || is_on().then_some(""))
        .on("change", move |event| {
            on_change(property::is_true(&property::get(&event, "target"), "checked"));
        });
    if toggle.kind == "switch" {
        input = input.attr("role", "switch");
    }
    if toggle.is_fixed {
        input = input.attr("disabled", "");
    }
    tag("label").class("toggle").child(words).child(input)
}
