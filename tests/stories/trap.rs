//! A fault inside the wasm takes the widget off the page, and the page notices nothing.

use usher_tests::Engine::{self, Chromium, Firefox, WebKit};
use usher_tests::{A_MOMENT, SiteChanges, enter, eventually};

/// An import that throws unwinds through the wasm as a trap would. A script
/// element, because a driver's scripts may have a `Date` of their own.
const BREAK_CLOCK: &str = "const script = document.createElement('script'); \
     script.textContent = `Date.now = () => { throw new Error('the clock broke') }`; \
     document.head.append(script)";

async fn a_fault(engine: Engine) {
    let (_site, visitor) = enter(engine, SiteChanges::default()).await;
    visitor.accept_all().await;
    visitor.run(BREAK_CLOCK, vec![]).await;
    // A timer may have entered and broken it before this does.
    visitor.run("usher('open')", vec![]).await;
    let hosts = "return document.querySelectorAll('[data-usher-host]').length";
    eventually("the widget to leave the page", A_MOMENT, async || {
        (visitor.run(hosts, vec![]).await == 0).then_some(())
    })
    .await;
    // Commands and listeners that come later find nothing to enter.
    visitor.run("usher('open'); scrollTo(0, 500); history.pushState(0, '', '?x')", vec![]).await;
    assert_eq!(visitor.log().await, [], "{engine}: the page was told");
    visitor.assert_shop_works().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_inside_never_reaches_the_page_in_chromium() {
    a_fault(Chromium).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_inside_never_reaches_the_page_in_firefox() {
    a_fault(Firefox).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_inside_never_reaches_the_page_in_webkit() {
    a_fault(WebKit).await;
}
