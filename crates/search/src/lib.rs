//! Search over help articles, on the device: texts in, ranked hits out.
//!
//! Pure, without the standard library and without a dependency. An index is made of
//! [`Document`]s, which come from a file ([`pack`], [`unpack`]) or from the page, and is
//! asked with [`Index::search`]. Words are compared without case and accents
//! and found by what they have in common (`likeness.rs`), so that no
//! language needs rules of its own; scripts without spaces are read in pairs of letters.
//! docs/search.md says how hits are ranked.

#![no_std]

extern crate alloc;

mod document;
mod fault;
mod index;
mod letter;
mod likeness;
mod marks;
mod packed;
mod rank;
mod vocabulary;
mod word;

pub use document::{Document, Field, Part};
pub use fault::Fault;
pub use index::{Index, MAX_DOCUMENTS};
pub use marks::{Passage, pieces};
pub use packed::{MAX_BYTES, VERSION, pack, unpack};
pub use rank::{Hit, MAX_WORDS};
