//! Builders and the journey-script format for the tests of Usher.
//!
//! A journey script is a test that a marketer can read: lines with a time are
//! what happened, `->` lines are what the widget must do, nothing more and
//! nothing less. `UPDATE_EXPECT=1` rewrites the expectations.
//!
//! A generated [`Crowd`] fills a desk with journeys that look like those of a shop.

mod allowed;
mod chance;
mod crowd;
mod happening;
mod line;
mod pressing;
mod redaction;
mod script;
mod shop;
mod statement;
mod teller;
mod telling;
mod timeline;
mod visit;
mod wares;
mod world;

pub use allowed::Allowed;
pub use crowd::{Crowd, CrowdPlan};
pub use happening::Happening;
pub use line::{Act, Line, parse_line};
pub use redaction::{Case, Verdict, judge};
pub use script::{Mistake, Moment, play_moments, play_script};
pub use shop::Shop;
pub use timeline::{Bits, Kind, Saying, Step, TABS, Timeline};
pub use world::World;
