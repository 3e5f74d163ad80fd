//! Strings of strangers: shown as text, nowhere as anything else.

use crate::fixture::{Bench, event, with};
use serde_json::{Value, json};

const ATTACKS: [&str; 8] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'-alert(1)-'",
    "</title><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{constructor.constructor('alert(1)')()}}",
    "&lt;b&gt;&#60;script&#62;",
    "a\u{202e}cod.exe\u{2066}",
];

/// An attack in every text a page may show.
fn attacks(attack: &str, number: usize) -> Vec<Value> {
    let data = json!({
        "page": {"path": attack}, "items": [{"item_name": attack, "item_id": attack}],
        "search_term": attack, "policy": attack, "value": attack, "currency": attack,
        "stage": attack, "confidence": attack, "from": attack, "play": attack, "format": attack,
        "need": attack, "reason": attack, "text": attack, "score": attack, "to": attack,
        "evidence": [{"touchpoint": attack, "count": attack, "at": attack}],
        "purposes": {attack: "granted"}, "transaction_id": attack,
    });
    let types = [
        "touchpoint.page_view",
        "touchpoint.view_item",
        "touchpoint.search",
        "touchpoint.purchase",
        "journey.stage_entered",
        "journey.relationship_changed",
        "play.shown",
        "voice.commented",
        "lead.qualified",
        "consent.receipt",
    ];
    let mut events: Vec<Value> = types
        .iter()
        .enumerate()
        .map(|(place, what)| event(&format!("{number}-{place}"), what, data.clone()))
        .collect();
    events.push(with(event(&format!("{number}-t"), "x", data.clone()), "type", attack));
    events.push(with(
        event(&format!("{number}-c"), "x", data),
        "type",
        format!("usher.touchpoint.{attack}"),
    ));
    events
        .into_iter()
        .map(|event| with(with(event, "subject", attack), "usherpurpose", attack))
        .collect()
}

#[tokio::test]
async fn attacks_are_shown_as_text_on_every_page() {
    for (number, attack) in ATTACKS.into_iter().enumerate() {
        let bench = Bench::new();
        bench.keep(&attacks(attack, number)).await;
        for path in ["/", "/?family=play", "/?family=other", "/journeys/s1"] {
            let page = bench.get(path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(!page.text.contains("<img"), "{path}: {attack}");
            assert!(!page.text.contains("<svg onload"), "{path}: {attack}");
            assert!(!page.text.contains("<script>"), "{path}: {attack}");
            assert!(!page.text.contains("href=\"javascript"), "{path}: {attack}");
            assert!(!page.text.contains('\u{202e}'), "{path}: {attack}");
            assert!(!page.text.contains("style=\""), "the page's policy forbids it: {path}");
        }
    }
}

#[tokio::test]
async fn a_huge_text_is_cut_and_a_line_stays_a_line() {
    let bench = Bench::new();
    let huge = "wide ".repeat(5_000);
    let lines = "one\r\ntwo\u{1b}[31m";
    bench
        .keep(&[
            event("a", "voice.commented", json!({"text": huge})),
            event("b", "voice.commented", json!({"text": lines})),
        ])
        .await;
    let page = bench.get("/journeys/s1").await.text;
    assert!(page.len() < 20_000);
    assert!(page.contains("one  two⟨U+001B⟩[31m"));
    assert_eq!(bench.log().await.len(), 2);
}

#[tokio::test]
async fn sql_in_a_text_is_a_text() {
    let bench = Bench::new();
    let attack = "'; DROP TABLE events; --";
    let sent =
        with(with(event("a", "x.y", json!({"play": attack})), "id", attack), "subject", attack);
    bench.keep(&[sent]).await;
    assert_eq!(bench.log().await[0]["id"], attack);
    assert_eq!(bench.get("/?family=%27%3B--").await.status, 200);
}
