//! The harness: a shop on loopback, a real browser, and a visitor in it.
//!
//! A test opens a [`Site`], starts a [`Browser`], walks through the shop as a
//! [`Visitor`], and then looks at what the site received and what the desk kept.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a harness that cannot go on fails the test"
)]

mod appearance;
mod browser;
mod chromium;
mod crowd;
mod desk_log;
mod driver;
mod patience;
mod programs;
mod saved_page;
mod site;
mod steps;
mod tour;
mod visitor;

pub use browser::{Browser, Engine};
pub use desk_log::{DeskLog, Kept};
pub use patience::{A_MOMENT, A_WHILE, eventually};
pub use saved_page::{SavedPage, Shelf};
pub use site::{Configuration, Request, Site, SiteChanges};
pub use steps::enter;
pub use visitor::{Logged, Visitor};
