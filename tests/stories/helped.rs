//! The first visit: a comparison at the right moment, and a purchase.

use usher_tests::{Site, Visitor};

/// Is offered a comparison, asks why, and uses it.
pub(crate) async fn compare(visitor: &Visitor) {
    visitor.browse_until_helped().await;
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
    visitor.add_to_cart().await;
    visitor.visit_with_widget("/cart.html").await;
    let look = async || assert!(!visitor.has("[role=dialog]").await, "a dialog in the checkout");
    visitor.check_out(look).await;
    assert!(visitor.has(".launcher.quiet").await, "at payment the launcher is a line of text");
    visitor.pay().await;
    site.wait_for("usher.touchpoint.purchase").await;
    // Loaded again, it is still the same order.
    visitor.browser.client.refresh().await.expect("the page loads again");
    visitor.arrive_at("confirmation").await;
    visitor.assert_console_is_clean().await;
}
