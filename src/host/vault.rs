//! Everything that is kept on the device goes through here.

use std::cell::{Cell, RefCell};

use usher_engine::{Entry, Part, Permitted};
use wasm_bindgen::JsValue;

use super::log;
use crate::property::{self, Callback};

/// Version of what is written; anything else is removed and counts as nothing.
const PREFIX: &str = "1.";

/// Longest value that is read or written: 200 waiting events of some 450 bytes
/// and the memory of a full visit fit; browsers give a site 5 MB.
const MAX_CHARS: usize = 150_000;

/// The visitor's storage, or memory where the browser refuses it.
///
/// Whether storage works is found out by using it: a test entry would be
/// storage before consent.
#[derive(Default)]
pub struct Vault {
    /// What could not be written to storage.
    memory: RefCell<[Option<String>; Entry::WHOLE.len()]>,
    has_warned: Cell<bool>,
}

impl Vault {
    /// A vault; touches nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What is kept, as JSON.
    #[must_use]
    pub fn read(&self, entry: Entry) -> Option<String> {
        let known = self.memory.borrow().get(entry as usize).cloned().flatten();
        if known.is_some() {
            return known;
        }
        let stored = property::say(&storage(entry), "getItem", entry.as_str(), "").as_string()?;
        match stored.strip_prefix(PREFIX) {
            Some(json) if stored.len() <= MAX_CHARS && json.starts_with('{') => {
                Some(json.to_owned())
            }
            _ => {
                self.remove(entry);
                None
            }
        }
    }

    /// Keeps what comes with the proof that it may be, or removes what is none; a value
    /// that is too long is not kept.
    pub fn write<P: Permitted>(&self, part: Option<&Part<P>>) {
        match part {
            Some(part) => self.put(P::ENTRY, &part.text),
            None => self.remove(P::ENTRY),
        }
    }

    fn put(&self, entry: Entry, json: &str) {
        self.remember(entry, None);
        if json.len() + PREFIX.len() > MAX_CHARS {
            self.remove(entry);
            return;
        }
        let mut value = String::with_capacity(json.len() + PREFIX.len());
        value.push_str(PREFIX);
        value.push_str(json);
        let written = property::say(&storage(entry), "setItem", entry.as_str(), &value);
        if !written.is_undefined() {
            self.remember(entry, Some(json.to_owned()));
            self.warn_once();
        }
    }

    /// Removes it from storage and memory.
    pub fn remove(&self, entry: Entry) {
        self.remember(entry, None);
        // What cannot be written cannot be there either.
        property::say(&storage(entry), "removeItem", entry.as_str(), "");
    }

    /// Calls `changed` when another tab changed the receipt, until dropped.
    #[must_use]
    pub fn on_change(&self, changed: Box<dyn Fn()>) -> Watch {
        let heard = property::callback(Box::new(move |event| {
            // No key means that everything was cleared.
            let key = property::get(&event, "key").as_string();
            if key.is_none_or(|key| key == Entry::Receipt.as_str()) {
                changed();
            }
        }));
        tell_window("addEventListener", &heard);
        Watch { heard }
    }

    fn remember(&self, entry: Entry, json: Option<String>) {
        if let Some(place) = self.memory.borrow_mut().get_mut(entry as usize) {
            *place = json;
        }
    }

    fn warn_once(&self) {
        if !self.has_warned.replace(true) {
            log::warn(
                "the browser refuses storage, so choices last only until the page is left; a \
                 sandboxed frame needs allow-same-origin",
            );
        }
    }
}

/// Watches for changes from other tabs; dropping it ends that.
pub struct Watch {
    heard: Callback,
}

impl Drop for Watch {
    fn drop(&mut self) {
        tell_window("removeEventListener", &self.heard);
    }
}

fn tell_window(method: &str, heard: &Callback) {
    property::call(&property::window(), method, &JsValue::from_str("storage"), heard.as_ref());
}

/// Where an entry belongs; nothing where the browser refuses even to look.
fn storage(entry: Entry) -> JsValue {
    property::of_window(if entry.is_of_tab() { "sessionStorage" } else { "localStorage" })
}
