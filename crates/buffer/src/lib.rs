//! The border of the small programs beside the widget: texts pass through one buffer.
//!
//! No bindings are generated. The script asks for [`room`], writes a text there, calls what
//! the program exports, and reads the answer where [`answer`] says.

use std::cell::RefCell;
use std::mem::ManuallyDrop;

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

/// Where the buffer is.
#[expect(unsafe_code, reason = "an export has a name of its own")]
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    BUFFER.with(|buffer| buffer.borrow().as_ptr())
}

/// Takes out what the script put in; it encodes it, so it is always text.
#[must_use]
pub fn taken() -> String {
    BUFFER.with(|buffer| String::from_utf8(buffer.take()).unwrap_or_default())
}

/// Puts in the answer; says how many bytes it has.
#[must_use]
pub fn put(answer: String) -> usize {
    let length = answer.len();
    BUFFER.with(|buffer| drop(buffer.replace(answer.into_bytes())));
    length
}
