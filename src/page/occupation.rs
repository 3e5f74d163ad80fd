//! What occupies the visitor: a field, a frame, a dialog, a selection, media.

use std::cell::RefCell;

use usher_engine::{Attention, Busy, Input};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event};

use super::{Report, dom};
use crate::property;

/// Fields that can be typed in. A check box or a button occupies nobody.
const EDITABLE: &str = "input:not([type=button],[type=checkbox],[type=color],[type=file],\
    [type=hidden],[type=image],[type=radio],[type=range],[type=reset],[type=submit]),\
    textarea,[contenteditable]:not([contenteditable=false]),[role=textbox],\
    [contenteditable]:not([contenteditable=false]) *";

const FRAME: &str = "iframe,object,embed,fencedframe";

/// The host element of the widget and everything in it.
const OWN: &str = "[data-usher-host],[data-usher-host] *";

/// Keeps what occupies the visitor, and reports each change once.
pub(super) struct Occupation {
    report: Report,
    known: RefCell<Vec<Busy>>,
}

impl Occupation {
    pub(super) const fn new(report: Report) -> Self {
        Self { report, known: RefCell::new(Vec::new()) }
    }

    /// Looks at everything; costs three selectors.
    pub(super) fn look(&self) {
        self.look_at_focus();
        self.look_at_selection();
        self.look_at_dialogs();
        self.look_at_media();
    }

    /// Looks again at what is known; free when nothing occupies the visitor.
    ///
    /// Needed because a field that is removed, or a dialog that is hidden,
    /// tells nobody.
    pub(super) fn look_again(&self) {
        let known = self.known.borrow().clone();
        for busy in known {
            match busy {
                Busy::Typing | Busy::Frame => self.look_at_focus(),
                Busy::Dialog => self.look_at_dialogs(),
                Busy::Selection => self.look_at_selection(),
                Busy::Media => self.look_at_media(),
                Busy::Banner => {}
            }
        }
    }

    /// Reports again what is known: the engine forgets it on a new page.
    pub(super) fn repeat(&self) {
        let known = self.known.borrow().clone();
        for busy in known {
            (self.report)(Input::Attention(Attention::Began(busy)));
        }
        self.look();
    }

    /// The element that has just received the focus.
    pub(super) fn focus_came_to(&self, element: Option<&Element>) {
        let is = |selector| element.is_some_and(|element| dom::is_match(element, selector));
        self.set(Busy::Typing, is(EDITABLE));
        self.set(Busy::Frame, is(FRAME));
    }

    pub(super) fn look_at_focus(&self) {
        let focused = focused();
        self.focus_came_to(focused.as_ref().filter(|element| !is_own(element)));
    }

    pub(super) fn look_at_selection(&self) {
        self.set(Busy::Selection, has_selection());
    }

    pub(super) fn look_at_dialogs(&self) {
        // Two questions, because a browser without `:modal` refuses the first.
        let mut dialogs = dom::all("dialog:modal", 8);
        dialogs.extend(dom::all("[aria-modal=true]", 8));
        let is_open = dialogs.iter().any(|found| !is_own(found) && dom::is_rendered(found));
        self.set(Busy::Dialog, is_open);
    }

    pub(super) fn look_at_media(&self) {
        self.set(Busy::Media, dom::all("video,audio", 20).iter().any(is_audible));
    }

    fn set(&self, busy: Busy, is_on: bool) {
        let place = self.known.borrow().iter().position(|known| *known == busy);
        match (place, is_on) {
            (None, true) => {
                self.known.borrow_mut().push(busy);
                (self.report)(Input::Attention(Attention::Began(busy)));
            }
            (Some(place), false) => {
                self.known.borrow_mut().swap_remove(place);
                (self.report)(Input::Attention(Attention::Ended(busy)));
            }
            (None, false) | (Some(_), true) => {}
        }
    }
}

/// Whether the event happened inside the widget; the shadow root shows the
/// page its host as the target.
pub(super) fn is_from_widget(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| is_own(&target))
}

/// The innermost element the event happened at, also inside the page's own
/// open shadow roots.
pub(super) fn origin(event: &Event) -> Option<Element> {
    event.composed_path().get(0).dyn_into::<Element>().ok()
}

fn is_own(element: &Element) -> bool {
    dom::is_match(element, OWN)
}

/// The focused element, followed into open shadow roots.
fn focused() -> Option<Element> {
    let mut focused = dom::property("activeElement")?.dyn_into::<Element>().ok()?;
    for _ in 0..8 {
        let root = property::get(&focused, "shadowRoot");
        let inner = property::get(&root, "activeElement").dyn_into().ok();
        let Some(inner) = inner else { break };
        if is_own(&focused) {
            break;
        }
        focused = inner;
    }
    Some(focused)
}

/// Whether text of the page is selected.
fn has_selection() -> bool {
    let selection = property::page().and_then(|window| window.get_selection().ok().flatten());
    selection.is_some_and(|selection| {
        let anchor = selection.anchor_node();
        let holder = anchor.and_then(|node| {
            let parent = node.parent_element();
            node.dyn_into::<Element>().ok().or(parent)
        });
        !selection.is_collapsed() && holder.is_some_and(|holder| !is_own(&holder))
    })
}

/// Whether it plays and can be heard: a silent film in the background
/// occupies nobody, and would keep help away for good.
fn is_audible(media: &Element) -> bool {
    let is = |name: &str| property::is_true(media, name);
    !is("paused") && !is("ended") && !is("muted")
}
