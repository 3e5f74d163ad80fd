//! The page, as the visitor meets it: DOM in, [`usher_engine::Input`] out.
//!
//! Reads what the page says about itself once per view, and listens to what
//! the visitor does; keeps no element, no value and no text. Every page is
//! foreign ground here: names may be clobbered, prototypes polluted, blocks
//! broken, and none of it may hurt the shop or fool the widget.

use std::rc::Rc;

pub mod attention;
pub mod data_layer;
pub mod dedupe;
mod dom;
pub mod facts;
mod foreign;
mod graph;
mod kind;
mod links;
pub mod listener;
mod money;
mod occupation;
mod offer;
mod path;
mod place;
mod plain;
pub mod press;
mod product;
pub mod route;
mod throttle;
pub mod touchpoints;
pub mod warning;
mod words;

/// Where observations go.
pub type Report = Rc<dyn Fn(usher_engine::Input)>;
