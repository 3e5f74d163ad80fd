//! Stands in for `wasm-streams`, which Leptos links for server functions.
//!
//! The widget has no server function. The real crate exports its types through
//! wasm-bindgen, so no linker can drop them: about 15 KB of wasm on every page
//! of every shop (docs/decisions/0004-wasm-build.md). This one has the same
//! shape and nothing inside. Remove it when leptos makes server functions
//! optional.

use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::{JsCast, JsValue};

/// A stream that is never made.
pub struct ReadableStream;

/// Ends at once.
pub struct IntoStream;

impl ReadableStream {
    /// Takes a stream of the browser, and reads nothing of it.
    pub fn from_raw(_: web_sys::ReadableStream) -> Self {
        Self
    }

    /// A stream that ends at once.
    pub fn into_stream(self) -> IntoStream {
        IntoStream
    }

    /// Takes a stream of Rust, and reads nothing of it.
    pub fn from_stream<S>(_: S) -> Self
    where
        S: Stream<Item = Result<JsValue, JsValue>> + 'static,
    {
        Self
    }

    /// Nothing, in the shape of a stream of the browser.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        JsValue::UNDEFINED.unchecked_into()
    }
}

impl Stream for IntoStream {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
