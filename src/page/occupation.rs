//! What occupies the visitor: a field, a frame, a dialog, a selection, media.

use std::cell::Cell;

use super::Report;
use super::dom::{self, seen};
use usher_engine::{Attention, Busy, Input};

/// What can occupy the visitor; the place of each is its bit in [`seen`].
const OCCUPATIONS: [Busy; 7] = [
    Busy::Typing,
    Busy::Frame,
    Busy::Selection,
    Busy::Dialog,
    Busy::Media,
    Busy::Banner,
    Busy::Printing,
];

const EVERYTHING: u32 = seen::FOCUS | seen::SELECTION | seen::DIALOG | seen::MEDIA | seen::BANNER;

/// Keeps what occupies the visitor, and reports each change once.
pub(super) struct Occupation {
    report: Report,
    known: Cell<u32>,
}

impl Occupation {
    pub(super) const fn new(report: Report) -> Self {
        Self { report, known: Cell::new(0) }
    }

    /// Looks at what is asked for.
    pub(super) fn look_at(&self, asked: u32) {
        self.set(asked, dom::look(asked));
    }

    /// Looks again at what is known; free when nothing occupies the visitor.
    ///
    /// Needed because a field that is removed, or a dialog that is hidden,
    /// tells nobody.
    pub(super) fn look_again(&self) {
        let known = self.known.get();
        if known != 0 {
            // From a field into a frame is one change of the focus.
            self.look_at(if known & seen::FOCUS == 0 { known } else { known | seen::FOCUS });
        }
    }

    /// Reports again what is known, then what is there: the engine forgets it
    /// on a new page.
    pub(super) fn repeat(&self) {
        let known = self.known.take();
        self.set(known, known);
        self.look_at(EVERYTHING);
    }

    /// Takes what was found of what was asked for.
    pub(super) fn set(&self, asked: u32, found: u32) {
        let mut bit = 1;
        for busy in OCCUPATIONS {
            // Read anew each time: what is reported can move the focus.
            let known = self.known.get();
            if (known ^ found) & asked & bit != 0 {
                self.known.set(known ^ bit);
                let is_there = found & bit != 0;
                let attention =
                    if is_there { Attention::Began(busy) } else { Attention::Ended(busy) };
                (self.report)(Input::Attention(attention));
            }
            bit <<= 1;
        }
    }
}
