//! A line of words that opens what is under it.

use super::icon::{MORE, icon};
use crate::ui::live::Live;
use crate::ui::tag::{Tag, tag};

/// A button, and under it the begun `opened`, which is hidden at first.
pub(in crate::ui) fn disclosure(class: &'static str, words: String, opened: Tag) -> [Tag; 2] {
    let is_open = Live::new(false);
    let button = opener(class, is_open).child(tag("span").words(words)).child(icon(MORE));
    let opened = opened.class("opened");
    [button, opened.changing("hidden", move || (!is_open.get()).then_some(""))]
}

/// Begins a button that opens and closes something.
pub(in crate::ui) fn opener(class: &'static str, is_open: Live<bool>) -> Tag {
    tag("button")
        .attr("type", "button")
        .class(class)
        .changing("aria-expanded", move || Some(if is_open.get() { "true" } else { "false" }))
        .on("click", move |_| is_open.set(!is_open.now()))
}
