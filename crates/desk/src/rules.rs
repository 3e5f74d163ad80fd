//! What the owner decided about who may post and read.

use crate::access::Local;
use crate::client::Proxies;
use crate::intake::{Keys, Rates, Room};
use crate::metrics::Metrics;

/// The rules requests are held to, and the count of what became of them.
///
/// The default is a desk for one machine: no keys, no proxies.
#[derive(Debug, Default)]
pub struct Rules {
    /// Proxies that are believed.
    pub proxies: Proxies,
    /// Write keys.
    pub keys: Keys,
    /// Requests a client may make.
    pub rates: Rates,
    /// Whether this machine needs a token.
    pub local: Local,
    /// Memory for bodies.
    pub room: Room,
    /// What happened so far.
    pub metrics: Metrics,
}
