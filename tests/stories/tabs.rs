//! Several tabs of the shop agree about consent, with storage and without.

use fantoccini::wd::WindowHandle;
use usher_tests::Engine::Chromium;
use usher_tests::{A_MOMENT, Site, SiteChanges, Visitor, enter, eventually};

/// Everything the visitor allowed is taken back, as a page can.
const WITHDRAW: &str =
    "usher('consent', { help: false, analytics: false, personalise: false, share: false })";

/// Withdraws in this tab; then none of these tells anything.
async fn withdraw(site: &Site, visitor: &Visitor, tabs: [&WindowHandle; 2]) {
    visitor.run(WITHDRAW, vec![]).await;
    site.wait_until_quiet().await;
    let before = site.posts().len();
    for tab in tabs {
        visitor.go_to_tab(tab).await;
        visitor.run("usher('touchpoint', 'view_order')", vec![]).await;
    }
    site.wait_until_quiet().await;
    assert_eq!(site.posts().len(), before, "a tab went on after the withdrawal");
}

/// Accepts in one of two tabs, and withdraws in the other; both follow.
async fn agree(changes: SiteChanges) -> (Site, Visitor) {
    let (site, visitor) = enter(Chromium, changes).await;
    visitor.sees(".prompt").await;
    let first = visitor.tab().await;
    let second = visitor.open_further_tab().await;
    visitor.visit_with_widget("/paint/").await;
    visitor.sees(".prompt").await;
    visitor.accept_all().await;
    visitor.go_to_tab(&first).await;
    visitor.loses(".prompt").await;
    visitor.run("usher('touchpoint', 'view_order')", vec![]).await;
    site.wait_for("touchpoint.view_order").await;
    withdraw(&site, &visitor, [&second, &first]).await;
    (site, visitor)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tabs_agree_on_a_grant_and_on_a_withdrawal() {
    let (_site, visitor) = agree(SiteChanges::default()).await;
    eventually("nothing but the receipt", A_MOMENT, async || {
        (visitor.kept_keys().await == ["usher:receipt"]).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tabs_agree_where_storage_is_blocked() {
    agree(SiteChanges { scripts: vec!["no-storage.js"], ..SiteChanges::default() }).await;
}

/// What one tab allows the other does not learn then, but what it takes back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_storage_is_full_two_tabs_agree_on_a_withdrawal() {
    let changes = SiteChanges { scripts: vec!["full-storage.js"], ..SiteChanges::default() };
    let (site, visitor) = enter(Chromium, changes).await;
    visitor.accept_all().await;
    let second = visitor.open_further_tab().await;
    visitor.visit_with_widget("/paint/").await;
    visitor.accept_all().await;
    visitor.run("usher('touchpoint', 'view_order')", vec![]).await;
    site.wait_for("touchpoint.view_order").await;
    let third = visitor.open_further_tab().await;
    visitor.visit_with_widget("/help.html").await;
    visitor.accept_all().await;
    withdraw(&site, &visitor, [&second, &third]).await;
}

/// A refusal that cannot be written must not leave the grant from before for the next page.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_withdrawal_that_cannot_be_kept_is_no_grant_on_the_next_page() {
    let (site, visitor) = enter(Chromium, SiteChanges::default()).await;
    visitor.accept_all().await;
    visitor.visit_with_widget("/paint/").await;
    site.wait_for("usher.consent.receipt").await;
    let refuse =
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }";
    visitor.run(refuse, vec![]).await;
    visitor.run(WITHDRAW, vec![]).await;
    site.wait_until_quiet().await;
    let before = site.posts().len();
    visitor.visit_with_widget("/paint/juniper.html").await;
    visitor.sees(".prompt").await;
    site.wait_until_quiet().await;
    assert_eq!(site.posts().len(), before, "the grant from before was still read");
    assert_eq!(visitor.kept_keys().await, [] as [&str; 0]);
}
