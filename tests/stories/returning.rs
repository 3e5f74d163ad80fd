//! Five days later: how was it?

use usher_tests::{A_WHILE, DeskLog, Kept, Request, Site, Visitor, eventually};

/// What was told on each page, in the order of the pages; sorted within a page.
type Told = &'static [(&'static str, &'static [&'static str])];

/// The first visit. What happened on the page where consent was given is not told:
/// it happened before.
const FIRST_VISIT: Told = &[
    ("", &["consent.receipt"]),
    ("/paint/", &["awareness", "touchpoint.page_view", "touchpoint.view_item_list"]),
    ("/paint/fjord-morning.html", &["touchpoint.page_view", "touchpoint.view_item"]),
    ("/paint/juniper.html", &["touchpoint.page_view", "touchpoint.view_item"]),
    (
        "/paint/harbour-slate.html",
        &[
            "consideration",
            "desire",
            "play.accepted",
            "play.completed",
            "play.shown",
            "prospect",
            "touchpoint.add_to_cart",
            "touchpoint.compare_items",
            "touchpoint.page_view",
            "touchpoint.view_item",
        ],
    ),
    ("/cart.html", &["touchpoint.page_view", "touchpoint.view_cart"]),
    ("/checkout/contact.html", &["purchase", "touchpoint.begin_checkout", "touchpoint.page_view"]),
    ("/checkout/delivery.html", &["touchpoint.page_view"]),
    ("/checkout/payment.html", &["touchpoint.page_view"]),
    // Loaded twice, bought once.
    (
        "/checkout/confirmation.html",
        &["client", "touchpoint.page_view", "touchpoint.page_view", "touchpoint.purchase"],
    ),
];

/// The second visit; answers and comments belong to the play, not to a page.
const SECOND_VISIT: Told = &[
    ("/", &["consideration", "touchpoint.page_view", "touchpoint.view_item_list"]),
    (
        "/paint/",
        &[
            "play.accepted",
            "play.completed",
            "play.shown",
            "support",
            "touchpoint.open_help",
            "touchpoint.page_view",
            "touchpoint.view_item_list",
            "voice.answered",
            "voice.answered",
            "voice.commented",
        ],
    ),
    ("/help.html", &["touchpoint.page_view"]),
];

/// What nobody should have to know to mend a lid.
const CONTACT: &str = "call +358401234567 or anna@example.com";

/// Comes back, is asked, is unhappy, is offered help at once, and says more.
pub(crate) async fn check_in(visitor: &Visitor) {
    visitor.move_clock(5).await;
    visitor.open_new_tab().await;
    visitor.visit_with_widget("/").await;
    visitor.follow("/paint/").await;
    visitor.wait_for_card().await;
    assert_eq!(visitor.words(".card h2").await, ["How is your order?"]);
    visitor.press(".card button.small", "Why am I seeing this?").await;
    let reason = "You ordered here 5 days ago, so we ask how it went.";
    assert_eq!(visitor.words(".card .opened p").await[0], reason);
    visitor.press(".card .primary", "Tell us").await;
    visitor.press("label.option", "No").await;
    visitor.press(".sorry button", "Show me who can help").await;
    visitor.sees(".panel.help").await;
    // The question waits under the panel, and what was said is not lost.
    visitor.press_at(".panel.help .close").await;
    visitor.press("form .primary", "Next").await;
    visitor.press("label.option", "No, all is well").await;
    visitor.press("form .primary", "Next").await;
    visitor.write("form textarea", &format!("The lid was dented, {CONTACT}.")).await;
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
        let is_last = |event: &Kept| event.data()["page"]["path"] == "/help.html";
        log.0.iter().any(is_last).then_some(log)
    })
    .await;
    log.assert_sound(&site.origin());
    let visits = log.visits();
    assert_eq!(visits.len(), 2, "two visits");
    assert_told(&visits[0], FIRST_VISIT);
    assert_told(&visits[1], SECOND_VISIT);
    assert_words_of_the_visitor(&log);
    // Not the desk took it out: it never left.
    let is_named =
        |post: &Request| CONTACT.split(' ').any(|word| word.len() > 4 && post.body.contains(word));
    assert!(!site.posts().iter().any(is_named), "what names the visitor left the page");
    let visitors = log.0.iter().map(|event| event.text("subject"));
    let first = log.0[0].text("subject");
    assert!(!first.is_empty() && visitors.into_iter().all(|it| it == first), "one visitor");
}

fn assert_told(visit: &[&Kept], expected: Told) {
    let mut told: Vec<(&str, Vec<&str>)> = Vec::new();
    for event in visit {
        let here = told.last().map_or("", |(page, _)| page);
        let page = event.data()["page"]["path"].as_str().unwrap_or(here);
        // What is read of the journey goes by its word.
        let word = |key: &str| event.data()[key].as_str();
        let read = word("stage").or_else(|| word("relationship")).or_else(|| word("phase"));
        let read = read.filter(|_| event.what().starts_with("journey"));
        let what = read.unwrap_or(event.what());
        match told.last_mut().filter(|(known, _)| *known == page) {
            Some((_, events)) => events.push(what),
            None => told.push((page, vec![what])),
        }
    }
    for (page, events) in &mut told {
        events.sort_unstable();
        let wanted = expected.iter().find(|(known, _)| known == page);
        assert_eq!(wanted.map(|(_, events)| *events), Some(events.as_slice()), "told on {page}");
    }
    let pages = |(page, _): &(&'static str, _)| *page;
    let seen: Vec<&str> = told.iter().map(|(page, _)| *page).collect();
    assert_eq!(seen, expected.iter().map(pages).collect::<Vec<&str>>(), "the pages in order");
}

fn assert_words_of_the_visitor(log: &DeskLog) {
    let said = |what: &str, key: &str| -> Vec<String> {
        let events = log.0.iter().filter(|event| event.what() == what);
        events.map(|event| event.data()[key].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(said("voice.answered", "question"), ["expectation", "help"]);
    assert_eq!(said("voice.answered", "choice"), ["no", "no"]);
    assert_eq!(said("voice.commented", "text"), ["The lid was dented, call [phone] or [email]."]);
    assert_eq!(said("touchpoint.purchase", "value"), ["65.90"]);
}
