//! Strings of strangers: shown as text, nowhere as anything else.

use crate::fixture::{Bench, event, with};
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use usher_desk::store::Whose;

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
        "purposes": {attack: "granted"}, "question": attack, "choice": attack,
        "situation": attack, "goal": attack, "phase": attack, "relationship": attack,
        "how": attack, "term": attack, "item_list_name": attack, "transaction_id": attack,
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
        "lead.handed_off",
        "play.withheld",
        "play.unavailable",
        "touchpoint.zero_result_search",
        "journey.phase_changed",
        "voice.answered",
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

const PAGES: [&str; 20] = [
    "/",
    "/?family=play",
    "/?family=other",
    "/journeys/s1",
    "/live",
    "/live?family=other",
    "/live?page=%3Cscript%3E&play=%22%3E%3Cimg%20src%3Dx%3E",
    "/map?days=all",
    "/map?days=all&stage=desire&signal=rage_click",
    "/plays?days=all",
    "/plays?days=%22%3E%3Cimg%3E&show=%3Cscript%3E&data=shop",
    "/voice?days=all",
    "/leads?days=all",
    "/customers",
    "/customers?show=at-risk",
    "/customers?show=growth",
    "/return?days=all",
    "/charts/plays/plays.svg?days=all",
    "/charts/return/unanswered.svg?days=all",
    "/charts/voice/check-in.svg?days=all",
];

#[tokio::test]
async fn attacks_are_shown_as_text_on_every_page() {
    for (number, attack) in ATTACKS.into_iter().enumerate() {
        let bench = Bench::new();
        bench.keep(&attacks(attack, number)).await;
        for path in PAGES {
            let page = bench.get(path).await;
            assert_eq!(page.status, 200, "{path}: {}", page.text);
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
async fn a_formula_leaves_as_text() {
    let bench = Bench::new();
    let attack = "=HYPERLINK(\"https://evil.test/\",\"x\")";
    bench.keep(&attacks(attack, 1)).await;
    for path in [
        "/charts/plays/plays.csv?days=all",
        "/charts/plays/effect.csv?days=all",
        "/charts/return/unanswered.csv?days=all",
        "/charts/voice/check-in.csv?days=all",
        "/charts/voice/comments.csv?days=all",
        "/charts/leads/list.csv?days=all",
        "/charts/customers/phases.csv",
    ] {
        let file = bench.get(path).await;
        assert_eq!(file.status, 200, "{path}");
        assert!(
            file.text.to_lowercase().contains("=hyperlink"),
            "{path} shows no attack: {}",
            file.text
        );
        for field in file.text.split([',', '\n']).map(|field| field.trim_matches('"')) {
            assert!(!field.starts_with(['=', '+', '@']), "{path}: {field}");
        }
    }
}

#[tokio::test]
async fn only_the_desks_own_pages_change_anything() {
    let bench = Bench::new();
    bench.keep(&[event("a", "voice.commented", json!({"question": "nps", "text": "hello"}))]).await;
    let form = "kind=comment&key=1&done=yes";
    let post = |headers: &[(&str, &str)]| {
        let mut request =
            Request::post("/marks").header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        bench.send(request.body(Body::from(form)).unwrap())
    };
    for foreign in [
        &[][..],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site"), ("origin", "http://localhost:8787")],
        &[("origin", "https://evil.test")],
        &[("origin", "null")],
    ] {
        assert_eq!(post(foreign).await.status, 403, "{foreign:?}");
    }
    let open = bench.desk.store.comments(Whose::Everyone).await.unwrap().1.open;
    assert_eq!(open, 1);
    assert_eq!(post(&[("sec-fetch-site", "same-origin")]).await.status, 303);
    let (comments, answering) = bench.desk.store.comments(Whose::Everyone).await.unwrap();
    assert_eq!((answering.open, answering.replied), (0, 1));
    assert!(comments[0].replied_millis.is_some());
    bench.desk.store.rebuild().await.unwrap();
    assert_eq!(bench.desk.store.comments(Whose::Everyone).await.unwrap().1.replied, 1);
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
