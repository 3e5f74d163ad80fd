//! What was published stays true; what the documents show is right.
//!
//! `UPDATE_EXPECT=1 cargo test -p usher-schema` writes the published schemas anew,
//! after a change that breaks nothing.
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

use std::path::{Path, PathBuf};

use serde_json::Value;
use usher_schema::change::{Side, broken};
use usher_schema::config::config_schema;
use usher_schema::event::{catalogue, data_schema, envelope_schema};
use usher_schema::field::Rest;
use usher_schema::files::schemas;

fn published() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("published")
}

fn read(path: &Path) -> Option<Value> {
    serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
}

#[test]
fn no_published_schema_is_broken() {
    let is_update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    for (name, schema) in schemas() {
        let path = published().join(&name);
        let is_written = ["config.", "content."].iter().any(|start| name.starts_with(start));
        let side = if is_written { Side::Writers } else { Side::Readers };
        let old = read(&path);
        let faults = old.as_ref().map(|old| broken(old, &schema, side)).unwrap_or_default();
        if !faults.is_empty() {
            wrong.push(format!(
                "{name} breaks what was published, give it a new version: {faults:?}"
            ));
        } else if old.as_ref() != Some(&schema) && is_update {
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
            std::fs::write(&path, format!("{schema:#}\n")).expect("the published schema");
        } else if old.as_ref() != Some(&schema) {
            wrong.push(format!("{name} changed; run with UPDATE_EXPECT=1 and look at the diff"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_published_schema_is_gone() {
    let names: Vec<String> = schemas().into_iter().map(|(name, _)| name).collect();
    for folder in [published(), published().join("events")] {
        for entry in std::fs::read_dir(folder).expect("the published schemas") {
            let path = entry.expect("a file").path();
            let file = path.strip_prefix(published()).expect("below").display().to_string();
            assert!(path.is_dir() || names.contains(&file), "{file} is not made any more");
        }
    }
}

/// The blocks of JSON in a document.
fn examples(file: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(file);
    let text = std::fs::read_to_string(path).expect("the document");
    let blocks = text.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.map(|block| serde_json::from_str(block).expect("an example is JSON")).collect()
}

fn assert_fits(schema: &Value, value: &Value) {
    let options = jsonschema::options().should_validate_formats(true);
    let validator = options.build(schema).expect("a schema");
    let faults: Vec<String> = validator.iter_errors(value).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{faults:?} in {value:#}");
}

#[test]
fn every_example_of_a_configuration_fits_the_schema() {
    let examples = examples("configuration.md");
    assert!(!examples.is_empty());
    examples.iter().for_each(|example| assert_fits(&config_schema(), example));
}

#[test]
fn every_example_of_an_event_fits_its_schema() {
    let examples = examples("events.md");
    assert!(!examples.is_empty());
    for example in examples {
        assert_fits(&envelope_schema(Rest::Closed), &example);
        let name = example.get("type").and_then(Value::as_str).unwrap_or_default();
        let forms = catalogue();
        let form = forms.iter().find(|form| name.strip_prefix("usher.") == Some(&form.name));
        let schema = data_schema(form.expect("a known event"), Rest::Closed);
        assert_fits(&schema, example.get("data").unwrap_or(&Value::Null));
    }
}

#[test]
fn a_wrong_configuration_does_not_fit() {
    let validator = jsonschema::validator_for(&config_schema()).expect("a schema");
    for wrong in [r#"{"manners":{"per_day":4}}"#, r#"{"maners":{}}"#, r#"{"without":["hello"]}"#] {
        let value: Value = serde_json::from_str(wrong).expect("JSON");
        assert!(!validator.is_valid(&value), "{wrong}");
    }
}
