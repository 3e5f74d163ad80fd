//! Where WebAssembly is missing or forbidden, plain help remains.

use serde_json::json;
use usher_tests::Engine::Chromium;
use usher_tests::{A_MOMENT, SiteChanges, Visitor, enter, eventually};

const WITHOUT_WASM: &str = "script-src 'self'; style-src 'self'; connect-src 'self'";

async fn assert_plain_help(visitor: &Visitor) {
    let links = r#"
        const root = document.querySelector("[data-usher-host]")?.shadowRoot;
        return [...(root?.querySelectorAll("details a") ?? [])].map((link) => link.textContent);
    "#;
    let links = eventually("the plain help links", A_MOMENT, async || {
        let links = visitor.run(links, vec![]).await;
        links.as_array().filter(|links| !links.is_empty()).cloned()
    })
    .await;
    for words in ["Delivery", "Returns", "Contact"] {
        assert!(links.contains(&json!(words)), "no link to {words} in {links:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_webassembly_there_are_help_links_and_one_warning() {
    let changes = SiteChanges { scripts: vec!["no-wasm.js"], ..SiteChanges::default() };
    let (site, visitor) = enter(Chromium, changes).await;
    assert_plain_help(&visitor).await;
    visitor.assert_one_warning("WebAssembly is blocked").await;
    assert_eq!(site.posts().len(), 0);
    visitor.assert_shop_works().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_policy_against_webassembly_is_named_in_one_warning() {
    let changes = SiteChanges { policy: Some(WITHOUT_WASM), ..SiteChanges::default() };
    let (_site, visitor) = enter(Chromium, changes).await;
    assert_plain_help(&visitor).await;
    // The browser reports its own refusal as well; that is the page's policy speaking.
    let mut log = visitor.log().await;
    log.retain(|line| !(line.kind == "violation" && line.text.contains("wasm-eval")));
    assert_eq!(log.len(), 1, "{log:?}");
    assert!(log[0].kind == "warn" && log[0].text.contains("'wasm-unsafe-eval'"), "{log:?}");
    visitor.assert_shop_works().await;
}
