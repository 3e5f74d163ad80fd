//! What an owner sees of the outbox with `?usher=inspect`.

use usher_tests::Engine::Chromium;
use usher_tests::{A_MOMENT, A_WHILE, Site, SiteChanges, Visitor, enter, eventually};

const TEXT: &str = "return document.querySelector('[data-usher-host=inspect]')
    ?.shadowRoot.querySelector('details').innerText ?? ''";

async fn inspected(visitor: &Visitor) -> String {
    visitor.run(TEXT, vec![]).await.as_str().unwrap_or_default().to_owned()
}

async fn shows(visitor: &Visitor, words: &[&str]) {
    let found = std::cell::RefCell::default();
    let shown = async || {
        let text = inspected(visitor).await;
        let has_all = words.iter().all(|words| text.contains(words));
        found.replace(text);
        has_all.then_some(())
    };
    let wanted = format!("{words:?} in the inspector");
    let looking = tokio::time::timeout(A_WHILE, eventually(&wanted, A_WHILE * 2, shown)).await;
    assert!(looking.is_ok(), "{wanted}, which shows: {}", found.borrow());
}

async fn enter_inspected(changes: SiteChanges) -> (Site, Visitor) {
    let (site, visitor) = enter(Chromium, changes).await;
    visitor.visit_with_widget("/?usher=inspect").await;
    (site, visitor)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_and_what_became_of_what_was_sent_are_shown() {
    let (site, visitor) = enter_inspected(SiteChanges::default()).await;
    shows(&visitor, &["0 waiting, 0 requests", "No choice is kept"]).await;
    site.set_down(true);
    visitor.accept_all().await;
    visitor.visit_with_widget("/paint/?usher=inspect").await;
    let down = ["not now: it is sent again", "Nothing is sent until", "it failed"];
    shows(&visitor, &down).await;
    shows(&visitor, &["usher.touchpoint.page_view", "of 500 events", "by: visitor"]).await;
    site.set_down(false);
    shows(&visitor, &["202", "accepted", "0 waiting"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_refused_is_shown_with_what_the_endpoint_said() {
    let endpoint = "data-endpoint=\"/help.html\"".to_owned();
    let words = vec![("data-endpoint=\"/events\"", endpoint)];
    let (_site, visitor) = enter_inspected(SiteChanges { words, ..SiteChanges::default() }).await;
    visitor.accept_all().await;
    shows(&visitor, &["405", "refused for good", "events were lost: refused"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_loads_it_who_did_not_ask() {
    let (site, visitor) = enter(Chromium, SiteChanges::default()).await;
    visitor.visit_with_widget("/?q=usher-inspect").await;
    let is_there = "return document.querySelectorAll('[data-usher-host]').length";
    eventually("one host", A_MOMENT, async || {
        (visitor.run(is_there, vec![]).await == 1).then_some(())
    })
    .await;
    assert!(!site.requests().iter().any(|request| request.path.contains("usher_inspect")));
}
