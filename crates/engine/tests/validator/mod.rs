//! Holds what the engine sends against the published schemas.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jsonschema::Validator;
use serde_json::Value;
use usher_schema::event::{catalogue, data_schema, envelope_schema};
use usher_schema::field::Rest;

/// The envelope's, and that of the data by the name of the event. Whatever is not
/// described is a mistake here.
fn validators() -> &'static (Validator, BTreeMap<String, Validator>) {
    static ALL: OnceLock<(Validator, BTreeMap<String, Validator>)> = OnceLock::new();
    ALL.get_or_init(|| {
        let build = |schema: &Value| {
            jsonschema::options().should_validate_formats(true).build(schema).expect("a schema")
        };
        let data = catalogue()
            .into_iter()
            .map(|form| (format!("usher.{}", form.name), build(&data_schema(&form, Rest::Closed))));
        (build(&envelope_schema(Rest::Closed)), data.collect())
    })
}

/// Checks each event of a body; returns how many there were.
pub(crate) fn check(body: &str) -> usize {
    let events: Vec<Value> = serde_json::from_str(body).expect("a batch is a JSON array");
    let (envelope, data) = validators();
    for event in &events {
        let name = event.get("type").and_then(Value::as_str).unwrap_or_default();
        let of_data = data.get(name).expect("every event is in the catalogue of crates/schema");
        let payload = event.get("data").unwrap_or(&Value::Null);
        for (validator, value) in [(envelope, event), (of_data, payload)] {
            let faults: Vec<String> =
                validator.iter_errors(value).map(|fault| fault.to_string()).collect();
            assert!(faults.is_empty(), "{name}: {faults:?} in {value:#}");
        }
    }
    events.len()
}
