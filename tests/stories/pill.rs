//! A card that nobody looks at makes itself small, and comes back when it is wanted.

use serde_json::json;
use usher_tests::Engine::Chromium;
use usher_tests::{A_WHILE, SiteChanges, Visitor, enter, eventually};

/// Width and height of the pill, its name, and whether it can be reached by key.
const PILL: &str = r#"
    const { shadowRoot } = document.querySelector("[data-usher-host]");
    const pill = shadowRoot.querySelector(".pill");
    const { width, height } = pill.getBoundingClientRect();
    return [width, height, pill.getAttribute("aria-label"), pill.tabIndex];
"#;

const FOCUSED: &str = r#"
    const { shadowRoot } = document.querySelector("[data-usher-host]");
    return shadowRoot.activeElement?.id ?? null;
"#;

async fn wait_for_pill(visitor: &Visitor) {
    eventually("a pill", A_WHILE, async || visitor.has(".pill").await.then_some(())).await;
}

async fn browse(visitor: &Visitor) {
    visitor.accept_all().await;
    visitor.follow("/paint/").await;
    visitor.follow("/paint/fjord-morning.html").await;
    visitor.visit_with_widget("/paint/juniper.html").await;
    visitor.visit_with_widget("/paint/harbour-slate.html").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_ignored_card_becomes_a_pill_and_comes_back_when_it_is_pressed() {
    let (site, visitor) = enter(Chromium, SiteChanges::default()).await;
    browse(&visitor).await;
    visitor.wait_for_card_only().await;
    wait_for_pill(&visitor).await;
    assert!(!visitor.has(".card").await, "the card is still there");
    let pill = visitor.run(PILL, vec![]).await;
    assert_eq!(pill, json!([44, 44, "Show again: Compare what you looked at", 0]));
    site.wait_for("usher.play.ignored").await;
    visitor.press_at(".pill").await;
    visitor.sees(".card").await;
    assert_eq!(visitor.run(FOCUSED, vec![]).await, json!("card-title"), "the focus came along");
    visitor.press(".card .primary", "Compare").await;
    visitor.sees(".panel table").await;
    visitor.assert_console_is_clean().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_card_comes_while_another_vendor_asks_for_consent() {
    let (_site, visitor) = enter(Chromium, SiteChanges::default()).await;
    browse(&visitor).await;
    let banner = r#"
        const banner = document.createElement("div");
        banner.id = "onetrust-banner-sdk";
        banner.textContent = "We value your privacy";
        document.body.append(banner);
    "#;
    visitor.run(banner, vec![]).await;
    // As long as a card takes to come on this page, and a while more.
    let begun = std::time::Instant::now();
    eventually("time to pass", A_WHILE, async || {
        assert!(!visitor.has(".card").await, "a card over a consent banner");
        (begun.elapsed().as_secs() > 15).then_some(())
    })
    .await;
    let answered = r#"
        document.getElementById("onetrust-banner-sdk").style.display = "none";
        document.body.click();
    "#;
    visitor.run(answered, vec![]).await;
    visitor.wait_for_card_only().await;
}
