//! The desk from outside: through its router, and over real sockets where timing
//! or connections matter, and as a process of its own where it is killed or logs.
//!
//! What each threat of a receiver on the open internet is answered by:
//!
//! | Threat | Tests |
//! |---|---|
//! | a public key in strange hands | `limits`: origins, quotas, keys that nobody made |
//! | floods, forged `X-Forwarded-For`, memory of limits | `limits`, `client`, `rates`, `crowd`, `room` |
//! | bombs, depth, sizes, odd numbers | `formats`, `intake` |
//! | slow headers, bodies and readers | `sockets`, `live` |
//! | one bad event in a batch, retries, reordering | `intake`, `formats`, `killed` |
//! | changed or missing consent receipts | `store` |
//! | reading across origins, other sites' requests, DNS rebinding | `intake`, `access`, `gate` |
//! | visitors in logs, forged lines of the log | `logs`, `operation` |
//! | a node of a shared log that dies | `cluster` |
//! | SQL in texts, a full disk, damage, power cuts | `hostile`, `writer`, `store`, `killed` |
//! | scripts, direction marks and huge texts in events | `hostile`, `pages` |
//! | guessed, leaked and too powerful tokens | `access` |
//! | forwarding into private networks, or without `share` | `forward`, `address` |
//! | a stream faster than its reader | `live`, `api` |
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod access;
mod agreement;
mod api;
mod check;
mod cluster;
mod content;
mod demo;
mod doctor;
mod example;
mod fixture;
mod formats;
mod forward;
mod fuzz;
mod gate;
mod hostile;
mod intake;
mod journeys;
mod killed;
mod limits;
mod live;
mod logs;
mod nats;
mod operation;
mod pages;
mod process;
mod redaction;
mod replay;
mod sockets;
mod store;
mod thanks;
mod threats;
mod warehouse;
