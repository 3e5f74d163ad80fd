//! The demo shop lets a visitor do everything the journey is read from.

use serde_json::json;
use usher_tests::Engine::Chromium;
use usher_tests::{Site, SiteChanges, Visitor, enter};

/// Where something can be done in the shop, how, and the touchpoint it is. Scripts take
/// what a person would press or choose.
const TOLD: [(&str, &str, &str); 9] = [
    ("/paint/", "choose('[data-sort]', 1)", "filter_items"),
    ("/paint/juniper.html", "choose('#size', 1)", "select_variant"),
    ("", "document.querySelector('[data-reviews] summary').click()", "read_reviews"),
    ("", "document.querySelector('[data-wish]').click()", "add_to_wishlist"),
    ("", "document.querySelector('[data-share]').click()", "share"),
    (
        "/paint/lingonberry.html",
        "send('[data-alert]', { email: 'ada@shop.example' })",
        "stock_alert",
    ),
    ("/", "send('[data-letter]', { email: 'ada@shop.example' })", "subscribe"),
    (
        "/contact.html",
        "send('[data-contact]', { email: 'ada@shop.example', name: 'Ada', message: 'Which primer?' })",
        "contact",
    ),
    ("/returns.html", "", "read_policy"),
];

/// What can be done with an order.
const AFTER: [(&str, &str); 4] = [
    ("", "view_order"),
    ("send('[data-review]', { words: 'It covers well.' })", "write_review"),
    ("document.querySelector('[data-order] .actions button').click()", "reorder"),
    ("document.querySelectorAll('[data-order] .actions button')[1].click()", "refund"),
];

/// What a person would do, for the scripts above.
const HANDS: &str = r"
    const choose = (selector, at) => {
        const field = document.querySelector(selector);
        field.selectedIndex = at;
        field.dispatchEvent(new Event('change', { bubbles: true }));
    };
    const send = (selector, words) => {
        const form = document.querySelector(selector);
        for (const field of form.elements) if (field.name in words) field.value = words[field.name];
        form.querySelector('[type=submit]').click();
    };
";

async fn act(visitor: &Visitor, site: &Site, script: &str, touchpoint: &str) {
    visitor.run(&format!("{HANDS}{script}"), vec![]).await;
    site.wait_for(&format!("usher.touchpoint.{touchpoint}")).await;
}

async fn order(visitor: &Visitor) {
    visitor.visit_with_widget("/paint/juniper.html").await;
    visitor.add_to_cart().await;
    visitor.check_out(async || {}).await;
    visitor.pay().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_reading_can_be_had_in_the_demo_shop() {
    let (site, visitor) = enter(Chromium, SiteChanges::default()).await;
    visitor.accept_all().await;
    for (page, script, touchpoint) in TOLD {
        if !page.is_empty() {
            visitor.visit_with_widget(page).await;
        }
        act(&visitor, &site, script, touchpoint).await;
    }
    // Two different kinds of intent: a lead.
    site.wait_for("usher.lead.qualified").await;
    order(&visitor).await;
    site.wait_for("\"relationship\":\"client\"").await;
    visitor.visit_with_widget("/orders/status.html").await;
    for (script, touchpoint) in AFTER {
        act(&visitor, &site, script, touchpoint).await;
    }
    order(&visitor).await;
    site.wait_for("usher.journey.phase_changed").await;
    // What was kept for later is looked at again: an emotional need.
    visitor.visit_with_widget("/account.html").await;
    let wishes =
        "return [...document.querySelectorAll('[data-wishes] a')].map((it) => it.textContent)";
    assert_eq!(visitor.run(wishes, vec![]).await, json!(["Juniper"]));
    visitor.assert_console_is_clean().await;
}
