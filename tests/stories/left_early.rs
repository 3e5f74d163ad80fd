//! A page that is left before the widget is there.

use serde_json::{Value, json};
use usher_tests::Engine::Chromium;
use usher_tests::{A_MOMENT, A_WHILE, DeskLog, Site, SiteChanges, Visitor, enter, eventually};

fn changes() -> SiteChanges {
    SiteChanges { scripts: vec!["left-early.js"], ..SiteChanges::default() }
}

/// What a page says that is left at once.
fn page(calls: &Value) -> String {
    let calls = calls.to_string();
    let signs = calls.bytes().map(|byte| format!("%{byte:02X}"));
    format!("/paint/?say={}", signs.collect::<String>())
}

/// Goes to such a page and on to the one it leads to, before that has a widget.
async fn leave_early(visitor: &Visitor, calls: &Value) {
    visitor.visit(&page(calls)).await;
    eventually("the next page", A_MOMENT, async || {
        let path = visitor.run("return location.pathname", vec![]).await;
        (path == json!("/help.html")).then_some(())
    })
    .await;
}

/// Whether anything of an early page was kept on the device, however short.
async fn was_kept(visitor: &Visitor) -> bool {
    visitor.run("return 'test:early' in sessionStorage", vec![]).await == json!(true)
}

/// What happened on a page, in its order.
async fn touchpoints_at(site: &Site, path: &str) -> Vec<String> {
    let log = DeskLog::read(site).await;
    let is_there = |event: &&usher_tests::Kept| event.data()["page"]["path"] == json!(path);
    let names =
        log.visits().concat().into_iter().filter(is_there).map(|event| event.what().to_owned());
    names.filter(|name| name.starts_with("touchpoint.")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_it_said_is_told_by_the_next_page_once() {
    let (site, visitor) = enter(Chromium, changes()).await;
    visitor.accept_all().await;
    site.wait_for("usher.consent.receipt").await;
    let calls =
        json!([["touchpoint", "add_to_cart", { "items": [{ "product": { "id": "e1" } }] }]]);
    leave_early(&visitor, &calls).await;
    visitor.sees(".launcher").await;
    // Its address alone does not say that it was a list.
    let wanted = ["touchpoint.page_view", "touchpoint.add_to_cart"];
    eventually("the events of the page that was left", A_WHILE, async || {
        let found = touchpoints_at(&site, "/paint/").await;
        (found == wanted).then_some(())
    })
    .await;
    assert!(was_kept(&visitor).await, "the test sees nothing");
    assert!(!visitor.kept_keys().await.iter().any(|key| key == "usher:early"), "not removed");
    visitor.visit_with_widget("/").await;
    visitor.visit_with_widget("/help.html").await;
    site.wait_until_quiet().await;
    assert_eq!(touchpoints_at(&site, "/paint/").await, wanted, "it was told again");
    DeskLog::read(&site).await.assert_sound(&site.origin());
    visitor.assert_console_is_clean().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_it_is_kept_without_a_grant_or_beside_a_refusal() {
    let (_site, visitor) = enter(Chromium, changes()).await;
    visitor.sees(".launcher").await;
    let report = json!(["touchpoint", "view_order"]);
    leave_early(&visitor, &json!([report])).await;
    assert!(!was_kept(&visitor).await, "before a choice");
    visitor.visit_with_widget("/").await;
    visitor.accept_all().await;
    for calls in [json!([report, ["consent", { "analytics": false }]]), json!([["erase"], report])]
    {
        leave_early(&visitor, &calls).await;
        assert!(!was_kept(&visitor).await, "{calls}");
        visitor.sees(".launcher").await;
    }
    // A receipt of a manager's is no word where the manager is not there.
    let change = "const kept = localStorage.getItem('usher:receipt');
        localStorage.setItem('usher:receipt', kept.replace('\"source\":\"visitor\"', arguments[0]));";
    visitor.run(change, vec![json!("\"source\":\"klaro\"")]).await;
    leave_early(&visitor, &json!([report])).await;
    assert!(!was_kept(&visitor).await, "a manager's word");
}
