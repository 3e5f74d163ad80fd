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
pub struct Vault {
    /// What could not be written to storage.
    memory: RefCell<[Option<String>; Entry::WHOLE.len()]>,
    has_warned: Cell<bool>,
    /// What other tabs change, see [`Vault::hear`].
    heard: Callback,
    /// Open only where storage is refused: a browser may not keep a page with an open
    /// channel for the way back.
    channel: RefCell<JsValue>,
}

impl Vault {
    /// A vault; touches nothing yet. Other tabs are heard from [`Vault::listen`] on.
    #[must_use]
    pub fn new(heard: Callback) -> Self {
        Self {
            memory: RefCell::default(),
            has_warned: Cell::default(),
            heard,
            channel: RefCell::default(),
        }
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
            // An older choice must not be what the next page reads.
            self.remove(entry);
            self.remember(entry, Some(json.to_owned()));
            self.warn_once();
            if entry == Entry::Receipt {
                property::say(&self.channel(), "postMessage", json, "");
            }
        }
    }

    /// Removes it from storage and memory.
    pub fn remove(&self, entry: Entry) {
        self.remember(entry, None);
        // What cannot be written cannot be there either.
        property::say(&storage(entry), "removeItem", entry.as_str(), "");
    }

    /// Begins to hear other tabs.
    pub fn listen(&self) {
        self.tell_window("addEventListener");
        if storage(Entry::Receipt).is_undefined() {
            self.channel();
        }
    }

    /// Ends that.
    pub fn stop_listening(&self) {
        self.tell_window("removeEventListener");
        property::tell(&self.channel.borrow(), "close");
    }

    /// Takes what another tab did; whether the receipt has to be read again.
    ///
    /// It is newer than what is in memory here. Where tabs share no storage, it comes with
    /// the event.
    #[must_use]
    pub fn hear(&self, event: &JsValue) -> bool {
        // No key means that everything was cleared, or that it is told.
        let key = property::get(event, "key").as_string();
        let is_receipt = key.is_none_or(|key| key == Entry::Receipt.as_str());
        if is_receipt {
            self.remember(Entry::Receipt, property::get(event, "data").as_string());
        }
        is_receipt
    }

    fn tell_window(&self, method: &str) {
        let storage = JsValue::from_str("storage");
        property::call(&property::window(), method, &storage, self.heard.as_ref());
    }

    /// The way to other tabs; nothing where the browser has none.
    fn channel(&self) -> JsValue {
        let mut channel = self.channel.borrow_mut();
        if channel.is_undefined() {
            *channel = property::make("BroadcastChannel", Entry::Receipt.as_str(), "");
            let message = JsValue::from_str("message");
            property::call(&channel, "addEventListener", &message, self.heard.as_ref());
        }
        channel.clone()
    }

    fn remember(&self, entry: Entry, json: Option<String>) {
        if let Some(place) = self.memory.borrow_mut().get_mut(entry as usize) {
            *place = json;
        }
    }

    fn warn_once(&self) {
        if !self.has_warned.replace(true) {
            log::warn(
                "the browser refuses storage: choices end with the page; a sandbox needs \
                 allow-same-origin",
            );
        }
    }
}

/// Where an entry belongs; nothing where the browser refuses even to look.
fn storage(entry: Entry) -> JsValue {
    property::of_window(if entry.is_of_tab() { "sessionStorage" } else { "localStorage" })
}
