//! Events that wait on the device, and the turn to send them.

use usher_engine::{Analytics, Permit, Record};
use wasm_bindgen::prelude::*;

use crate::pieces::pieces;
use crate::property::Callback;

#[wasm_bindgen(module = "/src/host/outbox.js")]
extern "C" {
    /// When to call: at start, with what the loader gives for further endpoints, and whether
    /// there is one of our own. Without either, nothing is kept.
    pub fn open(others: JsValue, is_own: bool);

    /// Removes all of them, or those that name the visitor.
    pub fn erase(is_named_only: bool);

    /// Gives the turn back, or asks for it no longer.
    pub fn release();

    #[wasm_bindgen(js_name = claim)]
    fn ask(done: &JsValue);

    fn list() -> String;

    fn put(name: &str, text: &str);
}

/// Keeps an event before it returns, in memory where the browser keeps nothing.
pub fn keep(record: &Record, _: Permit<Analytics>) {
    put(&record.name, &record.text);
}

/// Removes an event.
pub fn discard(name: &str) {
    put(name, "");
}

/// Calls `done` when no other tab of the site is sending.
pub fn claim(done: &Callback) {
    ask(done.as_ref());
}

/// Everything that waits, of all tabs, sorted by name.
#[must_use]
pub fn records() -> Vec<Record> {
    let list = list();
    let mut lines = pieces(&list, b'\n');
    let mut records = Vec::new();
    while let (Some(name), Some(text)) = (lines.next(), lines.next()) {
        records.push(Record { name: name.to_owned(), text: text.to_owned() });
    }
    records
}
