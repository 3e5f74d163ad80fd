//! The widget: the only code that knows a browser.
//!
//! The loader starts it with [`start`] once the page is idle, and hands later
//! commands to [`handle`]. Everything it decides is decided in `usher-engine`.

mod codec;
pub mod consent;
mod driver;
pub mod host;
pub mod later;
mod options;
pub mod page;
mod pieces;
pub mod property;
mod ui;

use std::cell::RefCell;
use std::mem::ManuallyDrop;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use driver::Driver;
use host::log;
use host::outbox;
use host::transport::Transport;
use options::Options;
use ui::text::Texts;

/// The heap: constant time, and less code than the standard one.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static HEAP: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

thread_local! {
    /// Never dropped as a whole, so nothing has to be registered for that.
    static DRIVER: ManuallyDrop<RefCell<Option<Rc<Driver>>>> =
        const { ManuallyDrop::new(RefCell::new(None)) };
}

/// Starts the widget with what the script tag says; `true` when it has started.
///
/// Shape: `given` has the `data-` attributes in camel case, what is in the
/// configuration file, and the loader's own `warn` and `read`. Anything but `true` means
/// that a trap has ended the widget: the guard then returns nothing.
///
/// Not asynchronous: the loader waits for the files, and the code that runs
/// promises would load on every page (docs/decisions/0011-no-futures.md).
#[wasm_bindgen]
pub fn start(given: JsValue) -> bool {
    log::through(property::get(&given, "warn"));
    let options = Options::read(&given);
    let mut config = options::settings(&options);
    config.refuses_tracking &= consent::privacy_control::is_not_to_track();
    let transport = options
        .endpoint
        .as_deref()
        .and_then(|endpoint| Transport::new(endpoint).map_err(|bad| log::warn(bad.text())).ok());
    outbox::open(property::get(&given, "others"), transport.is_some());
    let driver = Driver::new(config, transport, Texts::new(&options.lang), given);
    DRIVER.with(|place| place.replace(Some(driver.clone())));
    driver.start();
    true
}

/// Carries out one command of the page: its name, and what belongs to it.
#[wasm_bindgen]
pub fn handle(name: JsValue, first: JsValue, second: JsValue) {
    if let Some(driver) = current() {
        driver.command(&name, &first, &second);
    }
}

/// The drawing part has been loaded, or could not be.
///
/// Shape: the words of the visitor's language, empty for the built-in ones, or nothing where
/// there is nothing to draw with.
///
/// When to call: the build's chunk loader does (www/loader/chunk.js), once for
/// each time the drawing part was asked for.
#[wasm_bindgen]
pub fn loaded(words: JsValue) {
    if let Some(driver) = current() {
        driver.loaded(words.as_string());
    }
}

/// Takes the widget out of the page; nothing of it stays.
#[wasm_bindgen]
pub fn stop() {
    if let Some(driver) = DRIVER.with(|place| place.take()) {
        driver.stop();
    }
}

fn current() -> Option<Rc<Driver>> {
    DRIVER.with(|place| place.borrow().clone())
}
