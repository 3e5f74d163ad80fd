//! Every file that is published, by its path.

use serde_json::Value;

use crate::config::config_schema;
use crate::content::{content_schema, index_schema};
use crate::event::{catalogue, data_schema, envelope_schema, own_touchpoint_schema};
use crate::field::Rest;
use crate::typescript::declarations;

/// The schemas, by their path under `schemas/`.
#[must_use]
pub fn schemas() -> Vec<(String, Value)> {
    let mut files = vec![
        ("config.schema.json".to_owned(), config_schema()),
        ("content.schema.json".to_owned(), content_schema()),
        ("content_index.schema.json".to_owned(), index_schema()),
        ("envelope.schema.json".to_owned(), envelope_schema(Rest::Open)),
    ];
    files.extend(
        catalogue().iter().map(|form| {
            (format!("events/{}.schema.json", form.name), data_schema(form, Rest::Open))
        }),
    );
    files.push(("events/touchpoint.custom.schema.json".to_owned(), own_touchpoint_schema()));
    files
}

/// All of it as text, by its path under `pkg/`.
#[must_use]
pub fn texts() -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = schemas()
        .into_iter()
        .map(|(path, schema)| (format!("schemas/{path}"), format!("{schema:#}\n")))
        .collect();
    files.push(("usher.d.ts".to_owned(), declarations()));
    files
}
