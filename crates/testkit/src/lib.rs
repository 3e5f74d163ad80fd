//! Builders and the journey-script format for the tests of Usher.
//!
//! A journey script is a test that a marketer can read: lines with a time are
//! what happened, `->` lines are what the widget must do, nothing more and
//! nothing less. `UPDATE_EXPECT=1` rewrites the expectations.

mod line;
mod pressing;
mod script;
mod shop;
mod world;

pub use line::{Act, Line, parse_line};
pub use script::{Mistake, play_script};
pub use shop::Shop;
pub use world::World;
