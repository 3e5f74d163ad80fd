//! Who may post, from where, and how much.

use crate::fixture::{Bench, SINGLE, view};
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::num::NonZeroU32;
use usher_desk::Rules;
use usher_desk::client::Proxies;
use usher_desk::gate::Peer;
use usher_desk::intake::{KeyRule, Keys, Rates};

fn rule() -> KeyRule {
    KeyRule {
        name: "shop".to_owned(),
        key: "wk_shop".to_owned(),
        origins: vec!["https://shop.example".to_owned()],
        per_day: Some(3),
        ..KeyRule::default()
    }
}

fn keyed() -> Bench {
    let server =
        KeyRule { name: "crm".to_owned(), key: "wk_crm".to_owned(), servers: true, ..rule() };
    Bench::with_rules(Rules { keys: Keys::new(vec![rule(), server]), ..Rules::default() })
}

fn post(path: &str, headers: &[(&str, &str)], id: &str) -> Request<Body> {
    let mut request = Request::post(path).header("content-type", SINGLE);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(view(id).to_string().into()).unwrap()
}

fn from(peer: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = post("/events", headers, "a");
    request.extensions_mut().insert(Peer(peer.parse::<SocketAddr>().unwrap()));
    request
}

fn slow_for(per_second: u32, proxies: &[&str]) -> Bench {
    let proxies: Vec<String> = proxies.iter().map(|net| (*net).to_owned()).collect();
    Bench::with_rules(Rules {
        rates: Rates::new(NonZeroU32::new(per_second).unwrap()),
        proxies: Proxies::read(&proxies).unwrap(),
        ..Rules::default()
    })
}

const SHOP: (&str, &str) = ("origin", "https://shop.example");

#[tokio::test]
async fn a_key_is_good_for_its_own_origins_only() {
    let bench = keyed();
    for (path, headers, status) in [
        ("/events", vec![SHOP], 401),
        ("/events?key=wk_none", vec![SHOP], 401),
        ("/events?key=wk_shop", vec![("origin", "https://evil.example")], 403),
        ("/events?key=wk_shop", vec![("origin", "https://shop.example.evil.example")], 403),
        ("/events?key=wk_shop", vec![("origin", "null")], 403),
        ("/events?key=wk_shop", vec![], 403),
        ("/events?key=wk_shop", vec![SHOP], 202),
        ("/events", vec![SHOP, ("usher-key", "wk_shop")], 202),
        ("/events", vec![("usher-key", "wk_crm")], 202),
        // "wk_crm:", as Segment's libraries send it.
        ("/events", vec![("authorization", "Basic d2tfY3JtOg==")], 202),
    ] {
        let answer = bench.send(post(path, &headers, "a")).await;
        assert_eq!(answer.status, status, "{path} {headers:?} {}", answer.text);
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert!(!answer.text.contains("wk_"), "a key is not repeated: {}", answer.text);
    }
    assert_eq!(bench.log().await[0]["writekey"], "shop");
    let figures = bench.get("/metrics").await.text;
    assert!(figures.contains(r#"usher_key_events_total{key="shop"} 2"#), "{figures}");
    assert!(!figures.contains("wk_"));
}

#[tokio::test]
async fn a_batch_of_segments_may_carry_its_key_in_the_body() {
    let bench = keyed();
    let body = |key: &str| {
        json!({"writeKey": key, "batch": [{"type": "page", "messageId": "m",
            "timestamp": "2026-11-21T20:00:00Z"}]})
        .to_string()
    };
    assert_eq!(bench.post("application/json", body("wk_crm")).await.status, 202);
    assert_eq!(bench.post("application/json", body("wk_none")).await.status, 401);
}

#[tokio::test]
async fn a_key_that_has_spent_its_day_is_told_when_to_come_back() {
    let bench = keyed();
    for id in ["a", "b", "c"] {
        assert_eq!(bench.send(post("/events?key=wk_shop", &[SHOP], id)).await.status, 202);
    }
    let answer = bench.send(post("/events?key=wk_shop", &[SHOP], "d")).await;
    assert_eq!(answer.status, 429);
    let wait: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=24 * 60 * 60).contains(&wait), "{wait}");
    assert_eq!(bench.send(post("/events?key=wk_crm", &[], "d")).await.status, 202);
    assert_eq!(bench.log().await.len(), 4);
}

#[tokio::test]
async fn a_flood_from_one_address_is_slowed_and_others_are_not() {
    let bench = slow_for(1, &[]);
    let mut statuses = Vec::new();
    for _ in 0..6 {
        let answer = bench.send(from("203.0.113.9:9", &[])).await;
        if answer.status == 429 {
            assert!(answer.header("retry-after").parse::<u64>().unwrap() >= 1);
        }
        statuses.push(answer.status.as_u16());
    }
    assert_eq!(statuses, [202, 202, 202, 202, 429, 429]);
    assert_eq!(bench.send(from("203.0.113.10:9", &[])).await.status, 202);
    // One subscriber of IPv6 has many addresses.
    for number in 1..6 {
        let peer = format!("[2001:db8::{number}]:9");
        let status = bench.send(from(&peer, &[])).await.status;
        assert_eq!(status == 429, number == 5, "{number}");
    }
}

#[tokio::test]
async fn a_forged_forwarding_header_does_not_help() {
    let bench = slow_for(1, &["10.0.0.1"]);
    let mut refused = 0;
    for number in 0..8 {
        let forged = format!("198.51.100.{number}, 203.0.113.9");
        let request = from("10.0.0.1:9", &[("x-forwarded-for", &forged)]);
        refused += usize::from(bench.send(request).await.status == 429);
    }
    assert_eq!(refused, 4, "behind the proxy, the rightmost address counts");
    let mut refused = 0;
    for number in 0..8 {
        let forged = format!("198.51.100.{number}");
        let request = from("203.0.113.20:9", &[("x-forwarded-for", &forged)]);
        refused += usize::from(bench.send(request).await.status == 429);
    }
    assert_eq!(refused, 4, "from anyone else, the header says nothing");
}

#[tokio::test]
async fn behind_a_trusted_proxy_another_machine_does_not_read_as_this_one() {
    let bench = slow_for(50, &["127.0.0.1"]);
    let read = |forwarded: Option<&str>| {
        let mut request = Request::get("/api/events").header("host", "localhost");
        if let Some(forwarded) = forwarded {
            request = request.header("x-forwarded-for", forwarded);
        }
        request.body(Body::empty()).unwrap()
    };
    assert_eq!(bench.send(read(None)).await.status, 200);
    assert_eq!(bench.send(read(Some("203.0.113.9"))).await.status, 401);
    assert_eq!(bench.send(read(Some("127.0.0.1, 203.0.113.9"))).await.status, 401);
}

#[tokio::test]
async fn a_refused_request_is_never_kept() {
    let bench = keyed();
    let many: Vec<Value> = (0..4).map(|number| view(&number.to_string())).collect();
    let request = Request::post("/events?key=wk_shop")
        .header("content-type", "application/cloudevents-batch+json")
        .header("origin", "https://shop.example")
        .body(json!(many).to_string().into())
        .unwrap();
    assert_eq!(bench.send(request).await.status, 429);
    assert!(bench.log().await.is_empty());
}
