//! Every journey script under `tests/journeys` must come out as written.
//!
//! `UPDATE_EXPECT=1 cargo test -p usher-engine` rewrites the expectations, for
//! review in the diff.

use std::fs;
use std::path::Path;

use usher_testkit::play_script;

#[test]
fn every_journey_script_comes_out_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys");
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .expect("the folder of scripts")
        .map(|entry| entry.expect("a script").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "journey"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "no scripts in {}", folder.display());
    let mut failures = Vec::new();
    for path in &paths {
        let written = fs::read_to_string(path).expect("a readable script");
        match play_script(&written) {
            Err(mistake) => {
                failures.push(format!("{}:{}: {}", path.display(), mistake.line, mistake.reason));
            }
            Ok(played) if played == written => {}
            Ok(played) if std::env::var_os("UPDATE_EXPECT").is_some() => {
                fs::write(path, played).expect("a writable script");
            }
            Ok(played) => {
                failures.push(format!("{} came out as:\n{played}", path.display()));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {} scripts:\n{}",
        failures.len(),
        paths.len(),
        failures.join("\n")
    );
    println!("{} journey scripts", paths.len());
}
