//! The whole path in real browsers: look around, be helped, buy, come back.
//!
//! The same story as crates/engine/tests/journeys/first-visit.journey, told with
//! clicks. Each browser tells it twice: once refusing, once accepting.

#![expect(clippy::indexing_slicing, reason = "a list that is too short fails the test")]

mod consent;
mod helped;
mod returning;

use usher_tests::Engine::{Chromium, Firefox, WebKit};
use usher_tests::{Browser, Engine, Site, SiteChanges, Visitor};

/// A new visitor on the home page of a new shop.
async fn arrive(engine: Engine) -> (Site, Visitor) {
    let site = Site::open(SiteChanges::default()).await;
    let visitor = Visitor::new(Browser::start(engine).await, site.origin());
    visitor.visit_with_widget("/").await;
    (site, visitor)
}

async fn whole_path(engine: Engine) {
    let (site, visitor) = arrive(engine).await;
    consent::accept(&visitor).await;
    helped::browse_until_helped(&visitor).await;
    helped::buy(&visitor, &site).await;
    returning::check_in(&visitor).await;
    returning::assert_desk_knows_all(&visitor, &site).await;
    consent::withdraw(&visitor, &site).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_refuses_leaves_no_trace_in_chromium() {
    consent::refuse(Chromium).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_refuses_leaves_no_trace_in_firefox() {
    consent::refuse(Firefox).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_refuses_leaves_no_trace_in_webkit() {
    consent::refuse(WebKit).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_accepts_is_helped_buys_and_is_asked_later_in_chromium() {
    whole_path(Chromium).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_accepts_is_helped_buys_and_is_asked_later_in_firefox() {
    whole_path(Firefox).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_accepts_is_helped_buys_and_is_asked_later_in_webkit() {
    whole_path(WebKit).await;
}
