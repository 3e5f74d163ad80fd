//! What intake takes, and what it says about the rest.

use crate::fixture::{BATCH, Bench, SINGLE, event, view, with};
use axum::body::Body;
use axum::http::Request;
use proptest::prelude::{ProptestConfig, any, proptest};
use serde_json::{Value, json};
use tower::ServiceExt;

#[tokio::test]
async fn every_mode_is_taken_and_kept() {
    let bench = Bench::new();
    let bodies = [
        (SINGLE, view("a").to_string()),
        (BATCH, json!([view("b"), view("c")]).to_string()),
        ("application/json", view("d").to_string()),
        ("application/json; charset=utf-8", json!([view("e")]).to_string()),
        ("text/plain;charset=UTF-8", view("f").to_string()),
        ("text/plain", format!("\u{feff} {} \n", json!([view("g")]))),
    ];
    for (media_type, body) in bodies {
        let answer = bench.post(media_type, body).await;
        assert_eq!(answer.status, 202, "{media_type}: {}", answer.text);
    }
    let log = bench.log().await;
    let ids: Vec<&str> = log.iter().map(|line| line["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["a", "b", "c", "d", "e", "f", "g"]);
}

#[tokio::test]
async fn an_event_comes_back_as_it_was_sent() {
    let bench = Bench::new();
    let mut sent = view("a");
    for (name, value) in [
        ("subject", json!("visitor-1")),
        ("usherseq", json!(42)),
        ("usherage", json!(1830)),
        ("datacontenttype", json!("application/json")),
        ("traceparent", json!("00-ab")),
    ] {
        sent = with(sent, name, value);
    }
    let spread = serde_json::to_string_pretty(&sent).unwrap();
    assert_eq!(bench.post(SINGLE, spread).await.status, 202);
    let log = bench.log().await;
    assert_eq!(log.len(), 1);
    for (name, value) in sent.as_object().unwrap() {
        assert_eq!(&log[0][name], value, "{name}");
    }
    assert_eq!(log[0]["seq"], 1);
    assert_eq!(log[0]["known"], true);
}

#[tokio::test]
async fn the_same_event_is_stored_once_however_often_it_is_sent() {
    let bench = Bench::new();
    let body = json!([view("a"), view("b"), view("a")]).to_string();
    let first = bench.post(BATCH, body.clone()).await;
    let (accepted, duplicate) =
        (first.json()["accepted"].clone(), first.json()["duplicate"].clone());
    assert_eq!((first.status.as_u16(), accepted, duplicate), (202, json!(3), json!(1)));
    let again = bench.post(BATCH, body).await;
    assert_eq!(again.json(), json!({"accepted": 3, "duplicate": 3, "rejected": []}));
    assert_eq!(bench.log().await.len(), 2);
    let other_shop = with(view("a"), "source", "https://other.example/");
    bench.keep(&[other_shop]).await;
    assert_eq!(bench.log().await.len(), 3);
}

#[tokio::test]
async fn one_bad_event_does_not_reject_the_others() {
    let bench = Bench::new();
    let bad = with(view("bad"), "time", "yesterday");
    // Half of a surrogate pair breaks naive parsers for the whole batch.
    let body = format!(r#"[{},{},7,{{"id":"\ud800"}},{}]"#, view("a"), bad, view("b"));
    let answer = bench.post(BATCH, body).await;
    assert_eq!(answer.status, 207);
    let receipt = answer.json();
    assert_eq!(receipt["accepted"], 2);
    let rejected = receipt["rejected"].as_array().unwrap();
    let indexes: Vec<&Value> = rejected.iter().map(|refusal| &refusal["index"]).collect();
    assert_eq!(indexes, [&json!(1), &json!(2), &json!(3)]);
    assert_eq!(rejected[0]["id"], "bad");
    assert!(rejected[0]["reason"].as_str().unwrap().contains("RFC 3339"));
    assert_eq!(bench.log().await.len(), 2);
}

#[tokio::test]
async fn a_request_without_one_good_event_is_refused_with_reasons() {
    let bench = Bench::new();
    for attribute in ["specversion", "id", "source", "type", "time"] {
        for absent in [json!(null), json!("")] {
            let answer = bench.post(SINGLE, with(view("a"), attribute, absent).to_string()).await;
            assert_eq!(answer.status, 400);
            let reason = answer.json()["rejected"][0]["reason"].to_string();
            assert!(reason.contains(&format!("`{attribute}`")), "{reason}");
        }
    }
    assert!(bench.log().await.is_empty());
}

#[tokio::test]
async fn a_body_that_cannot_be_taken_is_told_how_to_be_right() {
    let bench = Bench::new();
    let many: Vec<Value> = (0..501).map(|number| view(&number.to_string())).collect();
    let one = view("a").to_string();
    let cases = [
        (SINGLE, "{".to_owned(), 400, "not valid JSON"),
        (SINGLE, String::new(), 400, "not valid JSON"),
        (BATCH, "[]".to_owned(), 400, "no event"),
        (BATCH, one.clone(), 400, "array"),
        (SINGLE, format!("[{one}]"), 400, "array"),
        (BATCH, json!(many).to_string(), 413, "500"),
        (BATCH, " ".repeat(1024 * 1024 + 1), 413, "1024 KiB"),
        ("text/html", one.clone(), 415, "media type"),
        ("application/json; charset=latin1", one, 415, "media type"),
    ];
    for (media_type, body, status, said) in cases {
        let answer = bench.post(media_type, body).await;
        assert_eq!(answer.status, status, "{}", answer.text);
        assert!(answer.json()["error"].as_str().unwrap().contains(said), "{}", answer.text);
        assert!(!answer.json()["fix"].as_str().unwrap().is_empty());
        assert_eq!(answer.header("access-control-allow-origin"), "*");
    }
    let invalid_text = bench.post(SINGLE, vec![b'"', 0xff, b'"']).await;
    assert_eq!(invalid_text.status, 400);
}

#[tokio::test]
async fn untyped_bodies_and_other_methods_are_refused() {
    let bench = Bench::new();
    let untyped = Request::post("/events").body(Body::from("{}")).unwrap();
    assert_eq!(bench.send(untyped).await.status, 415);
    let get = bench.get("/events").await;
    assert_eq!((get.status.as_u16(), get.header("allow")), (405, "POST, OPTIONS"));
}

#[tokio::test]
async fn odd_json_has_an_exact_answer_and_never_an_error_of_ours() {
    let bench = Bench::new();
    let with_data =
        |data: &str| view("a").to_string().replacen('{', &format!("{{\"x\":{data},"), 1);
    for (body, status) in [
        (with_data("1e999"), 400),
        (with_data("-0"), 202),
        (with_data("123456789012345678901234567890"), 202),
        (with_data("0.1e-400"), 202),
        (with_data("01"), 400),
        (with_data("NaN"), 400),
        (with_data("\"\\ud800\""), 400),
        (with_data("\"\\ud83d\\ude00\""), 202),
        (with_data("\"\\u0000\""), 202),
        (with_data("\"a\tb\""), 400),
        (with_data("[1,]"), 400),
        (with_data("{\"a\":1,\"a\":2}"), 202),
        // Of two attributes with one name, the last counts.
        (with_data("1").replacen("\"x\"", "\"id\"", 1), 202),
        ("nul".to_owned(), 400),
        ("{\"a\":1}}".to_owned(), 400),
        ("[[[[".to_owned(), 400),
        ("{\"a\":\"".to_owned(), 400),
        ("\u{feff}\u{feff}{}".to_owned(), 400),
        ("{\"\":0}".to_owned(), 400),
        ("\"x\"".to_owned(), 400),
    ] {
        let answer = bench.post("application/json", body.clone()).await;
        assert_eq!(answer.status, status, "{body}: {}", answer.text);
    }
    let utf16: Vec<u8> = view("a").to_string().encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(bench.post("application/json", utf16).await.status, 400);
}

#[tokio::test]
async fn one_event_sent_by_many_at_once_in_any_order_is_stored_once() {
    let bench = Bench::new();
    let ids: Vec<String> = (0..40).map(|number| number.to_string()).collect();
    let posts = (0..12).map(|turn| {
        let mut events: Vec<Value> = ids.iter().map(|id| view(id)).collect();
        events.rotate_left(turn * 3);
        if turn % 2 == 0 {
            events.reverse();
        }
        let (router, body) = (bench.router(), json!(events).to_string());
        tokio::spawn(async move {
            let request = Request::post("/events").header("content-type", BATCH);
            let answer = router.oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
            assert_eq!(answer.status(), 202);
        })
    });
    for post in posts.collect::<Vec<_>>() {
        post.await.unwrap();
    }
    let log = bench.log().await;
    assert_eq!(log.len(), 40);
    assert_eq!(bench.desk.store.totals().await.unwrap().events, 40);
}

#[tokio::test]
async fn limits_hold_for_a_body_whose_length_is_not_announced() {
    let bench = Bench::new();
    let pieces = (0..40).map(|_| Ok::<_, std::io::Error>(" ".repeat(32 * 1024)));
    let body = Body::from_stream(tokio_stream::iter(pieces));
    assert_eq!(bench.post(SINGLE, body).await.status, 413);
}

#[tokio::test]
async fn any_shop_may_post_and_none_may_read() {
    let bench = Bench::new();
    let preflight = |path: &str| {
        Request::options(path)
            .header("origin", "https://shop.example")
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "content-type")
            .body(Body::empty())
            .unwrap()
    };
    let answer = bench.send(preflight("/events")).await;
    assert_eq!(answer.status, 204);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let allowed = answer.header("access-control-allow-headers");
    assert!(allowed.starts_with("content-type, content-encoding, usher-key, ce-"), "{allowed}");
    assert!(!allowed.contains('*') && !allowed.contains("authorization"), "{allowed}");
    assert_eq!(answer.header("access-control-max-age"), "7200");
    assert_eq!(answer.header("access-control-allow-credentials"), "");
    for path in ["/", "/stream", "/api/events", "/journeys/s1", "/health", "/metrics"] {
        let answer = bench.send(preflight(path)).await;
        assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
        assert_eq!(answer.status, 405, "{path}");
    }
}

#[tokio::test]
async fn a_strangers_type_is_kept_and_marked() {
    let bench = Bench::new();
    let strange = with(view("a"), "type", "com.acme.sold");
    bench.keep(&[strange, event("b", "touchpoint.colour_mixed", json!({}))]).await;
    let log = bench.log().await;
    assert_eq!(log[0]["type"], "com.acme.sold");
    assert_eq!((&log[0]["known"], &log[1]["known"]), (&json!(false), &json!(false)));
    assert!(bench.get("/").await.text.contains("com.acme.sold"));
}

#[tokio::test]
async fn the_log_is_read_in_stretches_after_a_cursor() {
    let bench = Bench::new();
    let events: Vec<Value> = (0..5).map(|number| view(&number.to_string())).collect();
    bench.keep(&events).await;
    let answer = bench.get("/api/events?after=2&limit=2").await;
    assert_eq!(answer.header("content-type"), "application/x-ndjson");
    let seqs: Vec<Value> = answer
        .text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["seq"].clone())
        .collect();
    assert_eq!(seqs, [json!(3), json!(4)]);
    assert_eq!(bench.get("/api/events?after=99").await.text, "");
    assert_eq!(bench.get("/api/events?after=x").await.status, 400);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_bytes_come_the_answer_is_a_clear_4xx_or_2xx(
        bodies in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..200), 1..8),
        texts in proptest::collection::vec("[\\[\\]{}\":,a-z0-9\\\\ .-]{0,120}", 1..8),
        key in "(id|type|time|source|specversion|data|ushersession|usherseq|subject)",
        value in "(null|7|-1|1e999|\"\"|\"\\\\u0000\"|\"\\\\ud800\"|\\[\\]|\\{\\}|\"[^\"\\\\\\p{Cc}]{0,40}\")",
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let bench = Bench::new();
            let twisted = view("a").to_string().replacen(
                &format!("\"{key}\":"),
                &format!("\"{key}\":{value},\"was\":"),
                1,
            );
            let texts = texts.into_iter().chain([twisted]).map(String::into_bytes);
            for body in bodies.into_iter().chain(texts) {
                for media_type in [SINGLE, BATCH, "text/plain"] {
                    let answer = bench.post(media_type, body.clone()).await;
                    let status = answer.status.as_u16();
                    assert!([202, 207, 400, 413, 415].contains(&status), "{status}");
                    assert!(answer.json().is_object());
                }
            }
            // What was kept can be shown and told.
            assert_eq!(bench.get("/").await.status, 200);
            bench.log().await;
        });
    }
}
