//! The shop on loopback, as `usher demo` serves it, and everything that was asked of it.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request as HttpRequest, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tempfile::TempDir;
use tokio::sync::watch;
use usher_desk::demo::shop_router;
use usher_desk::gate::HostList;
use usher_desk::intended::Intended;
use usher_desk::{Desk, Store, desk_router, listener};

use crate::programs::{built_widget, repository};

/// Largest body that is read; the shop's pages and the widget stay far under it.
const MAX_BODY: usize = 4 * 1024 * 1024;

/// What `/usher.config.json` answers.
#[derive(Clone, Copy, Debug, Default)]
pub enum Configuration {
    /// The earliest card the manners allow, so that tests do not last.
    #[default]
    Hasty,
    /// There is no such file.
    Missing,
    /// This text.
    Text(&'static str),
}

/// What is different from the demo shop.
#[derive(Clone, Debug, Default)]
pub struct SiteChanges {
    /// The `Content-Security-Policy` of every page.
    pub policy: Option<&'static str>,
    /// Files of `tests/pages` every page loads first.
    pub scripts: Vec<&'static str>,
    /// Words of the pages that are replaced by others.
    pub words: Vec<(&'static str, String)>,
    /// The configuration file.
    pub configuration: Configuration,
}

/// One request, as it came.
#[derive(Clone, Debug)]
pub struct Request {
    /// `GET`, `POST`, …
    pub method: String,
    /// Path and query.
    pub path: String,
    /// The `Content-Type` of the body, empty without one.
    pub media_type: String,
    /// The body as text.
    pub body: String,
    /// When it came.
    pub at: Instant,
}

/// A shop with its desk. Dropping it closes both.
#[derive(Debug)]
pub struct Site {
    /// The desk that takes the events.
    pub desk: Desk,
    shop: SocketAddr,
    requests: Requests,
    is_down: Arc<AtomicBool>,
    stop: watch::Sender<bool>,
    _folder: TempDir,
}

type Requests = Arc<Mutex<Vec<Request>>>;

#[derive(Clone)]
struct Watcher {
    changes: SiteChanges,
    requests: Requests,
    is_down: Arc<AtomicBool>,
}

impl Site {
    /// Opens the demo shop with these changes, on a free port.
    pub async fn open(changes: SiteChanges) -> Self {
        let folder = TempDir::with_prefix("usher-site-").expect("a folder for the desk");
        let store = Store::open(&folder.path().join("desk.db")).expect("a new store opens");
        let (stop, stopping) = watch::channel(false);
        let hosts = Arc::new(HostList::default());
        let rules = Arc::default();
        let intended = Arc::new(Intended::starter());
        let bundle = Arc::default();
        let snippet =
            "<script async src=\"/usher/usher.js\"\n        data-endpoint=\"/events\"></script>"
                .into();
        let desk = Desk { store, hosts, snippet, rules, intended, bundle, stopping };
        let requests = Requests::default();
        let is_down = Arc::<AtomicBool>::default();
        let watcher =
            Watcher { changes, requests: Arc::clone(&requests), is_down: Arc::clone(&is_down) };
        let files = repository().join("www/shop");
        let router: Router = shop_router(desk.clone(), &files, &built_widget())
            .layer(middleware::from_fn_with_state(watcher, watch_and_change));
        let shop = serve(router, desk.clone()).await;
        Self { desk, shop, requests, is_down, stop, _folder: folder }
    }

    /// Where the shop is, without a slash at the end.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.shop)
    }

    /// Opens the desk's own pages and says where they are.
    pub async fn open_desk(&self) -> String {
        let router = desk_router(self.desk.clone());
        format!("http://{}/", serve(router, self.desk.clone()).await)
    }

    /// From now on the endpoint answers 503 and keeps nothing, or works again.
    pub fn set_down(&self, is_down: bool) {
        self.is_down.store(is_down, Ordering::SeqCst);
    }

    /// Every request so far, those of the tests' own files left out.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().expect("nobody panics while writing a request down").clone()
    }

    /// The requests that brought something: all but GET and HEAD.
    #[must_use]
    pub fn posts(&self) -> Vec<Request> {
        let is_post = |request: &Request| !matches!(request.method.as_str(), "GET" | "HEAD");
        self.requests().into_iter().filter(is_post).collect()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}

async fn serve(router: Router, desk: Desk) -> SocketAddr {
    let listener = listener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await;
    let listener = listener.expect("loopback has a free port");
    let addr = listener.local_addr().expect("a listener has an address");
    tokio::spawn(listener::run(listener, router, desk));
    addr
}

async fn watch_and_change(
    State(Watcher { changes, requests, is_down }): State<Watcher>,
    request: HttpRequest,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    if let Some(name) = path.strip_prefix("/test/") {
        return own_file(name);
    }
    let request = write_down(request, &requests).await;
    if path == "/usher.config.json" {
        return configuration(changes.configuration);
    }
    if path == "/events" && is_down.load(Ordering::SeqCst) {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let response = next.run(request).await;
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page { changed(response, &changes).await } else { response }
}

async fn write_down(request: HttpRequest, requests: &Requests) -> HttpRequest {
    let at = Instant::now();
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, MAX_BODY).await.unwrap_or_default();
    let media_type = parts.headers.get(header::CONTENT_TYPE);
    let noted = Request {
        method: parts.method.to_string(),
        path: parts.uri.to_string(),
        media_type: media_type.and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned(),
        body: String::from_utf8_lossy(&body).into_owned(),
        at,
    };
    requests.lock().expect("nobody panics while writing a request down").push(noted);
    HttpRequest::from_parts(parts, Body::from(body))
}

/// A file of `tests/pages`; `npm/…` is one of a package, `managers/…` a bundled one, `debian/…`
/// one of a Debian package.
fn own_file(name: &str) -> Response {
    let of = |variable, name| std::env::var_os(variable).map(|it| PathBuf::from(it).join(name));
    let place = match name.split_once('/') {
        Some(("npm", name)) => of("USHER_NPM", name),
        Some(("debian", name)) => Some(Path::new("/usr/share/javascript").join(name)),
        Some(("managers", name)) => of("USHER_MANAGERS", name),
        _ => Some(repository().join("tests/pages").join(name)),
    };
    let place = place.expect("USHER_NPM and USHER_MANAGERS say where packages are");
    let kind = match place.extension().and_then(|it| it.to_str()) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        _ => "text/html; charset=utf-8",
    };
    match std::fs::read(&place) {
        Ok(bytes) if !name.contains("..") => {
            ([(header::CONTENT_TYPE, kind)], bytes).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn configuration(configuration: Configuration) -> Response {
    let text = match configuration {
        Configuration::Missing => return StatusCode::NOT_FOUND.into_response(),
        Configuration::Hasty => r#"{"manners": {"earliest_seconds": 10}}"#,
        Configuration::Text(text) => text,
    };
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}

async fn changed(response: Response, changes: &SiteChanges) -> Response {
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, MAX_BODY).await.unwrap_or_default();
    let mut page = String::from_utf8_lossy(&body).into_owned();
    for (old, new) in &changes.words {
        page = page.replace(old, new);
    }
    let own = ["log.js", "clock.js", "chance.js"].iter().chain(&changes.scripts);
    let tags: String = own.map(|file| format!("<script src=\"/test/{file}\"></script>")).collect();
    let page = page.replacen("<head>", &format!("<head>{tags}"), 1);
    let page = Bytes::from(page);
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(page.len()));
    if let Some(policy) = changes.policy {
        let policy = HeaderValue::from_static(policy);
        parts.headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Response::from_parts(parts, Body::from(page))
}
