//! What the visitor sees: view types in, answers out.
//!
//! Two stages. `mount`, `sheet` and `text` are plain DOM and load on every page;
//! everything under `drawing` is Leptos and loads when there is something to draw.
//! Views are made of `tag`: `view!` turns static markup into `innerHTML`, which
//! Trusted Types refuse, and compiles every shape of view anew.

pub(crate) mod drawing;
pub(crate) mod mount;
pub(crate) mod text;

mod drawn;
mod focus;
mod hand;
mod intl;
mod live;
mod panel;
mod parts;
mod plays;
mod prompt;
mod purposes;
mod sheet;
mod stage;
mod tag;
mod tasks;
