//! Listening to the page without leaving anything behind.

use crate::property;
use wasm_bindgen::prelude::*;
use web_sys::{AddEventListenerOptions, Event, EventTarget};

/// One event listener; dropping it removes it.
///
/// Passive and capturing: it can neither delay scrolling nor be kept from
/// events by a handler that stops their propagation. The closure is an `Fn`,
/// because what it reports can move the focus and so call it again.
pub struct Listener {
    target: EventTarget,
    kind: &'static str,
    heard: Closure<dyn Fn(Event)>,
}

impl Listener {
    /// Listens until dropped.
    pub fn new(target: &EventTarget, kind: &'static str, heard: impl Fn(Event) + 'static) -> Self {
        Self::begin(target, kind, Box::new(heard))
    }

    fn begin(target: &EventTarget, kind: &'static str, heard: Box<dyn Fn(Event)>) -> Self {
        let heard = Closure::wrap(heard);
        let options = AddEventListenerOptions::new();
        options.set_passive(true);
        options.set_capture(true);
        // A target that refuses listeners is simply never heard.
        drop(target.add_event_listener_with_callback_and_add_event_listener_options(
            kind,
            heard.as_ref().unchecked_ref(),
            &options,
        ));
        Self { target: target.clone(), kind, heard }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        drop(self.target.remove_event_listener_with_callback_and_bool(
            self.kind,
            self.heard.as_ref().unchecked_ref(),
            true,
        ));
    }
}

/// Something to do a moment later; asking again replaces the earlier request.
pub(super) struct Later {
    run: Closure<dyn Fn()>,
    waiting: std::cell::Cell<Option<i32>>,
}

impl Later {
    pub(super) fn new(run: impl Fn() + 'static) -> Self {
        Self::boxed(Box::new(run))
    }

    fn boxed(run: Box<dyn Fn()>) -> Self {
        Self { run: Closure::wrap(run), waiting: std::cell::Cell::new(None) }
    }

    /// Runs it after so many milliseconds.
    pub(super) fn after(&self, millis: i32) {
        self.cancel();
        let Some(window) = property::page() else { return };
        let run = self.run.as_ref().unchecked_ref();
        let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(run, millis);
        self.waiting.set(timer.ok());
    }

    fn cancel(&self) {
        if let (Some(timer), Some(window)) = (self.waiting.take(), property::page()) {
            window.clear_timeout_with_handle(timer);
        }
    }
}

impl Drop for Later {
    fn drop(&mut self) {
        self.cancel();
    }
}

/// Runs it after the page's current call is over, before anything else.
///
/// Not kept and not cancelled: what it does must be harmless when the widget
/// has gone meanwhile.
pub(super) fn soon(run: Box<dyn FnOnce()>) {
    if let Some(window) = property::page() {
        window.queue_microtask(Closure::once_into_js(run).unchecked_ref());
    }
}
