//! The first visit: a comparison at the right moment, and a purchase.

use serde_json::json;
use usher_tests::{A_MOMENT, A_WHILE, Site, Visitor, eventually};

/// Looks at three emulsions, is offered a comparison, asks why, and uses it.
pub(crate) async fn browse_until_helped(visitor: &Visitor) {
    visitor.follow("/paint/").await;
    visitor.follow("/paint/fjord-morning.html").await;
    visitor.visit_with_widget("/paint/juniper.html").await;
    visitor.visit_with_widget("/paint/harbour-slate.html").await;
    eventually("a compare card", A_WHILE, async || visitor.has(".card").await.then_some(())).await;
    assert_eq!(visitor.words(".card h2").await, ["Compare what you looked at"]);
    visitor.press(".card button.small", "Why am I seeing this?").await;
    let reason = "You looked at 3 products of one kind, so we put them side by side.";
    assert_eq!(visitor.words(".card .opened p").await[0], reason);
    visitor.press(".card .primary", "Compare").await;
    visitor.sees(".panel table").await;
    assert_table(visitor).await;
    visitor.press_at(".panel .close").await;
    visitor.loses("[role=dialog]").await;
}

async fn assert_table(visitor: &Visitor) {
    let names = ["Fjord Morning", "Juniper", "Harbour Slate"];
    assert_eq!(visitor.words("thead th").await, names);
    let groups = visitor.words("tbody .group th").await;
    assert_eq!(groups, ["Where they differ", "The same for all"]);
    let different = visitor.words("tbody:nth-of-type(1) th[scope=row]").await;
    let same = visitor.words("tbody:nth-of-type(2) th[scope=row]").await;
    assert_eq!(different[0], "Price");
    assert!(different.contains(&String::from("Finish")), "{different:?}");
    assert!(same.contains(&String::from("Base")), "{same:?}");
    let prices = visitor.words("tbody:nth-of-type(1) tr:nth-child(2) td").await;
    assert_eq!(prices, ["€46.00", "€54.00", "€59.00"]);
}

/// Puts the paint into the cart and pays. Nothing is offered on the way.
pub(crate) async fn buy(visitor: &Visitor, site: &Site) {
    visitor.run("document.querySelector('[data-buy] button').click()", vec![]).await;
    visitor.visit_with_widget("/cart.html").await;
    visitor.visit_with_widget("/checkout/contact.html").await;
    assert!(!visitor.has("[role=dialog]").await);
    visitor.fill_and_send(&[("email", "ada@example.com"), ("name", "Ada Example")]).await;
    arrive_at(visitor, "checkout-delivery").await;
    assert!(!visitor.has("[role=dialog]").await);
    let address = [("street", "Strandgatan 1"), ("postcode", "10600"), ("town", "Ekenäs")];
    visitor.fill_and_send(&address).await;
    arrive_at(visitor, "checkout-payment").await;
    assert!(!visitor.has("[role=dialog]").await);
    assert!(visitor.has(".launcher.quiet").await, "at payment the launcher is a line of text");
    visitor.run("document.querySelector('[data-test-card]').click()", vec![]).await;
    visitor.fill_and_send(&[]).await;
    arrive_at(visitor, "confirmation").await;
    assert_told(site, "usher.touchpoint.purchase").await;
    // Loaded again, it is still the same order.
    visitor.browser.client.refresh().await.expect("the page loads again");
    arrive_at(visitor, "confirmation").await;
    visitor.assert_console_is_clean().await;
}

async fn arrive_at(visitor: &Visitor, kind: &str) {
    eventually(&format!("the page {kind}"), A_MOMENT, async || {
        let here = visitor.run("return document.body?.dataset.page ?? null", vec![]).await;
        (here == json!(kind)).then_some(())
    })
    .await;
    visitor.sees(".launcher").await;
}

/// Waits until an event of this type has arrived.
pub(crate) async fn assert_told(site: &Site, event_type: &str) {
    eventually(&format!("{event_type} to arrive"), A_MOMENT, async || {
        let is_told = site.posts().iter().any(|request| request.body.contains(event_type));
        is_told.then_some(())
    })
    .await;
}
