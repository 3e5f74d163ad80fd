//! The widget: the only code that knows a browser.
//!
//! The loader starts it with [`start`] once the page is idle, and hands later
//! commands to [`handle`]. Everything it decides is decided in `usher-engine`.

mod codec;
pub mod consent;
mod driver;
pub mod host;
mod options;
pub mod page;
mod pieces;
pub mod property;
mod ui;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use driver::Driver;
use host::transport::Transport;
use host::{fetched, log};
use options::Options;
use ui::text::Texts;

/// The heap: constant time, and less code than the standard one.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static HEAP: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

thread_local! {
    static DRIVER: RefCell<Option<Rc<Driver>>> = const { RefCell::new(None) };
}

/// Starts the widget with what the script tag says.
///
/// Shape: `options` are the `data-` attributes in camel case, `queue` in it
/// the commands that were given before. Resolves when the widget is ready.
#[wasm_bindgen]
pub async fn start(options: JsValue) {
    if let Some(warn) = part(&options, "warn").and_then(|warn| warn.dyn_into().ok()) {
        log::through(warn);
    }
    let queue: Option<Array> = part(&options, "queue").and_then(|queue| queue.dyn_into().ok());
    let options = Options::read(&options);
    let file = match options.config.as_deref() {
        Some(url) => fetched::text(url).await,
        None => None,
    };
    let config = options::settings(&options, file.as_deref());
    let transport = options
        .endpoint
        .as_deref()
        .and_then(|endpoint| Transport::new(endpoint).map_err(|bad| log::warn(bad.text())).ok());
    let texts = Texts::new(&locale(&options));
    let driver = Driver::new(config, transport, texts);
    DRIVER.set(Some(driver.clone()));
    driver.start();
    for call in queue.unwrap_or_default().iter().filter_map(|call| call.dyn_into().ok()) {
        handle(call);
    }
}

/// Carries out one command of the page.
///
/// Shape: the time and the address of the call, then its name and what belongs
/// to it, as the loader queues them.
#[wasm_bindgen]
pub fn handle(call: Array) {
    if let Some(driver) = DRIVER.with_borrow(Option::clone) {
        driver.command(&call.slice(2, call.length()));
    }
}

/// Takes the widget out of the page; nothing of it stays.
#[wasm_bindgen]
pub fn stop() {
    if let Some(driver) = DRIVER.take() {
        driver.stop();
    }
}

fn part(object: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(object, &JsValue::from_str(name)).ok().filter(JsValue::is_object)
}

/// `data-lang`, then the language of the page, then that of the browser.
fn locale(options: &Options) -> String {
    let window = web_sys::window();
    let page = window
        .as_ref()
        .and_then(web_sys::Window::document)
        .and_then(|document| document.document_element())
        .and_then(|html| html.get_attribute("lang"))
        .filter(|lang| !lang.is_empty());
    let browser = window.and_then(|window| window.navigator().language());
    options.lang.clone().or(page).or(browser).unwrap_or_else(|| String::from("en"))
}
