//! Shops that are one page, and endpoints that are another site.

use serde_json::json;
use usher_tests::Engine::Chromium;
use usher_tests::{A_MOMENT, DeskLog, Site, SiteChanges, Visitor, enter, eventually};

/// Presses a link of the shelf and waits until the shop has drawn the product.
async fn choose(visitor: &Visitor, product: &str, name: &str) {
    let link = format!("document.querySelector('[data-shelf-link={product}]').click()");
    visitor.run(&link, vec![]).await;
    shows(visitor, name).await;
}

async fn shows(visitor: &Visitor, name: &str) {
    let shown = "return document.querySelector('[data-shelf-name]').textContent";
    eventually(&format!("the shelf shows {name}"), A_MOMENT, async || {
        (visitor.run(shown, vec![]).await == json!(name)).then_some(())
    })
    .await;
}

/// The products that were viewed and the number of page views, as the desk knows them.
async fn told(site: &Site) -> (Vec<String>, usize) {
    let log = DeskLog::read(site).await;
    let viewed = log.0.iter().filter(|event| event.what() == "touchpoint.view_item");
    let name = |event: &usher_tests::Kept| {
        event.data()["items"][0]["item_name"].as_str().unwrap_or_default().to_owned()
    };
    let pages = log.0.iter().filter(|event| event.what() == "touchpoint.page_view").count();
    (viewed.map(name).collect(), pages)
}

async fn wait_for_views(site: &Site, wanted: &[&str]) {
    eventually(&format!("{wanted:?} at the desk"), A_MOMENT, async || {
        let (names, pages) = told(site).await;
        (names == wanted && pages == wanted.len()).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_a_single_page_shop_each_new_page_is_viewed_once() {
    let (site, visitor) = enter(Chromium, SiteChanges::default()).await;
    visitor.accept_all().await;
    visitor.visit_with_widget("/spa.html").await;
    wait_for_views(&site, &["Fjord Morning"]).await;
    choose(&visitor, "juniper", "Juniper").await;
    wait_for_views(&site, &["Fjord Morning", "Juniper"]).await;
    // The same product again, and an address that changes only its fragment.
    choose(&visitor, "juniper", "Juniper").await;
    visitor.run("history.replaceState(null, '', location.href + '#facts')", vec![]).await;
    choose(&visitor, "harbour-slate", "Harbour Slate").await;
    let three = ["Fjord Morning", "Juniper", "Harbour Slate"];
    wait_for_views(&site, &three).await;
    visitor.browser.client.back().await.expect("there is a page before");
    shows(&visitor, "Juniper").await;
    let four = ["Fjord Morning", "Juniper", "Harbour Slate", "Juniper"];
    wait_for_views(&site, &four).await;
    visitor.visit_with_widget("/help.html").await;
    site.wait_for("\"/help.html\"").await;
    assert_eq!(told(&site).await.0, four);
    visitor.assert_console_is_clean().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endpoint_on_another_site_is_sent_to_without_asking_first() {
    let collector = Site::open(SiteChanges::default()).await;
    let endpoint = format!("data-endpoint=\"{}/events\"", collector.origin());
    let words = vec![("data-endpoint=\"/events\"", endpoint)];
    let (shop, visitor) = enter(Chromium, SiteChanges { words, ..SiteChanges::default() }).await;
    visitor.accept_all().await;
    collector.wait_for("usher.consent.receipt").await;
    visitor.visit_with_widget("/paint/").await;
    visitor.visit_with_widget("/paint/juniper.html").await;
    collector.wait_for("\"/paint/juniper.html\"").await;
    DeskLog::read(&collector).await.assert_sound(&shop.origin());
    assert_eq!(shop.posts().len(), 0);
    for request in collector.posts() {
        assert_eq!(request.method, "POST", "a preflight: {request:?}");
        assert!(request.media_type.starts_with("text/plain"), "{request:?}");
    }
    visitor.assert_console_is_clean().await;
}
