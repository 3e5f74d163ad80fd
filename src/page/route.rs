//! Changes of route inside one document.
//!
//! A new path is a new page. A new query is one only where the page is then
//! about another product: shops write filters and sorting into the query too.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use usher_engine::Navigation;

use super::dom::{self, seen};
use super::facts;
use super::listener::{Heard, Listener};
use crate::later::Later;

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
    _listener: Listener,
}

struct State {
    report: ReportRoute,
    place: RefCell<Place>,
    waits: Cell<u8>,
    later: Later,
}

/// Reports every new page once, and the return from the back/forward cache.
///
/// Shape: the first page is not reported, and a new fragment is no new page.
/// Where the Navigation API exists nothing of the page is
/// touched; elsewhere calls of `pushState` and `replaceState` are overheard.
#[must_use]
pub fn listen(report: ReportRoute) -> Route {
    let state = Rc::new_cyclic(|this: &Weak<State>| {
        let this = this.clone();
        let settle = Box::new(move |_| {
            if let Some(state) = this.upgrade() {
                state.settle();
            }
        });
        State {
            report,
            place: RefCell::new(Place::read()),
            waits: Cell::new(0),
            later: Later::new(settle),
        }
    });
    Route { _listener: Listener::new("route", Box::new(move |heard| state.hear(heard))) }
}

impl State {
    /// The first group is what may be a new address, the second a page shown.
    fn hear(&self, heard: Heard) {
        if heard.group == 0 {
            self.notice();
        } else if heard.is_restored() {
            self.restore();
        }
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
        self.later.after(SETTLE_MILLIS);
    }

    fn settle(&self) {
        if dom::is(seen::ROUTING) && self.waits.get() < MAX_WAITS {
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
