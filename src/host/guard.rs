//! The one way to start something asynchronous.

use std::future::Future;

/// Runs a future to its end on the browser's own queue.
///
/// Shape: the future handles its errors itself; there is nobody to give them
/// to. A trap inside it is caught by the wrapper that the build puts around
/// every export of the wasm (www/loader/usher.js, `dead`).
#[expect(clippy::disallowed_methods, reason = "the one place that may")]
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(future);
}
