//! Consent managers: the real ones where they can be had, fixtures after their
//! documentation where not. Whichever it is, the widget does not ask, follows each
//! choice, and leaves nothing behind.

mod forged;

use std::time::Duration;

use serde_json::json;
use usher_tests::Engine::{self, Chromium, Firefox, WebKit};
use usher_tests::{A_MOMENT, Configuration, Site, SiteChanges, Visitor, enter, eventually};

/// A shop with a manager.
struct Managed {
    /// What its pages load.
    scripts: &'static [&'static str],
    configuration: Configuration,
    /// Whether allowing all of it allows `analytics`: the signals of the United States say
    /// nothing about that.
    is_sending: bool,
}

impl Managed {
    const fn new(scripts: &'static [&'static str]) -> Self {
        Self { scripts, configuration: Configuration::Hasty, is_sending: true }
    }
}

const COOKIECONSENT: Managed =
    Managed::new(&["npm/vanilla-cookieconsent/dist/cookieconsent.umd.js", "categories.js"]);
const KLARO: Managed = Managed::new(&["services.js", "npm/klaro/dist/klaro-no-css.js"]);
const TCF: Managed = Managed::new(&["managers/tcf.js"]);
const GPP: Managed = Managed { is_sending: false, ..Managed::new(&["managers/gpp.js"]) };
const GOOGLE: Managed = Managed {
    configuration: Configuration::Text(r#"{"consent": "google"}"#),
    ..Managed::new(&["fixture-google.js"])
};

/// What a call on the page's manager is, behind one name.
async fn manager(visitor: &Visitor, call: &str) {
    visitor.run(&format!("window.testManager.{call}"), vec![]).await;
}

async fn wait_for_keys(visitor: &Visitor, what: &str, wanted: impl Fn(&[String]) -> bool) {
    eventually(what, A_MOMENT, async || wanted(&visitor.kept_keys().await).then_some(())).await;
}

/// Waits until the part that follows managers was asked for.
async fn wait_for_part(site: &Site) {
    eventually("the part for managers to load", A_MOMENT, async || {
        site.requests().iter().any(|one| one.path.contains("usher_consent.js")).then_some(())
    })
    .await;
}

/// Undecided, allowed, remembered on the next page, refused.
async fn is_followed(engine: Engine, managed: &Managed) {
    let changes = SiteChanges {
        scripts: managed.scripts.to_vec(),
        configuration: managed.configuration,
        ..SiteChanges::default()
    };
    let (site, visitor) = enter(engine, changes).await;
    visitor.sees(".launcher").await;
    wait_for_part(&site).await;
    // Longer than any of them takes to come, and than events gather.
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert!(!visitor.has(".prompt").await, "the widget asks beside {:?}", managed.scripts);
    assert_eq!(visitor.kept_keys().await, [] as [&str; 0], "kept before a choice");
    assert_eq!(site.posts().len(), 0, "sent before a choice");

    manager(&visitor, "allow()").await;
    let is_kept = |keys: &[String]| keys.iter().any(|key| key == "usher:lasting");
    wait_for_keys(&visitor, "what is allowed to be kept", is_kept).await;
    visitor.visit_with_widget("/paint/juniper.html").await;
    if managed.is_sending {
        site.wait_for("usher.consent.receipt").await;
        site.wait_for("\"/paint/juniper.html\"").await;
    }
    assert!(!visitor.has(".prompt").await, "the widget asks on the next page");

    site.wait_until_quiet().await;
    manager(&visitor, "refuse()").await;
    let is_receipt_alone = |keys: &[String]| keys == ["usher:receipt"];
    wait_for_keys(&visitor, "nothing but the receipt to be kept", is_receipt_alone).await;
    let before = site.posts().len();
    for page in ["/paint/", "/help.html"] {
        visitor.visit_with_widget(page).await;
        assert_eq!(visitor.kept_keys().await, ["usher:receipt"], "{page}");
    }
    site.wait_until_quiet().await;
    assert_eq!(site.posts().len(), before, "something was sent after refusing");
    visitor.assert_console_is_clean().await;
}

macro_rules! followed {
    ($($name:ident $engine:ident $managed:expr;)+) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            is_followed($engine, &$managed).await;
        }
    )+};
}

