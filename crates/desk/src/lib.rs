//! The desk of Usher: it takes events in, keeps them and shows them.
//!
//! One event's way through: [`intake`] reads a request into [`event::Event`]s, the
//! [`store`] keeps each one once and moves the journey on, [`stream`] tells whoever
//! is watching, and [`pages`] draw what was kept. Everything an event carries was
//! written by a stranger and is treated as hostile.

pub mod access;
pub mod app;
pub mod bundle;
pub mod catalogue;
pub mod check;
pub mod cli;
pub mod client;
pub mod cluster;
pub mod compile;
pub mod config;
pub mod content;
pub mod demo;
pub mod doctor;
pub mod error;
pub mod event;
pub mod example;
pub mod export;
pub mod feed;
pub mod forward;
pub mod gate;
pub mod health;
pub mod intake;
pub mod intended;
pub mod keeper;
pub mod listener;
pub mod log;
pub mod metrics;
pub mod openapi;
pub mod pages;

pub mod replay;
pub(crate) mod retention;
pub mod rules;
pub mod secret;
pub mod serve;
pub mod stage;
pub mod statistics;
pub mod store;
pub mod stream;
pub mod token;
pub mod upkeep;
pub mod visitor;
pub mod warehouse;

pub use app::{Desk, desk_router, node_router};
pub use error::AppError;
pub use rules::Rules;
pub use store::Store;
