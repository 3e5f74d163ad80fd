//! One view per format of play, and the card they all begin with.

use std::sync::Arc;

use usher_engine::{PlayView, Response};

use super::drawing::Said;
use super::hand::Hand;
use super::parts::dialog::{Dialog, dialog};
use super::tag::Tag;

pub(super) mod answer;
pub(super) mod card;
pub(super) mod check_in;
pub(super) mod compare;
pub(super) mod pill;

/// The dialog that an accepted card opens. Closing it says how far the visitor came.
fn content(
    view: &PlayView,
    hand: Hand,
    class: &'static str,
    how_far: impl Fn() -> Response + Send + Sync + 'static,
) -> Tag {
    let words = Dialog {
        class,
        id: "play-title",
        title: hand.of(&view.title),
        close: hand.get("dialog.close"),
        is_asked_for: true,
    };
    dialog(words, Arc::new(move || hand.close(Said::Response(how_far()))))
}
