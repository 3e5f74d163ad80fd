//! Pages that were left before the widget was there.

use usher_engine::Entry;
use wasm_bindgen::JsValue;

use super::Driver;
use crate::host::clock;
use crate::page::facts;
use crate::pieces::pieces;
use crate::property;

impl Driver {
    /// Lives through them, as far as the loader has kept what they said: each at its time, by
    /// its address, with its calls.
    ///
    /// When to call: when it is known what is allowed, and before this page. What is not
    /// allowed now is forgotten.
    pub(super) fn relive(&self) {
        let Some(pages) = self.vault.read(Entry::Early) else { return };
        self.vault.remove(Entry::Early);
        for page in pieces(&pages, b'\n') {
            let page = property::object(page);
            clock::go_to(&property::get(&page, "at"));
            self.enter(facts::of_path(&property::text(&page, "path")));
            self.report_page_view();
            let calls = property::get(&page, "calls");
            property::call(&self.loader, "replay", &calls, &JsValue::UNDEFINED);
            self.report_page();
        }
        clock::go_to(&JsValue::UNDEFINED);
    }
}
