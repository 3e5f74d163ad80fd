//! Bodies that are almost right: good ones with some bytes changed, lost or doubled.

use crate::fixture::{BATCH, Bench, SINGLE, event, view};
use axum::body::Body;
use axum::http::Request;
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::{ProptestConfig, Strategy, any, prop_oneof, proptest};
use serde_json::{Value, json};
use std::io::Write;

/// One change of a body. Places are taken as far as the body is long.
#[derive(Clone, Debug)]
enum Slip {
    Change(usize, u8),
    Lose(usize, usize),
    Double(usize, usize),
    Put(usize, &'static [u8]),
}

/// What a parser may stumble over.
const STONES: [&[u8]; 12] = [
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\\ud800",
    b"1e999",
    b"-0",
    b"[[[[[[[[",
    b"}}",
    b"\r\n",
    b"\xe2\x80\xae",
    b"\"\"",
    b"\xef\xbb\xbf",
];

impl Slip {
    fn on(&self, body: &mut Vec<u8>) {
        let length = body.len();
        if length == 0 {
            return;
        }
        match self {
            Self::Change(place, byte) => body[place % length] = *byte,
            Self::Lose(place, count) => {
                let from = place % length;
                body.drain(from..(from + count % 40).min(length));
            }
            Self::Double(place, count) => {
                let from = place % length;
                let piece = body[from..(from + count % 40).min(length)].to_vec();
                body.splice(from..from, piece);
            }
            Self::Put(place, stone) => {
                let from = place % length;
                body.splice(from..from, stone.iter().copied());
            }
        }
    }
}

fn slip() -> impl Strategy<Value = Slip> {
    prop_oneof![
        (any::<usize>(), any::<u8>()).prop_map(|(place, byte)| Slip::Change(place, byte)),
        (any::<usize>(), any::<usize>()).prop_map(|(place, count)| Slip::Lose(place, count)),
        (any::<usize>(), any::<usize>()).prop_map(|(place, count)| Slip::Double(place, count)),
        (any::<usize>(), 0..STONES.len())
            .prop_map(|(place, stone)| Slip::Put(place, STONES[stone])),
    ]
}

/// Every format, each with a body it takes: media type, encoding, body.
fn good() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let purchase = json!({"transaction_id": "T-1", "value": "65.90", "items": [{"item_id": "1"}]});
    let several = json!([view("a"), event("b", "touchpoint.purchase", purchase)]).to_string();
    let lines = format!("{}\n{}\n", view("c"), event("d", "voice.commented", json!({"text": "é"})));
    let segment = json!({"writeKey": "k", "batch": [{"type": "track", "messageId": "e",
        "event": "Product Viewed", "timestamp": "2026-11-21T20:00:00Z", "anonymousId": "s",
        "properties": {"product_id": "1", "price": 3.5}}]});
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(lines.as_bytes()).unwrap();
    vec![
        (SINGLE, "identity", view("f").to_string().into_bytes()),
        (BATCH, "identity", several.clone().into_bytes()),
        ("text/plain", "identity", several.into_bytes()),
        ("application/x-ndjson", "identity", lines.into_bytes()),
        ("application/json", "identity", segment.to_string().into_bytes()),
        ("application/x-ndjson", "gzip", packed.finish().unwrap()),
    ]
}

/// `USHER_FUZZ=100` runs a hundred times as many.
fn cases() -> ProptestConfig {
    let times = std::env::var("USHER_FUZZ").ok().and_then(|times| times.parse::<u32>().ok());
    ProptestConfig::with_cases(40 * times.unwrap_or(1))
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_body_that_is_almost_right_is_answered_and_breaks_nothing(
        slips in proptest::collection::vec(slip(), 1..6),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let bench = Bench::new();
            let mut accepted = 0;
            for (media_type, encoding, mut body) in good() {
                slips.iter().for_each(|slip| slip.on(&mut body));
                let request = Request::post("/events")
                    .header("content-type", media_type)
                    .header("content-encoding", encoding)
                    .body(Body::from(body));
                let answer = bench.send(request.unwrap()).await;
                let status = answer.status.as_u16();
                assert!([202, 207, 400, 413].contains(&status), "{status} {}", answer.text);
                let said: Value = answer.json();
                let number = |name: &str| said[name].as_u64().unwrap_or_default();
                accepted += number("accepted") - number("duplicate");
            }
            // All that was accepted is in the log, and every line of it is one event.
            assert_eq!(bench.log().await.len() as u64, accepted);
            for page in ["/", "/live", "/voice?days=all", "/journeys/s1"] {
                assert!([200, 404].contains(&bench.get(page).await.status.as_u16()), "{page}");
            }
        });
    }
}
