//! The visitor's attention: passive listeners, throttled, no content read.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use usher_engine::{Attention, Input};
use wasm_bindgen::JsCast;
use web_sys::{Event, EventTarget, Window};

use super::listener::{Later, Listener};
use super::occupation::{self, Occupation};
use super::throttle::Throttle;
use super::{Report, dom};
use crate::property;

/// Time a click is given to open its dialog.
const DIALOG_MILLIS: i32 = 150;

/// Watches until dropped.
pub struct Watch {
    state: Rc<State>,
    _listeners: Vec<Listener>,
}

impl Watch {
    /// Reports again what occupies the visitor.
    ///
    /// When to call: after the engine was given a new page in the same
    /// document, since it takes what occupied the visitor before as over.
    pub fn repeat(&self) {
        self.state.occupation.repeat();
    }
}

struct State {
    report: Report,
    occupation: Occupation,
    is_visible: Cell<Option<bool>>,
    has_left: Cell<bool>,
    pointer: Throttle,
    key: Throttle,
    scroll: Throttle,
    /// The depth reported last.
    depth: Cell<Option<u8>>,
    /// Looks at dialogs after a click.
    dialogs: Later,
    /// Looks at the focus after it has left the window.
    focus: Later,
}

/// Watches attention, occupation and leaving.
#[must_use]
pub fn listen(report: Report) -> Watch {
    let state = Rc::new_cyclic(|this| State {
        occupation: Occupation::new(Rc::clone(&report)),
        report,
        is_visible: Cell::new(None),
        has_left: Cell::new(false),
        pointer: Throttle::default(),
        key: Throttle::default(),
        scroll: Throttle::default(),
        depth: Cell::new(None),
        dialogs: later(this, |state| state.occupation.look_at_dialogs()),
        focus: later(this, State::look_at_focus),
    });
    state.look_at_visibility();
    state.occupation.look();
    let listeners = property::page().map(|window| attach(&state, &window)).unwrap_or_default();
    Watch { state, _listeners: listeners }
}

fn later(state: &Weak<State>, look: fn(&State)) -> Later {
    let state = state.clone();
    Later::new(move || {
        if let Some(state) = state.upgrade() {
            look(&state);
        }
    })
}

/// What is listened to, all of it at the window: an element of the page can
/// take the name of a method of the document, but not of the window.
fn attach(state: &Rc<State>, window: &Window) -> Vec<Listener> {
    type Heard = fn(&State, &Event);
    const HEARD: [(&str, Heard); 22] = [
        ("visibilitychange", State::on_visibility),
        ("focus", State::on_visibility),
        ("pageshow", State::on_visibility),
        ("blur", State::on_blur),
        ("pagehide", State::on_leaving),
        ("freeze", State::on_leaving),
        ("pointermove", State::on_pointer),
        ("pointerdown", State::on_pointer),
        ("touchmove", State::on_pointer),
        ("keydown", State::on_key),
        ("scroll", State::on_scroll),
        ("scrollend", State::on_scroll_end),
        ("focusin", State::on_focus_in),
        ("focusout", State::on_focus_out),
        ("selectionchange", State::on_selection),
        ("click", State::on_click),
        ("close", State::on_click),
        ("toggle", State::on_click),
        ("play", State::on_media),
        ("pause", State::on_media),
        ("ended", State::on_media),
        ("volumechange", State::on_media),
    ];
    let target: &EventTarget = window;
    HEARD
        .into_iter()
        .map(|(kind, heard)| {
            let state = Rc::clone(state);
            Listener::new(target, kind, move |event| heard(&state, &event))
        })
        .collect()
}

impl State {
    fn tell(&self, attention: Attention) {
        (self.report)(Input::Attention(attention));
    }

    fn on_visibility(&self, event: &Event) {
        if is_at_element(event) {
            return;
        }
        if !dom::is_shown() {
            self.set_visible(false);
            self.leave();
        } else {
            self.look_at_focus();
        }
    }

    /// A focused frame takes the focus from the window without an event of its
    /// own, and some browsers move it only after this one: so look afterwards.
    fn on_blur(&self, event: &Event) {
        if !is_at_element(event) {
            self.focus.after(0);
        }
    }

    fn on_leaving(&self, _: &Event) {
        self.set_visible(false);
        self.leave();
    }

    fn on_pointer(&self, event: &Event) {
        if self.pointer.is_due(event) && !occupation::is_from_widget(event) {
            self.tell(Attention::Pointer);
            self.look_at_visibility();
            self.occupation.look_again();
        }
    }

    fn on_key(&self, event: &Event) {
        if self.key.is_due(event) && !occupation::is_from_widget(event) {
            self.tell(Attention::Key);
            self.occupation.look_again();
            // Escape closes dialogs, Enter opens them; which key is not asked.
            self.dialogs.after(DIALOG_MILLIS);
        }
    }

    fn on_scroll(&self, event: &Event) {
        if self.scroll.is_due(event) && !occupation::is_from_widget(event) {
            let depth = dom::depth_percent();
            self.depth.set(Some(depth));
            self.tell(Attention::Scrolled(depth));
        }
    }

    fn on_scroll_end(&self, event: &Event) {
        // Where scrolling ended is what the throttle may have swallowed.
        let depth = dom::depth_percent();
        let is_other = self.depth.replace(Some(depth)) != Some(depth);
        if is_other && !occupation::is_from_widget(event) {
            self.tell(Attention::Scrolled(depth));
        }
    }

    fn on_focus_in(&self, event: &Event) {
        if !occupation::is_from_widget(event) {
            self.occupation.focus_came_to(occupation::origin(event).as_ref());
            self.occupation.look_at_dialogs();
        }
    }

    fn on_focus_out(&self, event: &Event) {
        if !occupation::is_from_widget(event) {
            self.occupation.focus_came_to(None);
        }
    }

    fn on_selection(&self, _: &Event) {
        self.occupation.look_at_selection();
    }

    fn on_click(&self, event: &Event) {
        if !occupation::is_from_widget(event) {
            self.dialogs.after(DIALOG_MILLIS);
        }
    }

    fn on_media(&self, _: &Event) {
        self.occupation.look_at_media();
    }

    fn look_at_focus(&self) {
        self.look_at_visibility();
        self.occupation.look_at_focus();
    }

    fn look_at_visibility(&self) {
        self.set_visible(dom::is_shown() && dom::has_focus());
    }

    fn set_visible(&self, is_visible: bool) {
        if is_visible {
            self.has_left.set(false);
        }
        if self.is_visible.replace(Some(is_visible)) != Some(is_visible) {
            self.tell(if is_visible { Attention::Visible } else { Attention::Hidden });
        }
    }

    /// Says once that this may be the last chance to send.
    fn leave(&self) {
        if !self.has_left.replace(true) {
            (self.report)(Input::Leaving);
        }
    }
}

/// Whether the event only passes through the window on the way to an element.
fn is_at_element(event: &Event) -> bool {
    event.target().is_some_and(|target| target.has_type::<web_sys::Element>())
}
