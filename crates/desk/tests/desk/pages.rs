//! What the pages say.

use crate::fixture::{Bench, event, view, with};
use serde_json::json;

#[tokio::test]
async fn an_empty_desk_teaches_how_to_begin() {
    let page = Bench::new().get("/").await.text;
    assert!(page.contains("No events yet"));
    assert!(page.contains("&lt;script data-endpoint=&quot;http://127.0.0.1/events&quot;&gt;"));
    assert!(page.contains("No play was shown yet"));
}

#[tokio::test]
async fn the_first_page_counts_what_happened() {
    let bench = Bench::new();
    let bought = json!({"transaction_id": "T1", "value": "34.90", "currency": "EUR"});
    bench
        .keep(&[
            view("a"),
            event("b", "play.shown", json!({"play": "compare", "format": "compare"})),
            event("c", "play.accepted", json!({"play": "compare"})),
            event("d", "play.dismissed", json!({"play": "size-help"})),
            event("e", "touchpoint.purchase", bought.clone()),
            // The confirmation page was loaded again: another event, the same purchase.
            event("f", "touchpoint.purchase", bought),
        ])
        .await;
    let page = bench.get("/").await.text;
    for count in [
        "<dd id=\"total-events\">6</dd>",
        "<dd id=\"total-journeys\">1</dd>",
        "<dd id=\"total-shown\">1</dd>",
        "<dd id=\"total-purchases\">1</dd>",
        "<dd id=\"plays-accepted\">1</dd>",
        "<dd id=\"plays-dismissed\">1</dd>",
    ] {
        assert!(page.contains(count), "{count}");
    }
    assert!(page.contains("Looked at <bdi>Wall paint</bdi>"));
    assert!(!page.contains("No events yet"));
}

#[tokio::test]
async fn the_stream_can_be_narrowed_to_a_family_without_a_script() {
    let bench = Bench::new();
    bench.keep(&[view("a"), event("b", "play.shown", json!({"play": "compare"}))]).await;
    let page = bench.get("/?family=play").await.text;
    assert!(page.contains("Was shown <bdi>compare</bdi>"));
    assert!(!page.contains("Looked at"));
    assert!(page.contains("href=\"/?family=play\" aria-current=\"page\""));
}

#[tokio::test]
async fn a_journey_is_told_from_its_beginning_with_evidence() {
    let bench = Bench::new();
    let at = |time: &str, event| with(event, "time", format!("2026-11-21T{time}Z"));
    let stage = json!({"stage": "consideration", "confidence": "medium",
        "evidence": [{"touchpoint": "view_item", "count": 3}]});
    bench
        .keep(&[
            at("20:20:00", event("c", "touchpoint.add_to_cart", json!({"items": []}))),
            at("20:01:00", event("b", "journey.stage_entered", stage)),
            at("20:00:00", view("a")),
        ])
        .await;
    let page = bench.get("/journeys/s1").await.text;
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is missing"));
    assert!(place("Looked at") < place("Reached the stage"));
    assert!(place("Reached the stage") < place("19 minutes later"));
    assert!(place("19 minutes later") < place("Put in the cart"));
    place("<bdi>products looked at</bdi> × <bdi>3</bdi>");
    place("3 events in 20 minutes");
}

#[tokio::test]
async fn journeys_of_one_visitor_are_linked_when_the_visitor_is_known() {
    let bench = Bench::new();
    let visit = |id: &str, session: &str| {
        with(with(view(id), "ushersession", session), "subject", "visitor-1")
    };
    bench.keep(&[visit("a", "first"), visit("b", "second"), view("c")]).await;
    let page = bench.get("/journeys/first").await.text;
    assert!(page.contains("href=\"/journeys/second\""));
    assert!(!bench.get("/journeys/s1").await.text.contains("Other journeys"));
}

#[tokio::test]
async fn clients_are_counted_and_only_those_who_allowed_it_are_listed_one_by_one() {
    let bench = Bench::new();
    let mut events = Vec::new();
    for (visitor, subject) in [("anna", true), ("ben", false)] {
        for (place, day) in ["2026-01-01", "2026-01-11", "2026-01-21"].into_iter().enumerate() {
            let id = format!("{visitor}-{place}");
            let data = json!({"transaction_id": id});
            let mut order = event(&id, "touchpoint.purchase", data);
            order["ushersession"] = json!(format!("{visitor}-visit-{place}"));
            order["time"] = json!(format!("{day}T10:00:00Z"));
            if subject {
                order["subject"] = json!(format!("subject-of-{visitor}"));
            }
            events.push(order);
        }
    }
    bench.keep(&events).await;
    let first = bench.get("/customers").await.text;
    assert!(first.contains("of 1 client with two orders and more"), "{first}");
    // Counts first: nobody is listed unasked.
    assert!(!first.contains("visit-"));
    let asked = bench.get("/customers?show=lapsed").await.text;
    assert!(asked.contains("/journeys/anna-visit-2") && asked.contains("usually every 10 days"));
    assert!(!asked.contains("ben"));
}
