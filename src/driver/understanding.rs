//! What JSON-LD and the address leave open is read by a part that is loaded for it.

use usher_engine::{Input, Understood, to_json};
use wasm_bindgen::JsValue;

use super::Driver;
use crate::codec;
use crate::page::touchpoints;
use crate::property;

impl Driver {
    /// Has the page read, unless enough is known of it.
    pub(super) fn understand(&self) {
        let known = self.known();
        if !known.is_settled() {
            self.read(&known, self.answer.as_ref());
        }
    }

    /// Tells the page what is understood of it and why, as JSON.
    pub(super) fn explain(&self, tell: &JsValue) {
        self.read(&self.known(), tell);
    }

    fn read(&self, known: &Understood, answer: &JsValue) {
        property::call(&self.loader, "read", &JsValue::from_str(&to_json(known)), answer);
    }

    fn known(&self) -> Understood {
        let engine = self.engine.borrow();
        let Some(page) = engine.page() else { return Understood::default() };
        Understood {
            path: page.path.clone(),
            kind: page.kind,
            product: page.product.clone(),
            questions: Vec::new(),
        }
    }

    /// The engine is given the page again with what is now understood of it, and what
    /// it means to open such a page is counted, if it was not yet.
    pub(super) fn refine(&self, answer: &str) {
        let mut understood: Understood = codec::read_json(answer).unwrap_or_default();
        let known = self.known();
        if let (Some(product), Some(known)) = (&mut understood.product, &known.product) {
            // The number the visit knows it by, in which data and cart agree.
            product.id.clone_from(&known.id);
        }
        // It may be an answer about the page before.
        if understood.path != known.path || understood == known {
            return;
        }
        self.handle(Input::Understood(Box::new(understood)));
        let touchpoints = match self.engine.borrow().page() {
            None => return,
            Some(page) => {
                self.seen.borrow_mut().learn(page);
                touchpoints::from_facts(page)
            }
        };
        // The view itself was counted when the page was opened.
        for touchpoint in touchpoints.into_iter().skip(1) {
            self.note(touchpoint);
        }
    }
}
