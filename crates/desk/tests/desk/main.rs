//! The desk from outside: through its router, and over real sockets where timing
//! or connections matter.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod access;
mod api;
mod demo;
mod fixture;
mod formats;
mod gate;
mod hostile;
mod intake;
mod journeys;
mod killed;
mod limits;
mod live;
mod logs;
mod operation;
mod pages;
mod process;
mod sockets;
mod store;
