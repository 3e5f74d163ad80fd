//! What the fuzz targets have in common: bytes that become inputs, and what may not be
//! broken by any of them.

mod checks;
mod feed;
mod input;

pub use checks::Checked;
pub use feed::Feed;
pub use input::{input, page};
