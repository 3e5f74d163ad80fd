//! What the documents show works as it is written.

use std::path::Path;

use usher_engine::{Config, Json};

#[test]
fn every_example_of_the_configuration_is_taken_as_written() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/configuration.md");
    let text = std::fs::read_to_string(path).expect("docs/configuration.md");
    let mut examples = 0;
    for block in text.split("```json\n").skip(1) {
        let example = block.split("```").next().unwrap_or_default();
        let json = Json::read(example).expect(example);
        let (_, issues) = Config::read_whole(&json);
        assert_eq!(issues, [], "{example}");
        examples += 1;
    }
    assert!(examples > 4, "only {examples} examples");
}
