//! The card: what an offer of help looks like before it was asked for.

use std::sync::Arc;

use usher_engine::{Argument, PlayView, Response, Showing, Text, Why};

use crate::ui::drawing::Said;
use crate::ui::hand::Hand;
use crate::ui::parts::button::button;
use crate::ui::parts::dialog::{Dialog, dialog};
use crate::ui::parts::disclosure::disclosure;
use crate::ui::tag::{Tag, tag};

/// With `is_asked_for` the focus comes in: it was a pill that the visitor pressed.
pub(in crate::ui) fn card(
    view: &PlayView,
    hand: Hand,
    is_asked_for: bool,
    on_accept: impl Fn(Showing) + Send + 'static,
) -> Tag {
    let showing = view.showing;
    let words = Dialog {
        class: "card",
        id: "card-title",
        title: hand.of(&view.title),
        close: hand.get("dialog.close"),
        is_asked_for,
    };
    let accept = view.accept.as_ref();
    let accept = accept.map(|words| button("primary", hand.of(words), move || on_accept(showing)));
    let not_now = move || hand.close(Said::Response(Response::NotNow(showing)));
    let actions = tag("div").class("actions").children(accept).child(button(
        "text",
        hand.get("card.not_now"),
        not_now,
    ));
    let close = move || hand.close(Said::Response(Response::Closed(showing)));
    dialog(words, Arc::new(close))
        .child(tag("p").class("summary").words(hand.of(&view.summary)))
        .child(actions)
        .children(disclosure("small", hand.get("card.why"), why(&view.why, hand)))
}

fn why(why: &Why, hand: Hand) -> Tag {
    let count = ("count", Argument::Count(why.shown_today));
    let most = ("most", Argument::Count(why.most_a_day));
    let budget = Text::Key("why.budget", vec![count, most]);
    let sentences = [&why.reason, &why.privacy, &budget];
    let stop = move || hand.close(Said::Response(Response::StopTips));
    tag("div")
        .children(sentences.into_iter().map(|text| tag("p").words(hand.of(text))))
        .child(button("text", hand.get("card.stop"), stop))
}