followed! {
    cookieconsent_is_followed_in_chromium Chromium COOKIECONSENT;
    cookieconsent_is_followed_in_firefox Firefox COOKIECONSENT;
    cookieconsent_is_followed_in_webkit WebKit COOKIECONSENT;
    klaro_is_followed_in_chromium Chromium KLARO;
    klaro_is_followed_in_firefox Firefox KLARO;
    klaro_is_followed_in_webkit WebKit KLARO;
    tcf_is_followed_in_chromium Chromium TCF;
    tcf_is_followed_in_firefox Firefox TCF;
    tcf_is_followed_in_webkit WebKit TCF;
    gpp_is_followed_in_chromium Chromium GPP;
    gpp_is_followed_in_firefox Firefox GPP;
    gpp_is_followed_in_webkit WebKit GPP;
    google_as_the_authority_is_followed_by_a_fixture Chromium GOOGLE;
    shopify_is_followed_by_a_fixture Chromium Managed {
        configuration: Configuration::Text(r#"{"consent": "manager"}"#),
        ..Managed::new(&["fixture-shopify.js"])
    };
    wordpress_is_followed_by_a_fixture Chromium Managed::new(&["fixture-wordpress.js"]);
    cookiebot_is_followed_by_a_fixture Chromium Managed::new(&["fixture-cookiebot.js"]);
    onetrust_is_followed_by_a_fixture Chromium Managed::new(&["fixture-onetrust.js"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_switch_that_is_not_saved_is_no_choice() {
    let scripts = KLARO.scripts.to_vec();
    let (site, visitor) = enter(Chromium, SiteChanges { scripts, ..SiteChanges::default() }).await;
    visitor.sees(".launcher").await;
    wait_for_part(&site).await;
    manager(&visitor, "refuse()").await;
    wait_for_keys(&visitor, "the refusal", |keys| keys == ["usher:receipt"]).await;
    manager(&visitor, "draft(true)").await;
    visitor.run("usher('touchpoint', 'view_order')", vec![]).await;
    site.wait_until_quiet().await;
    assert_eq!(visitor.kept_keys().await, ["usher:receipt"]);
    assert_eq!(site.posts().len(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_manager_asks_again_nothing_leaves() {
    let scripts = TCF.scripts.to_vec();
    let (site, visitor) = enter(Chromium, SiteChanges { scripts, ..SiteChanges::default() }).await;
    visitor.sees(".launcher").await;
    wait_for_part(&site).await;
    eventually("the manager's own part", A_MOMENT, async || {
        let ping = "let is; __tcfapi('ping', 2, ({ cmpStatus }) => (is = cmpStatus)); return is";
        (visitor.run(ping, vec![]).await == json!("loaded")).then_some(())
    })
    .await;
    manager(&visitor, "allow()").await;
    site.wait_for("usher.consent.receipt").await;
    site.wait_until_quiet().await;
    manager(&visitor, "ask()").await;
    let before = site.posts().len();
    visitor.run("usher('touchpoint', 'view_order')", vec![]).await;
    site.wait_until_quiet().await;
    assert_eq!(site.posts().len(), before, "something left while the manager asked");
    manager(&visitor, "allow()").await;
    site.wait_for("usher.touchpoint.view_order").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn beside_a_manager_the_panel_can_only_refuse() {
    let scripts = vec!["fixture-cookiebot.js"];
    let (site, visitor) = enter(Chromium, SiteChanges { scripts, ..SiteChanges::default() }).await;
    visitor.sees(".launcher").await;
    wait_for_part(&site).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    manager(&visitor, "allow()").await;
    site.wait_for("usher.consent.receipt").await;
    visitor.run("Cookiebot.renew = () => (window.isRenewed = true)", vec![]).await;
    visitor.press_at(".launcher").await;
    visitor.press(".panel button.line", "Privacy").await;
    visitor.press(".panel .choice button", "Refuse all").await;
    wait_for_keys(&visitor, "nothing but the receipt", |keys| keys == ["usher:receipt"]).await;
    visitor.press(".panel .choice button", "Privacy settings of this shop").await;
    eventually("the manager's dialog", A_MOMENT, async || {
        (visitor.run("return window.isRenewed === true", vec![]).await == json!(true)).then_some(())
    })
    .await;
    // What was refused here stays so on the next page, though the manager allows it.
    visitor.visit_with_widget("/paint/").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(visitor.kept_keys().await, ["usher:receipt"]);
}
