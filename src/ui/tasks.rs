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

/// All tasks there are.
#[derive(Default)]
struct Tasks {
    /// A task while it waits; none while it runs and when it has ended.
    list: Vec<Option<Task>>,
    /// Where tasks have ended: the next ones go there, so this does not grow.
    free: Vec<usize>,
    /// Whose turn is next.
    woken: Vec<usize>,
    /// What the browser calls for that.
    run: Option<Callback>,
}

thread_local! {
    static TASKS: RefCell<Tasks> =
        const { RefCell::new(Tasks { list: Vec::new(), free: Vec::new(), woken: Vec::new(), run: None }) };
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
        let place = TASKS.with_borrow_mut(|tasks| {
            let place = tasks.free.pop().unwrap_or(tasks.list.len());
            if place == tasks.list.len() {
                tasks.list.push(None);
            }
            place
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
        if let Some(empty) = tasks.list.get_mut(place) {
            *empty = Some(task);
        }
    });
}

fn wake(place: usize) {
    TASKS.with_borrow_mut(|tasks| {
        if tasks.woken.is_empty() {
            let run = tasks.run.get_or_insert_with(|| property::callback(Box::new(|_| run())));
            let window = property::window();
            property::call(&window, "queueMicrotask", run.as_ref(), &JsValue::UNDEFINED);
        }
        if !tasks.woken.contains(&place) {
            tasks.woken.push(place);
        }
    });
}

/// Runs what has been woken; what is woken meanwhile has the next turn.
fn run() {
    let woken = TASKS.with_borrow_mut(|tasks| std::mem::take(&mut tasks.woken));
    for place in woken {
        // None where the waker of a task was kept that has ended.
        let task = TASKS.with_borrow_mut(|tasks| tasks.list.get_mut(place).and_then(Option::take));
        let Some(mut task) = task else { continue };
        let waker = Waker::from(Arc::new(Place(place)));
        if task.as_mut().poll(&mut Context::from_waker(&waker)).is_pending() {
            put(place, task);
        } else {
            TASKS.with_borrow_mut(|tasks| tasks.free.push(place));
        }
    }
}
