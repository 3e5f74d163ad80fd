//! Events as other receivers want them.
//!
//! A [`Format`] is a row of a table: media type, what stands before, between and after
//! events, how one is written, and what an answer means. Everything is a pure function of
//! the envelope and the owner's settings.

mod answer;
mod envelope;
mod format;
mod instant;
mod shape;
mod text;
mod words;

pub use answer::{Verdict, judge};
pub use envelope::Envelope;
pub use format::{Ack, FORMATS, Format, Post, Settings, posts};
