//! Every event of every journey script fits its published schema.
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

mod validator;

use std::path::Path;

use usher_engine::Effect;
use usher_testkit::play_moments;

#[test]
fn every_event_of_every_script_fits_its_schema() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys");
    let mut events = 0;
    for entry in std::fs::read_dir(folder).expect("the folder of scripts") {
        let path = entry.expect("a script").path();
        let text = std::fs::read_to_string(&path).expect("a readable script");
        for moment in play_moments(&text, None).expect("a script that plays") {
            for effect in &moment.effects {
                if let Effect::Send(batch) = effect {
                    events += validator::check(&with_id(&batch.body)).expect("events as described");
                }
            }
        }
    }
    assert!(events > 100, "only {events} events");
}

/// Scripts give visitors names, so that one can see who is in the holdout; a device
/// gives them ids.
fn with_id(body: &str) -> String {
    let mut events: serde_json::Value = serde_json::from_str(body).expect("a batch is JSON");
    for event in events.as_array_mut().expect("a batch is a list") {
        if let Some(subject) = event.get_mut("subject") {
            *subject = "67d3cf2e-9fd9-4611-9c30-a7a3949abf22".into();
        }
    }
    events.to_string()
}
