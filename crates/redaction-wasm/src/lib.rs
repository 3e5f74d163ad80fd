//! Redaction as a wasm module of its own.
//!
//! Not part of the widget's program: a visitor who writes nothing never loads it. Texts pass
//! through the buffer (www/loader/chunk.js).

use usher_buffer::{put, taken};
use usher_engine::redact;

/// Takes what could name a person out of the text in the buffer; says how long what is left
/// is, which then is in the buffer.
#[expect(unsafe_code, reason = "an export has a name of its own")]
#[unsafe(no_mangle)]
pub extern "C" fn redact() -> usize {
    put(redact::text(&taken()))
}
