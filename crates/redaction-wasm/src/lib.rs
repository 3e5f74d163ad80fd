//! Redaction as a wasm module of its own.
//!
//! Not part of the widget's program: a visitor who writes nothing never loads it. No
//! bindings are generated; texts pass through one buffer (src/host/redaction.js).

use std::cell::RefCell;
use std::mem::ManuallyDrop;

use usher_engine::redact;

/// The heap of the widget, for the same reason.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static HEAP: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

thread_local! {
    /// What passes the border, in either direction. Never dropped, so nothing has to be
    /// registered for that.
    static BUFFER: ManuallyDrop<RefCell<Vec<u8>>> = ManuallyDrop::new(RefCell::default());
}

/// Makes room for so many bytes, and says where.
#[expect(unsafe_code, reason = "an export has a name of its own")]
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    BUFFER.with(|buffer| {
        let mut buffer = buffer.borrow_mut();
        buffer.clear();
        buffer.resize(bytes, 0);
        buffer.as_mut_ptr()
    })
}

/// Takes what could name a person out of the text in the buffer; says how long what is left
/// is, which then is in the buffer.
#[expect(unsafe_code, reason = "an export has a name of its own")]
#[unsafe(no_mangle)]
pub extern "C" fn redact() -> usize {
    BUFFER.with(|buffer| {
        // The script encodes it, so it is always text.
        let given = String::from_utf8(buffer.take()).unwrap_or_default();
        let clean = redact::text(&given).into_bytes();
        let length = clean.len();
        buffer.replace(clean);
        length
    })
}

/// Where the buffer is.
#[expect(unsafe_code, reason = "an export has a name of its own")]
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    BUFFER.with(|buffer| buffer.borrow().as_ptr())
}
