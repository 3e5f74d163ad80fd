//! Holds what the engine sends against the published schemas.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jsonschema::Validator;
use serde_json::Value;
use usher_engine::TouchpointName;
use usher_schema::event::{catalogue, data_schema, envelope_schema, own_touchpoint_schema};
use usher_schema::field::Rest;

/// What the schemas say.
struct Validators {
    envelope: Validator,
    /// By the name of the event. Whatever is not described is a mistake here.
    data: BTreeMap<String, Validator>,
    /// For touchpoints of the site owner's own.
    own: Validator,
}

fn validators() -> &'static Validators {
    static ALL: OnceLock<Validators> = OnceLock::new();
    ALL.get_or_init(|| {
        let build = |schema: &Value| {
            jsonschema::options().should_validate_formats(true).build(schema).expect("a schema")
        };
        let data = catalogue()
            .into_iter()
            .map(|form| (format!("usher.{}", form.name), build(&data_schema(&form, Rest::Closed))));
        Validators {
            envelope: build(&envelope_schema(Rest::Closed)),
            data: data.collect(),
            own: build(&own_touchpoint_schema()),
        }
    })
}

/// Checks each event of a batch; how many there were, or what is not as its schema has it.
pub(crate) fn check(body: &str) -> Result<usize, String> {
    let events: Vec<Value> = serde_json::from_str(body).map_err(|error| error.to_string())?;
    for event in &events {
        let name = event.get("type").and_then(Value::as_str).unwrap_or_default();
        let faults = faults(name, event);
        if !faults.is_empty() {
            return Err(format!("{name}: {faults:?} in {event}"));
        }
    }
    Ok(events.len())
}

fn faults(name: &str, event: &Value) -> Vec<String> {
    let Validators { envelope, data, own } = validators();
    let own = || {
        let name = name.strip_prefix("usher.touchpoint.")?;
        TouchpointName::from_name(name).is_none().then_some(own)
    };
    let Some(of_data) = data.get(name).or_else(own) else {
        return vec!["not in the catalogue of crates/schema".to_owned()];
    };
    let payload = event.get("data").unwrap_or(&Value::Null);
    let faults = envelope.iter_errors(event).chain(of_data.iter_errors(payload));
    faults.map(|fault| fault.to_string()).collect()
}
