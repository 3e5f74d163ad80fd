//! Reads any storefront's page: markup in, what it says out.
//!
//! Pure: no browser, no clock, no network. A shell hands the markup over in pieces
//! ([`Markup::push`]) and asks once ([`read`]). Every fact comes with the source it
//! was taken from, in this order of trust: JSON-LD, microdata, RDFa, `<meta>`,
//! values in scripts, what people see, the address.

mod amount;
mod currency;
mod explained;
mod fields;
mod kind;
mod labelled;
mod literal;
mod markup;
mod meta;
mod offer;
mod phrases;
mod price;
mod questions;
mod reading;
mod scene;
mod stock;
mod thing;
mod wording;

pub use explained::explained;
pub use markup::{At, Markup};
pub use reading::{Address, Evidence, Reading, read};
pub use thing::Source;
