//! What is on screen: prompt, play and panel, one below the other.

use std::sync::Arc;

use leptos::prelude::{Get, RwSignal, Set};
use usher_engine::{Content, PlayView, Response, Showing};

use super::drawing::{Board, Said};
use super::hand::Hand;
use super::panel::panel;
use super::plays::{answer, card, check_in, compare};
use super::prompt::prompt;
use super::tag::{Tag, tag};

pub(super) fn stage(board: Board, hand: Hand) -> Tag {
    let class = move || Some(if board.is_panel_open.get() { "layer has-panel" } else { "layer" });
    tag("div")
        .changing("class", class)
        .on("focusin", move |event| hand.note_focus(&event))
        .child_of(move || board.prompt.get().map(|consent| prompt(consent, hand)))
        .child_of(move || board.play.get().map(|view| play(view, hand)))
        .child_of(move || board.is_panel_open.get().then(|| panel(board, hand)))
}

/// A card first; its content once the visitor accepted.
fn play(view: Arc<PlayView>, hand: Hand) -> Tag {
    let is_open = RwSignal::new(false);
    let accept = move |showing: Showing| {
        is_open.set(true);
        hand.say(Said::Response(Response::Accepted(showing)));
    };
    tag("div").class("layer").child_of(move || {
        Some(if is_open.get() { content(&view, hand) } else { card::card(&view, hand, accept) })
    })
}

fn content(view: &PlayView, hand: Hand) -> Tag {
    match &view.content {
        Content::Answer { paragraphs, link } => {
            answer::answer(view, paragraphs, link.as_ref(), hand)
        }
        Content::Compare(table) => compare::compare(view, table, hand),
        Content::CheckIn { questions } => check_in::check_in(view, questions.clone(), hand),
    }
}
