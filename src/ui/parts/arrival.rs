//! Words that take the focus when the visitor asked to come here.

use crate::ui::tag::{Tag, tag};

/// The words of a heading or a legend; with `takes_focus` they are read out first.
pub(in crate::ui) fn arrival(id: &'static str, words: String, takes_focus: bool) -> Tag {
    tag("span").attr("id", id).attr("tabindex", "-1").focused(takes_focus).words(words)
}
