//! Posts batches of events to the owner's endpoint.

use std::cell::RefCell;

use usher_engine::{Millis, SendOutcome};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, ReferrerPolicy, RequestCredentials, RequestInit, RequestMode,
    Response, Url, Window,
};

use super::guard;

/// Longest body sent with `keepalive`: the Fetch standard allows 64 KiB for all
/// of them together, and 70,000 bytes were refused (reference/privacy.md M7).
const MAX_KEEPALIVE_BYTES: usize = 60_000;

/// Longest `Retry-After` that is believed.
const MAX_RETRY: Millis = Millis::hours(1);

/// What the endpoint takes without asking the browser for permission first.
const BATCH: &str = "application/cloudevents-batch+json";
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
    content_type: &'static str,
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
        let url = resolve(endpoint.trim()).ok_or(BadEndpoint)?;
        let origin = web_sys::window().and_then(|window| window.location().origin().ok());
        let is_same_origin = origin.is_some_and(|origin| origin == url.origin());
        let content_type = if is_same_origin { BATCH } else { SIMPLE };
        Ok(Self { url: url.href(), content_type, abort: RefCell::new(None) })
    }

    /// Posts a batch and tells what became of it, exactly once.
    ///
    /// `done` is never called before this returns.
    pub fn send(
        &self,
        body: String,
        keeping: KeepAlive,
        done: impl FnOnce(SendOutcome) + 'static,
    ) {
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

    fn request(&self, body: &str, keeping: KeepAlive) -> Option<RequestInit> {
        let headers = Headers::new().ok()?;
        headers.set("content-type", self.content_type).ok()?;
        let request = RequestInit::new();
        request.set_method("POST");
        request.set_mode(RequestMode::Cors);
        request.set_credentials(RequestCredentials::Omit);
        request.set_referrer_policy(ReferrerPolicy::NoReferrer);
        request.set_headers(&headers);
        request.set_body(&JsValue::from_str(body));
        let is_kept = keeping == KeepAlive::Yes && body.len() <= MAX_KEEPALIVE_BYTES;
        // By name, because web-sys has no setter for it yet (0.3.107).
        js_sys::Reflect::set(&request, &"keepalive".into(), &is_kept.into()).ok()?;
        let mut abort = self.abort.borrow_mut();
        if abort.is_none() {
            *abort = AbortController::new().ok();
        }
        if let Some(controller) = abort.as_ref() {
            request.set_signal(Some(&controller.signal()));
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

async fn post(window: &Window, url: &str, request: &RequestInit) -> Option<Response> {
    let answer = JsFuture::from(window.fetch_with_str_and_init(url, request)).await;
    answer.ok()?.dyn_into().ok()
}

/// What an answer means for the batch.
fn outcome(answer: &Response) -> SendOutcome {
    let header = |name: &str| answer.headers().get(name).ok().flatten();
    match answer.status() {
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
    let millis = match when.trim().parse::<u32>() {
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
fn resolve(endpoint: &str) -> Option<Url> {
    // `//` begins another host, and browsers read `\` as `/`.
    let is_path =
        endpoint.starts_with('/') && !endpoint.starts_with("//") && !endpoint.contains('\\');
    let lower = endpoint.get(..8).unwrap_or(endpoint).to_ascii_lowercase();
    let is_absolute = lower.starts_with("https://") || lower.starts_with("http://");
    if !is_path && !is_absolute {
        return None;
    }
    let here = web_sys::window()?.location().href().ok()?;
    let url = Url::new_with_base(endpoint, &here).ok()?;
    let is_web = matches!(url.protocol().as_str(), "https:" | "http:");
    (is_web && url.username().is_empty() && url.password().is_empty()).then_some(url)
}
