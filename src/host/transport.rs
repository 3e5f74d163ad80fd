//! Posts batches of events to the owner's endpoint.

use usher_engine::{Analytics, Millis, Permit, SendOutcome};
use wasm_bindgen::prelude::*;

use crate::property;

/// What a batch is, to an endpoint of the same site.
const BATCH: &str = "application/cloudevents-batch+json";
/// What another site takes without the browser asking it for permission first.
const SIMPLE: &str = "text/plain;charset=UTF-8";

#[wasm_bindgen(module = "/src/host/transport.js")]
extern "C" {
    /// The address as a `URL`; `undefined` for what could lead elsewhere than meant.
    fn resolve(written: &str) -> JsValue;
    fn post(url: &str, body: &str, kind: &str, done: JsValue);
    fn abort(reason: &str);
}

/// Why there is no transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadEndpoint;

impl BadEndpoint {
    /// What is wrong and what to do about it, for the console.
    #[must_use]
    pub const fn text(self) -> &'static str {
        "data-endpoint must be an http(s) address or a path that begins with /; no events are sent"
    }
}

/// The way to one endpoint.
pub struct Transport {
    url: String,
    is_same_origin: bool,
}

impl Transport {
    /// A transport to `endpoint`; sends nothing yet.
    ///
    /// Shape: an absolute http(s) address without user name, or a path of this
    /// site that begins with one slash.
    ///
    /// # Errors
    ///
    /// [`BadEndpoint`] for everything else; warn and go on without sending.
    pub fn new(endpoint: &str) -> Result<Self, BadEndpoint> {
        let url = resolve(endpoint);
        if url.is_undefined() {
            return Err(BadEndpoint);
        }
        let is_same_origin = property::text(&url, "origin") == property::of_location("origin");
        Ok(Self { url: property::text(&url, "href"), is_same_origin })
    }

    /// Posts a batch and tells what became of it, exactly once.
    ///
    /// `done` is never called before this returns.
    pub fn send(&self, body: &str, _: Permit<Analytics>, done: Box<dyn Fn(SendOutcome)>) {
        let kind = if self.is_same_origin { BATCH } else { SIMPLE };
        let done = property::callback(Box::new(move |answer| done(outcome(&answer))));
        // The browser frees it after the answer.
        post(&self.url, body, kind, done.into_js_value());
    }

    /// Stops everything under way; each answers as if the network had failed.
    pub fn abort_all(&self) {
        abort("consent withdrawn");
    }
}

/// What an answer means for the batch; none is one that never came.
fn outcome(answer: &JsValue) -> SendOutcome {
    let number = |name: &str| property::get(answer, name).as_f64();
    match number("status").unwrap_or(0.0) as u16 {
        // A hotel's log-in page answers 200 to everything.
        200..=299 if property::text(answer, "kind").starts_with("text/html") => {
            SendOutcome::Retry { after: None }
        }
        200..=299 => SendOutcome::Delivered,
        413 => SendOutcome::TooLarge,
        400 | 422 => SendOutcome::Unreadable,
        0 | 408 | 425 | 429 | 500..=599 => {
            // None where it says nothing about that; the outbox believes only so much.
            let pause = number("pause").filter(|pause| *pause > 0.0);
            SendOutcome::Retry { after: pause.map(|pause| Millis(pause as i64)) }
        }
        _ => SendOutcome::Refused,
    }
}
