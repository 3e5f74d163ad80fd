//! The table of threats in docs/desk.md names tests that are there.

use std::path::{Path, PathBuf};

/// The rows of the threat model that are about receiver, pages and forwarders.
const ROWS: std::ops::RangeInclusive<u32> = 18..=42;

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect()
}

#[test]
fn every_threat_names_tests_that_are_there() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let document = std::fs::read_to_string(top.join("docs/desk.md")).unwrap();
    let all: String = ["crates/desk/tests", "crates/desk/src", "tests/stories"]
        .iter()
        .flat_map(|folder| sources(&top.join(folder)))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    for row in ROWS {
        let begins = format!("| {row} |");
        let line = document.lines().find(|line| line.starts_with(&begins));
        let named = line.and_then(|line| line.trim_end_matches(" |").rsplit('|').next());
        let tests: Vec<&str> = named.unwrap_or_default().split('`').skip(1).step_by(2).collect();
        assert!(!tests.is_empty(), "row {row} has no test");
        for test in tests {
            assert!(all.contains(&format!("fn {test}(")), "row {row}: there is no {test}");
        }
    }
}
