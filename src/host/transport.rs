//! Posts batches of events to the owner's endpoint.

use std::cell::RefCell;

use usher_engine::{Millis, SendOutcome};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Response, Window};

use super::guard;
use crate::property;

/// Longest body sent with `keepalive`: the Fetch standard allows 64 KiB for all
/// of them together, and 70,000 bytes were refused (reference/privacy.md M7).
const MAX_KEEPALIVE_BYTES: usize = 60_000;

/// Longest `Retry-After` that is believed.
const MAX_RETRY: Millis = Millis::hours(1);

/// How a batch is posted: nothing about the visitor but what is in it.
const REQUEST: &str = concat!(
    r#"{"method":"POST","mode":"cors","credentials":"omit","referrerPolicy":"no-referrer","#,
    r#""headers":{"content-type":"application/cloudevents-batch+json"}}"#
);
/// What another site takes without the browser asking it for permission first.
const SIMPLE: &str = "text/plain;charset=UTF-8";

/// Why there is no transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadEndpoint;

impl BadEndpoint {
    /// What is wrong and what to do about it, for the console.
    #[must_use]
    pub const fn text(self) -> &'static str {
        "data-endpoint must be an http(s) address or a path that begins with /, \
         so no events are sent; correct the script tag"
    }
}

/// The way to one endpoint.
pub struct Transport {
    url: String,
    is_same_origin: bool,
    abort: RefCell<Option<AbortController>>,
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
        let url = resolve(endpoint.trim_ascii()).ok_or(BadEndpoint)?;
        let is_same_origin = property::text(&url, "origin") == property::of_location("origin");
        Ok(Self { url: property::text(&url, "href"), is_same_origin, abort: RefCell::new(None) })
    }

    /// Posts a batch and tells what became of it, exactly once.
    ///
    /// `done` is never called before this returns.
    pub fn send(&self, body: String, keeping: KeepAlive, done: impl FnOnce(SendOutcome) + 'static) {
        let request = self.request(&body, keeping);
        let url = self.url.clone();
        guard::spawn(async move {
            let answer = match (web_sys::window(), request) {
                (Some(window), Some(request)) => post(&window, &url, &request).await,
                _ => None,
            };
            done(answer.map_or(SendOutcome::Retry { after: None }, |answer| outcome(&answer)));
        });
    }

    /// Stops everything under way; each answers as if the network had failed.
    pub fn abort_all(&self) {
        if let Some(controller) = self.abort.borrow_mut().take() {
            controller.abort();
        }
    }

    fn request(&self, body: &str, keeping: KeepAlive) -> Option<JsValue> {
        let request = property::object(REQUEST)?;
        let set = |object: &JsValue, name: &str, value: &JsValue| {
            js_sys::Reflect::set(object, &JsValue::from_str(name), value).ok()
        };
        if !self.is_same_origin {
            let headers = property::get(&request, "headers");
            set(&headers, "content-type", &JsValue::from_str(SIMPLE))?;
        }
        set(&request, "body", &JsValue::from_str(body))?;
        let is_kept = keeping == KeepAlive::Yes && body.len() <= MAX_KEEPALIVE_BYTES;
        set(&request, "keepalive", &JsValue::from_bool(is_kept))?;
        let mut abort = self.abort.borrow_mut();
        if abort.is_none() {
            *abort = AbortController::new().ok();
        }
        if let Some(controller) = abort.as_ref() {
            set(&request, "signal", &property::get(controller, "signal"))?;
        }
        Some(request)
    }
}

/// Whether the request may outlive the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepAlive {
    /// The page is being left.
    Yes,
    /// There is time; the 64 KiB are left to those who need them.
    No,
}

async fn post(window: &Window, url: &str, request: &JsValue) -> Option<Response> {
    let answer = window.fetch_with_str_and_init(url, request.unchecked_ref());
    let answer = JsFuture::from(answer).await;
    answer.ok()?.dyn_into().ok()
}

/// What an answer means for the batch.
fn outcome(answer: &Response) -> SendOutcome {
    let header = |name: &str| answer.headers().get(name).ok().flatten();
    match property::get(answer, "status").as_f64().unwrap_or(0.0) as u16 {
        // A hotel's log-in page answers 200 to everything.
        200..=299 if header("content-type").is_some_and(|kind| kind.starts_with("text/html")) => {
            SendOutcome::Retry { after: None }
        }
        200..=299 => SendOutcome::Delivered,
        413 => SendOutcome::TooLarge,
        408 | 425 | 429 | 500..=599 => {
            SendOutcome::Retry { after: header("retry-after").and_then(|when| pause(&when)) }
        }
        _ => SendOutcome::Refused,
    }
}

/// The pause an endpoint asks for: seconds, or a date.
fn pause(when: &str) -> Option<Millis> {
    let millis = match when.trim_ascii().parse::<u32>() {
        Ok(seconds) => i64::from(seconds).saturating_mul(1_000),
        Err(_) => {
            let date = js_sys::Date::parse(when);
            if date.is_nan() {
                return None;
            }
            (date - js_sys::Date::now()) as i64
        }
    };
    Some(Millis(millis.clamp(0, MAX_RETRY.0)))
}

/// The endpoint as an address; none for what could lead elsewhere than meant.
fn resolve(endpoint: &str) -> Option<JsValue> {
    // `//` begins another host, and browsers read `\` as `/`.
    let is_path = endpoint.starts_with('/')
        && !endpoint.starts_with("//")
        && !endpoint.bytes().any(|byte| byte == b'\\');
    let lower = endpoint.get(..8).unwrap_or(endpoint).to_ascii_lowercase();
    let is_absolute = lower.starts_with("https://") || lower.starts_with("http://");
    if !is_path && !is_absolute {
        return None;
    }
    let url = property::url(endpoint)?;
    let text = |name| property::text(&url, name);
    let is_web = matches!(text("protocol").as_str(), "https:" | "http:");
    (is_web && text("username").is_empty() && text("password").is_empty()).then_some(url)
}
