//! What every view is handed: the words, the way to answer, the focus.

use std::rc::Rc;

use usher_engine::Text;
use wasm_bindgen::JsValue;
use web_sys::Element;

use super::drawing::Said;
use super::focus::Focus;
use super::live::Live;
use super::text::Texts;

/// A handle that views pass on to the views inside them.
#[derive(Clone, Copy)]
pub(super) struct Hand(Live<Option<Rc<Inner>>>);

struct Inner {
    texts: Texts,
    respond: Rc<dyn Fn(Said)>,
    focus: Focus,
}

impl Hand {
    pub(super) fn new(texts: Texts, respond: Rc<dyn Fn(Said)>, into: Element) -> Self {
        let focus = Focus::new(into.into());
        Self(Live::new(Some(Rc::new(Inner { texts, respond, focus }))))
    }

    /// The words for a key.
    pub(super) fn get(self, key: &str) -> String {
        self.texts(|texts| texts.get(key))
    }

    /// The words of a text from the engine.
    pub(super) fn of(self, text: &Text) -> String {
        self.texts(|texts| texts.of(text))
    }

    /// Whatever else the texts can write.
    pub(super) fn texts(self, write: impl FnOnce(&Texts) -> String) -> String {
        self.0.now().map(|inner| write(&inner.texts)).unwrap_or_default()
    }

    /// Says what the visitor did.
    pub(super) fn say(self, said: Said) {
        // The answer may come back as a new picture, so nothing is borrowed meanwhile.
        if let Some(inner) = self.0.now() {
            (inner.respond)(said);
        }
    }

    /// Says that the visitor closed something; the focus goes back to where it was.
    pub(super) fn close(self, said: Said) {
        let Some(inner) = self.0.now() else { return };
        let was_inside = inner.focus.is_inside();
        (inner.respond)(said);
        if was_inside {
            inner.focus.give_back();
        }
    }

    /// Notes that the focus came in.
    pub(super) fn note_focus(self, event: &JsValue) {
        if let Some(inner) = self.0.now() {
            inner.focus.note(event);
        }
    }
}
