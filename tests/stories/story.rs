//! The whole path in real browsers: look around, be helped, buy, come back.
//!
//! The same story as crates/engine/tests/journeys/first-visit.journey, told with
//! clicks. Each browser tells it twice: once refusing, once accepting.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "what cannot be done or is not there fails the test"
)]

mod consent;
mod helped;
mod returning;

use usher_tests::Engine::{Chromium, Firefox, WebKit};
use usher_tests::{Engine, SiteChanges, enter};

async fn whole_path(engine: Engine) {
    let (site, visitor) = enter(engine, SiteChanges::default()).await;
    consent::accept(&visitor).await;
    helped::compare(&visitor).await;
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
