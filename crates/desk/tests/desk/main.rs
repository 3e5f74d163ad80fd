//! The desk from outside: through its router, and over real sockets where timing
//! or connections matter.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod agreement;
mod demo;
mod example;
mod fixture;
mod gate;
mod hostile;
mod intake;
mod journeys;
mod live;
mod pages;
