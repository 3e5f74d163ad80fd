//! Where the focus was before it came to us, and giving it back.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlElement, ShadowRoot};

/// The focus, seen from the element we draw into.
pub(super) struct Focus {
    inside: Element,
    origin: RefCell<Option<HtmlElement>>,
}

impl Focus {
    pub(super) const fn new(inside: Element) -> Self {
        Self { inside, origin: RefCell::new(None) }
    }

    /// Remembers where the focus comes from, if it comes from outside.
    pub(super) fn note(&self, event: &FocusEvent) {
        let from = event.related_target().and_then(|it| it.dyn_into::<HtmlElement>().ok());
        if let Some(from) = from
            && !self.inside.contains(Some(&from))
        {
            self.origin.replace(Some(from));
        }
    }

    /// Whether the focus is on something we drew.
    pub(super) fn is_inside(&self) -> bool {
        self.focused().is_some()
    }

    /// Gives the focus back to where it came from, or lets go of it.
    pub(super) fn give_back(&self) {
        let origin = self.origin.take().filter(|element| element.is_connected());
        let done = match (origin, self.focused()) {
            (Some(origin), _) => origin.focus(),
            (None, Some(focused)) => focused.blur(),
            (None, None) => Ok(()),
        };
        // Focus fails only on elements that are gone, and then there is nothing to do.
        drop(done);
    }

    fn focused(&self) -> Option<HtmlElement> {
        let shadow: ShadowRoot = self.inside.get_root_node().dyn_into().ok()?;
        let focused = shadow.active_element()?;
        if self.inside.contains(Some(&focused)) { focused.dyn_into().ok() } else { None }
    }
}
