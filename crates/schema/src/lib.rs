//! What Usher reads and sends, described once: [`config`] and [`event`] are the
//! tables, and JSON Schema, TypeScript and the tables of the documents are made
//! from them. Native only; nothing here is linked into the widget.
//!
//! The tables are held against the engine by tests: every event that the engine's
//! tests produce has to fit its schema, and every limit has to be the reader's own.

pub mod change;
pub mod config;
pub mod content;
pub mod document;
pub mod event;
pub mod field;
pub mod files;
mod manners;
pub mod storage;
pub mod typescript;
pub mod written;
