//! Runs the small tasks in which Leptos follows its signals.
//!
//! The way Leptos brings along goes through promises. What is imported for them
//! loads on every page, although tasks are run by the drawing part alone; a
//! microtask is all they need (docs/decisions/0011-no-futures.md).

use std::cell::RefCell;
use std::sync::Arc;
use std::task::{Context, Wake, Waker};

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use wasm_bindgen::JsValue;

use crate::property::{self, Callback};

type Task = PinnedLocalFuture<()>;

thread_local! {
    /// A task while it waits; none while it runs and when it has ended.
    static TASKS: RefCell<Vec<Option<Task>>> = const { RefCell::new(Vec::new()) };
    /// Where tasks have ended: the next ones go there, so this does not grow.
    static FREE: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
    /// Whose turn is next.
    static WOKEN: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
    static RUN: Callback = property::callback(Box::new(|_| run()));
}

/// Lets Leptos run its tasks here; to be called before anything is drawn.
pub(super) fn prepare() {
    // It fails when it has been done before.
    drop(Executor::init_custom_executor(Microtasks));
}

struct Microtasks;

impl CustomExecutor for Microtasks {
    fn spawn(&self, task: PinnedFuture<()>) {
        self.spawn_local(task);
    }

    fn spawn_local(&self, task: PinnedLocalFuture<()>) {
        let place = FREE.with_borrow_mut(Vec::pop);
        let place = place.unwrap_or_else(|| {
            TASKS.with_borrow_mut(|tasks| {
                tasks.push(None);
                tasks.len() - 1
            })
        });
        put(place, task);
        wake(place);
    }

    fn poll_local(&self) {}
}

/// Wakes the task at a place.
struct Place(usize);

impl Wake for Place {
    fn wake(self: Arc<Self>) {
        wake(self.0);
    }
}

fn put(place: usize, task: Task) {
    TASKS.with_borrow_mut(|tasks| {
        if let Some(empty) = tasks.get_mut(place) {
            *empty = Some(task);
        }
    });
}

fn wake(place: usize) {
    let is_first = WOKEN.with_borrow_mut(|woken| {
        let is_first = woken.is_empty();
        if !woken.contains(&place) {
            woken.push(place);
        }
        is_first
    });
    if is_first {
        RUN.with(|run| {
            let window = property::window();
            property::call(&window, "queueMicrotask", run.as_ref(), &JsValue::UNDEFINED);
        });
    }
}

/// Runs what has been woken; what is woken meanwhile has the next turn.
fn run() {
    for place in WOKEN.take() {
        // None where the waker of a task was kept that has ended.
        let task = TASKS.with_borrow_mut(|tasks| tasks.get_mut(place).and_then(Option::take));
        let Some(mut task) = task else { continue };
        let waker = Waker::from(Arc::new(Place(place)));
        if task.as_mut().poll(&mut Context::from_waker(&waker)).is_pending() {
            put(place, task);
        } else {
            FREE.with_borrow_mut(|free| free.push(place));
        }
    }
}
