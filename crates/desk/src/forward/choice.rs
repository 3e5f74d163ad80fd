//! Which events may leave (threat model, row 42).

use super::settings::What;
use crate::error::AppError;
use crate::store::{Row, Store};
use std::collections::BTreeMap;

/// The purpose that allows forwarding.
const SHARE: &str = "share";

/// The events of a page that may go to a receiver, in their order.
///
/// Shape: an event that was collected under `share`, as long as the newest receipt of its
/// journey does not take that back. What a visitor handed to a person goes to the owner's
/// own system without it: that is what they asked for.
pub(super) async fn allowed(
    store: &Store,
    what: &What,
    rows: Vec<Row>,
) -> Result<Vec<Row>, AppError> {
    let mut grants: BTreeMap<String, bool> = BTreeMap::new();
    let mut allowed = Vec::new();
    for row in rows.into_iter().filter(|row| what.wants(row)) {
        let is_asked_for = *what == What::Leads && row.event_type == "usher.lead.handed_off";
        if is_asked_for {
            allowed.push(row);
            continue;
        }
        let purposes = row.purpose.as_deref().unwrap_or_default();
        if !purposes.split_ascii_whitespace().any(|purpose| purpose == SHARE) {
            continue;
        }
        let Some(session) = row.session.clone() else {
            allowed.push(row);
            continue;
        };
        if !grants.contains_key(&session) {
            let is_taken_back = store.receipt_of(session.clone()).await?.is_some_and(|receipt| {
                receipt.pointer("/purposes/share").is_none_or(|share| share != "granted")
            });
            grants.insert(session.clone(), !is_taken_back);
        }
        if grants.get(&session).copied().unwrap_or_default() {
            allowed.push(row);
        }
    }
    Ok(allowed)
}
