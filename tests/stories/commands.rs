//! What a page can ask for with `usher(command, …)`.

use serde_json::json;
use usher_tests::Engine::Chromium;
use usher_tests::{A_MOMENT, SiteChanges, enter, eventually};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_made_before_the_widget_is_there_are_carried_out_later() {
    let changes = SiteChanges { scripts: vec!["early-calls.js"], ..SiteChanges::default() };
    let (_site, visitor) = enter(Chromium, changes).await;
    visitor.sees(".panel").await;
    let ready = visitor.run("return window.__ready ?? null", vec![]).await;
    assert!(ready.as_str().is_some_and(|version| !version.is_empty()), "{ready}");
    visitor.assert_console_is_clean().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_opens_help_reports_and_lowers_consent_but_cannot_raise_it() {
    let (site, visitor) = enter(Chromium, SiteChanges::default()).await;
    visitor.accept_all().await;
    visitor.run("usher('open')", vec![]).await;
    visitor.sees(".panel").await;
    visitor.run("usher('close')", vec![]).await;
    visitor.loses(".panel").await;
    visitor.run("usher('touchpoint', 'search', { results: 0 })", vec![]).await;
    site.wait_for("usher.touchpoint.search").await;
    visitor.run("usher('consent', { analytics: false })", vec![]).await;
    let before = site.posts().len();
    visitor.run("usher('consent', { analytics: true })", vec![]).await;
    visitor.run("usher('touchpoint', 'view_order')", vec![]).await;
    visitor.visit_with_widget("/paint/").await;
    visitor.visit_with_widget("/help.html").await;
    assert_eq!(site.posts().len(), before, "a page raised consent by itself");
    visitor.run("usher('erase')", vec![]).await;
    eventually("nothing but the receipt to be kept", A_MOMENT, async || {
        (visitor.kept_keys().await == ["usher:receipt"]).then_some(())
    })
    .await;
    visitor.assert_console_is_clean().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unknown_command_is_answered_with_those_there_are() {
    let (_site, visitor) = enter(Chromium, SiteChanges::default()).await;
    visitor.sees(".launcher").await;
    visitor
        .run("for (const word of ['dance', null, {}]) usher(word, arguments[0])", vec![json!(1)])
        .await;
    visitor.assert_one_warning("unknown command").await;
    visitor.assert_shop_works().await;
}
