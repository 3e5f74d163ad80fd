//! axe-core over everything the visitor and the marketer see: no violation.
//!
//! In Chromium, each state on a desktop, a phone, a small zoomed window, and in
//! the dark. A machine finds about half of what is wrong; the keyboard and a
//! screen reader find the rest.

#![expect(clippy::expect_used, reason = "what cannot be looked at fails the test")]

use serde_json::Value;
use usher_tests::Engine::Chromium;
use usher_tests::{Browser, Site, SiteChanges, Visitor, enter};

/// Width, height, colour scheme. 320 wide is 1280 at 400 % zoom (WCAG 1.4.10).
const WAYS_TO_LOOK: [(u32, u32, &str); 5] = [
    (1280, 900, "light"),
    (1280, 900, "dark"),
    (390, 844, "light"),
    (320, 640, "dark"),
    (320, 256, "light"),
];

/// Runs axe and names each violation with the place it was found at.
const RUN: &str = r#"
    const done = arguments[arguments.length - 1];
    const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    axe.run(document, { runOnly: levels, resultTypes: ["violations"] }).then(
      ({ violations }) => done(violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id} at ${target.flat()}: ${failureSummary}`))),
      (error) => done([String(error)]),
    );
"#;

/// Puts a button under the card, and the focus on it.
const UNDER_THE_CARD: &str = r#"
    const { shadowRoot } = document.querySelector("[data-usher-host]");
    const { x, y, width, height } = shadowRoot.querySelector(".card").getBoundingClientRect();
    const button = document.createElement("button");
    button.textContent = "Under the card";
    button.style.position = "fixed";
    button.style.left = `${x + width / 4}px`;
    button.style.top = `${y + height / 4}px`;
    document.body.append(button);
    button.focus();
    setTimeout(() => button.remove(), 1000);
"#;

async fn assert_accessible(visitor: &Visitor, state: &str) {
    for (width, height, scheme) in WAYS_TO_LOOK {
        visitor.look_like((width, height), scheme).await;
        visitor.wait_until_still().await;
        let violations = violations(visitor).await;
        assert_eq!(violations, [] as [&str; 0], "{state} at {width}×{height}, {scheme}");
    }
    visitor.look_as_before().await;
}

async fn violations(visitor: &Visitor) -> Vec<String> {
    if visitor.run("return typeof axe", vec![]).await != "object" {
        let script = std::env::var("USHER_AXE").expect("USHER_AXE names axe-core's script");
        let script = std::fs::read_to_string(script).expect("axe-core is installed");
        visitor.run(&script, vec![]).await;
    }
    let found: Value = visitor.browser.client.execute_async(RUN, vec![]).await.expect("axe runs");
    serde_json::from_value(found).expect("axe names what it found")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_widget_is_accessible_before_a_purchase() {
    let (_site, visitor) = enter(Chromium, SiteChanges::default()).await;
    visitor.sees(".prompt").await;
    assert_accessible(&visitor, "prompt").await;
    visitor.press(".prompt button.text", "Choose").await;
    assert_accessible(&visitor, "prompt with purposes").await;
    visitor.accept_all().await;
    visitor.browse_until_helped().await;
    visitor.press(".card button.small", "Why am I seeing this?").await;
    assert_accessible(&visitor, "card").await;
    // The focus goes under the card: it makes room as a pill.
    visitor.run(UNDER_THE_CARD, vec![]).await;
    visitor.sees(".pill").await;
    assert_accessible(&visitor, "pill").await;
    visitor.press_at(".pill").await;
    visitor.press(".card .primary", "Compare").await;
    visitor.sees(".panel table").await;
    assert_accessible(&visitor, "comparison").await;
    visitor.press_at(".panel .close").await;
    visitor.press_at(".launcher").await;
    visitor.sees(".panel").await;
    assert_accessible(&visitor, "panel").await;
    visitor.press(".panel button.line", "Privacy").await;
    assert_accessible(&visitor, "privacy").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_widget_is_accessible_after_a_purchase() {
    let (site, visitor) = enter(Chromium, SiteChanges::default()).await;
    visitor.accept_all().await;
    visitor.visit_with_widget("/paint/juniper.html").await;
    visitor.add_to_cart().await;
    visitor.check_out(async || ()).await;
    assert_accessible(&visitor, "payment step").await;
    visitor.pay().await;
    site.wait_for("usher.touchpoint.purchase").await;
    visitor.move_clock(5).await;
    visitor.open_new_tab().await;
    visitor.visit_with_widget("/").await;
    visitor.follow("/paint/").await;
    visitor.wait_for_card().await;
    visitor.press(".card .primary", "Tell us").await;
    assert_accessible(&visitor, "check-in").await;
    visitor.press("label.option", "No").await;
    visitor.sees(".sorry").await;
    assert_accessible(&visitor, "check-in with help").await;
}

/// Events of a desk on which every page has something to show.
const EVENTS: usize = 20_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_the_desk_is_accessible() {
    tour_desk(EVENTS).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_an_empty_desk_is_accessible() {
    tour_desk(0).await;
}

async fn tour_desk(events: usize) {
    let site = Site::open(SiteChanges::default()).await;
    site.fill_with_examples(events).await;
    let desk = site.open_desk().await;
    let visitor = Visitor::new(Browser::start(Chromium).await, site.origin());
    let pages = visitor.tour_of_desk(&desk).await;
    assert_eq!(pages.iter().any(|(name, _)| name == "journey"), events > 0, "{pages:?}");
    for (name, page) in pages {
        visitor.open_at_desk(&page).await;
        assert_accessible(&visitor, &format!("{name} with {events} events")).await;
        visitor.look_like((320, 640), "light").await;
        let outside = visitor.outside_at_the_right().await;
        assert_eq!(outside, [] as [&str; 0], "{name} is wider than a phone");
        visitor.look_as_before().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_inspector_is_accessible() {
    let (site, visitor) = enter(Chromium, SiteChanges::default()).await;
    site.set_down(true);
    visitor.accept_all().await;
    visitor.visit_with_widget("/help.html?usher=inspect").await;
    let open = "document.querySelector('[data-usher-host=inspect]').shadowRoot
        .querySelector('details').open = true";
    visitor.run(open, vec![]).await;
    assert_accessible(&visitor, "inspector").await;
}
