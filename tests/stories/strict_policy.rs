//! The strictest policy a shop can have and still run WebAssembly.

use usher_tests::Engine::{self, Chromium, Firefox, WebKit};
use usher_tests::{A_MOMENT, SiteChanges, Visitor, enter, eventually};

const STRICT: &str = "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
                      require-trusted-types-for 'script'; trusted-types 'none'";

/// Everything the widget can draw before a purchase, without one violation.
async fn everything_is_drawn(engine: Engine) {
    let changes = SiteChanges { policy: Some(STRICT), ..SiteChanges::default() };
    let (_site, visitor) = enter(engine, changes).await;
    visitor.press(".prompt button.text", "Choose").await;
    visitor.sees(".prompt .purposes").await;
    visitor.accept_all().await;
    visitor.browse_until_helped().await;
    visitor.press(".card button.small", "Why am I seeing this?").await;
    visitor.press(".card .primary", "Compare").await;
    visitor.sees(".panel table").await;
    visitor.press_at(".panel .close").await;
    visitor.press_at(".launcher").await;
    visitor.press(".panel button.line", "Privacy").await;
    visitor.sees(".panel .purposes").await;
    let is_styled = "return getComputedStyle(document.querySelector('[data-usher-host]')\
                     .shadowRoot.querySelector('.panel')).borderTopLeftRadius";
    assert_eq!(visitor.run(is_styled, vec![]).await, "16px", "the style sheet is adopted");
    visitor.assert_console_is_clean().await;
    assert_policy_is_in_force(&visitor).await;
}

/// The page breaks its own policy, so that silence above means something.
async fn assert_policy_is_in_force(visitor: &Visitor) {
    let breach = "document.body.setAttribute('style', 'color: red')";
    visitor.run(breach, vec![]).await;
    eventually("the violation to be noticed", A_MOMENT, async || {
        visitor.log().await.iter().any(|line| line.kind == "violation").then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_strict_policy_is_kept_in_chromium() {
    everything_is_drawn(Chromium).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_strict_policy_is_kept_in_firefox() {
    everything_is_drawn(Firefox).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_strict_policy_is_kept_in_webkit() {
    everything_is_drawn(WebKit).await;
}
