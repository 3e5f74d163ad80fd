//! Drawn signs, in a box of 24, in the colour of the text.

use crate::ui::tag::{Tag, drawing};

/// A cross.
pub(in crate::ui) const CLOSE: &str = "M7 7l10 10M17 7L7 17";
/// An arrow head that points down.
pub(in crate::ui) const MORE: &str = "M7 10l5 5 5-5";
/// An arrow that points onward.
pub(in crate::ui) const ONWARD: &str = "M10 7l5 5-5 5";
/// A tick.
pub(in crate::ui) const DONE: &str = "M5 12.5l4.5 4.5L19 7.5";
/// A shield.
pub(in crate::ui) const SHIELD: &str =
    "M12 3.5l7 2.5v5.5c0 4-2.8 7.3-7 9-4.2-1.7-7-5-7-9V6zM9 12l2.2 2.2L15.5 10";

pub(in crate::ui) fn icon(line: &'static str) -> Tag {
    drawing("svg")
        .class("icon")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .child(drawing("path").attr("d", line))
}
