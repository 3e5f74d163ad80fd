//! Stands in for `send_wrapper`, with which Leptos keeps values that must stay on
//! their thread.
//!
//! The real crate asks the standard library on which thread it is. There the answer
//! lives on a heap of its own, because it has to work inside of allocators: all of
//! dlmalloc, 5 KB of wasm, beside the heap the widget uses. A thread local tells
//! threads apart as well, by where it lies, and in a wasm without threads that is a
//! constant. Remove it when the standard library's way costs no heap.

use core::fmt;
use core::mem::ManuallyDrop;
use core::ops::{Deref, DerefMut};

thread_local! {
    /// Each thread has its own, at its own place.
    static HERE: u8 = const { 0 };
}

/// A value that may be handed to other threads, and looked at on its own alone.
pub struct SendWrapper<T> {
    value: ManuallyDrop<T>,
    home: usize,
}

// SAFETY: on any other thread than its own nothing looks at the value, nor drops it.
unsafe impl<T> Send for SendWrapper<T> {}
// SAFETY: as above.
unsafe impl<T> Sync for SendWrapper<T> {}

impl<T> SendWrapper<T> {
    /// Wraps a value, on the thread it will stay on.
    pub fn new(value: T) -> Self {
        Self { value: ManuallyDrop::new(value), home: here() }
    }

    /// Whether the value may be looked at here.
    #[must_use]
    pub fn valid(&self) -> bool {
        self.home == here()
    }

    /// The value itself; panics on another thread.
    #[must_use]
    pub fn take(self) -> T {
        self.check();
        let mut this = ManuallyDrop::new(self);
        // SAFETY: the thread is the right one, and `this` is never dropped.
        unsafe { ManuallyDrop::take(&mut this.value) }
    }

    fn check(&self) {
        assert!(self.valid(), "a value was used on another thread than its own");
    }
}

fn here() -> usize {
    HERE.with(|here| core::ptr::from_ref(here).addr())
}

impl<T> Deref for SendWrapper<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.check();
        &self.value
    }
}

impl<T> DerefMut for SendWrapper<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.check();
        &mut self.value
    }
}

impl<T> Drop for SendWrapper<T> {
    fn drop(&mut self) {
        if core::mem::needs_drop::<T>() {
            self.check();
            // SAFETY: the thread is the right one, and this is the only drop.
            unsafe { ManuallyDrop::drop(&mut self.value) }
        }
    }
}

impl<T: Clone> Clone for SendWrapper<T> {
    fn clone(&self) -> Self {
        Self::new(T::clone(self))
    }
}

impl<T: fmt::Debug> fmt::Debug for SendWrapper<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::fmt(self, formatter)
    }
}

#[cfg(feature = "futures")]
mod futures {
    use core::pin::Pin;
    use core::task::{Context, Poll};

    use futures_core::Stream;

    use crate::SendWrapper;

    impl<T> SendWrapper<T> {
        fn pinned(self: Pin<&mut Self>) -> Pin<&mut T> {
            // SAFETY: the value is pinned with what holds it.
            unsafe { self.map_unchecked_mut(|this| &mut **this) }
        }
    }

    impl<T: Future> Future for SendWrapper<T> {
        type Output = T::Output;

        fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T::Output> {
            self.pinned().poll(context)
        }
    }

    impl<T: Stream> Stream for SendWrapper<T> {
        type Item = T::Item;

        fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T::Item>> {
            self.pinned().poll_next(context)
        }
    }
}
