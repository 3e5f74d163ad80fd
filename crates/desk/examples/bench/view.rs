//! A touchpoint as a shop posts most of them.

use serde_json::{Value, json};

/// `id` ends the identity of the event and `session` that of its journey.
pub(crate) fn view((id, session): (&str, u64), sequence: u64, time: &str) -> Value {
    json!({
        "specversion": "1.0",
        "id": format!("5d0c8d0c-43a5-4ab5-8a51-{id}"),
        "source": "https://shop.example",
        "type": "usher.touchpoint.view_item",
        "time": time,
        "ushersession": format!("c1a3f0d2-7a53-4b7e-8a6a-{session:012}"),
        "usherseq": sequence,
        "usherpurpose": "analytics",
        "data": {
            "page": {"kind": "product", "path": "/paint/juniper.html"},
            "items": [{"item_id": "LD-1003", "item_name": "Juniper", "price": "54.00"}],
        },
    })
}
