//! Where the focus was before it came to us, and giving it back.

use std::cell::RefCell;

use wasm_bindgen::JsValue;

use crate::property::{self, call, tell};

/// The focus, seen from the element we draw into.
pub(super) struct Focus {
    inside: JsValue,
    origin: RefCell<JsValue>,
}

impl Focus {
    pub(super) const fn new(inside: JsValue) -> Self {
        Self { inside, origin: RefCell::new(JsValue::NULL) }
    }

    /// Remembers where the focus comes from, if it comes from outside.
    pub(super) fn note(&self, event: &JsValue) {
        let from = property::get(event, "relatedTarget");
        if from.is_object() && !self.is_holding(&from) {
            self.origin.replace(from);
        }
    }

    /// Whether the focus is on something we drew.
    pub(super) fn is_inside(&self) -> bool {
        self.is_holding(&self.focused())
    }

    /// Gives the focus back to where it came from, or lets go of it.
    pub(super) fn give_back(&self) {
        let origin = self.origin.replace(JsValue::NULL);
        if property::is_true(&origin, "isConnected") {
            tell(&origin, "focus");
        } else if self.is_inside() {
            tell(&self.focused(), "blur");
        }
    }

    fn focused(&self) -> JsValue {
        property::get(&root_of(&self.inside), "activeElement")
    }

    /// Whether an element is inside; what is none is not.
    fn is_holding(&self, element: &JsValue) -> bool {
        call(&self.inside, "contains", element, &JsValue::UNDEFINED) == JsValue::TRUE
    }
}

/// The shadow root an element is in.
pub(super) fn root_of(element: &JsValue) -> JsValue {
    call(element, "getRootNode", &JsValue::UNDEFINED, &JsValue::UNDEFINED)
}
