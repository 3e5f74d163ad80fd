//! Parts that know nothing of the domain: words and closures in, markup out.

pub(super) mod arrival;
pub(super) mod button;
pub(super) mod dialog;
pub(super) mod disclosure;
pub(super) mod icon;
pub(super) mod link;
pub(super) mod toggle;
