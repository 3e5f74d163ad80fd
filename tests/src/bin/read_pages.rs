//! Shows a folder of saved pages to the built widget, in Chromium, and writes down
//! what it understood.
//!
//! `read-pages DIR`: reads `DIR/labels.jsonl` (of each line only `file` and `url`)
//! and prints one line of JSON per page: `{"file", "understood"}` or
//! `{"file", "fault"}`. `cargo xtask score --pages` compares it with the labels.
//!
//! `read-pages DIR OUT`: writes each page into `OUT` as the browser writes it, and prints
//! the lines that the example `explain` of `usher-reader` takes.

#![expect(clippy::expect_used, reason = "without the pages there is nothing to do")]

use std::path::PathBuf;

use serde_json::{Value, json};
use usher_tests::{Browser, Engine, SavedPage, Shelf};

#[tokio::main]
async fn main() {
    let folder: PathBuf = std::env::args_os().nth(1).expect("read-pages DIR").into();
    let labels = std::fs::read_to_string(folder.join("labels.jsonl")).expect("DIR/labels.jsonl");
    let out: Option<PathBuf> = std::env::args_os().nth(2).map(PathBuf::from);
    let browser = Browser::start(Engine::Chromium).await;
    let mut shelf = Shelf::open().await;
    for (number, line) in labels.lines().filter(|line| !line.trim().is_empty()).enumerate() {
        let label: Value = serde_json::from_str(line).expect("a line of labels.jsonl is JSON");
        let file = label.get("file").and_then(Value::as_str).unwrap_or_default();
        let url = label.get("url").and_then(Value::as_str).map(str::to_owned);
        let bytes = std::fs::read(folder.join(file)).expect("a page that is labelled");
        let page = SavedPage { url, bytes };
        if let Some(out) = &out {
            let markup = shelf.markup(&browser, &page).await.unwrap_or_default();
            let place = out.join(format!("{number}.html"));
            std::fs::write(&place, markup).expect("OUT can be written to");
            let unknown = format!("http://127.0.0.1/saved/{number}");
            println!("{file}\t{}\t{}", place.display(), page.url.unwrap_or(unknown));
            continue;
        }
        let line = match shelf.understood(&browser, &page).await {
            Ok(understood) => json!({ "file": file, "understood": understood }),
            Err(fault) => json!({ "file": file, "fault": fault }),
        };
        println!("{line}");
    }
}
