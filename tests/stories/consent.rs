//! Refusing, accepting, changing one's mind.

use usher_tests::{DeskLog, Engine, Site, SiteChanges, Visitor, enter};

/// Refuses, looks around, and is not remembered anywhere.
pub(crate) async fn refuse(engine: Engine) {
    let (site, visitor) = enter(engine, SiteChanges::default()).await;
    visitor.sees(".prompt").await;
    assert_eq!(visitor.kept_keys().await, [] as [&str; 0], "something is kept before a choice");
    visitor.press(".prompt .choice button", "Refuse all").await;
    visitor.loses(".prompt").await;
    for page in ["/paint/", "/paint/juniper.html", "/help.html"] {
        // Leaving a page is when anything that waited would be sent.
        visitor.visit_with_widget(page).await;
        assert!(!visitor.has("[role=dialog]").await, "refusing is remembered on {page}");
        assert_eq!(visitor.kept_keys().await, ["usher:receipt"], "{page}");
        assert_eq!(visitor.kept_elsewhere().await, [] as [&str; 0], "{page}");
        assert_eq!(visitor.foreign_requests().await, [] as [&str; 0], "{page}");
    }
    visitor.assert_console_is_clean().await;
    drop(visitor);
    assert_only_static_files(&site);
    assert_eq!(DeskLog::read(&site).await.0.len(), 0, "the desk was told something");
}

fn assert_only_static_files(site: &Site) {
    for request in site.requests() {
        assert_eq!(request.method, "GET", "{request:?}");
        assert_eq!(request.body, "", "{request:?}");
        let is_file = request.path.split('?').next().is_some_and(|path| {
            path.ends_with('/') || path.rsplit('/').next().is_some_and(|name| name.contains('.'))
        });
        assert!(is_file, "not a static file: {request:?}");
    }
}

/// Accepts everything the prompt asks for.
pub(crate) async fn accept(visitor: &Visitor) {
    visitor.sees(".prompt").await;
    let buttons = visitor.words(".prompt .choice button").await;
    assert_eq!(buttons, ["Refuse all", "Accept all", "Choose"]);
    visitor.accept_all().await;
}

/// Withdraws in the panel: everything but the receipt goes, and nothing is sent any more.
pub(crate) async fn withdraw(visitor: &Visitor, site: &Site) {
    visitor.press_at(".launcher").await;
    visitor.press(".panel button.line", "Privacy").await;
    // What is under way when the visitor withdraws may still arrive.
    site.wait_until_quiet().await;
    visitor.press(".panel .choice button", "Refuse all").await;
    assert_eq!(visitor.kept_keys().await, ["usher:receipt"]);
    let before = site.posts().len();
    for page in ["/paint/juniper.html", "/cart.html", "/"] {
        visitor.visit_with_widget(page).await;
        assert_eq!(visitor.kept_keys().await, ["usher:receipt"], "{page}");
    }
    assert_eq!(site.posts().len(), before, "something was sent after withdrawing");
    visitor.assert_console_is_clean().await;
}
