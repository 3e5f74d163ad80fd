//! Pages whose scripts and elements bend what everything is made of.

use serde_json::json;
use usher_tests::Engine::Chromium;
use usher_tests::{DeskLog, SiteChanges, enter};

/// Presses a button of the widget by script, as a page could.
const PRESS: &str = r#"
    const { shadowRoot } = document.querySelector("[data-usher-host]");
    const all = [...shadowRoot.querySelectorAll("button")];
    const button = all.find(({ textContent }) => textContent.trim() === arguments[0]);
    button.click();
    button.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true }));
    return true;
"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_click_that_a_script_made_up_grants_nothing() {
    let (site, visitor) = enter(Chromium, SiteChanges::default()).await;
    visitor.sees(".prompt").await;
    assert_eq!(visitor.run(PRESS, vec![json!("Accept all")]).await, json!(true));
    visitor.press(".prompt button.text", "Choose").await;
    visitor.sees(".prompt .purposes").await;
    let save = "Save choice";
    let tick = "const { shadowRoot } = document.querySelector('[data-usher-host]');
                for (const box of shadowRoot.querySelectorAll('.purposes input')) box.click()";
    visitor.run(tick, vec![]).await;
    assert_eq!(visitor.run(PRESS, vec![json!(save)]).await, json!(true));
    visitor.visit_with_widget("/paint/").await;
    visitor.sees(".prompt").await;
    assert_eq!(visitor.kept_keys().await, [] as [&str; 0], "a script gave consent");
    assert_eq!(site.posts().len(), 0, "a script gave consent");
}

/// Everything arrives, unaltered and only there, and withdrawing works.
async fn works_beside(scripts: &[&'static str], elements: &str) {
    let words = vec![("</body>", format!("{elements}</body>"))];
    let scripts = scripts.to_vec();
    let (site, visitor) =
        enter(Chromium, SiteChanges { scripts, words, ..SiteChanges::default() }).await;
    visitor.accept_all().await;
    visitor.visit_with_widget("/paint/juniper.html").await;
    site.wait_for("\"/paint/juniper.html\"").await;
    visitor
        .run("usher('consent', { help: false, analytics: false, personalise: false })", vec![])
        .await;
    site.wait_until_quiet().await;
    let before = site.posts().len();
    visitor.visit_with_widget("/help.html").await;
    site.wait_until_quiet().await;
    assert_eq!(visitor.kept_keys().await, ["usher:receipt"]);
    assert_eq!(site.posts().len(), before, "something was sent after refusing");
    let log = DeskLog::read(&site).await;
    log.assert_sound(&site.origin());
    let viewed = log.0.iter().find(|event| event.what() == "touchpoint.view_item");
    let item = &viewed.expect("the product was viewed").data()["items"][0];
    assert_eq!(item["item_name"], "Juniper", "{item}");
    assert!(site.posts().iter().all(|post| post.path == "/events"), "{:?}", site.posts());
    assert_eq!(visitor.foreign_requests().await, [] as [&str; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn old_frameworks_alter_nothing_that_is_sent() {
    works_beside(&["old-frameworks.js"], "").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn beside_jquery_1_and_zone_everything_works() {
    works_beside(&["npm/jquery/dist/jquery.js", "npm/zone.js/bundles/zone.umd.js"], "").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn elements_named_like_the_configuration_move_nothing() {
    let elements = r#"
        <a id="usherConfig" href="https://evil.example/config"></a>
        <form id="usher"><input name="q" value="consent"></form>
        <img name="currentScript" data-endpoint="https://evil.example/events" src="data:,">
        <form name="fetch"></form><form name="location"></form>
    "#;
    works_beside(&[], elements).await;
}
