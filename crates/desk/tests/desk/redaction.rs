//! What names a person is not kept, whoever sent it.

use crate::fixture::{BATCH, Bench, event, view, with};
use serde_json::json;

#[tokio::test]
async fn what_names_a_person_is_taken_out_before_anything_is_kept() {
    let bench = Bench::new();
    let comment = event(
        "a",
        "voice.commented",
        json!({
            "play": "check-in",
            "text": "Call me at 0171 2345678 or write to eva@shop.example, thanks",
            "page": { "kind": "product", "path": "/u/eva@shop.example/orders/7845123" },
        }),
    );
    let own = event(
        "b",
        "touchpoint.shop_form",
        json!({
            "email": "eva@shop.example", "Last_Name": "lindgren", "card": 4_242_424_242_424_242_u64,
            "seen": 4_242_424_242_424_242_u64, "page_location": "https://shop.example/p?q=eva&page=2",
            "referrer": "https://search.example/?q=eva+lindgren", "ok": [1, null, true, 0.5],
        }),
    );
    let visitor = with(view("c"), "subject", "eva@shop.example");
    let visitor = with(visitor, "contact", "eva@shop.example");
    bench.keep(&[comment, own, visitor]).await;
    let log = bench.log().await;
    assert_eq!(log[0]["data"]["text"], "Call me at [phone] or write to [email], thanks");
    assert_eq!(log[0]["data"]["page"]["path"], "/u/:redacted/orders/:id");
    assert_eq!(
        log[1]["data"],
        json!({
            "email": "[redacted]", "Last_Name": "[redacted]", "card": "[redacted]",
            "seen": "[redacted]", "page_location": "https://shop.example/p?page=2",
            "referrer": "https://search.example", "ok": [1, null, true, 0.5],
        })
    );
    assert!(log[2].get("subject").is_none_or(serde_json::Value::is_null));
    for path in ["/", "/journeys/s1", "/api/events"] {
        let page = bench.get(path).await.text;
        assert!(!page.contains("eva") && !page.contains("2345678"), "{path}");
    }
}

#[tokio::test]
async fn ids_prices_and_names_of_products_stay_as_they_were_sent() {
    let bench = Bench::new();
    let data = json!({
        "transaction_id": "0301234567",
        "value": "1299.00",
        "items": [
            { "item_id": "4006381333931", "item_name": "Wall paint 2.5 l, 2026-11-21", "price": "65.90" },
            { "item_id": "0171-2345678", "item_name": "DIN EN 60601-1-2:2015", "price": 12.5 },
        ],
        "page": { "kind": "product", "path": "/paint/matt-emulsion-2-5-l.html" },
    });
    let sent = event("a", "touchpoint.purchase", data.clone());
    let answer = bench.post(BATCH, json!([sent]).to_string()).await;
    assert_eq!(answer.status, 202, "{}", answer.text);
    assert_eq!(bench.log().await[0]["data"], data);
}
