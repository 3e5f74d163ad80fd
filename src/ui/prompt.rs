//! The consent prompt: refusing is as easy as accepting.

use usher_engine::ConsentView;

use super::hand::Hand;
use super::live::Live;
use super::parts::disclosure::opener;
use super::parts::icon::{SHIELD, icon};
use super::purposes::{all_or_nothing, purposes};
use super::tag::{Tag, tag};

/// Asks, in the corner and without taking the focus. Escape does nothing: a choice
/// is made with a button, and the page can be used without one.
pub(super) fn prompt(consent: ConsentView, hand: Hand) -> Tag {
    let is_choosing = Live::new(false);
    let is_honoured = consent.denied_from.is_some();
    let consent = Live::new(consent);
    let choose = opener("text", is_choosing).words(hand.get("prompt.choose"));
    let chosen = move || {
        if is_choosing.get() { Vec::from(purposes(consent, hand)) } else { Vec::new() }
    };
    tag("div")
        .attr("role", "dialog")
        .class("prompt")
        .attr("aria-labelledby", "prompt-title")
        .attr("aria-describedby", "prompt-text")
        .child(tag("h2").attr("id", "prompt-title").words(hand.get("prompt.title")))
        .child(tag("p").attr("id", "prompt-text").words(hand.get("prompt.text")))
        .children(is_honoured.then(|| privacy_control(hand)))
        .children_of(chosen)
        .child(all_or_nothing(false, hand).child(choose))
}

/// Says that Global Privacy Control is on and counts.
pub(super) fn privacy_control(hand: Hand) -> Tag {
    let words = tag("span").words(hand.get("prompt.gpc"));
    tag("p").class("honoured").child(icon(SHIELD)).child(words)
}
