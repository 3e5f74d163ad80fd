//! An endpoint that is down for a while loses nothing and gets nothing twice.

use usher_tests::Engine::Chromium;
use usher_tests::{A_WHILE, DeskLog, SiteChanges, enter, eventually};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_happened_while_the_endpoint_was_down_arrives_once_it_is_up() {
    let (site, visitor) = enter(Chromium, SiteChanges::default()).await;
    site.set_down(true);
    visitor.accept_all().await;
    for page in ["/paint/", "/paint/juniper.html", "/paint/harbour-slate.html", "/help.html"] {
        visitor.visit_with_widget(page).await;
    }
    eventually("an attempt that fails", A_WHILE, async || (!site.posts().is_empty()).then_some(()))
        .await;
    assert_eq!(DeskLog::read(&site).await.0.len(), 0, "the endpoint is down");
    site.set_down(false);
    let views = eventually("every page view at the desk", A_WHILE, async || {
        let log = DeskLog::read(&site).await;
        let views = log.0.iter().filter(|event| event.what() == "touchpoint.page_view").count();
        (views >= 4).then_some(log)
    })
    .await;
    views.assert_sound(&site.origin());
    let attempts = site.posts().len();
    assert!(attempts < 20, "{attempts} attempts are a storm");
}
