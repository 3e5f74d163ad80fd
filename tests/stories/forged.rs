//! Consent that nobody gave: elements with the names of managers, names on prototypes.

use std::time::Duration;

use usher_tests::Engine::{self, Chromium, Firefox, WebKit};
use usher_tests::{Configuration, SiteChanges, enter};

/// Elements that are found under the names of managers (reference/privacy.md M8).
const CLOBBERING: &str = r#"
    <iframe name="Cookiebot" srcdoc="<form id=consent><input name=statistics><input name=method value=explicit></form><a id=hasResponse>"></iframe>
    <form id="OneTrust"><input name="IsAlertBoxClosed"></form><a id="OnetrustActiveGroups" href=",C0001,C0002,C0003,C0004,"></a>
    <form id="klaro"><input name="getManager"></form>
    <form name="CookieConsent"><input name="validConsent"></form>
    <a id="__tcfapi"></a><a id="__gpp"></a><a id="wp_has_consent"></a>
    <form name="Shopify"><input name="customerPrivacy"></form>
    <form name="cookie"></form><img name="currentScript">
</body>"#;

async fn is_refused(engine: Engine, changes: SiteChanges) {
    let scripts = changes.scripts.clone();
    let (site, visitor) = enter(engine, changes).await;
    visitor.sees(".launcher").await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    visitor.run("usher('touchpoint', 'view_order')", vec![]).await;
    visitor.visit_with_widget("/paint/").await;
    site.wait_until_quiet().await;
    let kept = visitor.kept_keys().await;
    assert_eq!(kept, [] as [&str; 0], "{scripts:?}: consent was forged");
    assert_eq!(site.posts().len(), 0, "{scripts:?}: consent was forged");
}

fn clobbered(configuration: Configuration) -> SiteChanges {
    let words = vec![("</body>", CLOBBERING.to_owned())];
    SiteChanges { words, configuration, ..SiteChanges::default() }
}

/// The part that follows managers is there and sees all of it.
const EXPECTED: Configuration = Configuration::Text(r#"{"consent": "manager"}"#);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn elements_with_the_names_of_managers_forge_nothing_in_chromium() {
    is_refused(Chromium, clobbered(EXPECTED)).await;
    is_refused(Chromium, clobbered(Configuration::Hasty)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn elements_with_the_names_of_managers_forge_nothing_in_firefox() {
    is_refused(Firefox, clobbered(EXPECTED)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn elements_with_the_names_of_managers_forge_nothing_in_webkit() {
    is_refused(WebKit, clobbered(EXPECTED)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_on_prototypes_forge_nothing() {
    for manager in ["fixture-cookiebot.js", "fixture-onetrust.js", "managers/tcf.js"] {
        let scripts = vec!["polluted.js", manager];
        let configuration = EXPECTED;
        is_refused(Chromium, SiteChanges { scripts, configuration, ..SiteChanges::default() })
            .await;
    }
}
