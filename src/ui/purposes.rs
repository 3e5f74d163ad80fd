//! One checkbox per purpose, and the button that saves the choice.

use usher_engine::{ConsentView, Grant, Grants, Purpose};

use super::drawing::Said;
use super::hand::Hand;
use super::live::Live;
use super::parts::button::{button, button_by_hand};
use super::parts::toggle::{Toggle, toggle};
use super::tag::{Tag, tag};

/// The purposes as they stand, to change and save.
pub(super) fn purposes(consent: Live<ConsentView>, hand: Hand) -> [Tag; 2] {
    // None until the visitor touched something: then consent as it stands shows through.
    let draft = Live::new(None::<Grants>);
    let boxes = Purpose::CHOOSABLE.iter();
    let boxes = boxes.map(move |purpose| purpose_box(*purpose, consent, draft, hand));
    let save = move || {
        let grants = shown(consent, draft);
        draft.set(None);
        // Beside a manager what is not refused here stays as it is there.
        let is_managed = consent.now().is_managed;
        let mut chosen = if is_managed { grants } else { Grants::REFUSED };
        for purpose in Purpose::CHOOSABLE.into_iter().filter(|purpose| grants.allows(*purpose)) {
            chosen.set(purpose, Grant::Granted);
        }
        hand.say(Said::Chosen(chosen));
    };
    [
        tag("div").class("purposes").children(boxes),
        button_by_hand("plain wide", hand.get("prompt.save"), save),
    ]
}

/// Two buttons of the same weight. Beside a consent manager only it can allow more.
pub(super) fn all_or_nothing(is_managed: bool, hand: Hand) -> Tag {
    let refuse = move || hand.say(Said::Chosen(Grants::REFUSED));
    let allow = move || {
        hand.say(if is_managed {
            Said::OpenManager
        } else {
            Said::Chosen(Grants::granting(&Purpose::CHOOSABLE))
        });
    };
    let words = hand.get(if is_managed { "panel.manager" } else { "prompt.accept" });
    tag("div")
        .class("choice")
        .child(button("plain", hand.get("prompt.refuse"), refuse))
        .child(button_by_hand("plain", words, allow))
}

fn purpose_box(
    purpose: Purpose,
    consent: Live<ConsentView>,
    draft: Live<Option<Grants>>,
    hand: Hand,
) -> Tag {
    let key = |part: &str| {
        let mut key = String::from("purpose.");
        key.push_str(purpose.as_str());
        key.push_str(part);
        hand.get(&key)
    };
    let ConsentView { grants, is_managed, denied_from, .. } = consent.now();
    let is_denied_by_browser = denied_from.is_some_and(|from| purpose >= from);
    let words = Toggle {
        kind: "check",
        name: key(".name"),
        text: key(".text"),
        is_fixed: is_denied_by_browser || (is_managed && !grants.allows(purpose)),
    };
    let set = move |is_on: bool| {
        let mut grants = shown(consent, draft);
        grants.set(purpose, if is_on { Grant::Granted } else { Grant::Denied });
        draft.set(Some(grants));
    };
    let is_on = move || draft.get().unwrap_or_else(|| consent.get().grants).allows(purpose);
    toggle(words, is_on, set)
}

fn shown(consent: Live<ConsentView>, draft: Live<Option<Grants>>) -> Grants {
    draft.now().unwrap_or_else(|| consent.now().grants)
}
