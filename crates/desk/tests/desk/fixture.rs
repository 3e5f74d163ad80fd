//! A desk of its own for each test.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::Response;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::sync::watch;
use tower::ServiceExt;
use usher_desk::access::Scope;
use usher_desk::gate::{HostList, Peer};
use usher_desk::intended::Intended;
use usher_desk::store::TokenRecord;
use usher_desk::{Desk, Rules, Store, desk_router};

pub(crate) const BATCH: &str = "application/cloudevents-batch+json";
pub(crate) const SINGLE: &str = "application/cloudevents+json";

pub(crate) struct Bench {
    pub(crate) desk: Desk,
    pub(crate) folder: TempDir,
    pub(crate) stop: watch::Sender<bool>,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    async fn of(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Self {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self::with_rules(Rules::default())
    }

    pub(crate) fn with_rules(rules: Rules) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (stop, stopping) = watch::channel(false);
        let desk = Desk {
            store: Store::open(&folder.path().join("desk.db")).unwrap(),
            hosts: Arc::new(HostList::with(&["desk.shop.example".to_owned()])),
            snippet: "<script data-endpoint=\"http://127.0.0.1/events\"></script>".into(),
            intended: Arc::new(Intended::starter()),
            bundle: Arc::default(),
            rules: Arc::new(rules),
            stopping,
        };
        Self { desk, folder, stop }
    }

    pub(crate) fn router(&self) -> Router {
        desk_router(self.desk.clone())
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        Answer::of(self.open(request).await).await
    }

    /// The response with its body still running.
    pub(crate) async fn open(&self, mut request: Request<Body>) -> Response {
        if request.extensions().get::<Peer>().is_none() {
            let local: SocketAddr = "127.0.0.1:40000".parse().unwrap();
            request.extensions_mut().insert(Peer(local));
        }
        if !request.headers().contains_key("host") {
            request.headers_mut().insert("host", "localhost:8787".parse().unwrap());
        }
        self.router().oneshot(request).await.unwrap()
    }

    /// A token of this desk.
    pub(crate) async fn token(&self, name: &str, scope: Scope) -> String {
        let secret = format!("usher_{name}-0123456789012345678901234567890123");
        let record = TokenRecord { name: name.to_owned(), scope, made_millis: 0 };
        assert!(self.desk.store.add_token(record, secret.clone()).await.unwrap());
        secret
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, media_type: &str, body: impl Into<Body>) -> Answer {
        let request =
            Request::post("/events").header("content-type", media_type).body(body.into()).unwrap();
        self.send(request).await
    }

    /// Posts events which all have to be accepted.
    pub(crate) async fn keep(&self, events: &[Value]) {
        let answer = self.post(BATCH, json!(events).to_string()).await;
        assert_eq!(answer.status, 202, "{}", answer.text);
    }

    /// The whole log.
    pub(crate) async fn log(&self) -> Vec<Value> {
        let answer = self.get("/api/events").await;
        let lines = answer.text.lines();
        lines.map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// An event of journey "s1"; `what` is its type without "usher.".
pub(crate) fn event(id: &str, what: &str, data: Value) -> Value {
    json!({
        "specversion": "1.0",
        "id": id,
        "source": "https://shop.example/",
        "type": format!("usher.{what}"),
        "time": "2026-11-21T20:00:00.123Z",
        "ushersession": "s1",
        "usherpurpose": "analytics",
        "data": data,
    })
}

/// The same with one attribute changed.
pub(crate) fn with(mut event: Value, attribute: &str, value: impl Into<Value>) -> Value {
    event[attribute] = value.into();
    event
}

pub(crate) fn view(id: &str) -> Value {
    event(id, "touchpoint.view_item", json!({"items": [{"item_name": "Wall paint"}]}))
}
