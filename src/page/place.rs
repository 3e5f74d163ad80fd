//! A number for the address of a page.

use super::dom;
use crate::pieces::{has_word, pieces, until};

/// Names of what is searched for in an address.
const SEARCHED: &str = "q s query search";

/// A number that tells this page from others of the site.
///
/// Shape: FNV-1a with 32 bits over path and query. Of a search only what is searched
/// for counts, since another page of its results is no other search.
pub(super) fn number() -> u32 {
    let (path, query) = (dom::path(), dom::query());
    let told = searched(&query).unwrap_or(&query);
    let mut hash = 0x811c_9dc5_u32;
    for byte in path.bytes().chain(told.bytes()) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash
}

/// The part of a query that says what is searched for.
pub(super) fn searched(query: &str) -> Option<&str> {
    let mut pairs = pieces(query.get(1..).unwrap_or_default(), b'&');
    pairs.find(|pair| has_word(SEARCHED, until(pair, "=")))
}
