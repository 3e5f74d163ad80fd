//! What is on screen: prompt, play and panel, one below the other.

use std::sync::Arc;

use usher_engine::{Content, PlayView, Response, Showing};

use super::drawing::{Board, Said};
use super::hand::Hand;
use super::live::Live;
use super::panel::panel;
use super::plays::{answer, card, check_in, compare, pill};
use super::prompt::prompt;
use super::tag::{Tag, tag};

pub(super) fn stage(board: Board, hand: Hand) -> Tag {
    let class = move || Some(if board.is_panel_open.get() { "layer has-panel" } else { "layer" });
    tag("div")
        .changing("class", class)
        .on("focusin", move |event| hand.note_focus(&event))
        .child_of(move || board.prompt.get().map(|consent| prompt(consent, hand)))
        .child_of(move || board.play.get().map(|view| play(view, board.is_collapsed, hand)))
        .child_of(move || board.is_panel_open.get().then(|| panel(board, hand)))
}

/// A card first, which can become a pill; its content once the visitor accepted.
fn play(view: Arc<PlayView>, is_collapsed: Live<bool>, hand: Hand) -> Tag {
    let is_open = Live::new(false);
    let was_pill = Live::new(false);
    let is_engaged = Live::new(false);
    let showing = view.showing;
    // Said once: a pointer over the card would say it with each move.
    let engage = move |_| {
        if !is_engaged.now() {
            is_engaged.set(true);
            hand.say(Said::Response(Response::Engaged(showing)));
        }
    };
    let accept = move |showing: Showing| {
        is_open.set(true);
        hand.say(Said::Response(Response::Accepted(showing)));
    };
    let shown = move || {
        Some(if is_open.get() {
            content(&view, hand)
        } else if is_collapsed.get() {
            was_pill.set(true);
            pill::pill(&view, hand)
        } else {
            card::card(&view, hand, was_pill.now(), accept)
        })
    };
    // What moves under a still pointer is no `pointermove`.
    tag("div")
        .class("layer")
        .on("pointermove", engage)
        .on("pointerdown", engage)
        .on("focusin", engage)
        .child_of(shown)
}

fn content(view: &Arc<PlayView>, hand: Hand) -> Tag {
    match &view.content {
        Content::Answer { paragraphs, link } => {
            answer::answer(view, paragraphs, link.as_ref(), hand)
        }
        Content::Compare(table) => compare::compare(view, table, hand),
        Content::CheckIn { .. } => check_in::check_in(view, hand),
    }
}
