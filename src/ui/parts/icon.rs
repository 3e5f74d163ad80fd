//! Drawn signs, in a box of 24, in the colour of the text.

use crate::ui::tag::{Tag, drawing};

/// A cross.
pub(in crate::ui) const CLOSE: &str = "M7 7l10 10M17 7L7 17";
/// An arrow head that points down.
pub(in crate::ui) const MORE: &str = "M7 10l5 5 5-5";
/// An arrow that points onward.
pub(in crate::ui) const ONWARD: &str = "M10 7l5 5-5 5";
/// A tick.
pub(in crate::ui) const DONE: &str = "M5 12.5l4.500 4.500L19 7.500";
/// A shield.
pub(in crate::ui) const SHIELD: &str = "M12 3.500l7 2.500v5.500c0 4-2.800 7.300-7 9-4.200-1.700-7-5-7-9V6zM9 12l2.200 2.200L15.500 10";

pub(in crate::ui) fn icon(line: &'static str) -> Tag {
    drawing("svg")
        .class("icon")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .child(drawing("path").attr("d", line))
}
