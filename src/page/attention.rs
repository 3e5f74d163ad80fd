//! The visitor's attention: passive listeners, throttled, no content read.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use usher_engine::{Attention, Input};

use super::Report;
use super::dom::{self, seen};
use super::listener::{Heard, Listener};
use super::occupation::Occupation;
use super::throttle::Throttle;
use crate::later::Later;

/// Time a click is given to open its dialog.
const DIALOG_MILLIS: i32 = 150;

/// Time a page is given to put up its consent banner; no card comes before five
/// seconds have passed. A later banner is seen at the next key, click or focus.
const BANNER_MILLIS: i32 = 4_500;

/// Watches until dropped.
pub struct Watch {
    state: Rc<State>,
    _listener: Listener,
}

impl Watch {
    /// Reports again what occupies the visitor.
    ///
    /// When to call: after the engine was given a new page in the same
    /// document, since it takes what occupied the visitor before as over.
    pub fn repeat(&self) {
        self.state.look_around();
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
        pointer: Throttle::new(),
        key: Throttle::new(),
        scroll: Throttle::new(),
        depth: Cell::new(None),
        dialogs: later(this, State::look_at_covers),
        focus: later(this, State::look_at_focus),
    });
    state.look_at_visibility();
    state.look_around();
    let hearing = Rc::clone(&state);
    let hear = Box::new(move |heard| hearing.hear(heard));
    Watch { state, _listener: Listener::new(EVENTS, hear) }
}

fn later(state: &Weak<State>, look: fn(&State)) -> Later {
    let state = state.clone();
    Later::new(Box::new(move |_| {
        if let Some(state) = state.upgrade() {
            look(&state);
        }
    }))
}

/// What is listened to, all of it at the window: an element of the page can
/// take the name of a method of the document, but not of the window. The place
/// of a group is its number in [`State::hear`].
const EVENTS: &str = "visibilitychange,focus,pageshow blur pagehide,freeze \
    pointermove,pointerdown,touchmove keydown scroll scrollend focusin focusout \
    selectionchange click,close,toggle play,pause,ended,volumechange \
    beforeprint afterprint mouseout";

impl State {
    fn tell(&self, attention: Attention) {
        (self.report)(Input::Attention(attention));
    }

    fn hear(&self, heard: Heard) {
        match heard.group {
            0 => self.on_visibility(heard),
            1 => self.on_blur(heard),
            2 => self.on_leaving(),
            9 => self.occupation.look_at(seen::SELECTION),
            11 => self.occupation.look_at(seen::MEDIA),
            12 => self.occupation.set(seen::PRINTING, seen::PRINTING),
            13 => self.occupation.set(seen::PRINTING, 0),
            _ if heard.is_in_widget() => {}
            3 => self.on_pointer(heard),
            4 => self.on_key(heard),
            5 => self.on_scroll(heard),
            6 => self.on_scroll_end(),
            7 => self.on_focus_in(heard),
            8 => self.occupation.set(seen::FOCUS, 0),
            10 => self.dialogs.after(DIALOG_MILLIS),
            14 if heard.is_at_top() => self.tell(Attention::LeftAtTop),
            _ => {}
        }
    }

    fn on_visibility(&self, heard: Heard) {
        if heard.is_at_element() {
            return;
        }
        if dom::is(seen::SHOWN) {
            self.look_at_focus();
        } else {
            self.on_leaving();
        }
    }

    /// A focused frame takes the focus from the window without an event of its
    /// own, and some browsers move it only after this one: so look afterwards.
    fn on_blur(&self, heard: Heard) {
        if !heard.is_at_element() {
            self.focus.after(0);
        }
    }

    fn on_leaving(&self) {
        self.set_visible(false);
        self.leave();
    }

    fn on_pointer(&self, heard: Heard) {
        if self.pointer.is_due(heard) {
            self.tell(Attention::Pointer);
            self.look_at_visibility();
            self.occupation.look_again();
        }
    }

    fn on_key(&self, heard: Heard) {
        if self.key.is_due(heard) {
            self.tell(Attention::Key);
            self.occupation.look_again();
            // Escape closes dialogs, Enter opens them; which key is not asked.
            self.dialogs.after(DIALOG_MILLIS);
        }
    }

    fn on_scroll(&self, heard: Heard) {
        if self.scroll.is_due(heard) {
            self.scrolled_to(dom::depth());
        }
    }

    fn on_scroll_end(&self) {
        // Where scrolling ended is what the throttle may have swallowed.
        let depth = dom::depth();
        if self.depth.get() != Some(depth) {
            self.scrolled_to(depth);
        }
    }

    fn scrolled_to(&self, depth: u8) {
        self.depth.set(Some(depth));
        self.tell(Attention::Scrolled(depth));
    }

    fn on_focus_in(&self, heard: Heard) {
        self.occupation.set(seen::FOCUS, heard.focus());
        self.occupation.look_at(seen::DIALOG);
        // Once the browser has scrolled to it, it is known what lies over it.
        self.dialogs.after(DIALOG_MILLIS);
    }

    /// What occupies the visitor on a page that has just opened; banners come later.
    fn look_around(&self) {
        self.occupation.repeat();
        self.dialogs.after(BANNER_MILLIS);
    }

    /// What lies over the page, and whether we do where the focus is.
    fn look_at_covers(&self) {
        self.occupation.look_at(seen::DIALOG | seen::BANNER);
        if dom::is(seen::COVERED) {
            self.tell(Attention::Covered);
        }
    }

    fn look_at_focus(&self) {
        self.look_at_visibility();
        self.occupation.look_at(seen::FOCUS);
    }

    fn look_at_visibility(&self) {
        self.set_visible(dom::is(seen::SHOWN | seen::ATTENDED));
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
