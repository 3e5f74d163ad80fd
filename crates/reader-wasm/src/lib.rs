//! The reader as a wasm module of its own.
//!
//! Not part of the widget's program: what traps here ends this reading and nothing
//! else, and shops whose JSON-LD says everything never load it. No bindings are
//! generated; texts pass through one buffer (www/loader/reader.js).

use std::cell::RefCell;
use std::mem::ManuallyDrop;

use usher_buffer::{put, taken};
use usher_reader::{Address, Markup, explained};

thread_local! {
    /// Never dropped, so nothing has to be registered for that.
    static PAGE: ManuallyDrop<RefCell<Markup>> = ManuallyDrop::new(RefCell::default());
}

/// Takes a piece of markup out of the buffer.
#[expect(unsafe_code, reason = "an export has a name of its own")]
#[unsafe(no_mangle)]
pub extern "C" fn push() {
    PAGE.with(|page| page.borrow_mut().push(&taken()));
}

/// Reads the page; the buffer has its host, its path with query, and what is known
/// of it, parted by line breaks. Returns how long the answer is, in the buffer.
#[expect(unsafe_code, reason = "an export has a name of its own")]
#[unsafe(no_mangle)]
pub extern "C" fn read() -> usize {
    let mut page = PAGE.with(|page| page.take());
    page.finish();
    let given = taken();
    let mut parts = given.splitn(3, '\n').map(str::to_owned);
    let mut part = || parts.next().unwrap_or_default();
    let address = Address { host: part(), path: part() };
    put(explained(&page, &address, &part()))
}
