//! Exports, read back by a program that is not ours.

use crate::fixture::{Bench, event, view, with};
use crate::process::run;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The rows of a Parquet file, as hyparquet (npm) reads them: it shares no code with what
/// wrote them.
const READ: &str = "
const [reader, file] = process.argv.slice(1);
const { asyncBufferFromFile, parquetReadObjects } = await import(reader);
const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file) });
const plain = (_, value) => typeof value === 'bigint' ? Number(value) : value;
console.log(JSON.stringify(rows, plain));
";

fn read(file: &Path) -> Vec<Value> {
    let package = "../../target/tools/npm-test/node_modules/hyparquet/src/node.js";
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join(package);
    assert!(package.is_file(), "hyparquet is missing: run `cargo xtask setup test`");
    let read = Command::new("node")
        .args(["--input-type=module", "-e", READ])
        .arg(package)
        .arg(file)
        .output()
        .unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    serde_json::from_slice(&read.stdout).unwrap()
}

fn export(bench: &Bench, format: &str, more: &[&str], name: &str) -> PathBuf {
    let to = bench.folder.path().join(name);
    let data = bench.folder.path().join("desk.db");
    let (data, out) = (data.to_str().unwrap(), to.to_str().unwrap());
    let arguments = [&["export", "--data", data, "--format", format], more, &[out]].concat();
    let done = run(&arguments, "");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    to
}

/// A desk with an event of everything, one of nothing, and one of another family.
async fn filled() -> Bench {
    let bench = Bench::new();
    let full = with(with(view("a"), "usherseq", 3), "traceparent", "00-ab");
    let full = with(full, "subject", "5d0c8d0c-43a5-4ab5-8a51-0f5f1f0a9c02");
    let bare = json!({"specversion": "1.0", "id": "b", "source": "=cmd", "type": "com.acme.ünïcode",
        "time": "2026-11-21T20:00:00Z"});
    let shown = event("c", "play.shown", json!({"play": "fit"}));
    bench.keep(&[full, bare, shown]).await;
    bench
}

#[tokio::test]
async fn another_program_reads_an_export_in_columns_back_as_it_was() {
    let bench = filled().await;
    let rows = read(&export(&bench, "parquet", &[], "all.parquet"));
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0]["seq"], 1);
    assert_eq!(rows[0]["type"], "usher.touchpoint.view_item");
    assert_eq!(rows[0]["time"], "2026-11-21T20:00:00.123Z");
    assert_eq!((&rows[0]["sequence"], &rows[0]["known"]), (&json!(3), &json!(true)));
    assert_eq!(rows[0]["subject"], "5d0c8d0c-43a5-4ab5-8a51-0f5f1f0a9c02");
    assert_eq!(rows[0]["data"], json!({"items": [{"item_name": "Wall paint"}]}));
    assert_eq!(rows[0]["extensions"], json!({"traceparent": "00-ab"}));
    assert_eq!((&rows[1]["family"], &rows[1]["known"]), (&json!("other"), &json!(false)));
    assert_eq!(
        (&rows[1]["name"], &rows[1]["source"]),
        (&json!("com.acme.ünïcode"), &json!("=cmd"))
    );
    for missing in ["data", "subject", "sequence", "purpose", "session", "misfit", "write_key"] {
        assert!(rows[1][missing].is_null(), "{missing}: {}", rows[1]);
    }
}

#[tokio::test]
async fn an_export_goes_on_where_the_last_one_ended_and_takes_one_family_alone() {
    let bench = filled().await;
    let rest = read(&export(&bench, "parquet", &["--after", "1"], "rest.parquet"));
    assert_eq!(rest.iter().map(|row| &row["seq"]).collect::<Vec<_>>(), [2, 3]);
    let plays = read(&export(&bench, "parquet", &["--family", "play"], "plays.parquet"));
    assert_eq!(plays.iter().map(|row| &row["id"]).collect::<Vec<_>>(), ["c"]);
    assert!(read(&export(&bench, "parquet", &["--after", "3"], "none.parquet")).is_empty());
}

#[tokio::test]
async fn an_export_in_lines_is_what_the_desk_gives_and_can_be_taken_in_by_another() {
    let bench = filled().await;
    let lines = std::fs::read_to_string(export(&bench, "ndjson", &[], "all.ndjson")).unwrap();
    assert_eq!(lines, bench.get("/api/events").await.text);
    let other = Bench::new();
    let taken = other.post("application/x-ndjson", lines).await;
    assert_eq!((taken.status.as_u16(), &taken.json()["accepted"]), (202, &json!(3)));
}

#[tokio::test]
async fn an_export_never_takes_the_place_of_a_file() {
    let bench = filled().await;
    let data = bench.folder.path().join("desk.db");
    let data = data.to_str().unwrap();
    let done = run(&["export", "--data", data, data], "");
    assert!(!done.status.success());
    assert!(String::from_utf8_lossy(&done.stderr).contains("is there already"));
    let family = run(&["export", "--data", data, "--family", "mood", "-"], "");
    assert!(!family.status.success());
    assert_eq!(bench.log().await.len(), 3);
}
