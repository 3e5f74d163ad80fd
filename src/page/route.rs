//! Changes of route inside one document.
//!
//! A new path is a new page. A new query is one only where the page is then
//! about another product: shops write filters and sorting into the query too.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Object;
use usher_engine::Navigation;
use wasm_bindgen::prelude::*;
use web_sys::EventTarget;

use super::listener::{Later, Listener, soon};
use super::overhear::Overhear;
use super::{dom, facts};
use crate::property;

/// Where a change of route is reported.
pub type ReportRoute = Rc<dyn Fn(Navigation)>;

/// Time a router is given to draw the new page before it is read.
///
/// Routers write the address first and draw in the same or the next frames;
/// 100 ms is six frames and still before anything of ours may happen (5 s).
pub(super) const SETTLE_MILLIS: i32 = 100;

/// Most times a transition that the page reports as unfinished is waited for.
const MAX_WAITS: u8 = 50;

thread_local! {
    static IS_SETTLING: Cell<bool> = const { Cell::new(false) };
}

/// Whether the address has changed and the new page is not yet reported.
pub(super) fn is_settling() -> bool {
    IS_SETTLING.get()
}

/// Follows the route until dropped.
pub struct Route {
    _state: Rc<State>,
    _listeners: Vec<Listener>,
    _overheard: Vec<Overhear>,
}

struct State {
    report: ReportRoute,
    place: RefCell<Place>,
    waits: Cell<u8>,
    later: RefCell<Option<Later>>,
}

/// Reports every new page once, and the return from the back/forward cache.
///
/// Shape: the first page is not reported, and a new fragment is no new page.
/// Where the Navigation API exists nothing of the page is
/// touched; elsewhere calls of `pushState` and `replaceState` are overheard.
#[must_use]
pub fn listen(report: ReportRoute) -> Route {
    let state = Rc::new(State {
        report,
        place: RefCell::new(Place::read()),
        waits: Cell::new(0),
        later: RefCell::new(None),
    });
    let settled = Rc::downgrade(&state);
    *state.later.borrow_mut() = Some(Later::new(move || {
        if let Some(state) = settled.upgrade() {
            state.settle();
        }
    }));
    let mut listeners = Vec::new();
    let mut overheard = Vec::new();
    if let Some(window) = property::page() {
        for kind in ["popstate", "hashchange"] {
            listeners.push(state.noticing(&window, kind));
        }
        let restored = Rc::clone(&state);
        listeners.push(Listener::new(&window, "pageshow", move |event| {
            if property::is_true(&event, "persisted") {
                restored.restore();
            }
        }));
    }
    match navigation() {
        Some(navigation) => {
            listeners.push(state.noticing(&navigation, "currententrychange"));
            listeners.push(state.noticing(&navigation, "navigatesuccess"));
        }
        None => overheard.extend(state.overhear_history()),
    }
    Route { _state: state, _listeners: listeners, _overheard: overheard }
}

impl State {
    fn noticing(self: &Rc<Self>, target: &EventTarget, kind: &'static str) -> Listener {
        let state = Rc::clone(self);
        Listener::new(target, kind, move |_| state.notice())
    }

    fn overhear_history(self: &Rc<Self>) -> Vec<Overhear> {
        let Some(history) = dom::window_property("history") else { return Vec::new() };
        let history: Object = history.unchecked_into();
        let mut overheard = Vec::new();
        for method in ["pushState", "replaceState"] {
            let state = Rc::downgrade(self);
            // The address changes in the call that is only beginning.
            let heard = Box::new(move || {
                let state = state.clone();
                soon(Box::new(move || {
                    if let Some(state) = state.upgrade() {
                        state.notice();
                    }
                }));
            });
            overheard.extend(Overhear::new(&history, method, heard));
        }
        overheard
    }

    fn notice(&self) {
        if self.place.borrow().is_address() {
            return;
        }
        IS_SETTLING.set(true);
        self.waits.set(0);
        self.wait();
    }

    fn wait(&self) {
        if let Some(later) = self.later.borrow().as_ref() {
            later.after(SETTLE_MILLIS);
        }
    }

    fn settle(&self) {
        if is_under_way() && self.waits.get() < MAX_WAITS {
            self.waits.set(self.waits.get() + 1);
            self.wait();
            return;
        }
        IS_SETTLING.set(false);
        let before = self.place.replace(Place::read());
        if !self.place.borrow().is_same_page(&before) {
            (self.report)(Navigation::Route);
        }
    }

    fn restore(&self) {
        IS_SETTLING.set(false);
        self.place.replace(Place::read());
        (self.report)(Navigation::Restored);
    }
}

/// Where the visitor is, as far as it decides whether a page is another.
struct Place {
    path: String,
    query: String,
    /// Id and name of the product it is about; empty on other pages.
    subject: String,
}

impl Place {
    fn read() -> Self {
        Self { path: dom::path(), query: dom::query(), subject: facts::subject() }
    }

    /// Whether the address is still this one.
    fn is_address(&self) -> bool {
        self.path == dom::path() && self.query == dom::query()
    }

    fn is_same_page(&self, other: &Self) -> bool {
        self.path == other.path && self.subject == other.subject
    }
}

impl Drop for State {
    fn drop(&mut self) {
        IS_SETTLING.set(false);
    }
}

/// The Navigation API, where it exists.
fn navigation() -> Option<EventTarget> {
    let navigation = dom::window_property("navigation")?;
    // An element with this id would be found here in browsers without the API.
    let is_element = navigation.has_type::<web_sys::Node>();
    (!is_element).then(|| navigation.dyn_into::<EventTarget>().ok()).flatten()
}

/// Whether the page's router is still working on the new page.
fn is_under_way() -> bool {
    navigation().is_some_and(|navigation| property::get(&navigation, "transition").is_object())
}
