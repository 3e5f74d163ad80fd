//! The reader as a wasm module of its own.
//!
//! Not part of the widget's program: what traps here ends this reading and nothing
//! else, and shops whose JSON-LD says everything never load it. No bindings are
//! generated; texts pass through one buffer (www/loader/reader.js).

use std::cell::RefCell;
use std::mem::ManuallyDrop;

use usher_reader::{Address, Markup, explained};

/// The heap of the widget, for the same reason.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static HEAP: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[derive(Default)]
struct Desk {
    /// What passes the border, in either direction.
    buffer: Vec<u8>,
    page: Markup,
}

thread_local! {
    /// Never dropped, so nothing has to be registered for that.
    static DESK: ManuallyDrop<RefCell<Desk>> = ManuallyDrop::new(RefCell::default());
}

/// Makes room for so many bytes, and says where.
#[expect(unsafe_code, reason = "an export has a name of its own")]
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    DESK.with(|desk| {
        let buffer = &mut desk.borrow_mut().buffer;
        buffer.clear();
        buffer.resize(bytes, 0);
        buffer.as_mut_ptr()
    })
}

/// Takes a piece of markup out of the buffer.
#[expect(unsafe_code, reason = "an export has a name of its own")]
#[unsafe(no_mangle)]
pub extern "C" fn push() {
    DESK.with(|desk| {
        let desk = &mut *desk.borrow_mut();
        // The script encodes it, so it is always text.
        if let Ok(piece) = str::from_utf8(&desk.buffer) {
            desk.page.push(piece);
        }
    });
}

/// Reads the page; the buffer has its host, its path with query, and what is known
/// of it, parted by line breaks. Returns how long the answer is, in the buffer.
#[expect(unsafe_code, reason = "an export has a name of its own")]
#[unsafe(no_mangle)]
pub extern "C" fn read() -> usize {
    DESK.with(|desk| {
        let desk = &mut *desk.borrow_mut();
        let mut page = std::mem::take(&mut desk.page);
        page.finish();
        let given = str::from_utf8(&desk.buffer).unwrap_or_default().to_owned();
        let mut parts = given.splitn(3, '\n').map(str::to_owned);
        let mut part = || parts.next().unwrap_or_default();
        let address = Address { host: part(), path: part() };
        desk.buffer = explained(&page, &address, &part()).into_bytes();
        desk.buffer.len()
    })
}

/// Where the buffer is.
#[expect(unsafe_code, reason = "an export has a name of its own")]
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    DESK.with(|desk| desk.borrow().buffer.as_ptr())
}
