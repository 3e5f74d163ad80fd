//! Saved pages of other shops, served one at a time at the addresses they had.
//!
//! A saved page is read, not run: its policy lets in the widget's files alone,
//! so that its own scripts stay text and nothing outside is asked.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::sync::watch;
use url::Url;

use crate::browser::Browser;
use crate::patience::A_MOMENT;
use crate::programs::built_widget;
use crate::site::serve;

/// The folder of the widget's files; no shop has one of this name.
const WIDGET: &str = "/usher-under-test/";

/// Asks the widget what it understood; null while it is not there.
const ASK: &str = r#"
    const done = arguments[arguments.length - 1];
    if (typeof window.usher != "function") setTimeout(() => done(null), 50);
    else { window.usher("explain", (text) => done(JSON.parse(text))); setTimeout(() => done(null), 3000); }
"#;

/// The page without the widget.
const WRITE: &str = r#"
    for (const own of document.querySelectorAll("[data-usher-host], script[src*='usher-under-test'], link[href*='usher-under-test']")) own.remove();
    return document.documentElement.outerHTML;
"#;

/// One saved page.
#[derive(Clone, Debug)]
pub struct SavedPage {
    /// The address it was saved from, if that is known.
    pub url: Option<String>,
    /// The file as it is, in whatever encoding it names.
    pub bytes: Vec<u8>,
}

/// Where saved pages are shown. Dropping it closes it.
#[derive(Debug)]
pub struct Shelf {
    place: SocketAddr,
    shown: Arc<Mutex<Vec<u8>>>,
    count: u32,
    stop: watch::Sender<bool>,
}

#[derive(Clone)]
struct Shown {
    page: Arc<Mutex<Vec<u8>>>,
}

impl Shelf {
    /// Opens a shelf on a free port.
    pub async fn open() -> Self {
        let (stop, stopping) = watch::channel(false);
        let shown = Arc::new(Mutex::new(Vec::new()));
        let router = Router::new().fallback(answer).with_state(Shown { page: Arc::clone(&shown) });
        let place = serve(router, stopping).await;
        Self { place, shown, count: 0, stop }
    }

    /// What the widget understood of a page, as `usher('explain', …)` says it.
    ///
    /// Errors: the page cannot be opened, or the widget did not answer.
    pub async fn understood(
        &mut self,
        browser: &Browser,
        page: &SavedPage,
    ) -> Result<Value, String> {
        self.show(browser, page).await?;
        let start = Instant::now();
        while start.elapsed() < A_MOMENT {
            let told = browser.client.execute_async(ASK, vec![json!(null)]).await;
            match told.map_err(|error| error.to_string())? {
                Value::Null => {}
                told => return Ok(told),
            }
        }
        Err(format!("no answer; the console has {:?}", browser.console().await))
    }

    /// The whole page as the browser writes it, the widget's own parts left out.
    ///
    /// Errors: the page cannot be opened.
    pub async fn markup(&mut self, browser: &Browser, page: &SavedPage) -> Result<String, String> {
        self.show(browser, page).await?;
        let told = browser.client.execute(WRITE, vec![]).await;
        let told = told.map_err(|error| error.to_string())?;
        Ok(told.as_str().unwrap_or_default().to_owned())
    }

    async fn show(&mut self, browser: &Browser, page: &SavedPage) -> Result<(), String> {
        let origin = format!("http://{}", self.place);
        *self.shown.lock().expect("nobody panics while showing a page") =
            prepared(&page.bytes, &origin);
        self.count += 1;
        let address = origin + &self.path_of(page);
        browser.client.goto(&address).await.map_err(|error| error.to_string())
    }

    /// The path and the query it was saved from; one that says nothing where
    /// the address is not known. The number keeps two pages of one address apart.
    fn path_of(&self, page: &SavedPage) -> String {
        let url = page.url.as_deref().and_then(|url| Url::parse(url).ok());
        match url {
            Some(url) => {
                let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
                format!("{}{query}#{}", url.path(), self.count)
            }
            None => format!("/saved/{}", self.count),
        }
    }
}

impl Drop for Shelf {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}

async fn answer(State(shown): State<Shown>, request: Request) -> Response {
    let path = request.uri().path();
    if let Some(file) = path.strip_prefix(WIDGET) {
        return widget_file(file);
    }
    let is_page =
        request.headers().get("sec-fetch-dest").is_some_and(|what| what.as_bytes() == b"document");
    if !is_page {
        return StatusCode::NOT_FOUND.into_response();
    }
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; connect-src http://{0}{WIDGET}; \
         script-src http://{0}{WIDGET} 'wasm-unsafe-eval'",
        host.unwrap_or_default()
    );
    let page = shown.page.lock().expect("nobody panics while showing a page").clone();
    // Servers name the encoding; the saved file often does not.
    let is_unicode = std::str::from_utf8(&page).is_ok();
    let kind = String::from(if is_unicode { "text/html; charset=utf-8" } else { "text/html" });
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_SECURITY_POLICY, policy)];
    (headers, Body::from(page)).into_response()
}

fn widget_file(file: &str) -> Response {
    let kind = if file.ends_with(".js") { "text/javascript" } else { "application/wasm" };
    match std::fs::read(built_widget().join(file)) {
        Ok(bytes) if !file.contains("..") => {
            ([(header::CONTENT_TYPE, kind)], bytes).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The page with our one script tag, and without what would lead away from it
/// or forbid the script: `http-equiv` refreshes and policies.
///
/// Bytes, not text: the page says its encoding itself. The tag stands where a
/// site owner would put it, in the head.
fn prepared(page: &[u8], origin: &str) -> Vec<u8> {
    let mut page = page.to_vec();
    for mark in [b"refresh".as_slice(), b"content-security-policy"] {
        let mut from = 0;
        while let Some(at) = find(&page, mark, from) {
            from = at + mark.len();
            let before = at.saturating_sub(14);
            if page.get(before..at).is_some_and(|text| find(text, b"http-equiv", 0).is_some()) {
                page[at] = b'-';
            }
        }
    }
    let head = find(&page, b"<head", 0).filter(|at| *at < 10_000);
    let inside = head.and_then(|at| find(&page, b">", at)).map(|at| at + 1);
    // A snippet has no head of its own; the browser makes one.
    let tag = format!("<script async src=\"{origin}{WIDGET}usher.js\"></script>");
    match inside {
        Some(place) => {
            page.splice(place..place, tag.into_bytes());
        }
        None => page.extend(tag.into_bytes()),
    }
    page
}

/// Where these bytes begin, capitals or not.
fn find(text: &[u8], part: &[u8], from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let place = rest.windows(part.len()).position(|here| here.eq_ignore_ascii_case(part));
    place.map(|place| place + from)
}

#[cfg(test)]
mod tests {
    use super::prepared;

    fn prepared_text(page: &str) -> String {
        String::from_utf8(prepared(page.as_bytes(), "http://x")).unwrap()
    }

    #[test]
    fn the_script_tag_goes_into_the_head() {
        let page = prepared_text("<!doctype html><HEAD id=a><title>x</title>");
        assert!(page.starts_with("<!doctype html><HEAD id=a><script async src=\"http://x/"));
        assert!(prepared_text("<p>x</p>").ends_with("usher.js\"></script>"));
    }

    #[test]
    fn what_leads_away_is_taken_out() {
        let page = prepared_text("<meta http-equiv=\"Refresh\" content=\"0;url=/x\"> refresh");
        assert!(page.contains("\"-efresh\"") && page.contains("> refresh"));
    }
}
