//! What goes wrong for a visitor, observed in a browser and told to the desk.

use fantoccini::Locator;
use usher_tests::Engine::Chromium;
use usher_tests::{A_WHILE, Site, SiteChanges, Visitor, enter, eventually};

/// A button that does nothing, where the visitor can press it.
const DEAD_BUTTON: &str = r#"
    const button = document.createElement("button");
    button.id = "dead";
    button.type = "button";
    button.textContent = "More photos";
    document.querySelector("main").prepend(button);
    scrollTo(0, 0);
"#;

/// Presses, with a real pointer, until the desk has been told.
async fn press_until(site: &Site, visitor: &Visitor, selector: &str, event_type: &str) {
    eventually(&format!("{event_type} to arrive"), A_WHILE, async || {
        let target = visitor.browser.client.find(Locator::Css(selector)).await;
        target.expect("something to press").click().await.expect("it can be pressed");
        site.posts().iter().any(|request| request.body.contains(event_type)).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dead_button_a_form_and_a_coupon_that_are_not_taken_are_told() {
    let (site, visitor) = enter(Chromium, SiteChanges::default()).await;
    visitor.accept_all().await;
    visitor.visit_with_widget("/paint/juniper.html").await;
    visitor.run(DEAD_BUTTON, vec![]).await;
    press_until(&site, &visitor, "#dead", "usher.touchpoint.rage_click").await;
    site.wait_for("usher.touchpoint.dead_click").await;
    visitor.visit_with_widget("/contact.html").await;
    press_until(&site, &visitor, "main form [type=submit]", "usher.touchpoint.form_error").await;
    visitor.visit_with_widget("/paint/juniper.html").await;
    visitor.add_to_cart().await;
    visitor.visit_with_widget("/cart.html").await;
    let apply = "[data-coupon] [type=submit]";
    press_until(&site, &visitor, apply, "usher.touchpoint.coupon_hesitation").await;
    let told = site.posts().iter().map(|request| request.body.clone()).collect::<String>();
    assert!(!told.contains("More photos") && !told.contains("dead\""), "an element was named");
    visitor.assert_console_is_clean().await;
}
