//! What the site's consent managers say, as the loader's part for them reads it.

use usher_engine::{ConsentSignal, Input, Statement};
use wasm_bindgen::JsValue;

use super::Driver;
use crate::codec;
use crate::property;

impl Driver {
    /// Has the page searched for consent managers, unless the site is the authority.
    ///
    /// When to call: once, first of all; one that is there already is told at once.
    pub(super) fn follow_managers(&self) {
        if self.authority != "site" {
            let authority = JsValue::from_str(&self.authority);
            property::call(&self.loader, "manage", &authority, self.answer.as_ref());
        }
    }

    /// Opens the dialog of the manager, where the visitor can allow more.
    pub(super) fn open_manager(&self) {
        property::tell(&self.loader, "open");
    }

    /// Takes what a part of the loader's has found out: a manager's word, or what the
    /// page is about.
    pub(super) fn hear_loader(&self, answer: &JsValue) {
        let text = answer.as_string().unwrap_or_default();
        match codec::read_json::<Statement>(&text) {
            Some(statement) => self.handle(Input::Consent(ConsentSignal::Managed(statement))),
            None => self.refine(&text),
        }
    }
}
