//! Pages whose scripts and elements bend what everything is made of.

use serde_json::json;
use usher_tests::Engine::Chromium;
use usher_tests::{A_WHILE, Configuration, DeskLog, SiteChanges, enter, eventually};

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
async fn beside_the_real_prototype_everything_works() {
    works_beside(&["debian/prototype/prototype.js"], "").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn beside_the_real_mootools_everything_works() {
    works_beside(&["debian/mootools/mootools.js", "debian/mootools/mootools-more.js"], "").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn further_endpoints_get_what_they_should_beside_old_frameworks() {
    let further = r#"{"endpoints": [{"url": "/further", "format": "array"}]}"#;
    let configuration = Configuration::Text(further);
    let scripts = vec!["old-frameworks.js"];
    let changes = SiteChanges { scripts, configuration, ..SiteChanges::default() };
    let (site, visitor) = enter(Chromium, changes).await;
    visitor.accept_all().await;
    visitor.visit_with_widget("/paint/juniper.html").await;
    let body = eventually("events at the further endpoint", A_WHILE, async || {
        let posts = site.posts();
        let post = posts.into_iter().find(|post| post.path == "/further");
        post.map(|post| post.body)
    })
    .await;
    let events: Vec<serde_json::Value> = serde_json::from_str(&body).expect("a list of events");
    assert!(!events.is_empty() && events.iter().all(|event| event["type"].is_string()), "{body}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn beside_jquery_1_and_zone_everything_works() {
    works_beside(&["npm/jquery/dist/jquery.js", "npm/zone.js/bundles/zone.umd.js"], "").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn patched_json_fetch_and_listeners_alter_nothing_that_is_sent() {
    works_beside(&["patched.js"], "").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn patched_json_grants_nothing() {
    let changes = SiteChanges { scripts: vec!["patched.js"], ..SiteChanges::default() };
    let (site, visitor) = enter(Chromium, changes).await;
    visitor.sees(".prompt").await;
    visitor.run("usher('touchpoint', 'view_order')", vec![]).await;
    visitor.visit_with_widget("/paint/").await;
    visitor.sees(".prompt").await;
    site.wait_until_quiet().await;
    assert_eq!(visitor.kept_keys().await, [] as [&str; 0], "consent was forged");
    assert_eq!(site.posts().len(), 0, "consent was forged");
}

/// What frames of strangers could say: as a manager's answer, as a tab of the site, as anything.
const MESSAGES: &str = r#"
    const grants = { help: "granted", analytics: "granted", personalise: "granted" };
    const receipt = { policy: 1, id: "x", at: Date.now(), source: "visitor", purposes: grants };
    const all = [grants, receipt, { usher: ["consent", grants] }, { __tcfapiReturn: receipt }];
    const frame = document.body.appendChild(document.createElement("iframe"));
    for (let count = 0; count < 1000; count++) {
      for (const one of all) {
        frame.contentWindow.eval("(one) => parent.postMessage(one, '*')")(one);
        frame.contentWindow.eval("(one) => parent.postMessage(one, '*')")(JSON.stringify(one));
      }
    }
"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_of_frames_have_no_effect() {
    let (site, visitor) = enter(Chromium, SiteChanges::default()).await;
    visitor.sees(".prompt").await;
    visitor.run(MESSAGES, vec![]).await;
    visitor.visit_with_widget("/paint/").await;
    visitor.sees(".prompt").await;
    site.wait_until_quiet().await;
    assert_eq!(visitor.kept_keys().await, [] as [&str; 0], "a frame gave consent");
    assert_eq!(site.posts().len(), 0, "a frame gave consent");
    visitor.assert_console_is_clean().await;
}

/// The page in a frame of this sandbox; what it says of the widget in it.
async fn framed(sandbox: &str) -> (usher_tests::Site, usher_tests::Visitor) {
    let frame = format!("<iframe sandbox=\"{sandbox}\" src=\"/paint/\"></iframe></body>");
    let words = vec![("</body>", frame)];
    let (site, visitor) = enter(Chromium, SiteChanges { words, ..SiteChanges::default() }).await;
    visitor.sees(".launcher").await;
    visitor.browser.client.enter_frame(0).await.expect("there is a frame");
    visitor.sees(".launcher, [data-usher-host] details").await;
    (site, visitor)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_a_sandbox_without_an_origin_it_works_from_memory() {
    let (site, visitor) = framed("allow-scripts").await;
    visitor.accept_all().await;
    // A frame without an origin is a stranger to the shop's own files.
    visitor.assert_one_warning("data-config does not lead to JSON").await;
    visitor.run("usher('touchpoint', 'view_order')", vec![]).await;
    site.wait_for("touchpoint.view_order").await;
    visitor.browser.client.enter_parent_frame().await.expect("there is a page around it");
    assert_eq!(visitor.kept_keys().await, [] as [&str; 0], "the frame kept something");
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
