//! The panel: what the visitor gets when asking for help.

use std::sync::Arc;

use usher_engine::Response;

use super::drawing::{Board, Said};
use super::hand::Hand;
use super::parts::button::button;
use super::parts::dialog::{Dialog, dialog};
use super::parts::disclosure::disclosure;
use super::parts::link::line;
use super::parts::toggle::{Toggle, toggle};
use super::prompt::privacy_control;
use super::purposes::{all_or_nothing, purposes};
use super::tag::{Tag, tag};

pub(super) fn panel(board: Board, hand: Hand) -> Tag {
    let words = Dialog {
        class: "panel help",
        id: "panel-title",
        title: hand.get("panel.title"),
        close: hand.get("dialog.close"),
        is_asked_for: true,
    };
    let stage =
        move || board.stage.get().map(|stage| tag("p").class("where").words(hand.of(&stage)));
    let body = tag("div")
        .class("body")
        .child_of(stage)
        .children_of(move || answers(board, hand))
        .children_of(move || links(board, hand))
        .child(tips(board, hand))
        .children(disclosure("line", hand.get("panel.privacy"), privacy(board, hand)));
    dialog(words, Arc::new(move || hand.close(Said::ClosePanel))).child(body)
}

fn answers(board: Board, hand: Hand) -> Vec<Tag> {
    let answers = board.answers.get();
    if answers.is_empty() {
        return vec![tag("p").class("empty").words(hand.get("panel.empty"))];
    }
    let mut tags = vec![label("panel.answers", hand)];
    for answer in answers {
        let paragraphs = answer.answer.iter().map(|text| tag("p").words(hand.of(text)));
        let paragraphs = tag("div").children(paragraphs);
        tags.extend(disclosure("line", hand.of(&answer.question), paragraphs));
    }
    tags
}

fn links(board: Board, hand: Hand) -> Vec<Tag> {
    let links = board.links.get();
    if links.is_empty() {
        return Vec::new();
    }
    let lines = links.into_iter().map(|link| tag("li").child(line(link.url, link.label)));
    vec![label("panel.links", hand), tag("ul").children(lines)]
}

fn tips(board: Board, hand: Hand) -> Tag {
    let words = Toggle {
        kind: "switch",
        name: hand.get("panel.tips"),
        text: hand.get("panel.tips.text"),
        is_fixed: false,
    };
    let set = move |is_on| {
        hand.say(Said::Response(if is_on { Response::AllowTips } else { Response::StopTips }));
    };
    toggle(words, move || board.are_tips_on.get(), set)
}

fn privacy(board: Board, hand: Hand) -> Tag {
    let is_honoured = move || board.consent.get().denied_from.is_some();
    let export = move || hand.say(Said::ExportKept);
    let erase = move || hand.say(Said::Response(Response::Erase));
    let honoured = move || is_honoured().then(|| privacy_control(hand));
    let buttons = tag("div")
        .class("choice")
        .child(button("text", hand.get("panel.export"), export))
        .child(button("text", hand.get("panel.erase"), erase));
    tag("div")
        .child(tag("div").child_of(honoured))
        .children(purposes(board.consent, hand))
        .child(all_or_nothing(board.consent.now().is_managed, hand))
        .child(label("panel.kept", hand))
        .child(tag("ul").class("kept").children_of(move || kept(board, hand)))
        .child(buttons)
}

fn kept(board: Board, hand: Hand) -> Vec<Tag> {
    let mut words: Vec<String> = board.kept.get().iter().map(|text| hand.of(text)).collect();
    if words.is_empty() {
        words.push(hand.get("kept.nothing"));
    }
    words.into_iter().map(|words| tag("li").words(words)).collect()
}

fn label(key: &str, hand: Hand) -> Tag {
    tag("h3").class("label").words(hand.get(key))
}
