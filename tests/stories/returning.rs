//! Five days later: how was it?

use usher_tests::{A_WHILE, DeskLog, Site, Visitor, eventually};

/// What happened, told by the desk: the first visit.
const FIRST_VISIT: &[&str] = &[];
/// The second.
const SECOND_VISIT: &[&str] = &[];

/// Comes back, is asked, is unhappy, finds help at once, and says more.
pub(crate) async fn check_in(visitor: &Visitor, site: &Site) {
    visitor.move_clock(5).await;
    visitor.open_new_tab().await;
    visitor.visit_with_widget("/").await;
    visitor.follow("/paint/").await;
    for _ in 0..200 { if visitor.has(".card").await {break;} tokio::time::sleep(std::time::Duration::from_millis(100)).await; }
    debug(visitor, site).await;
    eventually("a check-in card", A_WHILE, async || visitor.has(".card").await.then_some(())).await;
    assert_eq!(visitor.words(".card h2").await, ["How is your order?"]);
    visitor.press(".card button.small", "Why am I seeing this?").await;
    let reason = "You ordered here 5 days ago, so we ask how it went.";
    assert_eq!(visitor.words(".card .opened p").await[0], reason);
    visitor.press(".card .primary", "Tell us").await;
    visitor.press("label.option", "No").await;
    visitor.press(".sorry button", "Show me who can help").await;
    visitor.sees(".panel.help").await;
    visitor.press_at(".panel.help .close").await;
    visitor.press("form .primary", "Next").await;
    visitor.press("label.option", "No, all is well").await;
    visitor.press("form .primary", "Next").await;
    visitor.write("form textarea", "The lid was dented.").await;
    visitor.press("form .primary", "Send").await;
    visitor.press(".thanks .primary", "Done").await;
    visitor.loses("[role=dialog]").await;
    visitor.assert_console_is_clean().await;
}

/// Leaves, and looks at what the desk was told: everything, once.
pub(crate) async fn assert_desk_knows_all(visitor: &Visitor, site: &Site) {
    visitor.visit_with_widget("/help.html").await;
    let log = eventually("the last event", A_WHILE, async || {
        let log = DeskLog::read(site).await;
        let last = log.0.last().map(|event| event.data()["page"]["path"] == "/help.html");
        (last == Some(true)).then_some(log)
    })
    .await;
    log.assert_sound(&site.origin());
    for visit in log.visits() {
        for event in visit {
            eprintln!("{} {} {}", event.sequence(), event.what(), event.data());
        }
    }
    let visits = log.visits();
    assert_eq!(visits.len(), 2, "two visits");
    let told = |visit: &[&usher_tests::Kept]| -> Vec<String> {
        visit.iter().map(|event| event.what().to_owned()).collect()
    };
    assert_eq!(told(&visits[0]), FIRST_VISIT);
    assert_eq!(told(&visits[1]), SECOND_VISIT);
}
pub(crate) async fn debug(visitor: &Visitor, site: &Site) {
    for post in site.posts() { eprintln!("POST {}", post.body); }
    let state = visitor.run("return JSON.stringify([{...sessionStorage},{...localStorage}, document.hasFocus(), document.visibilityState, location.href, new Date().toISOString()])", vec![]).await;
    eprintln!("{state}");
    eprintln!("{:?} {:?}", visitor.log().await, visitor.browser.console().await);
    eprintln!("{:?}", visitor.words("*").await);
}
