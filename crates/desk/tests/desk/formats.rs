//! The wire formats beside CloudEvents' JSON, and compression.

use crate::fixture::{BATCH, Bench, SINGLE, view, with};
use axum::body::Body;
use axum::http::Request;
use axum::http::request::Builder;
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::{ProptestConfig, any, proptest};
use serde_json::{Value, json};
use std::io::Write;

const LINES: &str = "application/x-ndjson";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn packed(media_type: &str, encoding: &str, body: Vec<u8>) -> Request<Body> {
    Request::post("/events")
        .header("content-type", media_type)
        .header("content-encoding", encoding)
        .body(body.into())
        .unwrap()
}

fn binary() -> Builder {
    Request::post("/events")
        .header("ce-specversion", "1.0")
        .header("ce-id", "a")
        .header("ce-source", "https://shop.example/")
        .header("ce-type", "usher.touchpoint.view_item")
        .header("ce-time", "2026-11-21T20:00:00.123Z")
}

#[tokio::test]
async fn binary_mode_gives_the_same_event_as_structured_mode() {
    let bench = Bench::new();
    let data = r#"{ "items": [{"item_name": "Wall paint"}], "value": 1.50 }"#;
    let request = binary()
        .header("content-type", "application/json")
        .header("ce-ushersession", "s1")
        .header("ce-usherseq", "4")
        .header("ce-usherpurpose", "analytics")
        .header("ce-traceparent", "caf%C3%A9 %22x%22")
        .body(Body::from(data))
        .unwrap();
    let answer = bench.send(request).await;
    assert_eq!(answer.status, 202, "{}", answer.text);
    let log = bench.get("/api/events").await;
    assert!(log.text.contains(r#""value":1.50"#), "digits are kept: {}", log.text);
    let line = log.json();
    assert_eq!(line["usherseq"], 4);
    assert_eq!(line["ushersession"], "s1");
    assert_eq!(line["traceparent"], "café \"x\"");
    assert_eq!(line["datacontenttype"], "application/json");
    assert_eq!(line["data"]["items"][0]["item_name"], "Wall paint");
}

#[tokio::test]
async fn binary_mode_takes_text_and_nothing_and_refuses_the_rest() {
    let bench = Bench::new();
    let text = binary().header("content-type", "text/plain").body("\"quoted\"".into()).unwrap();
    assert_eq!(bench.send(text).await.status, 202);
    assert_eq!(bench.log().await[0]["data"], "\"quoted\"");
    let nothing = binary().header("ce-id", "b").body(Body::empty()).unwrap();
    // The first of two `ce-id` and the second: one of them counts, and no crash.
    assert_eq!(bench.send(nothing).await.status, 202);
    let broken = binary().header("content-type", "application/json").body("{".into()).unwrap();
    assert_eq!(bench.send(broken).await.status, 400);
    let image = binary().header("content-type", "image/png").body("x".into()).unwrap();
    assert_eq!(bench.send(image).await.status, 415);
    let smuggled = binary()
        .header("ce-data", "smuggled")
        .header("content-type", "application/json")
        .body(r#"{"a":1}"#.into())
        .unwrap();
    assert_eq!(bench.send(smuggled).await.status, 202);
    assert!(!bench.get("/api/events").await.text.contains("smuggled"));
}

#[tokio::test]
async fn a_line_is_an_event_and_a_bad_line_is_rejected_alone() {
    let bench = Bench::new();
    let body = format!("{}\r\n\n{{\"id\":\n{}\n", view("a"), view("b"));
    let answer = bench.post(LINES, body).await;
    assert_eq!(answer.status, 207, "{}", answer.text);
    assert_eq!(answer.json()["accepted"], 2);
    assert_eq!(answer.json()["rejected"][0]["index"], 1);
    assert_eq!(bench.log().await.len(), 2);
    assert_eq!(bench.post(LINES, "\n \n").await.status, 400);
    let many: String = (0..501).map(|number| format!("{}\n", view(&number.to_string()))).collect();
    assert_eq!(bench.post(LINES, many).await.status, 413);
}

#[tokio::test]
async fn a_batch_of_segments_libraries_becomes_touchpoints() {
    let bench = Bench::new();
    let message = |id: &str, rest: Value| {
        let mut message = json!({
            "messageId": id, "timestamp": "2026-11-21T20:00:00.123Z", "type": "track",
            "anonymousId": "5d0c/8d", "userId": "anna@example.com",
            "context": {"ip": "203.0.113.7", "page": {"url": "https://shop.example/a?b=c"}},
        });
        message.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        message
    };
    let body = json!({"sentAt": "2026-11-21T20:00:01Z", "batch": [
        message("1", json!({"event": "Product Viewed", "properties": {"name": "Juniper"}})),
        message("2", json!({"event": "Colour Mixed"})),
        message("3", json!({"event": "usher.play.shown", "properties": {"play": "fit"}})),
        message("4", json!({"type": "page"})),
        message("5", json!({"type": "identify", "traits": {"email": "anna@example.com"}})),
        json!({"type": "track", "event": "x"}),
    ]});
    let answer = bench.post("application/json", body.to_string()).await;
    assert_eq!(answer.status, 207, "{}", answer.text);
    let rejected = answer.json()["rejected"].clone();
    assert_eq!((&rejected[0]["index"], &rejected[1]["index"]), (&json!(4), &json!(5)));
    let log = bench.log().await;
    let types: Vec<&str> = log.iter().map(|line| line["type"].as_str().unwrap()).collect();
    assert_eq!(
        types,
        [
            "usher.touchpoint.view_item",
            "usher.touchpoint.colour_mixed",
            "usher.play.shown",
            "usher.touchpoint.page_view"
        ]
    );
    assert_eq!(log[0]["source"], "https://shop.example");
    assert_eq!(log[0]["ushersession"], "5d0c-8d");
    assert_eq!(log[0]["data"]["name"], "Juniper");
    let text = bench.get("/api/events").await.text;
    assert!(!text.contains("anna") && !text.contains("203.0.113.7"), "{text}");
}

#[tokio::test]
async fn a_gzip_body_of_every_format_is_taken() {
    let bench = Bench::new();
    let bodies = [
        (SINGLE, view("a").to_string()),
        (BATCH, json!([view("b")]).to_string()),
        (LINES, format!("{}\n{}", view("c"), view("d"))),
        ("text/plain", view("e").to_string()),
    ];
    for (media_type, body) in bodies {
        let answer = bench.send(packed(media_type, "gzip", gzip(body.as_bytes()))).await;
        assert_eq!(answer.status, 202, "{media_type}: {}", answer.text);
    }
    assert_eq!(bench.log().await.len(), 5);
}

#[tokio::test]
async fn a_bomb_stops_at_the_limit_and_layers_are_refused() {
    let bench = Bench::new();
    // 256 MiB of spaces in about 260 KiB.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let piece = vec![b' '; 1024 * 1024];
    (0..256).for_each(|_| encoder.write_all(&piece).unwrap());
    let bomb = encoder.finish().unwrap();
    assert!(bomb.len() < 512 * 1024);
    let answer = bench.send(packed(SINGLE, "gzip", bomb)).await;
    assert_eq!(answer.status, 413, "{}", answer.text);
    let twice = gzip(&gzip(view("a").to_string().as_bytes()));
    for encoding in ["gzip, gzip", "br", "deflate", "gzip;q=1"] {
        let answer = bench.send(packed(SINGLE, encoding, twice.clone())).await;
        assert_eq!(answer.status, 415, "{encoding}");
        assert_eq!(answer.header("accept-encoding"), "gzip, identity");
    }
    let exact = format!("{}{}", view("a"), " ".repeat(1024 * 1024));
    let exact = &exact.as_bytes()[..1024 * 1024];
    assert_eq!(bench.send(packed(SINGLE, "gzip", gzip(exact))).await.status, 202);
    let cut = &gzip(view("b").to_string().as_bytes())[..40];
    assert_eq!(bench.send(packed(SINGLE, "gzip", cut.to_vec())).await.status, 400);
}

#[tokio::test]
async fn json_nested_a_hundred_thousand_deep_is_refused_in_every_format() {
    let bench = Bench::new();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let event = view("a").to_string().replacen('{', &format!("{{\"x\":{deep},"), 1);
    let message = format!(r#"{{"batch":[{{"type":"track","x":{deep}}}]}}"#);
    for (media_type, body) in [
        (SINGLE, event.clone()),
        (SINGLE, deep.clone()),
        (BATCH, format!("[{event}]")),
        (BATCH, deep.clone()),
        (LINES, event.clone()),
        ("application/json", message),
    ] {
        let answer = bench.post(media_type, body).await;
        assert_eq!(answer.status, 400, "{media_type} {}", answer.text);
    }
    let request = binary().header("content-type", "application/json").body(deep.into()).unwrap();
    assert_eq!(bench.send(request).await.status, 400);
}

#[tokio::test]
async fn an_event_that_does_not_fit_the_catalogue_is_kept_and_marked() {
    let bench = Bench::new();
    let good = view("a");
    let bad = with(view("b"), "data", json!({"items": "none"}));
    let strange = with(view("c"), "type", "com.acme.sold");
    bench.keep(&[good, bad, strange]).await;
    let log = bench.log().await;
    assert_eq!(log[0]["misfit"], Value::Null);
    assert_eq!((&log[1]["known"], &log[1]["misfit"]), (&json!(true), &json!("data.items")));
    assert_eq!((&log[2]["known"], &log[2]["misfit"]), (&json!(false), &Value::Null));
    let figures = bench.get("/metrics").await.text;
    assert!(figures.contains(r#"usher_events_total{outcome="Misfit"} 1"#), "{figures}");
}

#[tokio::test]
async fn what_identifies_a_person_is_taken_out_before_it_is_kept() {
    let bench = Bench::new();
    let data = json!({"page": {"path": "/u/anna%40example.com"}, "value": "1.50"});
    bench.keep(&[with(view("a"), "data", data)]).await;
    let log = bench.log().await;
    assert_eq!(log[0]["data"]["value"], "1.50");
    bench.keep(&[with(view("b"), "subject", "anna@b.example")]).await;
    assert_eq!(bench.log().await[1]["subject"], Value::Null);
    let visitor = "67d3cf2e-9fd9-4611-9c30-a7a3949abf22";
    bench.keep(&[with(view("c"), "subject", visitor)]).await;
    assert_eq!(bench.log().await[2]["subject"], visitor);
    let figures = bench.get("/metrics").await.text;
    assert!(figures.contains(r#"usher_events_total{outcome="Redacted"} 2"#), "{figures}");
    for file in std::fs::read_dir(bench.folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(4).any(|window| window == b"anna"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_sent_in_any_format_is_answered_and_what_is_kept_is_one_line_each(
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
        text in "[\\[\\]{}\":,a-z0-9\\\\ \r\n.-]{0,160}",
        value in "[ -~]{0,40}",
        cut in 0_usize..200,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let bench = Bench::new();
            let good = format!("{}\n{text}\n{}", view("a"), view("b"));
            let mut packed_body = gzip(good.as_bytes());
            packed_body.truncate(packed_body.len().saturating_sub(cut % 3));
            let in_batch = json!({"batch": [{"type": "track", "messageId": "m", "event": value,
                "timestamp": "2026-11-21T20:00:00Z", "anonymousId": value}]});
            let requests = [
                packed(LINES, "gzip", packed_body),
                packed(SINGLE, "gzip", bytes.clone()),
                packed(LINES, "identity", bytes.clone()),
                packed(LINES, "identity", good.into_bytes()),
                packed("application/json", "identity", in_batch.to_string().into_bytes()),
                binary()
                    .header("ce-subject", value.as_str())
                    .header("content-type", "application/json")
                    .body(text.clone().into())
                    .unwrap(),
                binary()
                    .header("ce-type", value.as_str())
                    .header("content-type", "text/plain")
                    .body(bytes.into())
                    .unwrap(),
            ];
            for request in requests {
                let answer = bench.send(request).await;
                let status = answer.status.as_u16();
                assert!([202, 207, 400, 413, 415].contains(&status), "{status} {}", answer.text);
            }
            bench.log().await;
            assert_eq!(bench.get("/").await.status, 200);
        });
    }
}
