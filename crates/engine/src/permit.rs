//! Proof that a purpose is granted, as a value of no size.
//!
//! What stores or sends takes one, and only grants give one out, so code that forgot to
//! ask does not compile:
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
//! ```
//! use usher_engine::{Analytics, Grants, Permit, Purpose};
//! fn send(_: Permit<Analytics>) {}
//! let grants = Grants::granting(&[Purpose::Analytics]);
//! assert!(grants.permit::<Analytics>().map(send).is_some());
//! assert!(Grants::default().permit::<Analytics>().is_none());
//! assert_eq!(size_of::<Permit<Analytics>>(), 0);
//! ```

use core::marker::PhantomData;

use crate::consent::{Grants, Purpose};

/// Proof that `P` is granted; it is used at once and never kept.
#[derive(Debug)]
pub struct Permit<P>(PhantomData<P>);

/// Something that can be permitted.
pub trait Permitted {
    /// One of these purposes has to be granted for it.
    const PURPOSES: &'static [Purpose];
}

/// Posting events: `analytics`.
#[derive(Debug)]
pub struct Analytics;

/// Keeping what lasts beyond the visit: `personalise`.
#[derive(Debug)]
pub struct Personalise;

/// Keeping this visit in its tab: `help` or `analytics`.
#[derive(Debug)]
pub struct Session;

impl Permitted for Analytics {
    const PURPOSES: &'static [Purpose] = &[Purpose::Analytics];
}

impl Permitted for Personalise {
    const PURPOSES: &'static [Purpose] = &[Purpose::Personalise];
}

impl Permitted for Session {
    const PURPOSES: &'static [Purpose] = &[Purpose::Help, Purpose::Analytics];
}

impl Grants {
    /// Proof that `P` is granted; none where it is not.
    #[must_use]
    pub fn permit<P: Permitted>(&self) -> Option<Permit<P>> {
        let is_granted = P::PURPOSES.iter().any(|purpose| self.allows(*purpose));
        is_granted.then_some(Permit(PhantomData))
    }
}
