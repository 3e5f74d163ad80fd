//! A direct answer, in the words of the shop's own offer.

use usher_engine::{Link, PlayView, Response, Text};

use super::content;
use crate::ui::hand::Hand;
use crate::ui::parts::link::line;
use crate::ui::tag::{Tag, tag};

pub(in crate::ui) fn answer(
    view: &PlayView,
    paragraphs: &[Text],
    source: Option<&Link>,
    hand: Hand,
) -> Tag {
    let showing = view.showing;
    let source = source.map(|source| {
        let is_named = !source.label.is_empty();
        let words = if is_named { source.label.clone() } else { hand.get("answer.source") };
        line(source.url.clone(), words)
    });
    let body = tag("div")
        .class("body prose")
        .children(paragraphs.iter().map(|text| tag("p").words(hand.of(text))))
        .children(source);
    content(view, hand, "panel", move || Response::Completed(showing)).child(body)
}
