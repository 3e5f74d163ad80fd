//! Requests as the widget and the browser make them.

use std::time::{Duration, Instant};
use ureq::http::Response;
use ureq::{Agent, Body, Error};

/// How long an endpoint may take; the widget itself gives up after less.
const PATIENCE: Duration = Duration::from_secs(15);

/// Most bytes of an answer that are read.
const MAX_BYTES: u64 = 64 * 1024;

/// The same of a page.
const MAX_PAGE_BYTES: u64 = 4 * 1024 * 1024;

/// What came back.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// Names in small letters.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
    pub(super) took: Duration,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// An endpoint, called from a shop.
pub(super) struct Call<'a> {
    agent: Agent,
    endpoint: &'a str,
    origin: &'a str,
}

impl<'a> Call<'a> {
    pub(super) fn new(endpoint: &'a str, origin: &'a str) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .max_redirects(0)
            .build();
        Self { agent: config.into(), endpoint, origin }
    }

    /// What the widget posts to another origin: no preflight, no cookies.
    pub(super) fn post(&self, body: &str) -> Result<Answer, String> {
        let request = self
            .agent
            .post(self.endpoint)
            .header("Origin", self.origin)
            .header("Content-Type", "text/plain;charset=UTF-8");
        answer(MAX_BYTES, || request.send(body))
    }

    /// What a browser asks before it posts CloudEvents' own media type.
    pub(super) fn preflight(&self) -> Result<Answer, String> {
        let request = self
            .agent
            .options(self.endpoint)
            .header("Origin", self.origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "content-type");
        answer(MAX_BYTES, || request.call())
    }

    /// A page of the shop, as a visitor gets it.
    pub(super) fn page(&self, url: &str) -> Result<Answer, String> {
        answer(MAX_PAGE_BYTES, || self.agent.get(url).header("Accept", "text/html").call())
    }
}

fn answer(
    most: u64,
    call: impl FnOnce() -> Result<Response<Body>, Error>,
) -> Result<Answer, String> {
    let start = Instant::now();
    let mut response = call().map_err(|error| error.to_string())?;
    let headers = response
        .headers()
        .iter()
        .map(|(name, value)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        })
        .collect();
    let body = response.body_mut().with_config().limit(most).read_to_string();
    Ok(Answer {
        status: response.status().as_u16(),
        headers,
        body: body.unwrap_or_default(),
        took: start.elapsed(),
    })
}
