//! A value that views follow.
//!
//! One signal of Leptos for values of every type. Leptos' own are compiled once for
//! each type of value, which the widget has a dozen of
//! (docs/decisions/0023-smaller-parts.md).

use std::any::Any;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::{Get, GetUntracked, LocalStorage, RwSignal, Set};

/// A value that can change; what reads it in a view is drawn again when it does.
///
/// It lives as long as the view in which it was made. What reads it later gets the
/// default of its type.
pub(super) struct Live<T> {
    signal: RwSignal<Rc<dyn Any>, LocalStorage>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Live<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Live<T> {}

impl<T: Clone + Default + 'static> Live<T> {
    pub(super) fn new(value: T) -> Self {
        Self { signal: RwSignal::new_local(Rc::new(value)), of: PhantomData }
    }

    /// The value; whatever reads it here follows it.
    pub(super) fn get(self) -> T {
        taken(self.signal.try_get())
    }

    /// The value as it is now.
    pub(super) fn now(self) -> T {
        taken(self.signal.try_get_untracked())
    }

    /// Changes the value, and with it everything that follows it.
    pub(super) fn set(self, value: T) {
        // Nobody is left to hear of it where this fails.
        drop(self.signal.try_set(Rc::new(value)));
    }
}

fn taken<T: Clone + Default + 'static>(value: Option<Rc<dyn Any>>) -> T {
    value.and_then(|value| value.downcast_ref().cloned()).unwrap_or_default()
}
