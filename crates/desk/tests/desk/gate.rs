//! Who may read the desk.

use crate::fixture::{Bench, SINGLE, view};
use axum::body::Body;
use axum::http::Request;
use std::net::SocketAddr;
use usher_desk::gate::{CONTENT_SECURITY_POLICY, Peer};

const READ: [&str; 7] =
    ["/", "/journeys/s1", "/stream", "/api/events", "/desk.js", "/metrics", "/nothing"];

fn from(host: &str, peer: &str, path: &str) -> Request<Body> {
    let peer: SocketAddr = peer.parse().unwrap();
    Request::get(path).header("host", host).extension(Peer(peer)).body(Body::empty()).unwrap()
}

#[tokio::test]
async fn a_strange_host_name_reads_nothing() {
    let bench = Bench::new();
    for path in READ {
        for host in ["evil.test", "localhost.evil.test:8787", "192.168.1.5:8787"] {
            let answer = bench.open(from(host, "127.0.0.1:9", path)).await;
            assert_eq!(answer.status(), 421, "{host} {path}");
        }
    }
    for host in ["localhost:8787", "127.0.0.1:8787", "[::1]:8787", "desk.shop.example"] {
        assert_eq!(bench.open(from(host, "[::1]:9", "/")).await.status(), 200, "{host}");
    }
}

#[tokio::test]
async fn another_machine_reads_nothing_but_may_post() {
    let bench = Bench::new();
    for path in READ.into_iter().filter(|path| *path != "/desk.js") {
        for peer in ["192.168.1.5:9", "[2001:db8::1]:9", "[::ffff:10.0.0.1]:9"] {
            let answer = bench.open(from("localhost", peer, path)).await;
            assert_eq!(answer.status(), 401, "{peer} {path}");
        }
    }
    let mut post = from("shop.example", "203.0.113.9:9", "/events");
    *post.method_mut() = axum::http::Method::POST;
    post.headers_mut().insert("content-type", SINGLE.parse().unwrap());
    *post.body_mut() = Body::from(view("a").to_string());
    assert_eq!(bench.open(post).await.status(), 202);
}

#[tokio::test]
async fn every_answer_carries_the_strict_policy() {
    let bench = Bench::new();
    for path in ["/", "/desk.css", "/desk.js", "/icon.svg", "/journeys/none", "/nothing", "/health"]
    {
        let answer = bench.get(path).await;
        assert_eq!(answer.header("content-security-policy"), CONTENT_SECURITY_POLICY, "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
    }
    assert_eq!(bench.get("/").await.header("cache-control"), "no-store");
    assert!(CONTENT_SECURITY_POLICY.contains("default-src 'none'"));
    assert!(!CONTENT_SECURITY_POLICY.contains("unsafe"));
}

#[tokio::test]
async fn what_is_not_there_says_so() {
    let bench = Bench::new();
    assert_eq!(bench.get("/nothing").await.status, 404);
    assert_eq!(bench.get("/journeys/none").await.status, 404);
    assert_eq!(bench.get("/stream?family=mood").await.status, 404);
    assert_eq!(bench.get("/health").await.text, "ok\n");
}
