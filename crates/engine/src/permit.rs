//! Proof that something may be kept or sent, as a value of no size.
//!
//! What stores or sends takes one, in the engine and in the shells, and only grants give one
//! out, so code that forgot to ask does not compile:
//!
//! ```compile_fail
//! use usher_engine::{Analytics, Permit};
//! // There is no other way to have one.
//! let forged: Permit<Analytics> = Permit(core::marker::PhantomData);
//! ```
//!
//! ```compile_fail
//! use usher_engine::{Analytics, Grants, Permit, Personalise, Purpose};
//! fn send(_: Permit<Analytics>) {}
//! let grants = Grants::granting(&[Purpose::Personalise]);
//! // One purpose is not another.
//! let _ = grants.permit::<Personalise>().map(send);
//! ```
//!
//! ```compile_fail
//! use usher_engine::{Part, Session};
//! fn keep(_: Part<Session>) {}
//! // A text alone is not kept.
//! keep(Part { text: String::from("{}") });
//! ```
//!
//! ```compile_fail
//! use usher_engine::{Batch, BatchId};
//! // A body alone is not sent.
//! let _ = Batch { id: BatchId(1), body: String::from("[]") };
//! ```
//!
//! ```
//! use usher_engine::{Analytics, Grants, Permit, Purpose};
//! fn send(_: Permit<Analytics>) {}
//! let grants = Grants::granting(&[Purpose::Analytics]);
//! assert!(grants.permit::<Analytics>().map(send).is_some());
//! assert!(Grants::default().permit::<Analytics>().is_none());
//! assert_eq!(size_of::<Permit<Analytics>>(), 0);
//! ```

use core::marker::PhantomData;

use crate::consent::Grants;
use crate::entry::Entry;

/// Proof that `P` is granted; it goes with what it is for, and ends with the step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permit<P>(PhantomData<P>);

/// Something that can be permitted.
pub trait Permitted {
    /// What is kept under it; one of its purposes has to be granted.
    const ENTRY: Entry;
}

/// Keeping the receipt of a choice, whatever it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosing;

/// Keeping what the visitor asked to be remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wishing;

/// Keeping events until they are accepted, and posting them: `analytics`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analytics;

/// Keeping what lasts beyond the visit: `personalise`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Personalise;

/// Keeping this visit in its tab: `help` or `analytics`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session;

impl Permitted for Choosing {
    const ENTRY: Entry = Entry::Receipt;
}

impl Permitted for Wishing {
    const ENTRY: Entry = Entry::Preferences;
}

impl Permitted for Analytics {
    const ENTRY: Entry = Entry::Event;
}

impl Permitted for Personalise {
    const ENTRY: Entry = Entry::Lasting;
}

impl Permitted for Session {
    const ENTRY: Entry = Entry::Session;
}

/// A text that may be kept, under the entry it is permitted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<P> {
    /// A JSON object.
    pub text: String,
    _permit: Permit<P>,
}

impl<P> Part<P> {
    pub(crate) const fn new(text: String, permit: Permit<P>) -> Self {
        Self { text, _permit: permit }
    }
}

impl Grants {
    /// Proof that `P` is granted; none where it is not.
    #[must_use]
    pub fn permit<P: Permitted>(&self) -> Option<Permit<P>> {
        let is_granted = P::ENTRY.purposes().iter().any(|purpose| self.allows(*purpose));
        is_granted.then_some(Permit(PhantomData))
    }
}
