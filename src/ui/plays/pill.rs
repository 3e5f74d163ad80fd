//! The pill: what becomes of a card that was ignored, or lay over the focus.
//!
//! It stays, because what vanishes by itself is gone for who reads slowly (WCAG
//! 2.2.1), and is as small as a finger allows.

use usher_engine::{Argument, PlayView, Response, Text};

use crate::ui::drawing::Said;
use crate::ui::hand::Hand;
use crate::ui::parts::dialog::close_on_escape;
use crate::ui::parts::icon::{MORE, icon};
use crate::ui::tag::{Tag, tag};

pub(in crate::ui) fn pill(view: &PlayView, hand: Hand) -> Tag {
    let showing = view.showing;
    let title = Argument::Words(hand.of(&view.title));
    let close = move || hand.close(Said::Response(Response::Closed(showing)));
    tag("button")
        .attr("type", "button")
        .class("pill")
        .attr("aria-haspopup", "dialog")
        .attr("aria-expanded", "false")
        .attr("aria-label", hand.of(&Text::Key("pill.open", vec![("title", title)])))
        .on("keydown", move |event| close_on_escape(&event, &close))
        .on("click", move |_| hand.say(Said::Response(Response::Reopened(showing))))
        .child(icon(MORE))
}
