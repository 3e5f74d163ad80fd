//! Global Privacy Control: honoured, said, and kept in the receipt.

use usher_tests::Engine::Chromium;
use usher_tests::{DeskLog, SiteChanges, enter};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_global_privacy_control_accepting_all_shares_nothing() {
    let changes = SiteChanges { scripts: vec!["privacy-control.js"], ..SiteChanges::default() };
    let (site, visitor) = enter(Chromium, changes).await;
    visitor.sees(".prompt").await;
    let said = visitor.words(".prompt .honoured").await;
    assert_eq!(said, ["Your Global Privacy Control is honoured."]);
    visitor.accept_all().await;
    visitor.visit_with_widget("/paint/").await;
    site.wait_for("usher.consent.receipt").await;
    let log = DeskLog::read(&site).await;
    let receipt = log.0.iter().find(|event| event.what() == "consent.receipt");
    let receipt = receipt.expect("the choice is told").data();
    assert_eq!(receipt["gpc"], true, "{receipt}");
    assert_eq!(receipt["purposes"]["share"], "denied", "{receipt}");
    assert_eq!(receipt["purposes"]["analytics"], "granted", "{receipt}");
    visitor.press_at(".launcher").await;
    visitor.press(".panel button.line", "Privacy").await;
    assert_eq!(visitor.words(".panel .honoured").await, said);
    visitor.assert_console_is_clean().await;
}
