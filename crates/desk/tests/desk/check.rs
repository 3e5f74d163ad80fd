//! A configuration is checked as a compiler checks, and compiled only when it is right.

use serde_json::Value;
use std::path::Path;
use usher_desk::check::{self, examine, read};
use usher_desk::compile::{CompileOptions, compile};

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// Line, column and words of every finding of one file.
fn findings(name: &str, text: &str) -> Vec<(u64, u64, String)> {
    let folder = folder(&[(name, text)]);
    let source = read(folder.path().join(name).to_str().unwrap()).unwrap();
    examine(&source)
        .iter()
        .map(|finding| {
            let told: Value = serde_json::from_str(&check::json(&source, finding)).unwrap();
            let words = format!("{} {}", told["what"], told["help"]);
            (told["line"].as_u64().unwrap(), told["column"].as_u64().unwrap(), words)
        })
        .collect()
}

fn assert_one(found: &[(u64, u64, String)], place: (u64, u64), words: &[&str]) {
    let one = found.iter().find(|(line, column, _)| (*line, *column) == place);
    let said = one.map(|(_, _, said)| said.as_str()).unwrap_or_default();
    assert!(
        one.is_some() && words.iter().all(|word| said.contains(word)),
        "{words:?} at {place:?} in {found:?}"
    );
}

#[test]
fn every_mistake_of_a_toml_file_is_found_in_its_place() {
    let text = "# Our shop\nbefore_consent = \"pages\"\nwithout = [\"answer\", \"compair\"]\n\n\
                [manners]\nper_dya = 2\nper_week = 12\ngap_minutes = \"ten\"\n";
    let found = findings("usher.toml", text);
    assert_eq!(found.len(), 5, "{found:?}");
    assert_one(&found, (2, 18), &["pages", "did you mean \\\"page\\\""]);
    assert_one(&found, (3, 22), &["compair", "compare"]);
    assert_one(&found, (6, 1), &["per_dya", "did you mean `per_day`"]);
    assert_one(&found, (7, 12), &["hard limit", "0 to 8"]);
    assert_one(&found, (8, 15), &["whole number", "3 and more"]);
}

#[test]
fn every_mistake_of_a_json_file_is_found_in_its_place() {
    let text = "{\"manners\":{\"per_day\":2,\n  \"per_day\":1},\n \"ü\":0, \"consent\":\"never\",\
                \n \"earliest_seconds\":20}";
    let found = findings("usher.json", text);
    assert_one(&found, (2, 3), &["there twice"]);
    assert_one(&found, (3, 2), &["ü", "keys here are"]);
    assert_one(&found, (3, 19), &["never", "ask", "site"]);
    assert_one(&found, (4, 2), &["did you mean `manners.earliest_seconds`"]);
    assert_eq!(found.len(), 4, "{found:?}");
}

#[test]
fn every_mistake_of_what_an_owner_writes_is_found_in_its_place() {
    let text = "{\"plays\": [{\"id\": \"a\", \"stage\": \"considering\", \"need\": \"social\",\n\
                \"title\": \"A\", \"when\": {\"page\": \"prodct\", \"dwel_seconds\": 3,\n\
                \"any\": [{\"page\": \"cart\"}, {\"seen\": \"view_itm\"}]}, \"benefits\": 6}],\n\
                \"journey\": {\"desir\": {}, \"desire\": {\"plays\": [\"b\"]}}}\n";
    let found = findings("usher.json", text);
    assert_eq!(found.len(), 7, "{found:?}");
    assert_one(&found, (1, 33), &["stage", "did you mean `consideration`"]);
    assert_one(&found, (2, 32), &["page", "did you mean `product`"]);
    assert_one(&found, (2, 42), &["dwel_seconds", "did you mean `dwell_seconds`"]);
    assert_one(&found, (3, 36), &["no touchpoint", "did you mean `view_item`"]);
    assert_one(&found, (3, 51), &["benefits", "did you mean `benefit`"]);
    assert_one(&found, (4, 13), &["desir", "did you mean `desire`"]);
    assert_one(&found, (4, 46), &["names a play that is not there"]);
}

#[test]
fn what_cannot_be_read_at_all_says_where() {
    assert_one(&findings("a.json", "{\"manners\":{\"per_day\":2,}}"), (1, 24), &["comma"]);
    assert_one(&findings("a.json", ""), (1, 1), &["not JSON"]);
    assert_one(&findings("a.toml", "a = = 3"), (1, 5), &["not TOML"]);
    assert_one(&findings("a.json", "[]"), (1, 1), &["must be an object"]);
    let deep = "[".repeat(100_000);
    assert_eq!(findings("a.json", &deep).len(), 1);
}

#[test]
fn a_finding_is_printed_with_its_line_and_a_caret() {
    let folder = folder(&[("usher.toml", "[manners]\nper_dya = 2\n")]);
    let source = read(folder.path().join("usher.toml").to_str().unwrap()).unwrap();
    let printed = check::text(&source, &examine(&source)[0]);
    for line in ["usher.toml:2:1", "2 | per_dya = 2", "  | ^^^^^^^", "did you mean `per_day`?"] {
        assert!(printed.contains(line), "{line} in\n{printed}");
    }
}

#[test]
fn what_the_demo_shop_and_the_documents_use_is_right() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shop = read(top.join("www/shop/usher.config.json").to_str().unwrap()).unwrap();
    assert_eq!(examine(&shop), []);
    let text = std::fs::read_to_string(top.join("docs/configuration.md")).unwrap();
    for (mark, name) in [("```json\n", "a.json"), ("```toml\n", "a.toml")] {
        let blocks: Vec<&str> =
            text.split(mark).skip(1).filter_map(|rest| rest.split("```").next()).collect();
        assert!(!blocks.is_empty(), "no {mark}");
        blocks.iter().for_each(|block| assert_eq!(findings(name, block), [], "{block}"));
    }
}

#[test]
fn a_folder_becomes_one_json_file_that_the_widget_reads() {
    let folder = folder(&[
        ("a.toml", "consent = \"site\"\n[manners]\nper_day = 1\n"),
        ("b.json", "{\"$schema\":\"x\",\"manners\":{\"per_week\":3}}"),
        ("notes.txt", "not a configuration"),
    ]);
    let output = folder.path().join("out.txt");
    let from = folder.path().to_owned();
    let options =
        CompileOptions { from, output: Some(output.clone()), ..CompileOptions::default() };
    assert!(compile(&options).unwrap());
    let written: Value = serde_json::from_str(&std::fs::read_to_string(output).unwrap()).unwrap();
    let expected =
        serde_json::json!({ "consent": "site", "manners": { "per_day": 1, "per_week": 3 } });
    assert_eq!(written, expected);
}

#[test]
fn nothing_is_written_where_something_is_wrong() {
    for second in ["[manners]\nper_day = 1\n", "consent = \"nobody\"\n"] {
        let folder = folder(&[("a.toml", "[manners]\nper_day = 2\n"), ("b.toml", second)]);
        let output = folder.path().join("out.txt");
        let from = folder.path().to_owned();
        let output_to = Some(output.clone());
        let options = CompileOptions { from, output: output_to, ..CompileOptions::default() };
        assert!(!compile(&options).unwrap());
        assert!(!output.exists());
    }
}
