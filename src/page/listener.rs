//! Listening to the page without leaving anything behind.

use wasm_bindgen::prelude::*;

use super::dom;

/// Something that was heard; what it was is never asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heard {
    /// Which group of events it was one of.
    pub(super) group: u32,
    /// When it happened, in milliseconds by the clock of the events.
    pub(super) at: f64,
    /// Where it happened: the bits below, and at [`Heard::FOCUS`] what has the focus.
    place: u32,
    /// Of a press: the number of what was pressed.
    pub(super) number: u32,
    /// Of a press: where, 16 bits each way.
    spot: u32,
}

impl Heard {
    const AT_ELEMENT: u32 = 1;
    const IN_WIDGET: u32 = 2;
    const RESTORED: u32 = 4;
    const AT_TOP: u32 = 8;
    const FOCUS: u32 = 3;

    /// Whether all of these bits are so; those of a press are in `press.rs`.
    pub(super) const fn is(self, bits: u32) -> bool {
        self.place & bits == bits
    }

    /// Where it was pressed, in pixels from the left and from the top.
    pub(super) fn spot(self) -> (i32, i32) {
        let [low, high] = [self.spot & 0xffff, self.spot >> 16];
        // What is beyond the edges is as good as anywhere else far away.
        (i32::try_from(low).unwrap_or(0), i32::try_from(high).unwrap_or(0))
    }

    /// Whether it only passes through the window on the way to an element.
    pub(super) const fn is_at_element(self) -> bool {
        self.place & Self::AT_ELEMENT != 0
    }

    /// Whether it happened inside the widget.
    pub(super) const fn is_in_widget(self) -> bool {
        self.place & Self::IN_WIDGET != 0
    }

    /// Whether the page came back from the back/forward cache.
    pub(super) const fn is_restored(self) -> bool {
        self.place & Self::RESTORED != 0
    }

    /// Whether the pointer left the page there at its top.
    pub(super) const fn is_at_top(self) -> bool {
        self.place & Self::AT_TOP != 0
    }

    /// What occupies the visitor at the element that has just got the focus.
    pub(super) const fn focus(self) -> u32 {
        self.place >> Self::FOCUS
    }
}

/// Something that is listened to; dropping it ends that.
///
/// The closure is an `Fn`, because what it reports can move the focus and so
/// call it again. There is one type of closure for all sources, since each
/// type costs an entry into the wasm.
pub(super) struct Listener {
    listening: JsValue,
    _heard: Closure<dyn Fn(u32, f64, u32, u32, u32)>,
}

impl Listener {
    /// Listens to what [`dom::listen_to`] knows, until dropped.
    pub(super) fn new(what: &str, heard: Box<dyn Fn(Heard)>) -> Self {
        let hear = move |group, at, place, number, spot| {
            heard(Heard { group, at, place, number, spot });
        };
        let heard = Closure::<dyn Fn(u32, f64, u32, u32, u32)>::new(hear);
        Self { listening: dom::listen_to(what, heard.as_ref()), _heard: heard }
    }

    /// What listens, as the glue knows it.
    pub(super) const fn listening(&self) -> &JsValue {
        &self.listening
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        dom::end(&self.listening);
    }
}
